"""Form fields that take what people really type: full-width digits, thousands separators, units, names or codes."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import NONE_HELD, QUALIFICATIONS
from accounts.reference import PICKERS, check_code

SHOWN = 40  # characters of a wrong value that are repeated in the sentence about it
CANDIDATES = 8  # rows offered when a text fits several
NOT_PUNCTUATION = re.compile("[^（），：；？！]+")


def halfwidth(text):
    """Full-width letters, digits and punctuation as an input method types them become ordinary ones."""
    return unicodedata.normalize("NFKC", text).strip()


def shorten(text):
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def plain_text(text):
    """The same of a text in words: its Chinese punctuation stays, or 甬江咨询（宁波）would be called otherwise than on its licence."""
    return NOT_PUNCTUATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text).strip()


class PlainTextField(forms.CharField):
    """A text without full-width letters and digits. It is measured as it is kept: one character can become several."""

    def to_python(self, value):
        return plain_text(super().to_python(value))


class TitlesField(forms.MultipleChoiceField):
    """The titles an enterprise holds, or that it holds none of them; nothing ticked: not said."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=[*QUALIFICATIONS, (NONE_HELD, gettext_lazy("None of these"))], **kwargs)

    def validate(self, value):
        super().validate(value)
        if NONE_HELD in value and len(value) > 1:
            raise forms.ValidationError(
                _("You ticked titles and also “None of these”. Please untick one or the other.")
            )


class NumberField(forms.Field):
    """A number typed as text, in `unit`, between `least` and `most`."""

    widget = forms.TextInput
    example = "280"

    def __init__(self, *, unit, least=0, most, whole=False, css_classes="", **kwargs):
        self.unit, self.least, self.most, self.whole, self.css_classes = unit, least, most, whole, css_classes
        kwargs.setdefault("error_messages", {})
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric" if self.whole else "decimal", "autocomplete": "off"}

    def to_python(self, value):
        typed = halfwidth(value or "")
        text = typed.replace(",", "").replace(" ", "").removesuffix(str(self.unit))
        if not text:
            return None
        try:
            number = Decimal(text) if text.isascii() else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or "e" in text.lower() or "_" in text:
            raise forms.ValidationError(
                _("You typed “%(found)s”. A number is expected here, for example %(example)s."),
                params={"found": shorten(typed), "example": self.example},
            )
        return self._in_range(number)

    def _in_range(self, number):
        if self.whole and number != number.to_integral_value():
            raise forms.ValidationError(
                _("You typed %(found)s. A whole number is expected here: please round it."),
                params={"found": shorten(str(number))},
            )
        if not self.whole and abs(number) <= self.most and number != round(number, 2):
            number = round(number, 2)
        if not self.least <= number <= self.most:
            raise forms.ValidationError(
                _("You typed %(found)s. Expected is %(least)s to %(most)s %(unit)s: please check number and unit."),
                params={
                    "found": shorten(f"{number:,f}"),
                    "least": f"{self.least:,}",
                    "most": f"{self.most:,}",
                    "unit": self.unit,
                },
            )
        return int(number) if self.whole else number

    def prepare_value(self, value):
        """A stored 3500.00 is shown as 3500; what a person typed is shown as it was typed."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return value


class AmountField(NumberField):
    """Money in 万元 with at most two decimals."""

    example = "3500"

    def __init__(self, **kwargs):
        super().__init__(unit=gettext_lazy("10,000 yuan"), most=99_999_999, **kwargs)


class USCCField(forms.CharField):
    """统一社会信用代码: 18 characters, the last of which checks the others."""

    def __init__(self, **kwargs):
        super().__init__(max_length=60, **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return ""
        code, sentence = check_code(typed)
        if sentence:
            raise forms.ValidationError(sentence)
        self.widget.chosen = code
        return code


class PickerWidget(forms.Widget):
    """A text box that finds regions or industries as one types; without scripts it takes a code or a full name.

    Three form keys: NAME is the text, NAME_code the chosen code behind that text, NAME_pick one of the candidates the
    server has offered because the text fitted several.
    """

    template_name = "accounts/_picker.html"

    def __init__(self, picker, attrs=None):
        super().__init__(attrs)
        self.picker = picker
        self.candidates = []  # offered when the text fits several
        self.chosen = ""  # what the text was understood as

    def value_from_datadict(self, data, files, name):
        return {
            "text": data.get(name, ""),
            "code": data.get(f"{name}_code", ""),
            "pick": data.get(f"{name}_pick", ""),
        }

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def use_required_attribute(self, initial):
        return False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        picker = PICKERS[self.picker]
        if self.chosen or not isinstance(value, dict):
            value = self.chosen or value
            value = {"text": picker.label(value) if value else "", "code": value or ""}
        context["widget"] |= {
            "picker": picker,
            "search_url": reverse(picker.address),
            "text": value["text"],
            "code": value["code"],
            "candidates": self.candidates,
        }
        return context


class PickerField(forms.Field):
    """A code of the reference data, chosen from a list or typed."""

    def __init__(self, picker, **kwargs):
        self.picker = picker
        kwargs["widget"] = PickerWidget(picker)
        super().__init__(**kwargs)

    def clean(self, value):
        picker, text = PICKERS[self.picker], halfwidth(value["text"])
        if picker.known(value["pick"]):
            return self._allowed(picker, value["pick"])
        # The code counts only while the text beside it is still the one that was chosen.
        if picker.known(value["code"]) and value["text"].strip() == picker.label(value["code"]):
            return self._allowed(picker, value["code"])
        if text:
            return self._resolve(picker, text)
        if self.required:
            raise forms.ValidationError(picker.sentence_empty)
        return ""

    def _resolve(self, picker, text):
        """The one row this text can mean; if there are several, the person chooses."""
        codes = picker.exact(text) or [result["code"] for result in picker.search(text, CANDIDATES)]
        if not codes:
            raise forms.ValidationError(picker.sentence_none, params={"found": shorten(text)})
        if len(codes) == 1:
            return self._allowed(picker, codes[0])
        self.widget.candidates = [(code, picker.label(code)) for code in codes[:CANDIDATES]]
        raise forms.ValidationError(
            picker.sentence_several, params={"found": shorten(text), "number": len(self.widget.candidates)}
        )

    def _allowed(self, picker, code):
        sentence = picker.refuse(code)
        if sentence:
            raise forms.ValidationError(sentence)
        self.widget.chosen = code
        return code

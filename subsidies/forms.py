"""The forms of a record: a new one, all its fields, its windows and sources, and the words at its publication."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accounts.fields import AmountField, NumberField, PickerField, halfwidth
from readiness.subsidies.records import CONFIDENCES, EVIDENCE, INSTRUMENTS
from subsidies import filling, labels
from subsidies.checking import LONGEST_CODE, SLUG
from subsidies.content import read
from subsidies.sentences import faults

LONGEST_TEXT = 4000
LONGEST_YAML = 20_000
MOST_ROWS = 30
TAKEN = {"new", "answers", "subscription"}  # words of addresses in whose place a code may stand
UNCLEAR_DATE = _("Expected is a date like 2026-11-23.")
_words = lazy(lambda path, code: str(labels.words(path).get(code, code)), str)
_fact = lazy(lambda code: f"{labels.fields().get(code, code)}", str)


def choices(path, codes, none=None):
    """Codes with their words; none: the words for choosing nothing."""
    first = [("", none)] if none else []
    return [*first, *((code, _words(path, code)) for code in codes)]


class Words(forms.CharField):
    """Text without what no database keeps."""

    def __init__(self, *, long=False, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", LONGEST_TEXT)
        if long:
            kwargs["widget"] = forms.Textarea(attrs={"rows": long})
        super().__init__(**kwargs)
        self.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without saying so

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n")
        return "".join(c for c in text if c in "\n\t" or (c.isprintable() or c in "\u3000\xa0"))

    def widget_attrs(self, widget):
        return {}


class Day(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"],
            error_messages={"invalid": UNCLEAR_DATE},
            **kwargs,
        )

    def to_python(self, value):
        return super().to_python(halfwidth(value) if isinstance(value, str) else value)


class Choice(forms.ChoiceField):
    def __init__(self, path, codes, **kwargs):
        none = kwargs.pop("none", None)
        super().__init__(
            label=labels.LABELS[path],
            choices=lambda: choices(path, codes() if callable(codes) else codes, none),
            required=False,
            **kwargs,
        )


class Several(forms.MultipleChoiceField):
    def __init__(self, path, codes, **kwargs):
        super().__init__(
            label=labels.LABELS[path],
            choices=lambda: choices(path, codes() if callable(codes) else codes),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            **kwargs,
        )


class YamlField(forms.CharField):
    """A part of a record as YAML; every problem of reading it is told with its line."""

    def __init__(self, **kwargs):
        attrs = {"rows": 8, "spellcheck": "false", "autocapitalize": "off", "class": "subsidy-yaml"}
        super().__init__(required=False, widget=forms.Textarea(attrs=attrs), strip=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if len(text) > LONGEST_YAML:
            raise forms.ValidationError(
                _("%(found)s characters; at most %(most)s fit here."), params={"found": len(text), "most": LONGEST_YAML}
            )
        document = read(text, "yaml")
        if document.problems:
            raise forms.ValidationError(
                [
                    forms.ValidationError(
                        _("Line %(line)s: %(fault)s"), params={"line": problem.line or 1, "fault": fault}
                    )
                    for problem, fault in zip(document.problems, faults(document.problems), strict=True)
                ]
            )
        if document.value is not None and not isinstance(document.value, dict):
            raise forms.ValidationError(_("Expected are keys with values, one below the other, like “all:”."))
        return document.value or {}


def _texts(name, label, long=False, help_text=""):
    """The two fields of a text in both languages."""
    return {
        f"{name}_zh": Words(label=_in_chinese(label), long=long, help_text=help_text),
        f"{name}_en": Words(label=_in_english(label), long=long),
    }


_in_chinese = lazy(lambda label: str(_("%(what)s, in Chinese")) % {"what": label}, str)
_in_english = lazy(lambda label: str(_("%(what)s, in English")) % {"what": label}, str)


class RecordForm(forms.Form):
    """Everything a record says but its windows and sources. `base`: the revision it was written from."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    number = Words(label=labels.LABELS["number"], max_length=200)
    instrument = Choice("instrument", INSTRUMENTS)
    relevance = Choice("relevance", list(labels.RELEVANCES))
    needs = Several("needs", list(labels.USES), help_text=_("Any one of these; none chosen: fits every firm."))
    amount_kind = Choice("amount.kind", list(labels.KINDS))
    rate_percent = NumberField(label=labels.LABELS["amount.rate_percent"], unit="%", most=100, required=False)
    cap_wan = AmountField(label=labels.LABELS["amount.cap_wan"], required=False)
    cap_period = Choice("amount.cap_period", lambda: labels.words("amount.cap_period"), none=_("not stated or no cap"))
    min_spend_wan = AmountField(label=labels.LABELS["amount.min_spend_wan"], required=False)
    pool_wan_per_year = AmountField(label=labels.LABELS["amount.pool_wan_per_year"], required=False)
    figures = forms.MultipleChoiceField(
        label=labels.LABELS["amount.base_fields"],
        choices=lambda: [
            (code, _fact(code)) for code, one in labels.published_catalogue().fields.items() if one.kind == "money"
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    spend_counts = Several("spend_counts", lambda: labels.words("spend_counts"))
    spend_excluded = Several("spend_excluded", lambda: labels.words("spend_excluded"))
    valid_from = Day(label=labels.LABELS["valid.from"])
    valid_to = Day(label=labels.LABELS["valid.to"])
    open_ended = forms.BooleanField(label=labels.LABELS["valid.open_ended"], required=False)
    continuous = forms.BooleanField(label=labels.LABELS["apply.continuous"], required=False)
    stacking_kind = Choice("stacking.kind", list(labels.STACKING))
    evidence = Choice("knowledge.evidence", EVIDENCE)
    confidence = Choice("knowledge.confidence", CONFIDENCES)
    rule = YamlField(
        label=labels.LABELS["rule"],
        help_text=_(
            "One condition per line with field, op and value, joined by all, any or not. op is one of eq, in, in_list, has, within, gt, gte, lt, lte, exists. Empty: nothing is checked, the firm is asked."
        ),
    )
    rest = YamlField(
        label=_("Everything that has no field above"),
        help_text=_("Tiers, groups of stacking and the like, as YAML."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, path in (filling.TEXTS | filling.LINES).items():
            self.fields |= _texts(name, labels.LABELS[path], **_LONG.get(name, {}))
        for name in _NEEDED:
            self.fields[name].unmarked = True  # a draft may lack it, a publication may not

    def clean_rest(self):
        rest = self.cleaned_data["rest"]
        if taken := _with_a_field(rest):
            raise forms.ValidationError(
                _("%(keys)s cannot stand here: each has a field of its own on this page."),
                params={"keys": ", ".join(taken)},
            )
        if plain := [name for name in filling.ALWAYS if not isinstance(rest.get(name, {}), dict)]:
            raise forms.ValidationError(
                _("Below %(keys)s further keys are expected, each with its value."), params={"keys": ", ".join(plain)}
            )
        return rest

    def content(self, before, rows):
        return filling.content_of(before, self.cleaned_data, rows)


_NEEDED = (
    "name_zh name_en issuer_zh issuer_en instrument relevance amount_kind stacking_kind stacking_text_zh "
    "stacking_text_en evidence confidence"
).split()
_LONG = {
    "base": {},
    "amount_note": {"long": 3},
    "how": {"long": 4},
    "doubt": {"long": 2},
    "stacking_text": {"long": 3},
    "verify_before_use": {"long": 2},
    "note": {"long": 3},
    "applicants": {"long": 3, "help_text": _("One per line, in the same order in both languages.")},
    "confirm": {"long": 3, "help_text": _("One per line, in the same order in both languages.")},
}


def _with_a_field(rest):
    paths = [*filling.FIXED, *filling.ROWS.values(), *filling.LINES.values()]
    paths += [*filling.TEXTS.values(), *filling.SINGLE.values()]
    return [path for path in paths if filling.stands(rest, path)]


class WindowForm(forms.Form):
    """One period in which one may apply."""

    start = Day(label=_("From"))
    end = Day(label=_("To"))
    certain = forms.BooleanField(label=_("From the notice itself"), required=False)
    only_in = Words(label=_("Only in the region (code)"), max_length=6)
    note_zh = Words(label=_("Note, in Chinese"))
    note_en = Words(label=_("Note, in English"))


class SourceForm(forms.Form):
    """One document or page the figures come from."""

    title_zh = Words(label=_("Title, in Chinese"))
    title_en = Words(label=_("Title, in English"))
    url = Words(label=_("Web address"), max_length=1000)
    official = forms.BooleanField(label=_("Official site"), required=False)


class Rows(forms.BaseFormSet):
    """Rows that are dropped when nothing stands in them."""

    def filled(self):
        return [row for form in self.forms if (row := form.cleaned_data) and any(row.values())]


class WindowRows(Rows):
    def filled(self):
        return [
            {"from": row.pop("start"), "to": row.pop("end"), **row, "certain": row["certain"]}
            for row in map(dict, super().filled())
        ]


WindowFormSet = forms.formset_factory(
    WindowForm, formset=WindowRows, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
SourceFormSet = forms.formset_factory(SourceForm, formset=Rows, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class NewRecordForm(forms.Form):
    """What a record must have before it can be written: a code, a region, a name."""

    code = Words(
        label=_("Code"),
        required=True,
        max_length=LONGEST_CODE,
        help_text=_(
            "For ever, and short enough to say aloud: region, instrument, year, for example zj-ningbo-model-voucher-2026."
        ),
        error_messages={"required": _("Please type a code.")},
    )
    region = PickerField("any_region", label=_("Region"), help_text=_("Whose instrument it is."))
    zone = Words(label=_("Development zone"), max_length=60, help_text=_("If only a zone within the region pays."))
    name_zh = Words(
        label=_("Name, in Chinese"),
        max_length=300,
        required=True,
        error_messages={"required": _("Please type the name.")},
    )
    name_en = Words(label=_("Name, in English"), max_length=300)
    instrument = Choice("instrument", INSTRUMENTS)

    def __init__(self, *args, bureau, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.bureau, self.known = bureau, known

    def clean_code(self):
        code = halfwidth(self.cleaned_data["code"])
        if not SLUG.fullmatch(code):
            raise forms.ValidationError(
                _("You typed “%(found)s”. Expected are lower-case letters, digits and single hyphens between them."),
                params={"found": code},
            )
        if code in self.known or code in TAKEN:
            raise forms.ValidationError(
                _("The code %(code)s is taken. Please choose another one."), params={"code": code}
            )
        return code

    def clean_region(self):
        adcode = self.cleaned_data["region"]
        if not self.bureau.keeps(adcode):
            raise forms.ValidationError(
                _("This region lies outside %(region)s, whose records you keep."), params={"region": self.bureau.region}
            )
        return adcode


class RemarkForm(forms.Form):
    """Why a revision goes back to be written on."""

    remark = Words(label=_("What is to be changed?"), long=3, max_length=1000)


class ReasonForm(forms.Form):
    """Why a record no longer holds."""

    reason = Words(
        label=_("Why is it withdrawn?"),
        long=3,
        max_length=1000,
        required=True,
        error_messages={"required": _("Please say why: whoever looks for the record will read it.")},
    )


class _ReadForm(forms.Form):
    read = forms.IntegerField(min_value=1, max_value=2**31 - 1)


def read_of(data):
    """The number of the revision the page showed, as its form sends it; 0, which none has, where it does not say."""
    form = _ReadForm(data)
    return form.cleaned_data["read"] if form.is_valid() else 0


class ParentForm(forms.Form):
    """The national document this record carries out."""

    parent = forms.ChoiceField(label=_("National document it carries out"), required=False)

    def __init__(self, *args, national, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("none")), *national]


UNUSABLE = {
    "type": _(
        "This is neither a PDF nor a PNG nor a web page. Please print the official page to a PDF, save it, or take a screenshot."
    ),
    "empty": _("The file is empty (0 bytes). Please choose it again."),
    "large": _(
        "The file is larger than %(most)s MB, the most that is kept. Please print only the pages that matter to a PDF."
    ),
    "nothing": _("The record holds nothing that could be verified."),
    "changed": _(
        "The record was changed after you opened this page, so the copy was not kept for it. Please compare the page with what the record says now, choose the file again and send it."
    ),
}


class VerificationForm(forms.Form):
    """Which page was opened when, and a copy of it."""

    copy = forms.FileField(
        label=_("Saved copy of the official page"),
        allow_empty_file=True,  # refused with a sentence of ours
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.html,.htm,application/pdf,image/png,text/html"}),
        error_messages={
            "required": _("Please choose the copy: without one nobody can check the verification."),
            "max_length": _("The name of the file is too long. Please give it a shorter one."),
        },
    )
    url = Words(
        label=_("Address of the page you opened"),
        required=True,
        max_length=1000,
        error_messages={"required": _("Please paste the address of the page.")},
    )
    opened_on = Day(label=_("Opened on"))
    compared = forms.CharField(widget=forms.HiddenInput, required=False)  # the digest of what was compared

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["copy"].help_text = _("PDF, PNG or HTML, at most %(most)s MB") % {"most": settings.EVIDENCE_FILE_MB}
        self.fields["url"].widget.attrs |= {"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}
        self.fields["opened_on"].unmarked = True

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        if not _complete(url):
            raise forms.ValidationError(
                _("This is not a complete web address. Expected is something like https://www.gov.cn/page.")
            )
        return url

    def clean_opened_on(self):
        day = self.cleaned_data["opened_on"]
        if day is None:
            raise forms.ValidationError(_("Please give the day on which you opened the page."))
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("This day is still to come. Please give the day on which you opened the page.")
            )
        return day

    def refuse(self, reason):
        self.add_error("copy", UNUSABLE[reason] % {"most": settings.EVIDENCE_FILE_MB})


def _complete(url):
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and not url.split()[1:]
        )
    except ValueError:
        return False

"""The forms of a named list: a new one, and everything it says."""

from functools import cache

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import halfwidth
from accounts.reference import PICKERS, reference
from readiness.subsidies.rules import LIST_KINDS
from subsidies.forms import Choice, Day, NewRecordForm, Words
from subsidies.labels import LABELS
from subsidies.lists import member_named

LONGEST_MEMBERS = 60_000
LANGUAGES = ("zh", "en")
_PICKED = {"region": "any_region", "industry": "industry"}


_HOW = {
    "region": _("One place per line, by its code or full name, for example 330300."),
    "industry": _("One industry per line, by its code, for example 3670."),
    "text": _("One per line, the full name as in the business licence."),
}


@cache
def _called(kind):
    """What a place or an industry may be called → its codes: a full path, else a name, else the end of a full name.

    Made once: a list has thousands of lines, and looking through all places for each would keep the server for minutes.
    """
    picker, endings, names, paths = PICKERS[_PICKED[kind]], {}, {}, {}
    for code, row in picker.rows().items():
        if kind == "region":
            _add_endings(endings, code)
        if getattr(row, "offered", True):
            path = picker.path(code)
            for called in {row.name.zh, row.name.en}:
                names.setdefault(called, []).append(code)
            paths |= {path.zh: [code], path.en: [code]}
    return endings | names | paths


def _add_endings(endings, code):
    """Places written with what they lie in, as 浙江省杭州市萧山区 or 杭州市萧山区."""
    full = reference().region_path(code).zh.replace(" / ", "")
    for start in range(len(full)):
        endings.setdefault(full[start:], []).append(code)


class NewListForm(NewRecordForm):
    """What never changes of a list: its code, its region, what it lists; and its name to begin with."""

    zone = instrument = None  # type: ignore[assignment]
    kind = Choice("kind", LIST_KINDS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _(
            "For ever, and short enough to say aloud: region, what it lists, for example hangzhou-compute-providers."
        )
        self.fields["region"].help_text = _("Whose list it is.")
        self.fields["kind"].required = True

    def content(self):
        given = self.cleaned_data
        name = _pair(given, "name")
        return {"list": given["code"], "adcode": given["region"], "kind": given["kind"], "name": name, "members": []}


class Members(Words):
    """One member per line; places and industries by code or full name, the code of what is found being kept."""

    kind = "text"

    def to_python(self, value):
        text = super().to_python(value)
        super().run_validators(text)  # before anything is looked up for what is too long
        lines = (" ".join(line.split()) for line in text.splitlines())
        return list(dict.fromkeys(self._code(line) for line in lines if line))

    def _code(self, line):
        picker = PICKERS.get(_PICKED.get(self.kind))
        if picker is None:
            return line
        first = halfwidth(line.split()[0])
        found = [first] if picker.known(first) else _called(self.kind).get(halfwidth(line), ())
        return found[0] if len(found) == 1 else line  # what nobody knows is told before the review

    def prepare_value(self, value):
        return "\n".join(member_named(self.kind, one) for one in value) if isinstance(value, list) else value

    def run_validators(self, value):
        """Done before the lines were read."""

    def validate(self, value):
        """A draft may have none yet."""


class ListForm(forms.Form):
    """Everything a list says but what never changes. `base`: the revision it was written from."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    name_zh = Words(label=_("Name, in Chinese"), max_length=300)
    name_en = Words(label=_("Name, in English"), max_length=300)
    members = Members(label=LABELS["members"], long=10, max_length=LONGEST_MEMBERS)
    complete = forms.BooleanField(
        label=LABELS["complete"],
        help_text=_("Without this, who is missing here is asked, and never told that it is not on the list."),
        required=False,
    )
    as_of = Day(label=LABELS["as_of"], help_text=_("The day the list was published or last compared."))
    source_zh = Words(label=_("Source, in Chinese"), long=2, help_text=_("Title, number and where it was published."))
    source_en = Words(label=_("Source, in English"), long=2)
    question_zh = Words(
        label=_("What an enterprise is asked, in Chinese"),
        long=2,
        help_text=_("When it is not known whether it is on the list."),
    )
    question_en = Words(label=_("What an enterprise is asked, in English"), long=2)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].kind = kind
        self.fields["members"].help_text = _HOW[kind]
        for field in self.fields.values():
            field.unmarked = True  # a draft may lack anything, a publication may not

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Please give the day the list was published."))
        return day

    def content(self, before):
        given = self.cleaned_data
        fixed = {name: before[name] for name in ("list", "adcode", "kind") if name in before}
        said = {name: _pair(given, name) for name in ("name", "question", "source")}
        dated = {"as_of": given["as_of"].isoformat()} if given["as_of"] else {}
        return (
            fixed
            | {name: text for name, text in said.items() if text}
            | dated
            | {
                "members": given["members"],
                "complete": given["complete"],
            }
        )


def _pair(given, name):
    return {language: text for language in LANGUAGES if (text := given[f"{name}_{language}"])}


def initial_of(content):
    """What the fields of the form show."""
    shown = {name: content.get(name) for name in ("members", "complete", "as_of")}
    for name in ("name", "question", "source"):
        text = content.get(name)
        shown |= {f"{name}_{language}": (text or {}).get(language, "") for language in LANGUAGES}
    return shown

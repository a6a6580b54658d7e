"""The forms of evidence: one to add, one to reword."""

from contextlib import nullcontext
from pathlib import Path

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from evidence.filenames import kept_name
from evidence.keeping import add, reword
from evidence.links import check_link
from evidence.models import LONGEST_CAPTION, LONGEST_LINK, LONGEST_NOTE, Evidence
from evidence.quarantine import MIME, examined
from evidence.refused import Refused
from evidence.sentences import sentence
from surveys.saving import tidy

# Types for browsers that know them, endings for file managers that do not.
ACCEPT = ",".join([*MIME.values(), ".pdf", ".png", ".jpg", ".jpeg", ".xlsx", ".docx"])
MEANINGS = {
    "observed": _("Seen in the system or on site: a screenshot, an export of data, a photo of the line"),
    "document": _("Written down and in force: a rule, a contract, an inspection report"),
    "oral": _("Somebody said so, nothing in writing"),
    "plan": _("Intended or being prepared, not yet there"),
}
NO_CLASS = _("Please choose what kind of evidence this is.")
NOTHING = _("Please choose a file, paste a link or write a note.")

class_card = lazy(
    lambda name, meaning: format_html(
        '<span class="option-title">{}</span><span class="option-note">{}</span>', name, meaning
    ),
    str,
)


class TypedField(forms.CharField):
    """Text without what no database keeps."""

    def to_python(self, value):
        return super().to_python(tidy(value))


class Wording(forms.Form):
    """Class and caption: what may still be changed afterwards."""

    evidence_class = forms.ChoiceField(
        label=_("What kind of evidence is it?"),
        choices=[(value, class_card(label, MEANINGS[value])) for value, label in Evidence.Class.choices],
        widget=forms.RadioSelect,
        error_messages={"required": NO_CLASS, "invalid_choice": NO_CLASS},
    )
    caption = TypedField(
        label=_("What does it show?"),
        required=False,
        max_length=LONGEST_CAPTION,
        help_text=_("One line, for example: work orders of 12 May, downloaded to machine 7"),
        error_messages={"max_length": _("%(show_value)d characters; at most %(limit_value)d fit on this line.")},
    )
    refused = ""  # why nothing was changed, as a reason of `sentences`

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without saying so

    def clean_caption(self):
        return " ".join(self.cleaned_data["caption"].split())

    def reword(self, evidence, user):
        """Whether it was reworded; if not, the form says why."""
        try:
            reword(evidence, user, self.cleaned_data["evidence_class"], self.cleaned_data["caption"])
        except Refused as refused:
            return self.refuse(refused, None)
        return True

    def refuse(self, refused, field):
        self.refused = refused.reason
        self.add_error(field, sentence(refused))
        return False


class EvidenceForm(Wording):
    """A file, a link or a note; each that is filled in becomes a piece of evidence."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # refused with the other files that are none
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    link = TypedField(
        label=_("Or a link"),
        required=False,
        max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
        error_messages={
            "max_length": _("The link has %(show_value)d characters; at most %(limit_value)d can be kept.")
        },
    )
    note = TypedField(
        label=_("Or a note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was seen or said, by whom and when"),
        error_messages={
            "max_length": _("The note has %(show_value)d characters; at most %(limit_value)d can be kept.")
        },
    )
    # The file first: a phone that forgets the page while a file is chosen then forgets nothing that was typed.
    field_order = ("file", "link", "note", "evidence_class", "caption")

    def __init__(self, *args, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        for name in ("file", "link", "note"):
            self.fields[name].unmarked = True  # of the three one is needed
        self.fields["file"].help_text = _("PDF, PNG, JPEG, XLSX or DOCX, at most %(most)s MB") % {
            "most": settings.EVIDENCE_FILE_MB
        }

    def clean_file(self):
        if self.too_large:
            raise forms.ValidationError(sentence(Refused("large", most=settings.EVIDENCE_FILE_MB)))
        return self.cleaned_data["file"]

    def clean_link(self):
        link = self.cleaned_data["link"]
        return check_link(link) if link else ""

    def clean(self):
        given = self.cleaned_data
        if not self.errors.keys() & {"file", "link", "note"} and not any(
            given.get(k) for k in ("file", "link", "note")
        ):
            self.add_error("file", NOTHING)
        return given

    def save(self, assessment, question, user):
        """Whether everything was kept; if not, nothing was and the form says why."""
        upload = self.cleaned_data["file"]
        try:
            with examined(Path(upload.temporary_file_path())) if upload else nullcontext() as found:
                add(assessment, question, user, self._drafts(upload, found), found)
        except Refused as refused:
            return self.refuse(refused, "file" if upload and refused.reason not in ("submitted", "entries") else None)
        return True

    def _drafts(self, upload, found):
        given, kinds = self.cleaned_data, Evidence.Kind
        wording = {"evidence_class": given["evidence_class"], "caption": given["caption"]}
        drafts = [
            Evidence(kind=kind, **{kind.value: given[kind.value]}, **wording)
            for kind in (kinds.LINK, kinds.NOTE)
            if given[kind.value]
        ]
        if upload:
            drafts.insert(0, Evidence(kind=kinds.FILE, name=kept_name(upload.name, found.kind), **wording))
        return drafts

"""The forms of a verification: one finding, the signature, the statement of the firm, a withdrawal."""

import uuid

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import AccessEvent
from evidence.forms import MEANINGS, TypedField, class_card
from evidence.models import Evidence
from readiness.answers import AnswerError
from readiness.plain import canonical_json
from readiness.scoring import score_question
from surveys.forms import form_for
from surveys.plainform import plain_of, raw_from
from surveys.saving import CONFLICT, REFUSED
from surveys.sheet import Given, Section
from surveys.wording import said
from verification.closing import close
from verification.findings import LONGEST_NOTE
from verification.pace import TOO_FAST, too_fast
from verification.saving import save_finding
from verification.statements import LONGEST_COMMENT, LONGEST_REASON, FirmComment, StatementWithdrawal
from verification.verifications import note

LONGEST_LIMITS = 1000
METHODS = {
    "on_site": _("Visit on site"),
    "systems": _("Looked into the systems, also by shared screen"),
    "documents": _("Reviewed documents and files"),
    "interviews": _("Talked to the people responsible"),
}
OUTCOMES = (
    ("confirmed", pgettext_lazy("finding", "Confirmed"), _("It is as the enterprise says.")),
    ("different", pgettext_lazy("finding", "Different"), _("I found another answer.")),
    ("unchecked", pgettext_lazy("finding", "Could not be checked"), _("The note says why.")),
)


class FoundForm(forms.Form):
    """A finding, whatever it is about. What makes sense is for `saving` to say; here it is only read."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[(value, class_card(label, note)) for value, label, note in OUTCOMES],
        widget=forms.RadioSelect,
        required=False,
    )
    evidence = forms.ChoiceField(
        label=_("What evidence have you seen?"),
        choices=[(value, class_card(label, MEANINGS[value])) for value, label in Evidence.Class.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    note = TypedField(
        label=pgettext_lazy("verification", "Note"),
        help_text=_("What you looked at, with whom. The enterprise reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
        required=False,
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9, required=False)
    mutation = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, finding, revision, data=None, initial=None):
        said = {name: (finding or {}).get(name) for name in ("outcome", "evidence", "note")}
        super().__init__(data, initial=said | {"base": revision, "mutation": uuid.uuid4()} | (initial or {}))
        for field in self.fields.values():
            field.unmarked = True  # which of them are needed depends on the finding
        self.conflict = None

    def plain(self, value):
        """value: what was found instead; it counts only where it is different."""
        given = {name: self.cleaned_data[name] for name in ("outcome", "evidence", "note")}
        return given | {"value": value if given["outcome"] == "different" else None}

    @property
    def made_on(self):
        """(base, mutation)"""
        return self.cleaned_data["base"] or 0, self.cleaned_data["mutation"] or uuid.uuid4()

    def told(self, reply):
        """SAVED and so on; what is wrong is then said beside its input."""
        if reply.result == REFUSED:
            self.add_error(reply.field if reply.field in self.fields else None, said(reply.sentence))
        elif reply.result == CONFLICT:
            self._show(reply)
        return reply.result

    def _show(self, reply):
        """What somebody else has found meanwhile; saving again is then a decision."""
        self.conflict = reply
        self.data = self.data.copy()
        self.data["base"], self.data["mutation"] = str(reply.revision), str(uuid.uuid4())


class FindingForm(FoundForm):
    """The finding about one question."""

    def __init__(self, sheet, question, finding, revision, own, data=None):
        super().__init__(finding, revision, data)
        self.question = question
        self.page = form_for(sheet, _alone(sheet, question, (finding or {}).get("value") or own), data)

    @property
    def inputs(self):
        """The question's own inputs, for the verified answer."""
        return self.page[self.question.code]

    def save(self, verification, user):
        """SAVED and so on; what is wrong is then said beside its input."""
        if not self.is_valid():
            return REFUSED
        try:
            plain = self.plain(self._value())
        except AnswerError as error:
            self.add_error(None, said(error.text))
            return REFUSED
        return self.told(save_finding(verification, user, self.question, plain, *self.made_on))

    def _value(self):
        differs = self.cleaned_data["outcome"] == "different"
        return plain_of(self.question, raw_from(self.data, self.question)) if differs else None


def _alone(sheet, question, value):
    """A page with this one question, as if this had been said to it."""
    kept = None if value is None else canonical_json(value)
    given = Given(question, 1, kept, 0, None, None, score_question(question, None))
    return Section(sheet.assessment.framework.dimensions[question.dimension], (given,))


class SignForm(forms.Form):
    """The signature: how it was checked, within which limits, by whom."""

    method = forms.MultipleChoiceField(
        label=_("How did you check?"),
        choices=list(METHODS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one way.")},
    )
    limits = TypedField(
        label=pgettext_lazy("verification", "Limits"),
        help_text=_("What a reader has to know, for example which plant you did not visit."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_LIMITS,
        required=False,
    )
    name = TypedField(
        label=_("Your full name"),
        help_text=_("It is your signature, printed in the statement."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please type your full name.")},
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please type your password.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self):
        typed, known = " ".join(self.cleaned_data["name"].split()), " ".join(self.user.name.split())
        if known and typed.casefold() != known.casefold():
            raise forms.ValidationError(
                _(
                    "You typed “%(found)s”; your account says “%(expected)s”. Please type it the same, or correct it in your settings."
                ),
                params={"found": typed, "expected": known},
            )
        return typed

    def clean_password(self):
        if too_fast(self.user):
            raise forms.ValidationError(TOO_FAST)
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not the password of your account. Please try again."))
        return ""

    def close(self, verification):
        given = self.cleaned_data
        signed = {"method": sorted(given["method"]), "limits": given["limits"], "name": given["name"]}
        return close(verification, self.user, given["seen"], signed)


class FirmCommentForm(forms.Form):
    text = TypedField(
        label=_("Statement of the firm"),
        help_text=_("Said once and printed beside the verified result. It cannot be changed afterwards."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_COMMENT,
        error_messages={"required": _("Please write what you want to say.")},
    )

    def save(self, statement, user):
        """A second click finds the one that the first has made."""
        return FirmComment.objects.get_or_create(
            statement=statement, defaults={"text": self.cleaned_data["text"], "user": user}
        )


class WithdrawForm(forms.Form):
    reason = TypedField(
        label=pgettext_lazy("verification", "Why is it withdrawn?"),
        help_text=_("Everybody who checks a report with this statement reads the reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Please write the reason.")},
    )

    @transaction.atomic
    def save(self, statement, user):
        kept, new = StatementWithdrawal.objects.get_or_create(
            statement=statement, defaults={"reason": self.cleaned_data["reason"], "user": user}
        )
        if new:
            withdrawn = statement.verification
            note(AccessEvent.Kind.WITHDRAWN, withdrawn.assessment, user, withdrawn.provider)
        return kept

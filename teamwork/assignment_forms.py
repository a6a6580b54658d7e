"""The form that assigns a part of an assessment."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import acting_for
from accounts.members import holders_seen_by
from accounts.rights import EDIT
from accounts.wording import who
from teamwork.assignments import LONGEST_NOTE
from teamwork.models import Assignment
from teamwork.texts import PlainText

CHOOSE = _("Please choose who should answer this part.")


class MemberField(forms.ModelChoiceField):
    standing = None  # of the person who chooses

    def to_python(self, value):
        """Django lets the UUID field speak of UUIDs, which nobody has typed."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(CHOOSE) from None

    def label_from_instance(self, member):
        """Somebody of a provider with its name; addresses only among people of the same organisation."""
        user, firm = member.user, self.standing.organisation.pk
        if member.organisation_id != firm or not self.standing.own:
            return who(user, member.organisation, firm)
        return f"{user.name} · {user.email}" if user.name else user.email


class AssignmentForm(forms.Form):
    member = MemberField(
        queryset=None,
        to_field_name="uuid",
        label=_("Who should answer this part?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": CHOOSE},
    )
    due = forms.DateField(
        label=_("Until when?"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"],
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Expected is something like 2026-12-31.")},
    )
    note = PlainText(
        label=_("Note"),
        help_text=_("For example whom to ask or which figures to use."),
        required=False,
        max_length=LONGEST_NOTE,
    )

    def __init__(self, data=None, *, assessment, dimension, standing, kept=None):
        self.assessment, self.dimension, self.kept = assessment, dimension, kept
        super().__init__(data, initial=_initial(kept))
        self.fields["member"].standing = standing
        self.fields["member"].queryset = holders_seen_by(standing, EDIT)
        self.fields["due"].css_classes = "field-narrow"

    def clean_due(self):
        due = self.cleaned_data["due"]
        unchanged = self.kept and due == self.kept.due  # what is overdue may still get another note
        if due and due < timezone.localdate() and not unchanged:
            raise forms.ValidationError(
                _("%(found)s is in the past. Please choose today or a later day."), params={"found": due.isoformat()}
            )
        return due

    def save(self, user):
        facts = {name: self.cleaned_data[name] for name in ("member", "due", "note")}
        facts |= {"assigned_by": user, "assigned_for": acting_for(user, self.assessment, EDIT)}
        return Assignment.objects.update_or_create(assessment=self.assessment, dimension=self.dimension, defaults=facts)


def _initial(kept):
    if kept is None:
        return {}
    return {"member": kept.member.uuid if kept.member else None, "due": kept.due, "note": kept.note}

"""Forms about people of an organisation: whom to invite, which role."""

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from accounts.fields import halfwidth
from accounts.forms import INCOMPLETE
from accounts.invitations import MOST_A_DAY
from accounts.models import Invitation, Membership, Organisation

Role = Membership.Role
ROLES = [
    (Role.EDITOR, _("May fill in: answers questions, registers scenes, shares out the parts")),
    (Role.VIEWER, _("May only view: reads everything and leaves comments")),
    (Role.OWNER, _("Owner: also submits the assessment and decides who belongs to the enterprise")),
]
AT_A_BUREAU = [
    (Role.EDITOR, _("May write: drafts records and lists, and publishes what colleagues have written")),
    (Role.VIEWER, _("May only view: reads everything and changes nothing")),
    (Role.OWNER, _("Owner: also decides who belongs to the bureau")),
]
AT_A_PROVIDER = [
    (Role.EDITOR, _("Assessor: does for clients what they allow: viewing, filling in, submitting, verifying")),
    (Role.VIEWER, _("Read only: sees what clients show and changes nothing")),
    (Role.OWNER, _("Administrator: also invites clients, prepares files and decides who belongs to the provider")),
]
CHOICES = {Organisation.Kind.BUREAU: AT_A_BUREAU, Organisation.Kind.PROVIDER: AT_A_PROVIDER}
CHOOSE_A_ROLE = _("Please choose what this person may do.")


class AddressField(forms.EmailField):
    default_validators = [EmailValidator(message=INCOMPLETE)]

    def to_python(self, value):
        return super().to_python(halfwidth(value or "")).lower()


class RoleField(forms.ChoiceField):
    def __init__(self):
        super().__init__(
            label=_("What may this person do?"),
            widget=forms.RadioSelect,
            error_messages={"required": CHOOSE_A_ROLE, "invalid_choice": CHOOSE_A_ROLE},
        )


class RoleForm(forms.Form):
    role = RoleField()

    def __init__(self, *args, organisation, **kwargs):
        self.organisation = organisation
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = CHOICES.get(organisation.kind, ROLES)


class InvitationForm(RoleForm):
    email = AddressField(
        label=_("E-mail address of your colleague"),
        max_length=254,
        error_messages={
            "required": _("Please type the e-mail address of your colleague."),
            "max_length": _("This e-mail address is longer than any can be. Please check it."),
        },
    )
    field_order = ["email", "role"]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"role": Role.EDITOR})
        super().__init__(*args, **kwargs)

    def clean_email(self):
        email = self.cleaned_data["email"]
        if self.organisation.memberships.filter(user__email=email).exists():
            raise forms.ValidationError(
                _("%(email)s belongs to %(organisation)s already."),
                params={"email": email, "organisation": self.organisation},
            )
        return email

    def clean(self):
        if Invitation.objects.made_today(self.organisation) >= MOST_A_DAY:
            raise forms.ValidationError(
                _(
                    "%(number)d people have been invited within a day, which is as many as can be. "
                    "Please go on tomorrow."
                ),
                params={"number": MOST_A_DAY},
            )
        return super().clean()

    def save(self, user):
        """(invitation, token)"""
        return Invitation.objects.invite(self.organisation, user, self.cleaned_data["email"], self.cleaned_data["role"])

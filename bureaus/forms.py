"""The form of an enterprise's decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bureaus.models import Consent


class SharingForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("What may bureaus of your region know?"),
        choices=[
            (Consent.Scope.NONE, _("Nothing. We are not counted.")),
            (Consent.Scope.AGGREGATE, _("Count us in. Only figures over several enterprises are shown.")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the two."),
            "invalid_choice": _("This choice does not exist. Please choose one of the two."),
        },
    )

"""The form that makes a token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainTextField
from api.models import ApiToken
from api.tokens import EDIT, MOST_TOKENS, REPORT, SUBMIT

DAYS = [("30", _("30 days")), ("90", _("90 days")), ("180", _("180 days")), ("365", _("One year"))]
SCOPE_CHOICES = [
    (EDIT, _("Fill in: prepares files, begins assessments, saves answers")),
    (SUBMIT, _("Submit: turns a finished assessment into a result, which cannot be taken back")),
    (REPORT, _("Request reports and fetch the PDF")),
]


class TokenForm(forms.Form):
    name = PlainTextField(
        label=_("What is the token for?"),
        help_text=_("The name of the program that will use it, so that you know later which one to revoke."),
        max_length=60,
        error_messages={"required": _("Please write what the token is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        help_text=_(
            "Viewing is always included. Nothing more than what you tick, and never more than you may yourself."
        ),
        choices=SCOPE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.ChoiceField(label=_("How long does it count?"), choices=DAYS, widget=forms.RadioSelect, initial="90")

    def __init__(self, *args, membership, **kwargs):
        self.membership = membership
        super().__init__(*args, **kwargs)
        self.fields["scopes"].unmarked = True

    def clean(self):
        if ApiToken.objects.live().of(self.membership.organisation).count() >= MOST_TOKENS:
            raise forms.ValidationError(
                _("There are %(most)d tokens, which is as many as there can be. Please revoke one first."),
                params={"most": MOST_TOKENS},
            )
        return super().clean()

    def save(self):
        """(the row, the token)"""
        told = self.cleaned_data
        return ApiToken.objects.make(self.membership, told["name"], told["scopes"], int(told["days"]))

"""Forms of this floor: signing up and in, one's own settings."""

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignupForm(allauth_forms.SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"], _("You will sign in with it."))
        _plain_password(
            self.fields["password1"], _("At least 8 characters. A short sentence of your own is easiest to keep.")
        )

    def save(self, request):
        user = super().save(request)
        user.language = get_language()
        user.save(update_fields=["language"])
        return user


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["login"], "")
        _plain_password(self.fields["password"], "")


def _plain_email(field, help_text):
    field.label, field.help_text = _("E-mail address"), help_text
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["invalid"] = _(
        "This is not a complete e-mail address. Expected is something like name@example.com."
    )
    field.error_messages["required"] = _("Please type your e-mail address.")
    for validator in field.validators:
        if hasattr(validator, "domain_regex"):
            validator.message = field.error_messages["invalid"]


def _plain_password(field, help_text):
    field.label, field.help_text = _("Password"), help_text
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = _("Please type your password.")


class SettingsForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["name", "language"]
        help_texts = {"name": _("Shown to the people of your enterprise.")}

"""Forms of this floor: allauth's, in plain words and without placeholders, and one's own settings."""

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.validators import EmailValidator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User

INCOMPLETE = _("This is not a complete e-mail address. Expected is something like name@example.com.")
GOOD_PASSWORD = _("At least 8 characters. A short sentence of your own is easiest to keep.")


class InPlainWords:
    """Labels instead of placeholders, and sentences that say what to do."""

    labels: dict = {}
    help_texts: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = self.help_texts.get(name, "")
            if isinstance(field, forms.EmailField):
                self._email(field)
            elif isinstance(field.widget, forms.PasswordInput):
                field.label = self.labels.get(name, _("Password"))
                field.error_messages["required"] = _("Please type your password.")

    @staticmethod
    def _email(field):
        field.label = _("E-mail address")
        field.error_messages |= {"invalid": INCOMPLETE, "required": _("Please type your e-mail address.")}
        field.validators = [v for v in field.validators if not isinstance(v, EmailValidator)]
        field.validators.append(EmailValidator(message=INCOMPLETE))


class SignupForm(InPlainWords, allauth.SignupForm):
    help_texts = {"email": _("You will sign in with it."), "password1": GOOD_PASSWORD}

    def try_save(self, request):
        """A double click registers once; the second request finds the address taken and leads to the sign-in."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            messages.info(request, _("This e-mail address has just been registered. Please sign in with it."))
            return None, redirect("account_login")

    def save(self, request):
        user = super().save(request)
        user.language = get_language()
        user.save(update_fields=["language"])
        return user


class LoginForm(InPlainWords, allauth.LoginForm):
    pass


class AddEmailForm(InPlainWords, allauth.AddEmailForm):
    pass


class ReauthenticateForm(InPlainWords, allauth.ReauthenticateForm):
    pass


class ResetPasswordForm(InPlainWords, allauth.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InPlainWords, allauth.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("The new password once more")}
    help_texts = {"password1": GOOD_PASSWORD}


class ChangePasswordForm(InPlainWords, allauth.ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("The new password once more"),
    }
    help_texts = {"password1": GOOD_PASSWORD}


class SettingsForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["name", "language"]
        help_texts = {"name": _("Shown to the people of your enterprise.")}

"""The forms of what goes out to firms: letters, reminders, the gateway."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainTextField
from campaigns.gateways import trouble_with
from campaigns.models import Wave
from reports.models import Report


class LettersForm(forms.Form):
    ticket = forms.UUIDField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            ("silent", _("Enterprises that have not registered")),
            ("", _("All enterprises on the list")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="silent",
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Report.Language, widget=forms.RadioSelect, initial=Report.Language.CHINESE
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].in_a_row = True
        self.fields["state"].unmarked = True


class WaveForm(forms.Form):
    """after: the number of the last wave the page has shown, so that a second press sends nothing."""

    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("By"), widget=forms.RadioSelect, initial=Wave.Channel.EMAIL)
    to = forms.ChoiceField(label=_("Whom to remind"), choices=Wave.To, widget=forms.RadioSelect, initial=Wave.To.SILENT)
    note = PlainTextField(
        label=_("A word of your own"),
        help_text=_("Stands above the link, at most 300 characters."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args, gateway, **kwargs):
        super().__init__(*args, **kwargs)
        channels = Wave.Channel.choices if gateway else Wave.Channel.choices[:1]
        self.fields["channel"].choices = channels


class GatewayForm(forms.Form):
    url = forms.CharField(
        label=_("Address of the gateway"),
        max_length=500,
        help_text=_("Begins with https://, for example https://gateway.example.com/readiness."),
        error_messages={"required": _("Please type the address of the gateway.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_url(self):
        url = self.cleaned_data["url"]
        if trouble := trouble_with(url):
            raise forms.ValidationError(trouble)
        return url

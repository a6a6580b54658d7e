"""Results of clients ticked in a list, and what a comparison is asked with."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy

from branding.models import Branding
from comparisons.asking import Refused, ask, check
from comparisons.choices import Choice, latest_of, results_of

MOST_SENT = 500  # results another page may send here
LANGUAGES = {"zh-hans": ("zh-hans",), "en": ("en",), "both": ("zh-hans", "en")}
LANGUAGE_CHOICES = [
    ("zh-hans", gettext_lazy("Chinese")),
    ("en", gettext_lazy("English")),
    ("both", gettext_lazy("Both languages")),
]


class ResultsField(forms.MultipleChoiceField):
    """Results by the address of their assessment, ticked in a list."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.error_messages |= {
            "required": gettext_lazy("No client is chosen. Please tick at least one."),
            "invalid_choice": gettext_lazy(
                "One of the results you ticked can no longer be read: the access has ended meanwhile. Please look at the list again."
            ),
        }


class ChosenForm(forms.Form):
    """Results of one provider's clients; the list is the latest ones and what another page has sent here."""

    assessments = ResultsField(label=gettext_lazy("Clients"))

    def __init__(self, *args, provider, extra=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.provider = provider
        wished = {*(self.data.getlist("assessments") if self.is_bound else ()), *extra}
        self.offered = self._offered(wished)
        self.fields["assessments"].choices = [(one.key, one.assessment.organisation.name) for one in self.offered]

    def _offered(self, wished):
        latest = latest_of(self.provider)
        others = {key for key in wished if _is_uuid(key)} - {one.key for one in latest}
        earlier = results_of(self.provider).filter(assessment__uuid__in=list(others)[:MOST_SENT]) if others else []
        return [*latest, *map(Choice, earlier)]

    @property
    def ticked(self):
        """The addresses that are ticked when the page is shown."""
        return set(self["assessments"].value() or ())

    @property
    def chosen(self):
        wished = set(self.cleaned_data["assessments"])
        return [one.snapshot for one in self.offered if one.key in wished]


class PaperForm(ChosenForm):
    """Results, the language, and whether the provider's look is used."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=LANGUAGE_CHOICES, widget=forms.RadioSelect, initial="zh-hans"
    )
    branded = forms.BooleanField(label=gettext_lazy("With our look"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.look = Branding.objects.current(self.provider)
        if self.look is None:
            del self.fields["branded"]

    @property
    def languages(self):
        return LANGUAGES[self.cleaned_data["language"]]

    @property
    def branding(self):
        return self.look if self.cleaned_data.get("branded") else None


class ComparisonForm(PaperForm):
    def clean(self):
        cleaned = super().clean()
        if "assessments" in cleaned:
            try:
                check(self.chosen)
            except Refused as reason:
                self.add_error("assessments", str(reason))
        return cleaned

    def save(self, user):
        """One paper per language, with the same letters."""
        return [ask(self.provider, user, self.chosen, language, self.branding) for language in self.languages]


def _is_uuid(text):
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False

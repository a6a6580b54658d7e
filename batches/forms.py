"""What a batch is asked with: clients, languages, the look."""

import uuid

from django import forms
from django.utils.translation import gettext as _

from batches.beginning import begin
from batches.models import MOST_ITEMS
from comparisons.forms import LANGUAGES, PaperForm


class BatchForm(PaperForm):
    ticket = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ticket", uuid.uuid4())

    def clean(self):
        cleaned = super().clean()
        count = len(cleaned.get("assessments", ())) * len(LANGUAGES.get(cleaned.get("language"), ()))
        if count > MOST_ITEMS:
            self.add_error(
                "assessments",
                _(
                    "These are %(count)d reports; one batch takes up to %(most)d. Please tick fewer, or begin two batches."
                )
                % {"count": count, "most": MOST_ITEMS},
            )
        return cleaned

    def save(self, user):
        return begin(self.provider, user, self.cleaned_data["ticket"], self.chosen, self.languages, self.branding)

"""The form about one action: how far it is, and what is worth remembering once it is done."""

import datetime
import unicodedata

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import NumberField, shorten
from history.models import ActionProgress
from surveys.register import MONTH
from surveys.saving import tidy

LONGEST_NOTE = 500  # characters
FIRST_YEAR = 2000


class MonthField(forms.CharField):
    """A month as people type it: 2026-05, 2026/5, 2026年5月. Cleaned to its first day; not in the future."""

    def clean(self, value):
        typed = super().clean(value)
        return self._month(unicodedata.normalize("NFKC", typed), typed) if typed else None

    def _month(self, text, typed):
        match = MONTH.fullmatch(text)
        if not match or not 1 <= int(match[2]) <= 12 or not FIRST_YEAR <= int(match[1]) <= 2100:
            raise forms.ValidationError(
                _("You typed “%(found)s”. A year and a month are expected here, for example 2026-05."),
                params={"found": shorten(typed)},
            )
        month = datetime.date(int(match[1]), int(match[2]), 1)
        if month > timezone.localdate():
            raise forms.ValidationError(
                _("%(found)s is still to come. Choose “Under way” until the action is done."),
                params={"found": f"{month:%Y-%m}"},
            )
        return month


class ActionForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("How far it is"), choices=ActionProgress.State.choices, widget=forms.RadioSelect
    )
    done_month = MonthField(
        label=gettext_lazy("Month it was done"),
        help_text=gettext_lazy("Needed once it is done, for example 2026-05."),
        required=False,
    )
    cost_wan = NumberField(
        label=gettext_lazy("What it really cost"), unit=gettext_lazy("10,000 yuan"), most=1_000_000, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": None}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)

    use_required_attribute = False

    def __init__(self, data=None, *, action, kept=None):
        super().__init__(data, prefix=action, initial=_initial(kept))
        self.fields["state"].in_a_row = self.fields["done_month"].unmarked = True

    def clean_note(self):
        return tidy(self.cleaned_data["note"])

    def clean(self):
        values = super().clean()
        done = values.get("state") == ActionProgress.State.DONE
        if done and not values.get("done_month") and "done_month" not in self.errors:
            self.add_error("done_month", _("Please say in which month it was done, for example 2026-05."))
        if not done:
            self.errors.pop("done_month", None)
            values["done_month"] = None
        return values

    @property
    def values(self):
        """The columns of a row."""
        return {name: self.cleaned_data[name] for name in ("state", "done_month", "cost_wan", "note")}


def _initial(kept):
    if kept is None:
        return {"state": ActionProgress.State.PLANNED, "revision": 0}
    month = f"{kept.done_month:%Y-%m}" if kept.done_month else ""
    return {
        "state": kept.state,
        "done_month": month,
        "cost_wan": kept.cost_wan,
        "note": kept.note,
        "revision": kept.revision,
    }

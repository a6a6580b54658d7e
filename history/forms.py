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
MONTHS = ("planned_month", "started_month", "done_month")


class MonthField(forms.CharField):
    """A month as people type it: 2026-05, 2026/5, 2026年5月. Cleaned to its first day. too_early: said of a future month."""

    def __init__(self, *, too_early=None, **kwargs):
        super().__init__(required=False, **kwargs)
        self.too_early = too_early

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
        if self.too_early and month > timezone.localdate():
            raise forms.ValidationError(self.too_early, params={"found": f"{month:%Y-%m}"})
        return month


class ActionForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("How far it is"), choices=ActionProgress.State.choices, widget=forms.RadioSelect
    )
    planned_month = MonthField(
        label=gettext_lazy("Planned to start in"), help_text=gettext_lazy("A month, for example 2026-05.")
    )
    started_month = MonthField(
        label=gettext_lazy("Month it was started"),
        help_text=gettext_lazy("Once it is under way, for example 2026-05."),
        too_early=gettext_lazy("%(found)s is still to come. Choose “Planned” until the action has started."),
    )
    done_month = MonthField(
        label=gettext_lazy("Month it was done"),
        help_text=gettext_lazy("Needed once it is done, for example 2026-05."),
        too_early=gettext_lazy("%(found)s is still to come. Choose “Under way” until the action is done."),
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
        self.fields["state"].in_a_row = True
        for name in MONTHS:
            self.fields[name].unmarked = True

    def clean_note(self):
        return tidy(self.cleaned_data["note"])

    def clean(self):
        values = super().clean()
        state = values.get("state")
        if state == ActionProgress.State.PLANNED:
            self._forget("started_month")
        if state != ActionProgress.State.DONE:
            self._forget("done_month")
        elif not values.get("done_month") and "done_month" not in self.errors:
            self.add_error("done_month", _("Please say in which month it was done, for example 2026-05."))
        self._compare(values.get("started_month"), values.get("done_month"))
        return values

    def _forget(self, month):
        """What has not happened yet has no month, whatever is still written in its box."""
        self.errors.pop(month, None)
        self.cleaned_data[month] = None

    def _compare(self, started, done):
        if started and done and started > done:
            told = _("It cannot have started in %(started)s and been done in %(done)s. Please check the two months.")
            self.add_error("started_month", told % {"started": f"{started:%Y-%m}", "done": f"{done:%Y-%m}"})

    @property
    def values(self):
        """The columns of a row."""
        return {name: self.cleaned_data[name] for name in ("state", *MONTHS, "cost_wan", "note")}


def _initial(kept):
    if kept is None:
        return {"state": ActionProgress.State.PLANNED, "revision": 0}
    months = {name: f"{month:%Y-%m}" for name in MONTHS if (month := getattr(kept, name))}
    return months | {"state": kept.state, "cost_wan": kept.cost_wan, "note": kept.note, "revision": kept.revision}

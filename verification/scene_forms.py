"""The form of a finding about a scene: the finding, and the scene as it was found."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evidence.forms import TypedField
from surveys.models import SceneEntry
from surveys.register import FIELDS, LONGEST
from surveys.saving import REFUSED
from surveys.wording import said
from verification.forms import FoundForm
from verification.scenes import ABSENT, save_scene_finding

CHOOSE = ("", _("Please choose"))


def _text(label, name, rows=1):
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput(attrs={"autocomplete": "off"})
    return TypedField(label=label, required=False, max_length=LONGEST.get(name), widget=widget)


class SceneFindingForm(FoundForm):
    absent = forms.BooleanField(label=_("There is no such scene"), required=False)
    name = _text(_("What does it do?"), "name")
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=[CHOOSE, *SceneEntry.Status.choices], required=False)
    start_month = TypedField(
        label=_("In use since"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-05", "autocomplete": "off"}),
    )
    frequency = forms.ChoiceField(
        label=_("How often it is used"), choices=[CHOOSE, *SceneEntry.Frequency.choices], required=False
    )
    owner = _text(_("Business owner"), "owner")
    benefit = _text(_("Measured benefit"), "benefit", rows=2)
    proof = _text(pgettext_lazy("of a scene", "Evidence the enterprise names"), "evidence", rows=2)

    def __init__(self, framework, stages, finding, revision, own, data=None):
        value = (finding or {}).get("value")
        shown = own if value in (None, ABSENT) else value
        initial = {_name(field): shown[field] for field in FIELDS} | {"absent": value == ABSENT}
        super().__init__(finding, revision, data, initial)
        self.framework = framework
        self.fields["stage"].choices = [CHOOSE, *((one.code, said(one.name)) for one in stages)]

    @property
    def inputs(self):
        """Those for the scene as it was found."""
        return [self[name] for name in ("absent", *(_name(field) for field in ORDER))]

    def save(self, verification, user, subject):
        """SAVED and so on; what is wrong is then said beside its input."""
        if not self.is_valid():
            return REFUSED
        return self.told(
            save_scene_finding(verification, user, self.framework, subject, self.plain(self._value()), *self.made_on)
        )

    def _value(self):
        given = self.cleaned_data
        return ABSENT if given["absent"] else {field: given[_name(field)] for field in FIELDS}


ORDER = ("name", "stage", "status", "start_month", "frequency", "owner", "benefit", "evidence")


def _name(field):
    """The evidence somebody has seen has a field of its own."""
    return "proof" if field == "evidence" else field

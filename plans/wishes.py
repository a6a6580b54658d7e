"""What somebody wishes of a plan, as it stands in the address of the page: understood, refused with a sentence, written back."""

from fractions import Fraction
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plans import figures
from readiness.planning import Terms
from readiness.planning.left_out import possible
from readiness.planning.terms import HORIZONS, MONEY, OBJECTIVES
from surveys.wording import level_named, listed

MOST_WAN = 1_000_000  # ten billion CNY a year: more than any factory spends on this
AIMS = {"cheapest": _("Least money"), "best": _("Highest score"), "earliest": _("Soonest")}
AIM_NOTES = {
    "cheapest": _("the target for as little as can be"),
    "best": _("within the budget, without a target"),
    "earliest": _("the target as early as can be"),
}
MONEYS = {"sure": _("Only what is sure"), "hoped": _("Also what is not sure"), "none": _("None")}
MONEY_NOTES = {
    "sure": _("verified, and you meet the conditions"),
    "hoped": _("not verified or with conditions open; marked as such"),
    "none": _("everything from your own pocket"),
}
STEP_WAN = 5  # of the slider


class WishesForm(forms.Form):
    """The terms of a plan. Whatever is missing has a value of its own, so that an empty address is a plan too."""

    target = forms.ChoiceField(
        label=_("Target level"),
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not a level above yours; choose one of the list.")},
    )
    aim = forms.ChoiceField(
        label=_("What matters most"),
        required=False,
        choices=[(code, AIMS[code]) for code in OBJECTIVES],
        error_messages={"invalid_choice": _("“%(value)s” is not among the aims; choose one of them.")},
    )
    budget = forms.DecimalField(
        label=_("Budget a year"),
        required=False,
        min_value=0,
        max_value=MOST_WAN,
        decimal_places=2,
        error_messages={
            "invalid": _(
                "The budget is not a number. Type digits only, in 10,000 CNY, or leave it empty for no limit."
            ),
            "min_value": _("The budget is below zero. Type 0 or more, or leave it empty for no limit."),
            "max_value": _("The budget is more than can be planned with. Type at most 1,000,000 (in 10,000 CNY)."),
            "max_decimal_places": _("The budget has too many decimals. Type at most two."),
        },
    )
    months = forms.TypedChoiceField(
        label=_("Done within"),
        required=False,
        coerce=int,
        choices=[(str(n), n) for n in HORIZONS],
        error_messages={"invalid_choice": _("“%(value)s” months cannot be chosen; expected 12, 18, 24, 30 or 36.")},
    )
    money = forms.ChoiceField(
        label=_("Public money counted in"),
        required=False,
        choices=[(code, MONEYS[code]) for code in MONEY],
        error_messages={"invalid_choice": _("“%(value)s” cannot be counted; choose one of the list.")},
    )
    lock = forms.MultipleChoiceField(required=False)
    rule_out = forms.MultipleChoiceField(required=False)
    longer = forms.BooleanField(required=False)  # whether to work longer on the answer; nothing a person fills in

    def __init__(self, ground, data):
        super().__init__(data)
        self.ground = ground
        framework = ground.framework
        self.held = ground.level(ground.start).level
        self.levels = framework.levels[framework.position(self.held) :]
        self.fields["target"].choices = [(level.code, level_named(level)) for level in self.levels]
        self.possible = possible(ground)
        for name in ("lock", "rule_out"):
            self.fields[name].choices = [(code, code) for code in framework.actions]
            self.fields[name].error_messages["invalid_choice"] = _("There is no action “%(value)s” here.")

    def clean_target(self):
        return self.cleaned_data["target"] or (self.levels[0].code if self.levels else "")

    def clean_aim(self):
        return self.cleaned_data["aim"] or OBJECTIVES[0]

    def clean_money(self):
        return self.cleaned_data["money"] or MONEY[0]

    def clean_months(self):
        return self.cleaned_data["months"] or HORIZONS[-1]

    def clean(self):
        both = set(self.cleaned_data.get("lock", ())) & set(self.cleaned_data.get("rule_out", ()))
        if both:
            told = _("%(actions)s is both wanted and ruled out; choose one of the two.")
            self.add_error("lock", told % {"actions": listed(sorted(both))})
        return self.cleaned_data

    @property
    def terms(self):
        chosen = self.cleaned_data
        return Terms(
            target=chosen["target"],
            objective=chosen["aim"],
            yearly_budget_wan=chosen["budget"],
            months=chosen["months"],
            locked=frozenset(chosen["lock"]),
            excluded=frozenset(chosen["rule_out"]),
            money=chosen["money"],
        )

    @property
    def works_longer(self):
        return self.cleaned_data["longer"]

    @property
    def address(self):
        """The query of these wishes, and of the answer shown to them."""
        return self.longer_address if self.works_longer else address_of(self.terms)

    @property
    def longer_address(self):
        return f"{address_of(self.terms)}&longer=1"

    @property
    def in_words(self):
        """(what, how) for every wish that shapes the plan, for paper."""
        chosen = self.cleaned_data
        budget = chosen["budget"]
        words = [
            (self.fields["aim"].label, AIMS[chosen["aim"]]),
            (self.fields["target"].label, dict(self.fields["target"].choices)[chosen["target"]]),
            (self.fields["budget"].label, _("no limit") if budget is None else figures.wan(budget)),
            (self.fields["months"].label, figures.months(chosen["months"])),
            (self.fields["money"].label, MONEYS[chosen["money"]]),
            (_("Must do"), listed(chosen["lock"])),
            (_("Leave out"), listed(chosen["rule_out"])),
        ]
        return [(str(what), str(how)) for what, how in words if how]

    # --- what the fields show ---------------------------------------------------------------------------------

    def given(self, name):
        """What the address says, or what holds when it says nothing."""
        first = self.levels[0].code if self.levels else ""
        usual = {"target": first, "aim": OBJECTIVES[0], "months": str(HORIZONS[-1]), "money": MONEY[0]}
        return self.data.get(name) or usual.get(name, "")

    @property
    def targets(self):
        return [(code, name, code == self.given("target")) for code, name in self.fields["target"].choices]

    @property
    def aims(self):
        return [(code, AIMS[code], AIM_NOTES[code], code == self.given("aim")) for code in OBJECTIVES]

    @property
    def moneys(self):
        return [(code, MONEYS[code], MONEY_NOTES[code], code == self.given("money")) for code in MONEY]

    @property
    def horizons(self):
        return [(str(n), str(n) == self.given("months")) for n in HORIZONS]

    @property
    def typed_budget(self):
        return self.given("budget")

    @property
    def slider(self):
        """At its right end it means no limit; so much a year would do everything there is in three even years."""
        everything = sum((Fraction(action.cost_wan.likely) for action in self.possible), Fraction(0))
        most = max(4 * STEP_WAN, -int(-everything // (3 * 2 * STEP_WAN)) * 2 * STEP_WAN)
        budget = self.cleaned_data.get("budget") if self.is_valid() else None
        return {"most": most, "step": STEP_WAN, "at": most if budget is None else min(most, int(budget))}

    @cached_property
    def actions(self):
        """A line for each action there is a choice about, those chosen first."""
        lock, out = set(self.data.getlist("lock")), set(self.data.getlist("rule_out"))
        lines = [_line(action, action.code in lock, action.code in out) for action in self.possible]
        return sorted(lines, key=lambda line: not (line["locked"] or line["ruled_out"]))

    @property
    def count(self):
        return sum(line["locked"] or line["ruled_out"] for line in self.actions)

    @property
    def action_errors(self):
        return [*self.errors.get("lock", ()), *self.errors.get("rule_out", ())]


def _line(action, locked, ruled_out):
    cost = figures.wan(action.cost_wan.likely)
    return {"code": action.code, "name": action.name, "cost": cost, "locked": locked, "ruled_out": ruled_out}


def address_of(terms: Terms, **changes) -> str:
    """The query of the page for these terms, some of them changed: what is usual is left out."""
    chosen = vars(terms) | changes
    query = QueryDict(mutable=True)
    query["target"] = chosen["target"]
    if chosen["objective"] != OBJECTIVES[0]:
        query["aim"] = chosen["objective"]
    if chosen["yearly_budget_wan"] is not None:
        query["budget"] = figures.number(chosen["yearly_budget_wan"])
    if chosen["months"] != HORIZONS[-1]:
        query["months"] = str(chosen["months"])
    if chosen["money"] != MONEY[0]:
        query["money"] = chosen["money"]
    query.setlist("lock", sorted(chosen["locked"]))
    query.setlist("rule_out", sorted(chosen["excluded"]))
    return f"?{query.urlencode()}"

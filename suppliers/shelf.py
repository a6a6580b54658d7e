"""The sheets that concern one result: first those of its route, in the order of the route, then those of its industry."""

from dataclasses import dataclass

from readiness.framework import Scenario
from readiness.loading.suppliers import published_sheets
from readiness.suppliers import Sheet


@dataclass(frozen=True)
class Entry:
    """A scenario with its sheet. `actions`: the codes of the steps that build it; empty off the route."""

    scenario: Scenario
    sheet: Sheet
    actions: tuple[str, ...]


def entries(data, framework):
    """Of a frozen result; scenarios for which there is no sheet are left out."""
    actions = _actions_of(data)
    group = framework.profile_for(data["profile"]["policy_group"]).code
    ours = [scenario for scenario in framework.scenarios if scenario.group == group or scenario.code in actions]
    places = {code: place for place, code in enumerate(actions)}
    ours.sort(key=lambda scenario: places.get(scenario.code, len(places)))
    found = ((scenario, published_sheets().of(framework.key, scenario.code)) for scenario in ours)
    return [Entry(scenario, sheet, tuple(actions.get(scenario.code, ()))) for scenario, sheet in found if sheet]


def _actions_of(data):
    """scenario → the actions of the route that build it, both in the order of the route."""
    found = {}
    for step in data["route"]["steps"]:
        for code in step["scenarios"]:
            found.setdefault(code, []).append(step["action"])
    return found

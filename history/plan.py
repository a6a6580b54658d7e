"""The actions of a firm: those its latest route names, and those it has told something about."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from history.models import ActionProgress
from reports import figures
from surveys.content import framework
from surveys.wording import said


@dataclass(frozen=True)
class Line:
    """One action as it is listed. `kept`: what has been recorded, if anything."""

    code: str
    name: str
    done_when: str
    planned_cost: str
    in_route: bool
    kept: ActionProgress | None

    @property
    def state(self):
        return self.kept.state if self.kept else ActionProgress.State.PLANNED

    @property
    def state_name(self):
        return ActionProgress.State(self.state).label

    @property
    def cost(self):
        """What it really cost; before that is known, the estimate of the route."""
        if self.kept is not None and self.kept.cost_wan is not None:
            return gettext("cost %(cost)s") % {"cost": figures.wan(self.kept.cost_wan, get_language())}
        return gettext("estimate %(cost)s") % {"cost": self.planned_cost} if self.planned_cost else ""

    @property
    def facts(self):
        month = f"{self.kept.done_month:%Y-%m}" if self.kept and self.kept.done_month else ""
        gone = "" if self.in_route else gettext("no longer in the route")
        return " · ".join(fact for fact in (month, self.cost, gone) if fact)


def lines(organisation, snapshot) -> list[Line]:
    """In the order of the route; then what no longer stands in it."""
    kept = {row.action: row for row in organisation.actions.select_related("updated_by")}
    steps = {step["action"]: step for step in snapshot.data["route"]["steps"]} if snapshot else {}
    actions = actions_of(snapshot)
    return [_line(code, actions.get(code), steps.get(code), kept.get(code)) for code in dict.fromkeys([*steps, *kept])]


def _line(code, action, step, kept):
    return Line(
        code=code,
        name=said(action.name) if action else "",
        done_when=said(action.done_when) if action else "",
        planned_cost=_planned(step["cost_wan"]) if step else "",
        in_route=step is not None,
        kept=kept,
    )


def _planned(cost):
    return figures.wan_range(cost["low"], cost["high"], get_language())


def actions_of(snapshot):
    """The actions of a result's method by code; none where that version does not ship with the product any more."""
    try:
        return framework(snapshot.data["framework"]).actions if snapshot else {}
    except KeyError:
        return {}

"""The actions of a firm: those its latest route names, and those it has told something about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
    likely_wan: Decimal | None  # the likely estimate, where the method is at hand
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
        elsewhere = "" if self.in_route else gettext("not in the latest route")
        return " · ".join(fact for fact in (*self._months(), self.cost, elsewhere) if fact)

    def _months(self):
        """What is planned is told until it has started."""
        kept = self.kept
        if kept is None:
            return
        if kept.planned_month and kept.state == ActionProgress.State.PLANNED:
            yield gettext("to start in %(month)s") % {"month": f"{kept.planned_month:%Y-%m}"}
        if kept.started_month:
            yield gettext("started in %(month)s") % {"month": f"{kept.started_month:%Y-%m}"}
        if kept.done_month:
            yield gettext("done in %(month)s") % {"month": f"{kept.done_month:%Y-%m}"}


def lines(organisation, snapshot) -> list[Line]:
    """In the order of the route; then what no longer stands in it."""
    kept = {row.action: row for row in organisation.actions.select_related("updated_by")}
    steps = {step["action"]: step for step in snapshot.data["route"]["steps"]} if snapshot else {}
    actions = actions_of(snapshot)
    return [_line(code, actions.get(code), steps.get(code), kept.get(code)) for code in dict.fromkeys([*steps, *kept])]


def _line(code, action, step, kept):
    cost = _estimate(action, step)
    return Line(
        code=code,
        name=said(action.name) if action else "",
        done_when=said(action.done_when) if action else "",
        planned_cost=figures.wan_range(cost["low"], cost["high"], get_language()) if cost else "",
        likely_wan=Decimal(cost["likely"]) if cost else None,
        in_route=step is not None,
        kept=kept,
    )


def _estimate(action, step):
    """As the result froze it; for what stands in no route but in a plan tried since, as the method says."""
    if step:
        return step["cost_wan"]
    return vars(action.cost_wan) if action else None


def actions_of(snapshot):
    """The actions of a result's method by code; none where that version does not ship with the product any more."""
    try:
        return framework(snapshot.data["framework"]).actions if snapshot else {}
    except KeyError:
        return {}

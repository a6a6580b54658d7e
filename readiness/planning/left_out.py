"""What a plan leaves out, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass

from readiness.framework import Action
from readiness.ground import Ground
from readiness.planning.plan import Plan


@dataclass(frozen=True)
class LeftOut:
    """reason: done | ruled_out | unfit | needs | scenes | time | not_needed; `needs` names what it waits for."""

    action: Action
    reason: str
    needs: tuple[str, ...] = ()


def possible(ground: Ground) -> tuple[Action, ...]:
    """The actions there is a choice about: not in place yet, and fit for the industry."""
    return tuple(
        action
        for code, action in ground.framework.actions.items()
        if code not in ground.credited and not _unfit(ground, action)
    )


def left_out(ground: Ground, found: Plan) -> tuple[LeftOut, ...]:
    """Every action that is not in the plan, in the order of the framework."""
    inside = set(found.actions)
    return tuple(_why_not(ground, found, a) for code, a in ground.framework.actions.items() if code not in inside)


def _unfit(ground: Ground, action: Action) -> bool:
    return action.fit.get(ground.profile.code, 1) == 0


def _why_not(ground: Ground, found: Plan, action: Action) -> LeftOut:
    done = {*found.actions, *ground.credited}
    if action.code in ground.credited:
        return LeftOut(action, "done")
    if _unfit(ground, action):
        return LeftOut(action, "unfit")
    if action.code in found.terms.excluded:
        return LeftOut(action, "ruled_out")
    waiting = tuple(c for group in action.after if not done.intersection(group) for c in group)
    if waiting:
        return LeftOut(action, "needs", waiting)
    if ground.end(found.actions).production.scenes < action.scenes_in_production:
        return LeftOut(action, "scenes")
    return LeftOut(action, "time" if _too_long(ground, found, action) else "not_needed")


def _too_long(ground: Ground, found: Plan, action: Action) -> bool:
    """Whether it is not done within the horizon even if it starts when its phase opens."""
    opens = next(phase.from_month for phase in ground.framework.phases if phase.number == action.phase)
    return opens + math.ceil(action.months.likely) > found.terms.months

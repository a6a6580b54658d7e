"""Chosen actions to months: after their prerequisites, not before their phase, within what a team can carry."""

from collections.abc import Mapping

from readiness.framework import Action, Framework

EFFORT_AT_ONCE = 5  # how much effort a factory's own team carries at the same time


def schedule(framework: Framework, actions: list[Action], credited: set[str]) -> list[tuple[Action, int, int]]:
    """Start and end month of each action: after its prerequisites, not before its phase, within the team's effort."""
    starts_at = {phase.number: phase.from_month for phase in framework.phases}
    finish: dict[str, int] = {}
    placed: list[tuple[Action, int, int]] = []
    waiting = sorted(actions, key=lambda a: (a.phase, a.code))
    while waiting:
        action = next(a for a in waiting if _ready(a, finish, credited, waiting))
        ready = max((_group_end(group, finish, credited) for group in action.after), default=0)
        if action.scenes_in_production:
            ready = max([ready, *(end for other, _, end in placed if other.scene)])
        length = int(-(-action.months.likely // 1))
        start = _first_fit(placed, action, max(ready, starts_at[action.phase]), length)
        placed.append((action, start, start + length))
        finish[action.code] = start + length
        waiting.remove(action)
    return sorted(placed, key=lambda item: (item[1], item[0].phase, item[0].code))


def _ready(action: Action, finish: Mapping[str, int], credited: set[str], waiting: list[Action]) -> bool:
    """Prerequisites placed; an action that builds on scenes waits until every scene it could build on is placed."""
    met = all(any(c in finish or c in credited for c in group) for group in action.after)
    scenes = [
        a for a in waiting if a.scene and a is not action and action.scenes_in_production and not a.scenes_in_production
    ]
    return met and not scenes


def _group_end(group: tuple[str, ...], finish: Mapping[str, int], credited: set[str]) -> int:
    return 0 if any(c in credited for c in group) else min(finish[c] for c in group if c in finish)


def _first_fit(placed: list[tuple[Action, int, int]], action: Action, start: int, length: int) -> int:
    """The first month from `start` on in which the team can carry the action for its whole length."""
    while any(_load(placed, month) + action.effort > EFFORT_AT_ONCE for month in range(start, start + length)):
        start += 1
    return start


def _load(placed: list[tuple[Action, int, int]], month: int) -> int:
    return sum(action.effort for action, start, end in placed if start <= month < end)

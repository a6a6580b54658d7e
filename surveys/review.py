"""What somebody checks before submitting: what still stands in the way, and what the answers rest on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Min

from readiness.answers import NotApplicable
from surveys.models import AnswerEvent
from surveys.register import as_scene, complete
from surveys.sheet import Given, Sheet


@dataclass(frozen=True)
class Obstacles:
    """Why an assessment cannot be submitted yet."""

    missing: int  # answers that are still needed
    open: tuple[Given, ...]  # the questions that could give them
    without_reason: tuple[Given, ...]  # marked as not applicable, reason missing

    def __bool__(self):
        return bool(self.missing or self.without_reason)


def obstacles(sheet: Sheet) -> Obstacles:
    without_reason = tuple(g for g in sheet.given.values() if isinstance(g.answer, NotApplicable) and g.fault)
    still_open = tuple(g for g in sheet.given.values() if g.state in ("empty", "unknown", "faulty"))
    return Obstacles(sheet.coverage.missing, still_open, without_reason)


def scenes_of(sheet: Sheet):
    """The lines of the register that scoring can take into account."""
    return tuple(as_scene(value) for value in sheet.scene_values if complete(value))


def minutes_spent(assessment) -> Decimal | None:
    """From the first to the last answer; None where answers came from elsewhere and the time would tell nothing."""
    events = AnswerEvent.objects.filter(assessment=assessment)
    if events.exclude(origin=AnswerEvent.Origin.TYPED).exists():
        return None
    span = events.aggregate(first=Min("at"), last=Max("at"))
    if span["first"] is None:
        return None
    return Decimal(int((span["last"] - span["first"]).total_seconds())) / 60

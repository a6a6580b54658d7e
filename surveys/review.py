"""What somebody checks before submitting: what still stands in the way, and what does not fit together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Min
from django.utils import timezone

from readiness.answers import NotApplicable
from readiness.consistency import Circumstances, Contradiction, check_consistency
from readiness.framework import ConsistencyRule
from readiness.scenes import count_production
from readiness.scoring import score
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


@dataclass(frozen=True)
class Doubt:
    """A contradiction, with the reason somebody has given for it while these very answers stood."""

    rule: ConsistencyRule
    questions: tuple[Given, ...]
    about: str
    reason: str = ""


def obstacles(sheet: Sheet) -> Obstacles:
    without_reason = tuple(g for g in sheet.given.values() if isinstance(g.answer, NotApplicable) and g.fault)
    still_open = tuple(g for g in sheet.given.values() if g.state in ("empty", "unknown", "faulty"))
    return Obstacles(sheet.coverage.missing, still_open, without_reason)


def doubts_of(sheet: Sheet) -> tuple[Doubt, ...]:
    confirmed = {(row.rule, row.about): row.reason for row in sheet.assessment.confirmed_warnings.all()}
    found = []
    for contradiction in _contradictions(sheet):
        about = about_of(sheet, contradiction.questions)
        questions = tuple(sheet.given[code] for code in contradiction.questions if code in sheet.given)
        rule = contradiction.rule
        found.append(Doubt(rule, questions, about, confirmed.get((rule.code, about), "")))
    return tuple(found)


def _contradictions(sheet: Sheet) -> tuple[Contradiction, ...]:
    assessment = sheet.assessment
    scores = score(assessment.framework, sheet.answers, assessment.weights, assessment.quick)
    circumstances = Circumstances(
        assessment.framework,
        sheet.answers,
        scores,
        count_production(scenes_of(sheet), timezone.localdate()).scenes,
        assessment.organisation.enterprise.as_profile(),
        minutes_spent(assessment),
    )
    return check_consistency(circumstances)


def scenes_of(sheet: Sheet):
    """The lines of the register that scoring can take into account."""
    return tuple(as_scene(value) for value in sheet.scene_values if complete(value))


def about_of(sheet: Sheet, questions) -> str:
    """The answers a warning is about, as they stand: it has to be looked at again when one of them changes."""
    return " ".join(f"{code}.{sheet.rows[code].revision}" for code in questions if code in sheet.rows)


def minutes_spent(assessment) -> Decimal | None:
    """From the first to the last answer; None where answers came from elsewhere and the time would tell nothing."""
    events = AnswerEvent.objects.filter(assessment=assessment)
    if events.exclude(origin=AnswerEvent.Origin.TYPED).exists():
        return None
    span = events.aggregate(first=Min("at"), last=Max("at"))
    if span["first"] is None:
        return None
    return Decimal(int((span["last"] - span["first"]).total_seconds())) / 60

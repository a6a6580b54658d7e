"""Submission: lock, evaluate, freeze. One transaction, one snapshot, however many people click."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_for
from accounts.rights import SUBMIT
from readiness.notes import Case
from readiness.outcome import Outcome, evaluate
from readiness.plain import canonical_json, digest
from readiness.profile import Profile
from readiness.record import outcome_to_plain
from readiness.scoring import as_decimal
from surveys.content import catalogue
from surveys.doubts import doubts_of
from surveys.models import Assessment, DimensionScore, ResultSnapshot
from surveys.panels import gists
from surveys.review import Obstacles, minutes_spent, obstacles, scenes_of
from surveys.saving import locked
from surveys.sheet import Sheet, changed_since
from surveys.signals import assessment_submitted, result_kept

PLACES = 6  # decimal places of scores kept as rows


@dataclass(frozen=True)
class Submitted:
    """What became of a submission: a snapshot, or why there is none."""

    snapshot: ResultSnapshot | None = None
    obstacles: Obstacles | None = None
    changed: list[str] = field(default_factory=list)  # subjects that changed since the person looked
    other_questionnaire: bool = False  # the files of this version are not those it was started with


@transaction.atomic
def submit(assessment: Assessment, user, seen: str) -> Submitted:
    """Submit what somebody has `seen` (see `Sheet.seen`). A second submission gets the snapshot of the first."""
    found, assessment = assessment, locked(assessment)
    if not assessment.open:
        return Submitted(ResultSnapshot.objects.get(assessment=assessment))
    if assessment.framework.digest != assessment.framework_digest:
        return Submitted(other_questionnaire=True)
    sheet = Sheet(assessment)
    if seen != sheet.seen:
        return Submitted(changed=changed_since(seen, sheet.seen))
    standing = obstacles(sheet)
    if standing:
        return Submitted(obstacles=standing)
    done = {
        "state": Assessment.State.SUBMITTED,
        "submitted_at": timezone.now(),
        "submitted_by": user,
        "submitted_for": acting_for(user, found, SUBMIT),  # the guard knows by which way they came
    }
    if not Assessment.objects.drafts().filter(pk=assessment.pk).update(**done):
        return Submitted(ResultSnapshot.objects.get(assessment=assessment))
    for name, value in done.items():
        setattr(assessment, name, value)
    return Submitted(_freeze(assessment, sheet))


def _freeze(assessment: Assessment, sheet: Sheet) -> ResultSnapshot:
    outcome = evaluate(assessment.framework, catalogue(), case_of(assessment, sheet))
    data = outcome_to_plain(outcome) | {"confirmed_warnings": confirmed_in(sheet)} | gists(assessment, sheet)
    return keep_snapshot(assessment, data, outcome)


def keep_snapshot(assessment: Assessment, data: dict[str, Any], outcome: Outcome) -> ResultSnapshot:
    """Write a result once: its data, and its scores as rows."""
    snapshot = ResultSnapshot.objects.create(
        assessment=assessment,
        text=canonical_json(data),
        sha256=digest(data),
        framework_digest=data["framework_digest"],
        catalogue_digest=data["catalogue_digest"],
        engine=outcome.engine,
        level=outcome.level.code,
        overall=_decimal(outcome.scores.overall),
        acting=assessment.submitted_for,
    )
    DimensionScore.objects.bulk_create(_rows(snapshot, outcome))
    result_kept.send(sender=Assessment, assessment=assessment, data=data)
    transaction.on_commit(partial(_announce, assessment, snapshot))
    return snapshot


def case_of(assessment: Assessment, sheet: Sheet, profile: Profile | None = None) -> Case:
    """The assessment as the core understands it, on the day of its submission. profile: the enterprise as it was."""
    return Case(
        profile=profile or assessment.organisation.enterprise.as_profile(),
        answers=sheet.answers,
        scenes=scenes_of(sheet),
        on=timezone.localdate(assessment.submitted_at),
        quick=assessment.quick,
        minutes=minutes_spent(assessment),
    )


def confirmed_in(sheet):
    """Contradictions that somebody has explained: rule → reason, for the report."""
    return {doubt.rule.code: doubt.reason for doubt in doubts_of(sheet) if doubt.reason}


def _rows(snapshot, outcome: Outcome):
    return [
        DimensionScore(snapshot=snapshot, code=dimension.code, score=_decimal(dimension.score))
        for dimension in outcome.scores.dimensions.values()
    ]


def _decimal(number):
    return None if number is None else as_decimal(number, PLACES)


def _announce(assessment, snapshot):
    # Robust: whatever listens must not undo a submission that is already committed.
    assessment_submitted.send_robust(sender=Assessment, assessment=assessment, snapshot=snapshot)

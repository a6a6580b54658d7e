"""Facts from results: when a result is kept, and again for results that were kept before this room existed."""

from __future__ import annotations

import json
from typing import Any

from accounts.reference import reference
from rollups.facts import Fact, Verified
from rollups.measuring import measures_of, points
from rollups.periods import period_of
from surveys.content import known
from surveys.models import Assessment, ResultSnapshot
from verification.models import Statement

AT_ONCE = 50  # results held in memory


def note(assessment: Assessment, record: dict[str, Any]) -> Fact | None:
    """The fact of a result just kept. A quick estimate and a framework that is not at hand leave none."""
    framework, at = known(assessment.framework_reference), assessment.submitted_at
    if assessment.quick or framework is None or at is None:
        return None
    measures, profile = measures_of(framework, record), record["profile"]
    group = reference().policy_group(profile["industry"])
    return Fact.objects.create(
        organisation_id=assessment.organisation_id,
        assessment=assessment,
        submitted_at=at,
        period=period_of(at),
        framework=assessment.framework_reference,
        framework_digest=record["framework_digest"],
        adcode=profile["adcode"],
        division=profile["industry"][:2],
        policy_group=group.code if group else "",
        size=profile["size"] or "",
        level=measures.level,
        overall=measures.overall,
        dimensions=measures.dimensions,
        gates=" ".join(measures.gates),
        gaps=" ".join(measures.gaps),
        answers=measures.answers,
    )


def note_statement(statement: Statement) -> Verified | None:
    """What a statement says of a result that has a fact."""
    fact = Fact.objects.filter(assessment=statement.verification.assessment_id).first()
    overall = statement.data.get("overall") or {}
    framework = known(fact.framework) if fact else None
    if fact is None or framework is None or None in (overall.get("self"), overall.get("verified")):
        return None
    both = {"stated": points(overall["self"], framework.scale), "found": points(overall["verified"], framework.scale)}
    return Verified.objects.create(fact=fact, statement=statement, **both)


def catch_up() -> int:
    """Facts of results, and of statements on them, that have none yet. How many."""
    missing = ResultSnapshot.objects.filter(assessment__fact=None, assessment__mode=Assessment.Mode.FULL)
    rows = missing.select_related("assessment").order_by("pk")
    made = sum(note(row.assessment, json.loads(row.text)) is not None for row in rows.iterator(chunk_size=AT_ONCE))
    for statement in Statement.objects.filter(rollup_verified=None).select_related("verification"):
        note_statement(statement)
    return made

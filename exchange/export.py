"""One assessment, whole, as plain data: everything another installation needs to hold the same one, and a hash over it.

The same assessment gives the same data: no time of export, no addresses of people; who answered is "person 1", "person 2".
"""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from readiness.plain import canonical_json, digest, plain
from surveys.models import Assessment
from surveys.register import FIELDS

FORMAT, VERSION = "ai-readiness/assessment", 1

_evidence: list[Callable[[Assessment], list[dict[str, Any]]]] = []


def with_evidence(part: Callable[[Assessment], list[dict[str, Any]]]) -> None:
    """A room above says what it knows about evidence: plain data about files, never the files."""
    if part not in _evidence:
        _evidence.append(part)


def exported(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain data. `hashes`: one per part, so that a change can be named; `sha256`: over all of it."""
    parts = {
        "framework": {"reference": assessment.framework_reference, "digest": assessment.framework_digest},
        "assessment": _facts(assessment),
        "enterprise": plain(assessment.organisation.enterprise.as_profile()),
        "answers": {
            row.question: {"value": row.value, "revision": row.revision} for row in assessment.answers.order_by("pk")
        },
        "scenes": [_scene(entry) for entry in assessment.scenes.all()],
        "confirmed_warnings": [
            {"rule": row.rule, "about": row.about, "reason": row.reason}
            for row in assessment.confirmed_warnings.order_by("rule")
        ],
        "events": _events(assessment),
        "suggestions": [_suggestion(row) for row in assessment.suggestions.all()],
        "evidence": [item for part in _evidence for item in part(assessment)],
        "snapshot": None if assessment.open else _snapshot(assessment.snapshot),
    }
    data = {"format": FORMAT, "format_version": VERSION} | parts | {"hashes": hashes_of(parts)}
    return data | {"sha256": digest(data)}


def hashes_of(parts: dict[str, Any]) -> dict[str, str]:
    return {name: digest(part) for name, part in parts.items()}


def as_text(data: dict[str, Any]) -> str:
    """The export as the file holds it: canonical, so that equal assessments are equal files."""
    return canonical_json(data)


def _facts(assessment: Assessment) -> dict[str, Any]:
    return {
        "uuid": str(assessment.uuid),
        "mode": assessment.mode,
        "state": assessment.state,
        "started_at": moment(assessment.started_at),
        "submitted_at": moment(assessment.submitted_at),
    }


def moment(at: datetime.datetime | None) -> str | None:
    """A time in UTC, to the microsecond."""
    return None if at is None else at.astimezone(datetime.UTC).isoformat()


def _scene(entry) -> dict[str, Any]:
    values = {field: getattr(entry, field) for field in FIELDS}
    month = f"{entry.start_month:%Y-%m}" if entry.start_month else ""
    return (
        {"uuid": str(entry.uuid), "revision": entry.revision, "removed": entry.removed}
        | values
        | {"start_month": month}
    )


def _events(assessment: Assessment) -> list[dict[str, Any]]:
    people: dict[int | None, int] = defaultdict(itertools.count(1).__next__)
    return [
        {
            "subject": event.subject,
            "mutation": str(event.mutation),
            "origin": event.origin,
            "base_revision": event.base_revision,
            "found_revision": event.found_revision,
            "new_revision": event.new_revision,
            "old_value": event.old_value,
            "new_value": event.new_value,
            "at": moment(event.at),
            "person": f"person {people[event.user_id]}" if event.user_id else None,
        }
        for event in assessment.events.all()
    ]


def _suggestion(row) -> dict[str, Any]:
    return {
        "question": row.question,
        "value": row.value,
        "source": row.source,
        "detail": row.detail,
        "exact": row.exact,
        "made_at": moment(row.made_at),
        "dismissed_at": moment(row.dismissed_at),
    }


def _snapshot(snapshot) -> dict[str, str]:
    return {"text": snapshot.text, "sha256": snapshot.sha256}

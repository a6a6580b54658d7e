"""Signing: lock, score, freeze. What is stated is plain data, so that anybody can compute its hash again.

{"schema": 2, "firm", "uscc", "provider", "result_sha256", "framework", "framework_digest", "wording", "mode", "on",
 "level": {"self", "verified"}, "overall": the same, "dimensions": [{"code", "self", "verified"}],
 "counts": {"asked", "confirmed", "different", "unchecked", "open"}, "classes": {class of evidence: how many},
 "scenes": how many are registered, "scene_findings": {"scene:1": {"outcome", "value", "evidence", "note", "self"}} (since
 schema 2; those without a finding count as declared), "answered_by_provider": how many answers the provider itself had filled in,
 "findings": {question: {"outcome", "value", "evidence", "note", "self", "self_score", "verified_score"}},
 "assessors", "days", "method": codes, "limits", "outcome_sha256", "signed_name", "signed_at"}
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessEvent
from evidence.strength import CLASSES
from readiness.plain import canonical_json, digest
from verification.findings import FindingEvent
from verification.models import Statement, Verification
from verification.saving import locked
from verification.scenes import is_scene, scenes_in
from verification.tally import CHECKED, asked_in, tally
from verification.verifications import note
from verification.verified import framework_of, verified_outcome

SCHEMA = 2


def findings_of(verification) -> dict[str, dict[str, Any]]:
    """question or scene → finding, for what has been said."""
    rows = verification.findings.order_by("question")
    return {row.question: row.plain for row in rows if row.plain}


def seen_of(verification) -> str:
    """Every finding with its revision: what somebody has seen when they sign."""
    rows = verification.findings.order_by("question").values_list("question", "revision")
    return digest([f"{question}.{revision}" for question, revision in rows])


@dataclass(frozen=True)
class Closed:
    """What became of a signature: a statement, or why there is none."""

    statement: Statement | None = None
    changed: bool = False  # findings changed since the person looked
    too_little: bool = False


@transaction.atomic
def close(verification: Verification, user, seen: str, signed: dict[str, Any]) -> Closed:
    """Sign what somebody has `seen`. A second signature gets the statement of the first. signed: method, limits, name."""
    now = locked(verification)
    if not now.open:
        return Closed(Statement.objects.get(verification=now))
    if seen != seen_of(now):
        return Closed(changed=True)
    if not _enough(now):
        return Closed(too_little=True)
    content, outcome = stated(now, signed)
    Verification.objects.filter(pk=now.pk).update(state=Verification.State.CLOSED)
    note(AccessEvent.Kind.SIGNED, now.assessment, user, now.provider)
    at = timezone.now()
    content |= {"signed_at": at.isoformat()}
    return Closed(
        Statement.objects.create(
            verification=now,
            text=canonical_json(content),
            sha256=digest(content),
            outcome_text=canonical_json(outcome),
            outcome_sha256=digest(outcome),
            signed_by=user,
            signed_at=at,
        )
    )


def _enough(verification):
    record = verification.result
    return tally(asked_in(record, framework_of(record)), findings_of(verification)).enough


def stated(verification, signed: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what would be stated now, the verified outcome), both plain."""
    snapshot, findings = verification.assessment.snapshot, findings_of(verification)
    record, outcome = snapshot.data, verified_outcome(snapshot, findings)
    asked = asked_in(record, framework_of(record))
    counts = tally(asked, findings)
    content = {
        "schema": SCHEMA,
        "firm": record["profile"]["name"],
        "uscc": record["profile"].get("uscc") or "",
        "provider": verification.provider.name,
        "result_sha256": snapshot.sha256,
        **{name: record[name] for name in ("framework", "framework_digest", "wording", "mode", "on")},
        **{name: {"self": record[name], "verified": outcome[name]} for name in ("level", "overall")},
        "dimensions": _dimensions(record, outcome),
        "counts": {name: getattr(counts, name) for name in ("asked", "confirmed", "different", "unchecked", "open")},
        "classes": _classes({code: one for code, one in findings.items() if not is_scene(code)}),
        "scenes": len(record["scenes"]),
        "scene_findings": _scene_findings(record, findings),
        "answered_by_provider": _answered_by_provider(verification, asked),
        "findings": _findings(record, outcome, findings),
        **_who_and_when(verification),
        "method": signed["method"],
        "limits": signed["limits"],
        "outcome_sha256": digest(outcome),
        "signed_name": signed["name"],
    }
    return content, outcome


def _dimensions(record, outcome):
    verified = {one["code"]: one["score"] for one in outcome["dimensions"]}
    return [
        {"code": one["code"], "self": one["score"], "verified": verified.get(one["code"])}
        for one in record["dimensions"]
    ]


def _classes(findings):
    found = Counter(one["evidence"] for one in findings.values() if one["outcome"] in CHECKED)
    return {name: found[name] for name in CLASSES}


def _answered_by_provider(verification, asked):
    rows = verification.assessment.answers.filter(acting=verification.provider, value__isnull=False)
    return rows.filter(question__in=[question.code for question in asked]).count()


def _findings(record, outcome, findings):
    before, after = ({q["code"]: q["score"] for q in one["questions"]} for one in (record, outcome))
    return {
        code: one
        | {"self": record["answers"].get(code), "self_score": before.get(code), "verified_score": after.get(code)}
        for code, one in findings.items()
        if not is_scene(code)
    }


def _scene_findings(record, findings):
    registered = scenes_in(record)
    return {code: one | {"self": registered[code]} for code, one in findings.items() if code in registered}


def _who_and_when(verification):
    rows = FindingEvent.objects.filter(verification=verification, new_revision__isnull=False, new_value__isnull=False)
    found = list(rows.select_related("user"))
    return {
        "assessors": sorted({str(row.user) for row in found if row.user}),
        "days": sorted({timezone.localdate(row.at).isoformat() for row in found}),
    }

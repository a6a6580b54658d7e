"""A result with what was found in the place of what was said: scored by the same engine under the same framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from readiness.answers import read_answer
from readiness.framework import Framework
from readiness.outcome import evaluate
from readiness.record import outcome_to_plain
from readiness.reproduction import case_of
from surveys.content import catalogue, framework
from verification.scenes import as_found

Findings = Mapping[str, Mapping[str, Any]]  # by question or scene, as `verification.findings` says


def framework_of(record: Mapping[str, Any]) -> Framework:
    """The framework in the words the result was made with. Raises Absent or ContentError."""
    return framework(record["framework"], record.get("wording"))


def verified_outcome(snapshot, findings: Findings) -> dict[str, Any]:
    """The outcome as plain data. What was confirmed or not looked at counts as the enterprise said it."""
    record = snapshot.data
    own = framework_of(record)
    case = case_of(record, own)
    found = {
        code: read_answer(own.questions[code], one["value"])
        for code, one in different(findings)
        if code in own.questions
    }
    case = replace(case, answers={**case.answers, **found}, scenes=as_found(case.scenes, findings))
    outcome = evaluate(own, catalogue(snapshot.created_at), case, record["engine"])
    return outcome_to_plain(outcome) | {"self_declared": False}


def different(findings: Findings):
    return [(code, one) for code, one in sorted(findings.items()) if one["outcome"] == "different"]

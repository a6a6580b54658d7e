"""Stored results evaluated again: to prove that they still come out the same, or to see them under another version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from readiness.errors import ContentError
from readiness.framework import Framework
from readiness.outcome import evaluate
from readiness.plain import canonical_json, plain
from readiness.reproduction import Verdict, case_of, verify
from readiness.scoring import display
from readiness.versions import THE_REST, Explanation, Unfit, explain, refit
from surveys.content import catalogue, framework
from surveys.models import ResultSnapshot

AT_ONCE = 50  # snapshots held in memory


def snapshots(reference: str | None = None) -> Iterator[ResultSnapshot]:
    """All stored results, or those of one version, oldest first, a few at a time."""
    found = ResultSnapshot.objects.select_related("assessment").order_by("pk")
    if reference:
        found = found.filter(assessment__framework_reference=reference)
    return found.iterator(chunk_size=AT_ONCE)


def verdict_on(snapshot: ResultSnapshot) -> Verdict:
    """Whether a stored result comes out the same under its own framework, wording and case."""
    if canonical_json(snapshot.data) != snapshot.text:
        return Verdict("(the stored text is not canonical)")
    if wrong := _other_column(snapshot):
        return Verdict(f"{wrong} (the column says otherwise)")
    try:
        own = framework(snapshot.data["framework"], snapshot.data["wording"])
    except (KeyError, ContentError) as error:
        return Verdict(f"(its framework is not at hand: {error})")
    return verify(snapshot.data, snapshot.sha256, own, catalogue(snapshot.created_at))


def _other_column(snapshot):
    data = snapshot.data
    for name in ("framework_digest", "catalogue_digest", "engine", "level"):
        if data.get(name) != getattr(snapshot, name):
            return name
    return "" if data.get("overall") == (plain(snapshot.overall)) else "overall"


@dataclass(frozen=True)
class Rescored:
    """One stored result under another version."""

    snapshot: ResultSnapshot
    explanation: Explanation
    unfit: tuple[Unfit, ...]


def rescored(snapshot: ResultSnapshot, other: Framework) -> Rescored:
    """The answers of a result under another framework, explained. Raises KeyError, ValueError or ContentError."""
    own = framework(snapshot.data["framework"], snapshot.data.get("wording"))
    case = case_of(snapshot.data, own)
    answers, unfit = refit(other, snapshot.data["answers"])
    engine = snapshot.data["engine"]
    money = catalogue(snapshot.created_at)
    before = evaluate(own, money, case, engine)
    after = evaluate(other, money, replace(case, answers=answers), engine)
    return Rescored(snapshot, explain(before, after), unfit)


def as_plain(found: Rescored) -> dict[str, Any]:
    told = found.explanation
    return {
        "assessment": str(found.snapshot.assessment.uuid),
        "differs": told.differs,
        "level": {"before": told.level_before, "after": told.level_after},
        "capped_by": {"before": list(told.gates_before), "after": list(told.gates_after)},
        "overall": {"before": plain(told.overall_before), "after": plain(told.overall_after)},
        "contributions": [
            {"question": c.question or None, "points": plain(c.points), "exact": str(c.points)}
            for c in told.contributions
        ],
        "no_longer_fit": plain(found.unfit),
    }


def as_lines(found: Rescored) -> Iterator[str]:
    told = found.explanation
    yield (
        f"{found.snapshot.assessment.uuid}  level {told.level_before} → {told.level_after}, "
        f"score {_points(told.overall_before)} → {_points(told.overall_after)}"
    )
    for gates, when in ((told.gates_before, "before"), (told.gates_after, "after")):
        if gates:
            yield f"    held back {when} by {', '.join(gates)}"
    for part in told.contributions:
        if part.points:
            name = "weights, trees and rules" if part.question == THE_REST else part.question
            yield f"    {_signed(part.points):>8}  {name}"
    for item in found.unfit:
        yield f"    {item.question}: the answer {item.answer!r} no longer fits. {item.why.en}"


def _signed(points):
    return f"{'+' if points > 0 else ''}{display(points, 2)}"


def _points(score):
    return "none" if score is None else display(score, 2)

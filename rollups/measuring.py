"""A result as the few numbers a count needs of it.

Scores are whole points of 0 to 100, whatever the scale of the framework. Scores of dimensions and answers are one byte
each, in the order the framework has them: a framework never changes under its digest, so they can always be read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from readiness.framework import Framework
from readiness.questions import Question
from readiness.scoring import NOT_APPLICABLE

NONE = 255  # in `dimensions`: not assessed; in `answers`: does not apply
TOP_GAPS = 5
SCORE = "score"  # beside the gates of a level: the points that are missing to its threshold


@dataclass(frozen=True)
class Measures:
    """gates: what keeps the firm from its next level, as codes. gaps: the answers worth most to it, best first.

    answers: per question 0 for none, else 1 for its lowest rung and so on.
    """

    level: str
    overall: int | None
    dimensions: bytes
    gates: tuple[str, ...]
    gaps: tuple[str, ...]
    answers: bytes


def measures_of(framework: Framework, record: Mapping[str, Any]) -> Measures:
    """record: as `readiness.record.outcome_to_plain` makes it; only level, overall, dimensions, questions and gaps are read."""
    scored = {one["code"]: points(one["score"], one["full"]) for one in record["dimensions"]}
    reached = {one["code"]: one for one in record["questions"]}
    return Measures(
        level=record["level"],
        overall=points(record["overall"], framework.scale),
        dimensions=bytes(_or_none(scored.get(code)) for code in framework.dimensions),
        gates=_gates(record["gaps"]),
        gaps=_top(record["gaps"]),
        answers=bytes(_rung(question, reached.get(code)) for code, question in framework.questions.items()),
    )


def points(score: Any, full: Any) -> int | None:
    """Whole points of 100, half up."""
    if score is None or not full or not Decimal(full):
        return None
    share = Decimal(score) * 100 / Decimal(full)
    return int(min(Decimal(100), max(Decimal(0), share)).quantize(Decimal(1), ROUND_HALF_UP))


def _or_none(score: int | None) -> int:
    return NONE if score is None else score


def _gates(gaps: Mapping[str, Any]) -> tuple[str, ...]:
    closed = [gate["gate"] for gate in gaps["gates"]]
    if gaps["target"] and Decimal(gaps["points_missing"]) > 0:
        closed.append(f"{gaps['target']}-{SCORE}")
    return tuple(closed)


def _top(gaps: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers whose next rung would add most to the overall score, of equal ones the lowest."""
    answers = [answer for dimension in gaps["dimensions"] for answer in dimension["answers"]]
    worth = sorted((-Decimal(a["overall_gain"]), Decimal(a["score"]), a["question"]) for a in answers)
    return tuple(question for gain, _, question in worth[:TOP_GAPS] if gain)


def _rung(question: Question, scored: Mapping[str, Any] | None) -> int:
    if scored is None or scored["state"] == NOT_APPLICABLE:  # None: firms of this industry are not asked
        return NONE
    return place_of(question).get(scored["reached"], 0)


def place_of(question: Question) -> dict[str, int]:
    """rung → its byte."""
    return {code: number for number, (code, _) in enumerate(question.steps, start=1)}

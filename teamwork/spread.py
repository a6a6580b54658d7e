"""How far opinions on a question lie apart: who is lowest and highest by score, and whether all say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from readiness.answers import NotApplicable, Unknown, fault_of
from readiness.plain import canonical_json
from readiness.questions import Question
from readiness.scoring import rung_of, score_question
from surveys.sheet import understood

NOT_APPLICABLE = "na"


def kind_of(value: Any) -> Any:
    """The value as far as opinions are compared: why something does not apply is each person's own wording."""
    return NOT_APPLICABLE if isinstance(value, dict) and NOT_APPLICABLE in value else value


@dataclass(frozen=True)
class Group:
    """Those who say the same. `value` is the first of theirs; `score` 0–100, None where it has none."""

    value: Any
    count: int
    score: Fraction | None
    complete: bool  # whether it can be adopted as it stands

    @property
    def rung(self) -> str:
        return "" if self.score is None else rung_of(self.score)


@dataclass(frozen=True)
class Spread:
    """All opinions on one question, grouped from the lowest score up; those without a score last."""

    question: Question
    groups: tuple[Group, ...]

    @property
    def given(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def scored(self) -> list[Group]:
        return [group for group in self.groups if group.score is not None]

    @property
    def lowest(self) -> Group | None:
        return self.scored[0] if self.scored else None

    @property
    def highest(self) -> Group | None:
        return self.scored[-1] if self.scored else None

    @property
    def width(self) -> Fraction:
        """0–100; 0 also where at most one opinion has a score."""
        scores = [group.score for group in self.groups if group.score is not None]
        return max(scores) - min(scores) if scores else Fraction(0)

    @property
    def agree(self) -> bool:
        return len(self.groups) == 1

    @property
    def unanimous(self) -> bool:
        """Several people say the same, and it is a whole answer. One person alone has nobody to agree with."""
        return self.agree and self.given > 1 and self.groups[0].complete

    @property
    def plain(self) -> list[dict[str, Any]]:
        """Which value how often, without names and wordings: what is kept with a decision and frozen with a result."""
        return [{"value": kind_of(group.value), "count": group.count} for group in self.groups]


def spread_of(question: Question, values: Iterable[Any]) -> Spread:
    grouped: dict[str, list[Any]] = {}
    for value in values:
        grouped.setdefault(canonical_json(kind_of(value)), []).append(value)
    groups = [_group(question, same) for same in grouped.values()]
    return Spread(question, tuple(sorted(groups, key=_order)))


def _group(question, same):
    value = next((value for value in same if value != {NOT_APPLICABLE: ""}), same[0])
    answer = understood(question, value)
    complete = answer is not None and (isinstance(answer, Unknown) or fault_of(question, answer) is None)
    score = None if isinstance(answer, Unknown | NotApplicable) else score_question(question, answer).score
    return Group(value, len(same), score, complete)


def _order(group):
    return group.score is None, group.score or 0, canonical_json(group.value)


def widest_first(spreads: Iterable[Spread]) -> list[Spread]:
    """Largest spread first, then those who disagree without a spread, then the rest in the order of asking."""
    return sorted(spreads, key=lambda spread: (-spread.width, spread.agree))

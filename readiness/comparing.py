"""Two outcomes of one firm, side by side: what is different, and whether what was planned shows in the answers.

Takes outcomes in their plain form (`readiness.record`) and says what changed; it never says why. Numbers are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from readiness.questions import LADDER

Outcome = Mapping[str, Any]  # as `readiness.record.outcome_to_plain` gives it

UP, DOWN, SAME, NEW, GONE = "up", "down", "same", "new", "gone"
REACHED, NOT_YET, OPEN = "reached", "not_yet", "open"


@dataclass(frozen=True)
class Change:
    """A score (0–100) before and after. None: there was none."""

    code: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def direction(self) -> str:
        """up | down | same; new or gone where only one of the two is there."""
        if self.before is None or self.after is None:
            return SAME if self.before == self.after else NEW if self.before is None else GONE
        return UP if self.after > self.before else DOWN if self.after < self.before else SAME


@dataclass(frozen=True)
class Answer:
    """An answer as it stood: plain form, rung reached (None where there is none) and score."""

    plain: Any = None
    rung: str | None = None
    score: Decimal | None = None


@dataclass(frozen=True)
class QuestionChange:
    """A question whose answer or score is another one than before."""

    code: str
    before: Answer
    after: Answer

    @property
    def direction(self) -> str:
        return Change(self.code, self.before.score, self.after.score).direction


@dataclass(frozen=True)
class Other:
    """Something the two do not have in common. what: framework | weights | mode."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two outcomes. `questions`: only those that changed, in the order of the later one."""

    level_before: str
    level_after: str
    overall: Change
    dimensions: tuple[Change, ...]
    questions: tuple[QuestionChange, ...]
    unchanged: tuple[str, ...]
    others: tuple[Other, ...]

    @property
    def comparable(self) -> bool:
        """Whether a difference in points is a difference in the firm: same method, same weights."""
        return not any(other.what in ("framework", "weights") for other in self.others)


@dataclass(frozen=True)
class Expectation:
    """What an action was expected to bring to one question, and what is found there. state: reached | not_yet | open."""

    question: str
    before: str
    expected: str
    found: str | None
    state: str


def compare(before: Outcome, after: Outcome) -> Comparison:
    """What is different in `after`. Codes that only one of them knows count as new or gone."""
    earlier, later = _answers(before), _answers(after)
    codes = _both(later, earlier)
    changed = [QuestionChange(code, earlier.get(code, Answer()), later.get(code, Answer())) for code in codes]
    return Comparison(
        level_before=before["level"],
        level_after=after["level"],
        overall=Change("overall", _number(before["overall"]), _number(after["overall"])),
        dimensions=_dimensions(before, after),
        questions=tuple(change for change in changed if change.before != change.after),
        unchanged=tuple(change.code for change in changed if change.before == change.after),
        others=_others(before, after),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _both(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """The codes of both, each once, those of the first in front."""
    return list(dict.fromkeys([*first, *second]))


def _answers(outcome: Outcome) -> dict[str, Answer]:
    return {
        question["code"]: Answer(
            outcome["answers"].get(question["code"]), question["reached"], _number(question["score"])
        )
        for question in outcome["questions"]
    }


def _dimensions(before: Outcome, after: Outcome) -> tuple[Change, ...]:
    earlier, later = ({d["code"]: _number(d["score"]) for d in one["dimensions"]} for one in (before, after))
    return tuple(Change(code, earlier.get(code), later.get(code)) for code in _both(later, earlier))


def _others(before: Outcome, after: Outcome) -> tuple[Other, ...]:
    found = [Other(what, before[what], after[what]) for what in ("framework", "weights", "mode")]
    rewritten = before["framework_digest"] != after["framework_digest"]
    return tuple(o for o in found if o.before != o.after or (o.what == "framework" and rewritten))


def expectations(before: Outcome, action: str, after: Outcome) -> tuple[Expectation, ...]:
    """For every question the route of `before` expected `action` to lift: the rung expected and the one found in `after`."""
    steps = [step for step in before["route"]["steps"] if step["action"] == action]
    found = {question["code"]: question["reached"] for question in after["questions"]}
    return tuple(_expectation(lift, found.get(lift["question"])) for step in steps for lift in step["lifts"])


def _expectation(lift: Mapping[str, Any], rung: str | None) -> Expectation:
    expected = lift["to_rung"]
    state = OPEN if rung is None else REACHED if LADDER.index(rung) >= LADDER.index(expected) else NOT_YET
    return Expectation(lift["question"], lift["from_rung"], expected, rung, state)

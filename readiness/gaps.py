"""What keeps each dimension from its next threshold, and the firm from its next level, traced to single answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from readiness.framework import Framework, Level
from readiness.levels import GateResult, LevelResult, next_level
from readiness.questions import Question
from readiness.reckoning import Reckoning
from readiness.scoring import DimensionScore, Scores
from readiness.tree import Worth


@dataclass(frozen=True)
class AnswerGap:
    """An answer below the top: where it stands, the next rung, and what reaching that rung adds."""

    question: str
    score: Fraction
    reached: str
    next_rung: str
    dimension_gain: Fraction  # points of the dimension
    overall_gain: Fraction  # points of the overall score


@dataclass(frozen=True)
class DimensionGap:
    """A dimension with its next threshold (None at the top) and its answers below the top, lowest first."""

    code: str
    score: Fraction
    next_threshold: Fraction | None
    missing: Fraction
    answers: tuple[AnswerGap, ...]


@dataclass(frozen=True)
class Gaps:
    """The way to the next level: points missing, gates that do not hold, dimensions by weight of what is missing."""

    target: Level | None  # None: the top is reached
    points_missing: Fraction
    gates: tuple[GateResult, ...]
    dimensions: tuple[DimensionGap, ...]


def find_gaps(framework: Framework, scores: Scores, result: LevelResult) -> Gaps:
    """List what is missing to the level above the one held, and inside every assessed dimension."""
    target = next_level(framework, result.level)
    overall = scores.overall or Fraction(0)
    dimensions = tuple(
        _dimension_gap(framework, scores, dimension, dimension.score)
        for dimension in scores.dimensions.values()
        if dimension.score is not None
    )
    if target is None:
        return Gaps(None, Fraction(0), (), dimensions)
    gates = tuple(gate for gate in result.gates if gate.level == target.code and not gate.holds)
    return Gaps(target, max(Fraction(0), Fraction(target.threshold or 0) - overall), gates, dimensions)


def dimension_lines(framework: Framework) -> tuple[Fraction, ...]:
    """The scores at which a dimension changes its name: its own bands, or else the thresholds of the levels."""
    if framework.dimension_levels:
        return tuple(Fraction(band.threshold) for band in framework.dimension_levels)
    if not framework.plain:
        return ()  # thresholds of the overall score say nothing about a dimension on another scale
    return tuple(Fraction(level.threshold) for level in framework.levels if level.threshold is not None)


def _dimension_gap(framework: Framework, scores: Scores, dimension: DimensionScore, points: Fraction) -> DimensionGap:
    threshold = min((line for line in dimension_lines(framework) if line > points), default=None)
    answers = sorted(
        _answer_gaps(framework, scores, dimension),
        key=lambda gap: (gap.score, -gap.overall_gain, gap.question),
    )
    missing = threshold - points if threshold is not None else Fraction(0)
    return DimensionGap(dimension.code, points, threshold, missing, tuple(answers))


def _answer_gaps(framework: Framework, scores: Scores, dimension: DimensionScore) -> list[AnswerGap]:
    found = []
    for code in framework.dimensions[dimension.code].questions:
        points, question = scores.questions[code].score, framework.questions[code]
        step = None if points is None else next_step(question, points)
        if points is not None and step is not None:
            gains = _gains(scores.actual, dimension.code, code, step[1])
            found.append(AnswerGap(code, points, scores.questions[code].reached or "", step[0], *gains))
    return found


def _gains(actual: Reckoning, dimension: str, question: str, points: Fraction) -> tuple[Fraction, Fraction]:
    """(dimension, overall): what it adds when a question reaches so many points."""
    better = actual.having(question, points)
    return (
        _risen(actual.dimension(dimension), better.dimension(dimension)),
        _risen(actual.overall(), better.overall()),
    )


def _risen(before: Worth | None, after: Worth | None) -> Fraction:
    return Fraction(after.value - before.value) if before and after else Fraction(0)


def next_step(question: Question, points: Fraction) -> tuple[str, Fraction] | None:
    """(rung, score) of the lowest rung above a score; None at the top."""
    return next((step for step in question.steps if step[1] > points), None)

"""What keeps each dimension from its next threshold, and the firm from its next level, traced to single answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from readiness.framework import Framework, Level, WeightProfile
from readiness.levels import GateResult, LevelResult, next_level
from readiness.questions import LADDER, LADDER_SCORES
from readiness.scoring import ANSWERED, DimensionScore, Scores


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


def find_gaps(framework: Framework, profile: WeightProfile, scores: Scores, result: LevelResult) -> Gaps:
    """List what is missing to the level above the one held, and inside every assessed dimension."""
    target = next_level(framework, result.level)
    overall = scores.overall or Fraction(0)
    dimensions = tuple(
        _dimension_gap(framework, profile, scores, dimension, dimension.score)
        for dimension in scores.dimensions.values()
        if dimension.score is not None
    )
    if target is None:
        return Gaps(None, Fraction(0), (), dimensions)
    gates = tuple(gate for gate in result.gates if gate.level == target.code and not gate.holds)
    return Gaps(target, max(Fraction(0), Fraction(target.threshold) - overall), gates, dimensions)


def _dimension_gap(
    framework: Framework, profile: WeightProfile, scores: Scores, dimension: DimensionScore, points: Fraction
) -> DimensionGap:
    above = [Fraction(level.threshold) for level in framework.levels if level.threshold > points]
    threshold = min(above, default=None)
    answers = sorted(
        _answer_gaps(framework, profile, scores, dimension),
        key=lambda gap: (gap.score, -gap.overall_gain, gap.question),
    )
    missing = threshold - points if threshold is not None else Fraction(0)
    return DimensionGap(dimension.code, points, threshold, missing, tuple(answers))


def _answer_gaps(
    framework: Framework, profile: WeightProfile, scores: Scores, dimension: DimensionScore
) -> list[AnswerGap]:
    answered = [c for c in framework.dimensions[dimension.code].questions if scores.questions[c].state == ANSWERED]
    total = sum((Fraction(framework.questions[code].weight) for code in answered), Fraction(0))
    counting = [d for d in scores.dimensions.values() if d.score is not None]
    share = Fraction(profile.weights[dimension.code]) / sum(Fraction(d.weight) for d in counting)
    found = []
    for code in answered:
        points = scores.questions[code].score or Fraction(0)
        if points < 100:
            rung = next_rung(points)
            gain = (Fraction(LADDER_SCORES[rung]) - points) * Fraction(framework.questions[code].weight) / total
            found.append(AnswerGap(code, points, scores.questions[code].reached or "L1", rung, gain, gain * share))
    return found


def next_rung(points: Fraction) -> str:
    """The lowest rung above a score below 100."""
    return next(rung for rung in LADDER if LADDER_SCORES[rung] > points)

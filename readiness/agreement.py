"""How far several assessors agree about the same case. Exact throughout.

Values are places on the ladder of a question, 0 for the lowest rung; a unit is one question with what each assessor said.
alpha: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), with the ordinal difference function. 1 is perfect
agreement, 0 what chance alone would give; below 0 the assessors disagree systematically.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

Ratings = Mapping[str, Mapping[str, int]]  # question → assessor → place on its ladder


@dataclass(frozen=True)
class Spread:
    """One question. median: the lower of the two in the middle; agreeing: the share that chose it; span: in rungs."""

    question: str
    raters: int
    median: int
    agreeing: Fraction
    span: int


@dataclass(frozen=True)
class Bias:
    """One assessor against the others. deviation: mean signed distance from their median in rungs; agreeing: the share of
    answers that are their median option.
    """

    assessor: str
    answers: int
    deviation: Fraction
    agreeing: Fraction


def spreads(ratings: Ratings) -> list[Spread]:
    """The questions that anybody has answered, in their order."""
    return [_spread(question, sorted(given.values())) for question, given in ratings.items() if given]


def _spread(question: str, values: list[int]) -> Spread:
    middle = _lower_median(values)
    agreeing = Fraction(values.count(middle), len(values))
    return Spread(question, len(values), middle, agreeing, values[-1] - values[0])


def biases(ratings: Ratings) -> list[Bias]:
    """Each assessor against the others, over the questions that at least two have answered; by name.

    The median is taken without the assessor: a median that contains one's own answer hides a part of the distance.
    """
    away: dict[str, list[tuple[Fraction, bool]]] = {}
    for given in ratings.values():
        for assessor, value in given.items():
            others = sorted(other for name, other in given.items() if name != assessor)
            if others:
                away.setdefault(assessor, []).append((value - _median(others), value == _lower_median(others)))
    return [_bias(assessor, found) for assessor, found in sorted(away.items())]


def _bias(assessor: str, found: list[tuple[Fraction, bool]]) -> Bias:
    count = len(found)
    deviation = sum((distance for distance, _ in found), Fraction(0)) / count
    return Bias(assessor, count, deviation, Fraction(sum(same for _, same in found), count))


def _lower_median(values: Sequence[int]) -> int:
    return values[(len(values) - 1) // 2]


def _median(values: Sequence[int]) -> Fraction:
    """Between the two in the middle where their number is even."""
    return Fraction(_lower_median(values) + values[len(values) // 2], 2)


def alpha(units: Sequence[Sequence[int]]) -> Fraction | None:
    """Krippendorff's alpha for ordinal data. None where nothing can be compared: no pair of values, or all the same."""
    pairable = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in pairable for value in unit)
    total = sum(counts.values())
    expected = sum(counts[a] * counts[b] * _difference(counts, a, b) for a, b in permutations(counts, 2))
    if not expected:
        return None
    observed = sum((_observed(counts, unit) for unit in pairable), Fraction(0))
    return 1 - (total - 1) * observed / expected


def _observed(counts: Mapping[int, int], unit: Sequence[int]) -> Fraction:
    """What the pairs of one unit differ by; a unit weighs as much as it has values."""
    pairs = (_difference(counts, a, b) for a, b in permutations(unit, 2))
    return sum(pairs, Fraction(0)) / (len(unit) - 1)


def _difference(counts: Mapping[int, int], a: int, b: int) -> Fraction:
    """Squared ordinal difference: how many values lie from one to the other, their own ranks counted half."""
    low, high = min(a, b), max(a, b)
    between = sum(count for value, count in counts.items() if low <= value <= high)
    return (between - Fraction(counts[low] + counts[high], 2)) ** 2 if low != high else Fraction(0)

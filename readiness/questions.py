"""What is asked: questions, their options and bands, the raw numbers and rows they want. Frozen values.

Scores are numbers on the question's own scale, from 0 to `full` (100 unless the framework says otherwise).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from readiness.text import Text
from readiness.tree import Number, lean

LADDER = ("L1", "L2", "L3", "L4", "L5")
LADDER_SCORES = {code: Decimal(25 * n) for n, code in enumerate(LADDER)}  # L1 = 0 … L5 = 100


@dataclass(frozen=True)
class Interval:
    """A half-open (or closed) stretch of numbers, written "[0, 10]", "(10, 20]", "[36, inf)" or "(-inf, 0)"."""

    lower: Decimal | None  # None: no lower bound
    upper: Decimal | None  # None: no upper bound
    lower_closed: bool
    upper_closed: bool

    def __contains__(self, number: Decimal | Fraction) -> bool:
        above = self.lower is None or number > self.lower or (self.lower_closed and number == self.lower)
        below = self.upper is None or number < self.upper or (self.upper_closed and number == self.upper)
        return above and below

    def __str__(self) -> str:
        lower = "-inf" if self.lower is None else self.lower
        upper = "inf" if self.upper is None else self.upper
        return f"{'[' if self.lower_closed else '('}{lower}, {upper}{']' if self.upper_closed else ')'}"


@dataclass(frozen=True)
class Option:
    """One anchored answer. `range` in band questions, `exclusive` in multiple choice, `requires` names a condition."""

    code: str
    text: Text
    score: Decimal
    exclusive: bool = False
    range: Interval | None = None
    requires: str | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """One line of a matrix, rated on its columns."""

    code: str
    text: Text
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Column:
    """One column of a matrix and what a tick in it is worth. left_out: a row ticked there leaves the denominator."""

    code: str
    text: Text
    score: Decimal
    exclusive: bool = False
    left_out: bool = False


@dataclass(frozen=True)
class Input:
    """A raw number a question asks for, e.g. 台 of machines connected."""

    code: str
    label: Text
    unit: Text
    whole: bool


@dataclass(frozen=True)
class Condition:
    """A fact one can tick, on which an upper band depends."""

    code: str
    text: Text


@dataclass(frozen=True)
class Evidence:
    """Something an assessor would accept. kind: observed (screenshot, export, seen) or document."""

    kind: str
    text: Text


@dataclass(frozen=True)
class Reference:
    """Where the question comes from. source: opinions | miit | cmmm | dcmm."""

    source: str
    item: Text


LEAVE_OUT, LOWEST, HIGHEST = "leave_out", "lowest", "highest"


@dataclass(frozen=True)
class Missing:
    """What becomes of a question without an answer that counts: it leaves the denominator, or scores as stated."""

    not_applicable: str = LEAVE_OUT
    unknown: str = LEAVE_OUT
    unanswered: str = LEAVE_OUT


@dataclass(frozen=True)
class Question:
    """One question. kind: single | multiple | number | ratio | matrix.

    ratio: 100 × inputs[numerator] / inputs[denominator], in percent. number: the one input, in its unit.
    multiple: scoring "sum" adds the values of the options, "count" looks the number of options up in bands.
    matrix: every row is rated on the columns (`select` one or many), the rows are combined by mean, sum or minimum.
    Whatever the kind: score = what the answer gives × full / normaliser, kept within 0 and full.
    """

    code: str
    dimension: str
    kind: str
    topic: Text
    text: Text
    help: Text | None = None
    options: tuple[Option, ...] = ()
    example: Text | None = None
    pitfall: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    references: tuple[Reference, ...] = ()
    quick: bool = False
    not_applicable_when: Text | None = None  # None: the question applies to everybody
    weight: Decimal = Decimal(1)
    tags: frozenset[str] = frozenset()
    missing: Missing | None = None  # None: as the framework has it
    full: Decimal = Decimal(100)  # the highest score
    normaliser: Decimal = Decimal(100)  # what an answer must give to reach it
    inputs: tuple[Input, ...] = ()
    numerator: str = ""
    denominator: str = ""
    part_of_whole: bool = False
    conditions: tuple[Condition, ...] = ()
    scoring: str = "sum"
    count_bands: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    select: str = "one"
    combine: str = "mean"

    @property
    def bands(self) -> tuple[Option, ...]:
        """The rungs an answer can reach; empty where options or rows are added up."""
        if self.kind == "multiple":
            return self.count_bands
        return self.options

    @cached_property
    def steps(self) -> tuple[tuple[str, Fraction], ...]:
        """(rung, score) from the lowest up: the bands, or the quarters of the scale where options are added up."""
        if self.bands:
            found = {band.code: self.scaled(Fraction(band.score)) for band in self.bands}
        else:
            found = {code: Fraction(self.full) * points / 100 for code, points in _QUARTERS}
        return tuple(sorted(found.items(), key=lambda step: step[1]))

    @cached_property
    def most(self) -> Number:
        """The highest score, as a number quick to reckon with."""
        return lean(self.full)

    @cached_property
    def lowest(self) -> Fraction:
        """The score of the worst answer."""
        return self.steps[0][1] if self.bands else Fraction(0)

    @property
    def signed(self) -> bool:
        """Whether its numbers may be negative."""
        first = self.options[0].range if self.options else None
        return first is not None and (first.lower is None or first.lower < 0)

    def scaled(self, given: Fraction) -> Fraction:
        """What an answer gives, on the scale of the question."""
        stretched = given if self.full == self.normaliser else given * Fraction(self.full) / Fraction(self.normaliser)
        return min(Fraction(self.full), max(Fraction(0), stretched))

    def points(self, rung: str) -> Fraction:
        """The score of a rung. Raises KeyError."""
        return dict(self.steps)[rung]

    def reached(self, score: Fraction) -> str | None:
        """The highest rung a score has reached; of several with the same score the last."""
        return next((code for code, points in reversed(self.steps) if points <= score), None)

    def option(self, code: str) -> Option:
        """The option or band with this code. Raises KeyError."""
        for option in self.options + self.count_bands:
            if option.code == code:
                return option
        raise KeyError(code)

    def column(self, code: str) -> Column:
        """The column of the matrix with this code. Raises KeyError."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)


_QUARTERS = tuple((code, Fraction(points)) for code, points in LADDER_SCORES.items())

"""What is asked: questions, their options and bands, the raw numbers and rows they want. Frozen values.

Scores are numbers on the question's own scale, from 0 to `full` (100 unless the framework says otherwise).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from readiness.text import Text

LADDER = ("L1", "L2", "L3", "L4", "L5")
LADDER_SCORES = {code: Decimal(25 * n) for n, code in enumerate(LADDER)}  # L1 = 0 … L5 = 100


@dataclass(frozen=True)
class Interval:
    """A half-open (or closed) stretch of numbers, written "[0, 10]", "(10, 20]" or "[36, inf)"."""

    lower: Decimal
    upper: Decimal | None  # None: no upper bound
    lower_closed: bool
    upper_closed: bool

    def __contains__(self, number: Decimal | Fraction) -> bool:
        above = number > self.lower or (self.lower_closed and number == self.lower)
        below = self.upper is None or number < self.upper or (self.upper_closed and number == self.upper)
        return above and below

    def __str__(self) -> str:
        upper = "inf" if self.upper is None else str(self.upper)
        return f"{'[' if self.lower_closed else '('}{self.lower}, {upper}{']' if self.upper_closed else ')'}"


@dataclass(frozen=True)
class Option:
    """One anchored answer. `range` in band questions, `exclusive` in multiple choice, `requires` names a condition."""

    code: str
    text: Text
    score: Decimal
    exclusive: bool = False
    range: Interval | None = None
    requires: str | None = None


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


@dataclass(frozen=True)
class Question:
    """One question. kind: single | multiple | number | ratio.

    ratio: 100 × inputs[numerator] / inputs[denominator], in percent. number: the one input, in its unit.
    multiple: scoring "sum" adds the scores of the options up to 100, "count" looks the number of options up in bands.
    """

    code: str
    dimension: str
    kind: str
    topic: Text
    text: Text
    help: Text
    options: tuple[Option, ...]
    example: Text
    pitfall: Text
    evidence: tuple[Evidence, ...]
    references: tuple[Reference, ...]
    quick: bool = False
    not_applicable_when: Text | None = None  # None: the question applies to everybody
    weight: Decimal = Decimal(1)
    inputs: tuple[Input, ...] = ()
    numerator: str = ""
    denominator: str = ""
    part_of_whole: bool = False
    conditions: tuple[Condition, ...] = ()
    scoring: str = "sum"
    count_bands: tuple[Option, ...] = ()

    @property
    def bands(self) -> tuple[Option, ...]:
        """The five rungs an answer can reach, lowest first; empty where options are added up."""
        if self.kind == "multiple":
            return self.count_bands
        return self.options

    def option(self, code: str) -> Option:
        """The option or band with this code. Raises KeyError."""
        for option in self.options + self.count_bands:
            if option.code == code:
                return option
        raise KeyError(code)

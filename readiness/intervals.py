"""A stretch of numbers, open or closed at either end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


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

"""How much was checked, and whether that is enough to sign.

Two rules. A third of all questions asked must be checked: a sample a reader can rely on and two people can do in a day on
site. And every dimension must have been looked at, because the gates of a level look at every dimension: one that nobody
asked about could carry a level by words alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from readiness.framework import Framework
from readiness.questions import Question

LEAST_SHARE = Fraction(1, 3)  # of the questions asked, confirmed or found different
CHECKED = ("confirmed", "different")


@dataclass(frozen=True)
class Tally:
    """unseen: the dimensions of which no question was looked at."""

    asked: int
    confirmed: int
    different: int
    unchecked: int
    unseen: tuple[str, ...]

    @property
    def checked(self) -> int:
        return self.confirmed + self.different

    @property
    def open(self) -> int:
        return self.asked - self.checked - self.unchecked

    @property
    def wanted(self) -> int:
        return -(-LEAST_SHARE.numerator * self.asked // LEAST_SHARE.denominator)

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.checked)

    @property
    def enough(self) -> bool:
        return not self.missing and not self.unseen

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means every one."""
        return 100 * self.checked // self.asked if self.asked else 0


def asked_in(record: Mapping[str, Any], framework: Framework) -> tuple[Question, ...]:
    """The questions put to this enterprise in this version, in order."""
    return framework.asked(framework.profiles[record["weights"]], record["mode"] == "quick")


def tally(asked: Sequence[Question], findings: Mapping[str, Mapping[str, Any]]) -> Tally:
    outcomes = Counter(findings[q.code]["outcome"] for q in asked if q.code in findings)
    seen = {q.dimension for q in asked if q.code in findings}
    return Tally(
        len(asked),
        outcomes["confirmed"],
        outcomes["different"],
        outcomes["unchecked"],
        tuple(dict.fromkeys(q.dimension for q in asked if q.dimension not in seen)),
    )

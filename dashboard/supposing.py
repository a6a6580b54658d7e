"""What a voucher would reach: reckoned from published shares and the planning costs of actions, as ranges, for nobody in particular.

Firms are the share of a region whose weakest questions an action lifts, give or take what rounding hides. Costs are the
low and high planning costs of the framework's cheapest action for that question. Nothing here looks at a firm.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from readiness.framework import Action, Framework

HUNDRED, HALF = Decimal(100), Decimal("0.5")


@dataclass(frozen=True)
class Voucher:
    """rate, uptake: per cent. cap_wan: the most one firm gets, in 10,000 yuan."""

    rate: int
    cap_wan: Decimal
    uptake: int = 100

    def grant_wan(self, cost_wan: Decimal) -> Decimal:
        return min(cost_wan * self.rate / HUNDRED, self.cap_wan)


@dataclass(frozen=True)
class Reached:
    """firms: fewest and most who would come. grant_wan: for one of them. budget_wan: fewest × smallest to most × largest."""

    question: str
    action: Action
    firms: tuple[int, int]
    grant_wan: tuple[Decimal, Decimal]

    @property
    def budget_wan(self) -> tuple[Decimal, Decimal]:
        return self.firms[0] * self.grant_wan[0], self.firms[1] * self.grant_wan[1]


def reached(framework: Framework, question: str, share: str | int, n: int, voucher: Voucher) -> Reached | None:
    """What a voucher for the cheapest action that lifts a question would reach; None where no action does."""
    lifting = [one for one in framework.actions.values() if any(lift.question == question for lift in one.lifts)]
    if not lifting:
        return None
    action = min(lifting, key=lambda one: (one.cost_wan.low + one.cost_wan.high, one.code))
    grants = tuple(voucher.grant_wan(Decimal(cost)) for cost in (action.cost_wan.low, action.cost_wan.high))
    return Reached(question, action, firms_of(share, n, voucher.uptake), (grants[0], grants[1]))


def firms_of(share: str | int, n: int, uptake: int = 100) -> tuple[int, int]:
    """How many firms a published share may stand for: "37" is 36.5 to 37.5 per cent, "<9" none to 9, ">91" 91 to all."""
    low, high = _bounds(str(share))
    fewest = (n * low * uptake / HUNDRED**2).to_integral_value(ROUND_FLOOR)
    most = (n * high * uptake / HUNDRED**2).to_integral_value(ROUND_CEILING)
    return int(fewest), min(n, int(most))


def _bounds(share: str) -> tuple[Decimal, Decimal]:
    number = Decimal(share.strip("<>"))
    if share.startswith("<"):
        return Decimal(0), number
    if share.startswith(">"):
        return number, HUNDRED
    return max(Decimal(0), number - HALF), min(HUNDRED, number + HALF)

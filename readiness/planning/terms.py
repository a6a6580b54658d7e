"""What somebody wishes of a plan, and the public money it may count on. Money in 万元, time in months from the start."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

OBJECTIVES = ("cheapest", "best", "earliest")
MONEY = ("sure", "hoped", "none")
HORIZONS = (12, 18, 24, 30, 36)  # months
PERIOD_MONTHS = 3  # what an action starts with: a quarter
MONTHS_PER_YEAR = 12
EFFORT_AT_ONCE = 5  # how much effort a factory's own team carries at the same time


@dataclass(frozen=True)
class Terms:
    """What a plan has to keep to.

    objective: cheapest (least money to the target), best (highest score within the budget), earliest (the target as soon
    as can be). yearly_budget_wan: what may be spent in each year, None for no limit. effort: of the factory's own team, at
    the same time. locked, excluded: actions that must, or must not, be in. money: which public money it is meant to count
    on (see `offers.counted`, which makes the offers a plan is given).
    """

    target: str = ""  # code of a level; empty for the one above the level held
    objective: str = "cheapest"
    yearly_budget_wan: Decimal | None = None
    months: int = HORIZONS[-1]
    effort: int = EFFORT_AT_ONCE
    locked: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    money: str = MONEY[0]


@dataclass(frozen=True)
class Offer:
    """Public money a plan may count on: a share of what certain actions cost, up to a cap, from a minimum spend on.

    counted: (action, what of its likely cost counts, in 万元). spans: (first month, last month or None for no end); an
    action counts when it starts in one of them. apart: offers that exclude it. shared: names the spending it is a share
    of; all offers on the same spending together never exceed it.
    """

    code: str
    counted: tuple[tuple[str, Decimal], ...]
    rate_percent: Decimal
    cap_wan: Decimal | None = None
    min_spend_wan: Decimal = Decimal(0)
    spans: tuple[tuple[int, int | None], ...] = ((0, None),)
    apart: frozenset[str] = frozenset()
    shared: str = ""
    verified: bool = True

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(action for action, _ in self.counted)

    def part_wan(self, action: str) -> Decimal:
        """What of an action's likely cost counts."""
        return dict(self.counted).get(action, Decimal(0))

    def counts(self, action: str, month: int) -> bool:
        """Whether what an action costs counts if it starts in this month."""
        return action in self.actions and any(
            first <= month and (last is None or month <= last) for first, last in self.spans
        )

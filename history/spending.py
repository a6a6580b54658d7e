"""What the actions of a firm were meant to cost and what they really cost, by half-year and in all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, gettext

from history.models import ActionProgress
from history.plan import Line
from reports import figures

JULY = 7
LAST = (9999, 2)  # where what has no month is sorted


@dataclass(frozen=True)
class Row:
    """A half-year, or all of them together. Amounts in words, "–" for none."""

    when: str
    planned: str
    spent: str


@dataclass(frozen=True)
class Spending:
    """alike: (number, estimate, spent) of the actions whose real cost is known, so that like is set beside like."""

    rows: tuple[Row, ...]
    total: Row
    alike: tuple[int, str, str] | None


def spending(lines: Iterable[Line]) -> Spending | None:
    """Of everything that has been recorded; None where that is nothing."""
    kept = [(line.kept, line.likely_wan) for line in lines if line.kept]
    planned = _by_half([(row.planned_month or _happened(row), likely) for row, likely in kept])
    spent = _by_half([(_happened(row) or row.planned_month, row.cost_wan) for row, _ in kept])
    if not planned and not spent:
        return None
    halves = sorted(planned.keys() | spent.keys(), key=lambda half: half or LAST)
    return Spending(
        rows=tuple(Row(_named(half), _said(planned.get(half)), _said(spent.get(half))) for half in halves),
        total=Row(gettext("In all"), _said(_sum(planned.values())), _said(_sum(spent.values()))),
        alike=_alike(kept),
    )


def _happened(row: ActionProgress) -> datetime.date | None:
    """The month money is counted in: when it was done, else when it was started."""
    return row.done_month or row.started_month


def _by_half(amounts):
    """(year, half) → what falls into it; None → what has no month."""
    found: dict[tuple[int, int] | None, Decimal] = {}
    for month, amount in amounts:
        if amount is not None:
            half = (month.year, 1 if month.month < JULY else 2) if month else None
            found[half] = found.get(half, Decimal(0)) + amount
    return found


def _sum(amounts):
    amounts = list(amounts)
    return sum(amounts, Decimal(0)) if amounts else None


def _named(half):
    if half is None:
        return gettext("No month yet")
    year, number = half
    name = gettext("Jan–Jun %(year)s") if number == 1 else gettext("Jul–Dec %(year)s")
    return name % {"year": year}


def _said(amount):
    return "–" if amount is None else figures.wan(amount, get_language())


def _alike(kept):
    both = [(likely, row.cost_wan) for row, likely in kept if likely is not None and row.cost_wan is not None]
    if not both:
        return None
    estimated, spent = zip(*both, strict=True)
    return len(both), _said(_sum(estimated)), _said(_sum(spent))

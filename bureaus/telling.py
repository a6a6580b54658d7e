"""The figures of a reach as a page tells them: ranges in words, bars, amounts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.reference import in_language
from bureaus.counting import digest_of
from bureaus.models import Reach, Run
from readiness.subsidies.amounts import cny, short
from readiness.subsidies.reach import is_share_of_spending
from readiness.text import Text
from subsidies.desk import Entry

LABELS = {
    "met": (gettext_lazy("Meet the rule"), gettext_lazy("All conditions that can be checked are met.")),
    "not_known": (
        gettext_lazy("Not known yet"),
        gettext_lazy("The enterprise has not told some fact the rule asks for."),
    ),
    "not_met": (gettext_lazy("Do not meet it"), gettext_lazy("Some condition is not met.")),
}
HIDDEN_SUM = {
    "too_few": gettext_lazy("Not shown: fewer than %(k)d enterprises would stand behind it, or nearly all would."),
    "dominated": gettext_lazy("Not shown: one enterprise makes up so much of it that its own figure could be guessed."),
    "too_close": gettext_lazy("Not shown: beside a sum told before it would point to few enterprises."),
}


@dataclass(frozen=True)
class Bar:
    """A cell: words for its range, "" where it is hidden; sure, open: how long its bar is for certain and may be, of 100."""

    label: str
    note: str
    words: str
    sure: int = 0
    open: int = 0


@dataclass(frozen=True)
class Money:
    """Amounts in 万元 as told. hidden: why there is none. of_pool: percent of the pool of a year, 0 for less than one."""

    words: str
    hidden: str = ""
    of_pool: int | None = None


@dataclass(frozen=True)
class Figures:
    """What the page shows of a reach. near: some cell is told as near to one told before only."""

    run: Run
    total: str
    bars: tuple[Bar, ...]
    rest: str
    near: bool
    claims: Money | None
    unknown: str
    planned: Money | None
    pool: str
    other_revision: bool


def figures(reach: Reach, entry: Entry) -> Figures:
    told, k = reach.told, reach.run.k
    amount_of = entry.subsidy.amount if entry.subsidy else None
    pool = amount_of.pool_wan_per_year if amount_of else None
    share = entry.subsidy is not None and is_share_of_spending(entry.subsidy)
    return Figures(
        run=reach.run,
        total=range_words(told["total"]),
        bars=tuple(_bars(told)),
        rest=range_words(told["rest"]),
        near=any(told["cells"][cell] and cell not in told["own"] for cell in ("met", "not_met")),
        claims=_money(told["claims"], told["claims_hidden"], k, pool) if share else None,
        unknown=range_words(told["unknown"]),
        planned=_range_money(told["planned"], told["planned_hidden"], k, pool) if share else None,
        pool="" if pool is None else amount(pool),
        other_revision=_digest_of(entry) != reach.sha256,
    )


def _digest_of(entry):
    standing = entry.record.revisions.standing().first() if entry.record else None
    return digest_of(entry.code, standing)


def _bars(told):
    for cell, (label, note) in LABELS.items():
        range_, total = told["cells"][cell], told["total"]
        if range_ is None or total is None:
            yield Bar(label, note, "")
        else:
            sure, most = range_[0] * 100 // total[1], min(range_[1] * 100 // total[1], 100)
            yield Bar(label, note, range_words(range_), sure, most - sure)


def range_words(range_):
    """40–44; the end of the range is included."""
    return (
        f"{number_format(range_[0], force_grouping=True)}–{number_format(range_[1], force_grouping=True)}"
        if range_
        else ""
    )


def _money(text, reason, k, pool):
    if text is None:
        return Money("", HIDDEN_SUM[reason] % {"k": k})
    return Money(amount(Decimal(text)), of_pool=_of_pool(Decimal(text), pool))


def _range_money(ends, reason, k, pool):
    if ends is None:
        return Money("", HIDDEN_SUM[reason] % {"k": k})
    low, likely, high = (Decimal(ends[end]) for end in ("low", "likely", "high"))
    words = _("about %(likely)s, between %(low)s and %(high)s") % {
        "likely": amount(likely),
        "low": amount(low),
        "high": amount(high),
    }
    return Money(words, of_pool=_of_pool(likely, pool))


def _of_pool(sum_, pool):
    return int(sum_ * 100 / pool) if pool else None


def amount(sum_wan):
    return in_language(Text(f"{Decimal(short(sum_wan)):,f} 万元", cny(sum_wan)))


def next_month(month: datetime.date) -> datetime.date:
    return (month + datetime.timedelta(days=32)).replace(day=1)

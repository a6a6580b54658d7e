"""The half-years results are counted by, as one says them: 2026H2."""

from __future__ import annotations

import datetime
import re

from django.utils import timezone

_FORM = re.compile(r"(\d{4})H([12])")


def period_of(moment: datetime.datetime) -> str:
    """The half-year of a moment, on the calendar of this site."""
    return _named(timezone.localtime(moment).date())


def span(period: str) -> tuple[datetime.date, datetime.date]:
    """Its first and its last day. Raises ValueError with a sentence."""
    found = _FORM.fullmatch(period)
    if not found:
        raise ValueError(f"“{period}” is no half-year. Expected a year, H and 1 or 2, for example 2026H1.")
    year, half = int(found[1]), int(found[2])
    if half == 1:
        return datetime.date(year, 1, 1), datetime.date(year, 6, 30)
    return datetime.date(year, 7, 1), datetime.date(year, 12, 31)


def over(period: str, on: datetime.date) -> bool:
    return span(period)[1] < on


def before(period: str) -> str:
    return _named(span(period)[0] - datetime.timedelta(days=1))


def last_over(on: datetime.date) -> str:
    """The last half-year that is over on a day."""
    return before(_named(on))


def _named(day: datetime.date) -> str:
    return f"{day.year:04}H{1 if day.month <= 6 else 2}"

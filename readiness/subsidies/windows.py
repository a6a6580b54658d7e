"""From when to when one can apply for an instrument, as far as its validity and its windows are known."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from readiness.regions import within_region
from readiness.subsidies.records import Subsidy, Window

Days = tuple[datetime.date | None, datetime.date | None]  # first and last day, both included; None: without limit


def days_to_apply(subsidy: Subsidy, adcode: str, certain: bool) -> Iterator[Days]:
    """Every stretch of days in which one can apply while the instrument is in force, for a firm registered in `adcode`.

    certain: only windows with both days known from a first-hand source; otherwise also the whole validity of an instrument
    whose windows are not known, and windows without an end.
    """
    valid = (subsidy.valid_from, subsidy.valid_to)
    if subsidy.continuous:
        yield valid
        return
    concerned = windows_for(subsidy, adcode)
    if not concerned and not certain:
        yield valid
    for window in concerned:
        stretch = _both(valid, (window.start, window.end))
        if stretch and (not certain or (window.certain and window.end)):
            yield stretch


def windows_for(subsidy: Subsidy, adcode: str) -> tuple[Window, ...]:
    """The windows that concern a firm registered in `adcode`: some belong to one region only."""
    return tuple(window for window in subsidy.windows if concerns(window, adcode))


def concerns(window: Window, adcode: str) -> bool:
    return not window.only_in or within_region(adcode, window.only_in)


def _both(a: Days, b: Days) -> Days | None:
    """The days two stretches have in common."""
    starts, ends = [d for d in (a[0], b[0]) if d], [d for d in (a[1], b[1]) if d]
    first, last = max(starts, default=None), min(ends, default=None)
    return None if first and last and first > last else (first, last)

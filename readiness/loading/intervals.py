"""Intervals as they are written in content, and whether several of them cover everything once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from readiness.intervals import Interval
from readiness.loading.reading import Node, describe

_INTERVAL = re.compile(r"^([\[(])\s*(-?[0-9.]+|-inf)\s*,\s*(-?[0-9.]+|inf)\s*([\])])$")


def read_interval(node: Node) -> Interval | None:
    text = node.text("range")
    match = _INTERVAL.match(str(text))
    if not match:
        node.complain("range", describe(text), 'an interval like "[0, 10]", "(10, 20]" or "[36, inf)"')
        return None
    opening, lower, upper, closing = match.groups()
    return Interval(
        None if lower == "-inf" else Decimal(lower),
        None if upper == "inf" else Decimal(upper),
        opening == "[",
        closing == "]",
    )


def check_intervals(node: Node, key: str, ranges: Sequence[Interval | None], whole: bool = False) -> None:
    """They must follow one another without gap or overlap from 0 or below (whole numbers may skip what is between)."""
    known = [interval for interval in ranges if interval]
    if len(known) != len(ranges) or not known:
        return
    first = known[0].lower
    if first is not None and (first > 0 or (first == 0 and not known[0].lower_closed)):
        node.complain(key, str(known[0]), "a first range that starts at [0, or below")
    for lower, upper in pairwise(known):
        if not _meet(lower, upper) and not (whole and _follow(lower, upper)):
            node.complain(key, f"{lower} then {upper}", "ranges without gap or overlap")


def _meet(lower: Interval, upper: Interval) -> bool:
    return lower.upper is not None and lower.upper == upper.lower and lower.upper_closed != upper.lower_closed


def _follow(lower: Interval, upper: Interval) -> bool:
    closed = lower.upper_closed and upper.lower_closed
    return closed and lower.upper is not None and lower.upper + 1 == upper.lower

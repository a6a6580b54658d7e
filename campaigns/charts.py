"""The days of a campaign as bars: numbers in, places on a drawing of 600 by 160 units out. The table beside it says the same."""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 120
WIDEST = 28
LABEL = 100  # what a label needs


@dataclass(frozen=True)
class Bar:
    """Of one day: how many registered, and how many of all submitted."""

    label: str  # empty where there is no room for one
    x: str
    second: str
    middle: str
    width: str
    registered: tuple[str, str]  # y, height
    submitted: tuple[str, str]


def bars_of_days(days) -> list[Bar]:
    """The earliest first; [] without days."""
    shown = list(reversed(days))
    if not shown:
        return []
    most = max(1, *(max(counts.registered, counts.submitted) for _day, counts in shown))
    step = min(WIDTH / len(shown), 2 * WIDEST)
    every = math.ceil(LABEL / step)
    return [_bar(place, day, counts, step, most, place % every == 0) for place, (day, counts) in enumerate(shown)]


def _bar(place, day, counts, step, most, labelled) -> Bar:
    def tall(n):
        height = HEIGHT * n / most
        return f"{HEIGHT - height:.1f}", f"{height:.1f}"

    width = step * 0.36
    left = place * step + step * 0.12
    return Bar(
        f"{day:%m-%d}" if labelled else "",
        f"{left:.1f}",
        f"{left + width:.1f}",
        f"{left + width:.1f}",
        f"{width:.1f}",
        tall(counts.registered),
        tall(counts.submitted),
    )

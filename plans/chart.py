"""Money over time as a drawing: numbers to positions, rounded to a tenth. Bars per half-year, a line for what it adds up to."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

NARROW, WIDE = 360, 640  # units; a phone's column, a desk's
TOP, BOTTOM, LEFT, RIGHT = 26, 176, 12, 12
BAR = Fraction(45, 100)  # of the room of a half-year
ABOVE = 8  # a figure above its point


@dataclass(frozen=True)
class Column:
    """A half-year. spent, running: (y, height) of the parts of its bar."""

    x: str
    width: str
    spent: tuple[str, str]
    running: tuple[str, str]
    middle: str
    label: str
    total_y: str
    figure_y: str
    figure: str


@dataclass(frozen=True)
class Cash:
    width: str
    height: str
    base: str
    right: str
    columns: tuple[Column, ...]
    line: str  # points of what it adds up to


def at(value):
    """A position as text, so that no locale can put a comma into it."""
    return f"{float(round(Fraction(value), 1)):g}"


def cash(halves, width, figure):
    """`halves`: (label, spent, running) in 万元. figure: an amount as text."""
    totals = list(accumulate((spent + running for _, spent, running in halves), initial=Fraction(0)))[1:]
    most = max(totals, default=Fraction(0)) or Fraction(1)
    pitch = Fraction(width - LEFT - RIGHT, max(1, len(halves)))
    columns = [
        _column(half, total, Fraction(BOTTOM - TOP) / most, LEFT + pitch * n, pitch, figure)
        for n, (half, total) in enumerate(zip(halves, totals, strict=True))
    ]
    return Cash(
        width=at(width),
        height=at(BOTTOM + 24),
        base=at(BOTTOM),
        right=at(width - RIGHT),
        columns=tuple(columns),
        line=" ".join(f"{column.middle},{column.total_y}" for column in columns),
    )


def _column(half, total, scale, left, pitch, figure):
    label, spent, running = half
    middle, width = left + pitch / 2, pitch * BAR
    return Column(
        x=at(middle - width / 2),
        width=at(width),
        spent=(at(BOTTOM - spent * scale), at(spent * scale)),
        running=(at(BOTTOM - (spent + running) * scale), at(running * scale)),
        middle=at(middle),
        label=label,
        total_y=at(BOTTOM - total * scale),
        figure_y=at(BOTTOM - total * scale - ABOVE),
        figure=figure(total),
    )


def share(part, whole):
    """A place along a line, in per cent of it."""
    return f"{at(Fraction(part) * 100 / whole)}%"

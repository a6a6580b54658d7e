"""The score over the years as a drawing: numbers to positions, in the manner of `reports.charts`."""

from dataclasses import dataclass
from itertools import pairwise

from django.template.loader import render_to_string

from reports.charts import THRESHOLDS, WIDTH, Box, Line, Mark, at

MOST = 8  # results that fit side by side; the table holds all
TOP, BOTTOM, LEFT = 16, 216, 30


@dataclass(frozen=True)
class Stop:
    """One result. range: from what it is at least to what it is at most, for an estimate."""

    x: str
    y: str
    quick: bool
    range: Line | None
    score: Mark
    level: Mark
    date: Mark


@dataclass(frozen=True)
class Stretch:
    line: Line
    estimate: bool  # one of its ends is an estimate


@dataclass(frozen=True)
class Trend:
    width: str
    height: str
    bands: tuple[Box, ...]
    thresholds: tuple[Line, ...]
    scale: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]
    stops: tuple[Stop, ...]


def _y(score):
    return BOTTOM - (BOTTOM - TOP) * float(score) / 100


def trend(points, width=WIDTH):
    """`points`: `history.points.Point`, oldest first. Results of different methods are not joined by a line."""
    shown = [point for point in points if point.value is not None][-MOST:]
    right = width - 34
    pitch = (right - LEFT) / max(1, len(shown))
    xs = [LEFT + pitch * (n + 0.5) for n in range(len(shown))]
    edges = (0, *THRESHOLDS, 100)
    return Trend(
        width=at(width),
        height=at(BOTTOM + 54),
        bands=tuple(
            Box(at(LEFT), at(_y(top)), at(right - LEFT), at(_y(low) - _y(top)))
            for n, (low, top) in enumerate(pairwise(edges))
            if n % 2 == 0
        ),
        thresholds=tuple(Line(at(LEFT), at(_y(t)), at(right), at(_y(t))) for t in edges),
        scale=tuple(Mark(at(LEFT - 6), at(_y(t) + 4), (str(t),), "end") for t in edges),
        levels=tuple(
            Mark(at(right + 8), at(_y((low + top) / 2) + 4), (f"L{n}",))
            for n, (low, top) in enumerate(pairwise(edges), 1)
        ),
        stretches=tuple(_stretches(shown, xs)),
        stops=tuple(_stop(point, x) for point, x in zip(shown, xs, strict=True)),
    )


def _stretches(points, xs):
    for (one, x), (other, end) in pairwise(zip(points, xs, strict=True)):
        if one.method == other.method:
            line = Line(at(x), at(_y(one.value)), at(end), at(_y(other.value)))
            yield Stretch(line, one.quick or other.quick)


def _stop(point, x):
    y, year, month = _y(point.value), point.on[:4], point.on[5:]
    spread = Line(at(x), at(_y(point.high)), at(x), at(_y(point.low))) if point.quick and point.range else None
    return Stop(
        x=at(x),
        y=at(y),
        quick=point.quick,
        range=spread,
        score=_label(x, y, point.score, beside=spread is not None),
        level=Mark(at(x), at(BOTTOM + 48), (point.level,), "middle"),
        date=Mark(at(x), at(BOTTOM + 18), (year, month), "middle"),
    )


def _label(x, y, score, beside):
    """Above its point; below it under the upper edge; to the left where a range runs through the point."""
    if beside:
        return Mark(at(x - 9), at(y + 4), (score,), "end")
    return Mark(at(x), at(y + 22 if y < TOP + 24 else y - 11), (score,), "middle")


def draw(points, width, title, description):
    chart = trend(points, width)
    context = {"chart": chart, "title": title, "description": description, "id": f"chart-trend-{chart.width}"}
    return render_to_string("history/trend.svg", context)

"""The answers to one question as dots on its ladder: numbers to positions, in the manner of `reports.charts`."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from reports.charts import Box, Line, Mark, at

WIDTH, LEFT, RIGHT = 300, 16, 16
DOT, PITCH, FOOT = 6, 14, 24
MOST_DOTS = 6  # above one another; more are told by their number


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    own: bool


@dataclass(frozen=True)
class Dots:
    width: str
    height: str
    axis: Line
    rungs: tuple[Mark, ...]
    median: Box | None
    reference: str  # the points of a small triangle under its rung; "" without one
    dots: tuple[Dot, ...]
    counts: tuple[Mark, ...]  # how many, where they are too many to draw


def dots(seen, labels, own=None):
    """seen: `readiness.calibration.Seen`; own: the assessor whose dot is marked."""
    tallest = min(MOST_DOTS, max(seen.counts, default=0))
    base = 10 + PITCH * max(1, tallest)
    xs = [LEFT + DOT + (WIDTH - LEFT - RIGHT - 2 * DOT) * n / max(1, len(labels) - 1) for n in range(len(labels))]
    return Dots(
        width=at(WIDTH),
        height=at(base + FOOT + 8),
        axis=Line(at(LEFT - 8), at(base), at(WIDTH - RIGHT + 8), at(base)),
        rungs=tuple(Mark(at(x), at(base + 16), (label,), "middle") for x, label in zip(xs, labels, strict=True)),
        median=_median(seen, xs, base),
        reference=_triangle(xs[seen.reference], base + 21) if seen.reference is not None else "",
        dots=tuple(_dots(seen, xs, base, own)),
        counts=tuple(
            Mark(at(xs[place]), at(base - PITCH * MOST_DOTS - 1), (f"× {count}",), "middle")
            for place, count in enumerate(seen.counts)
            if count > MOST_DOTS
        ),
    )


def _median(seen, xs, base):
    if seen.spread is None:
        return None
    return Box(at(xs[seen.spread.median] - DOT - 4), at(4), at(2 * DOT + 8), at(base - 4))


def _triangle(x, y):
    return f"{at(x)},{at(y)} {at(x - 5)},{at(y + 8)} {at(x + 5)},{at(y + 8)}"


def _dots(seen, xs, base, own):
    """One's own at the bottom of its pile, so that it is always drawn."""
    for place in range(len(xs)):
        here = sorted((name for name, found in seen.places.items() if found == place), key=lambda name: name != own)
        for height, name in enumerate(here[:MOST_DOTS]):
            yield Dot(at(xs[place]), at(base - PITCH * height - DOT - 3), name == own)


def draw(seen, labels, own, title, description):
    context = {
        "chart": dots(seen, labels, own),
        "title": title,
        "description": description,
        "id": f"dots-{seen.question}",
    }
    return render_to_string("calibration/dots.svg", context)

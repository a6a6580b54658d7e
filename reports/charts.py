"""Charts: numbers to positions to SVG templates. The same drawing stands on the page and in the PDF.

Every chart says its figures in words too (title and description), labels its parts directly and keeps its order in
grey. Colours are attributes, so that a drawing is complete by itself; a page may restyle its classes for dark screens.
Positions are texts already, rounded to a tenth, so that no locale can put a comma into them.
"""

import math
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from django.template.loader import render_to_string

WIDTH = 360  # units; a phone's column
SCALE = tuple((share, str(share)) for share in (20, 40, 60, 80))


@dataclass(frozen=True)
class Mark:
    """A text at a place. anchor: start | middle | end. lines: one below the other."""

    x: str
    y: str
    lines: tuple[str, ...]
    anchor: str = "start"


@dataclass(frozen=True)
class Line:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Box:
    x: str
    y: str
    width: str
    height: str


def at(value):
    return f"{round(value, 1):g}"


def display_width(text):
    """Columns a text takes: full-width characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def text_units(text):
    """About as many units as a text takes in the size of labels, rather more than fewer."""
    return sum(
        12 if display_width(c) == 2 else 11.7 if c in "mwMW" else 4.2 if c in "fijlrtI,. " else 7.5 for c in text
    )


def wrap(text, columns):
    """Break a label into lines of at most so many columns: between words, Chinese anywhere."""
    if display_width(text) <= columns:
        return (text,)
    words = text.split(" ") if text.isascii() else list(text)
    glue = " " if text.isascii() else ""
    lines, line = [], ""
    for word in words:
        longer = f"{line}{glue}{word}" if line else word
        if line and display_width(longer) > columns and word not in "、，。）":
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(line) == 1 and not glue:  # one character alone on the last line reads badly
        half = -(-len(text) // 2)
        return (text[:half], text[half:]) if len(lines) == 2 else tuple(lines)
    return tuple(lines)


def shorten(text, columns):
    if display_width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if display_width(kept + character) > columns - 2:
            break
        kept += character
    return kept.rstrip() + "…"


def shade(place, count):
    """Which of the five colours the step at `place` of a ladder of `count` has; 0 for no step."""
    return (
        0 if place < 1 else len(LEVEL_FILLS) if count < 2 else 1 + (place - 1) * (len(LEVEL_FILLS) - 1) // (count - 1)
    )


def ticks(full):
    """Where to write numbers on a scale from 0 to `full`: (share in per cent, number), ends left out."""
    parts = next((n for n in (5, 4, 3) if full % n == 0), 5)
    return tuple((100 * n / parts, Fraction(full) * n / parts) for n in range(1, parts))


def draw(name, chart, title, description):
    """The SVG of a chart, as safe markup: the template escapes every text."""
    context = {"chart": chart, "title": title, "description": description, "id": f"chart-{name}-{chart.width}"}
    return render_to_string(f"reports/charts/{name}.svg", context)


# --- radar ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Radar:
    width: str
    height: str
    rings: tuple[str, ...]  # polygons, as points
    spokes: tuple[Line, ...]
    shape: str
    dots: tuple[tuple[str, str], ...]
    names: tuple[Mark, ...]
    values: tuple[Mark, ...]
    scale: tuple[Mark, ...]


def radar(points, scale=SCALE):
    """`points`: (name, value 0–100 or None, value as shown), clockwise from the top. What has no value stays at the centre.

    `scale`: (per cent, number as shown) for the rings.
    """
    radius, cx, cy = 96, WIDTH / 2, 158
    angles = [2 * math.pi * n / len(points) - math.pi / 2 for n in range(len(points))]

    def place(angle, share):
        return cx + radius * share * math.cos(angle), cy + radius * share * math.sin(angle)

    def polygon(shares):
        return " ".join(f"{at(x)},{at(y)}" for x, y in (place(a, s) for a, s in zip(angles, shares, strict=True)))

    shares = [float(value or 0) / 100 for _, value, _ in points]
    return Radar(
        width=at(WIDTH),
        height="322",
        rings=tuple(polygon([ring / 100] * len(points)) for ring in (*(share for share, _ in scale), 100)),
        spokes=tuple(Line(at(cx), at(cy), *(at(p) for p in place(a, 1))) for a in angles),
        shape=polygon(shares),
        dots=tuple((at(x), at(y)) for x, y in (place(a, s) for a, s in zip(angles, shares, strict=True))),
        names=tuple(_radar_name(name, a, place(a, 1)) for (name, _, _), a in zip(points, angles, strict=True)),
        values=tuple(
            _radar_value(name, shown, a, place(a, 1)) for (name, _, shown), a in zip(points, angles, strict=True)
        ),
        scale=tuple(Mark(at(cx + 3), at(cy - radius * ring / 100 + 3), (shown,)) for ring, shown in scale if shown),
    )


LABEL_COLUMNS = 12
LINE_HEIGHT = 14


def _anchor(angle):
    side = math.cos(angle)
    return "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"


def _radar_top(name, angle, spot):
    """Where the first line of a label stands, so that label and value keep clear of the shape."""
    lines = len(wrap(name, LABEL_COLUMNS)) + 1
    x, y = spot
    up = math.sin(angle)
    y = (
        y - 8 - LINE_HEIGHT * (lines - 1)
        if up < -0.9
        else y + 18
        if up > 0.9
        else y - LINE_HEIGHT * (lines - 1) / 2 + 4
    )
    return x + 8 * math.cos(angle), y


def _radar_name(name, angle, spot):
    x, y = _radar_top(name, angle, spot)
    lines, anchor = wrap(name, LABEL_COLUMNS), _anchor(angle)
    return Mark(at(_inside(x, lines, anchor)), at(y), lines, anchor)


def _inside(x, lines, anchor):
    """Where a label stands so that its longest line is not cut off at the edge."""
    wide = max(text_units(line) for line in lines)
    if anchor == "start":
        return max(0, min(x, WIDTH - wide))
    return min(WIDTH, max(x, wide)) if anchor == "end" else x


def _radar_value(name, shown, angle, spot):
    x, y = _radar_top(name, angle, spot)
    return Mark(at(x), at(y + LINE_HEIGHT * len(wrap(name, LABEL_COLUMNS))), (shown,), _anchor(angle))


# --- bars with the lines of the levels --------------------------------------------------------------------------------


@dataclass(frozen=True)
class BarRow:
    name: Mark
    value: Mark
    track: Box
    bar: Box
    next: Line | None  # the next line to reach
    missing: Box | None  # the stretch that is missing to it
    note: Mark | None


@dataclass(frozen=True)
class Bars:
    width: str
    height: str
    thresholds: tuple[Line, ...]
    scale: tuple[Mark, ...]
    rows: tuple[BarRow, ...]


def bars(rows, scale=SCALE, top_shown="100"):
    """`rows`: (name, value 0–100 or None, value as shown, next line 0–100 or None, missing as shown).

    `scale`: (per cent, number as shown) for the lines; `top_shown`: the number at the right end.
    """
    left, right, pitch, thick = 2, WIDTH - 4, 36, 9
    span = right - left
    drawn = []
    for n, (name, value, shown, following, missing) in enumerate(rows):
        top = 12 + n * pitch
        bar_top = top + 7
        end = left + span * float(value or 0) / 100
        goal = left + span * float(following) / 100 if following else None
        drawn.append(
            BarRow(
                name=Mark(at(left), at(top), (name,)),
                value=Mark(at(right), at(top), (shown,), "end"),
                track=Box(at(left), at(bar_top), at(span), at(thick)),
                bar=Box(at(left), at(bar_top), at(max(0, end - left)), at(thick)),
                next=Line(at(goal), at(bar_top - 3), at(goal), at(bar_top + thick + 3)) if goal else None,
                missing=Box(at(end), at(bar_top + 3), at(goal - end), at(3)) if goal else None,
                note=Mark(at(right - max(44, 8 + 6.4 * len(shown))), at(top), (missing,), "end") if missing else None,
            )
        )
    bottom = 12 + len(rows) * pitch - 8
    return Bars(
        width=at(WIDTH),
        height=at(bottom + 16),
        thresholds=tuple(Line(at(x), "4", at(x), at(bottom)) for x in (left + span * float(t) / 100 for t, _ in scale)),
        scale=tuple(
            Mark(
                at(left + span * float(t) / 100),
                at(bottom + 12),
                (number,),
                "start" if t == 0 else "end" if t == 100 else "middle",
            )
            for t, number in ((0, "0"), *scale, (100, top_shown))
            if top_shown
        ),
        rows=tuple(drawn),
    )


# --- the levels -------------------------------------------------------------------------------------------------------

LEVEL_FILLS = ("#ecdcb8", "#d9ab5c", "#6fa08e", "#2f7478", "#143f55")
LEVEL_INKS = ("#1d2b2c", "#1d2b2c", "#10201f", "#ffffff", "#ffffff")


@dataclass(frozen=True)
class LadderStep:
    shade: int
    box: Box
    fill: str
    ink: str
    code: Mark
    name: Mark
    from_score: Mark
    now: bool


@dataclass(frozen=True)
class Ladder:
    width: str
    height: str
    steps: tuple[LadderStep, ...]
    you: Mark | None  # nobody stands on a ladder whose first step is not reached
    pointer: str


def ladder(levels, held, score_shown, you):
    """`levels`: (code, name, threshold); `held`: the code of the level held, another text where there is none."""
    gap, floor, rise = 4, 118, min(15, 60 / max(1, len(levels) - 1))
    wide = (WIDTH - gap * (len(levels) - 1)) / len(levels)
    steps, pointer, mark = [], "", None
    for n, (code, name, threshold) in enumerate(levels):
        x, tall = n * (wide + gap), 30 + rise * n
        top, middle, colour = floor - tall, x + wide / 2, shade(n + 1, len(levels))
        steps.append(
            LadderStep(
                shade=colour,
                box=Box(at(x), at(top), at(wide), at(tall)),
                fill=LEVEL_FILLS[colour - 1],
                ink=LEVEL_INKS[colour - 1],
                code=Mark(at(middle), at(floor - 10), (code,), "middle"),
                name=Mark(at(middle), at(floor + 15), wrap(name, round(wide / 5.8)), "middle"),
                from_score=Mark(at(middle), at(floor + 30), (threshold,), "middle"),
                now=code == held,
            )
        )
        if code == held:
            pointer = f"{at(middle - 6)},{at(top - 13)} {at(middle + 6)},{at(top - 13)} {at(middle)},{at(top - 4)}"
            start = min(max(middle, 34), WIDTH - 34)
            mark = Mark(at(start), at(top - 18), (f"{you} {score_shown}".strip(),), "middle")
    return Ladder(at(WIDTH), "152", tuple(steps), mark, pointer)


# --- application × foundation -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    box: Box
    name: Mark
    mine: bool


@dataclass(frozen=True)
class Quadrant:
    width: str
    height: str
    frame: Box
    fields: tuple[Field, ...]
    x: str
    y: str
    you: Mark
    x_axis: Mark
    y_axis: Mark
    cuts: tuple[Mark, ...]


def quadrant(application, enablers, cut, names, axes, you):
    """`names`: (application high, foundation high) → name of the quadrant; `axes`: names of x (foundation) and y (application)."""
    left, top, side = 40, 22, 276
    x, y = left + side * float(enablers) / 100, top + side * (1 - float(application) / 100)
    mine = (application >= cut, enablers >= cut)
    share = float(cut) / 100
    fields = []
    for (high, firm), name in names.items():
        fx, fw = (left + side * share, side * (1 - share)) if firm else (left, side * share)
        fy, fh = (top, side * (1 - share)) if high else (top + side * (1 - share), side * share)
        label = Mark(at(fx + fw / 2), at(fy + 18), wrap(name, 14), "middle")
        fields.append(Field(Box(at(fx), at(fy), at(fw), at(fh)), label, (high, firm) == mine))
    to_left = x > left + side - 70
    return Quadrant(
        width=at(WIDTH),
        height="336",
        frame=Box(at(left), at(top), at(side), at(side)),
        fields=tuple(fields),
        x=at(x),
        y=at(y),
        you=Mark(at(x - 11 if to_left else x + 11), at(y + 4), (you,), "end" if to_left else "start"),
        x_axis=Mark(at(left + side / 2), at(top + side + 30), (f"{axes[0]} →",), "middle"),
        y_axis=Mark(at(left - 36), "12", (f"{axes[1]} ↑",), "start"),
        cuts=(
            Mark(at(left + side * share), at(top + side + 14), (f"{cut:f}",), "middle"),
            Mark(at(left - 6), at(top + side * (1 - share) + 4), (f"{cut:f}",), "end"),
            Mark(at(left), at(top + side + 14), ("0",), "middle"),
            Mark(at(left + side), at(top + side + 14), ("100",), "middle"),
            Mark(at(left - 6), at(top + 8), ("100",), "end"),
        ),
    )


# --- timetable of the route -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TimelineRow:
    label: Mark
    bar: Box
    cost: Mark
    phase: int
    fill: str
    band: Box | None  # every other row has a ground


@dataclass(frozen=True)
class Timeline:
    width: str
    height: str
    months: tuple[Line, ...]
    scale: tuple[Mark, ...]
    rows: tuple[TimelineRow, ...]


PHASE_FILLS = ("#d9ab5c", "#6fa08e", "#2f7478", "#143f55")


def timeline(rows, months, unit, width=WIDTH):
    """`rows`: (label, start month, end month, phase, cost as shown). On a narrow drawing labels stand above their bars."""
    wide = width > WIDTH
    left, right = (236 if wide else 2), width - (104 if wide else 4)
    pitch, thick, top = (24, 12, 24) if wide else (42, 10, 22)
    every = next(step for step in (1, 2, 3, 6, 12) if months / step <= 12)
    last = max(every, -(-months // every) * every)

    def x(month):
        return left + (right - left) * month / last

    drawn = []
    for n, (label, start, end, phase, cost) in enumerate(rows):
        y = top + n * pitch
        bar_y = y + (pitch - thick) / 2 if wide else y + 22
        drawn.append(
            TimelineRow(
                label=Mark("2", at(y + pitch / 2 + 4 if wide else y + 14), (shorten(label, 36 if wide else 38),)),
                bar=Box(at(x(start)), at(bar_y), at(max(4, x(end) - x(start))), at(thick)),
                cost=Mark(at(width - 2), at(y + pitch / 2 + 4 if wide else y + 14), (cost,), "end"),
                phase=phase,
                fill=PHASE_FILLS[min(phase, 3)],
                band=Box("0", at(y), at(width), at(pitch)) if n % 2 == 0 else None,
            )
        )
    bottom = top + len(rows) * pitch
    ticks = range(0, last + 1, every)
    return Timeline(
        width=at(width),
        height=at(bottom + 4),
        months=tuple(Line(at(x(m)), at(top - 4), at(x(m)), at(bottom)) for m in ticks),
        scale=(
            *([Mark("2", "14", (unit,))] if wide else []),
            *(Mark(at(x(m)), "14", (str(m),), "end" if m == last else "middle" if m else "start") for m in ticks),
        ),
        rows=tuple(drawn),
    )

"""The report of a region as HTML for the press."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import get_language

from dashboard.chapters import Contents
from dashboard.tables import Figure, Row, Table
from reports import charts
from reports.paper import PICTURES, RUNNING_COLUMNS

FILLS = charts.LEVEL_FILLS


@dataclass(frozen=True)
class Bar:
    """A piece of a bar of 100 units."""

    x: str
    width: str
    fill: str


@dataclass(frozen=True)
class Printed:
    """A table with what is drawn in its rows; many narrow columns are set smaller."""

    table: Table
    rows: tuple[tuple[Row, tuple[Bar, ...]], ...]

    @property
    def drawn(self) -> bool:
        return any(bars for _row, bars in self.rows)

    @property
    def narrow(self) -> bool:
        return len(self.table.heads) > 4


def html(contents: Contents, number: str) -> str:
    context = {
        "lang": "en" if get_language() == "en" else "zh-CN",
        "contents": contents,
        "number": number,
        "on": localdate().isoformat(),
        "running_firm": charts.shorten(contents.headline.about.split(" · ")[0], RUNNING_COLUMNS),
        "chapters": [
            (chapter.title, [_printed(table) for section in chapter.sections for table in section.tables])
            for chapter in contents.chapters
        ],
    }
    return PICTURES.sub("□", render_to_string("dashboard/pdf/region.html", context))


def _printed(table: Table) -> Printed:
    draw = {"bars": _one, "columns": _one, "shares": _parts}.get(table.chart)
    most = max((figure.value or 0 for row in table.rows for figure in row.figures[:1]), default=0)
    rows = tuple((row, draw(row.figures, table, max(1, most)) if draw else ()) for row in table.rows)
    return Printed(table, rows)


def _one(figures: tuple[Figure, ...], table: Table, most: int) -> tuple[Bar, ...]:
    value = figures[0].value
    return () if value is None else (Bar("0", charts.at(100 * value / most), FILLS[3]),)


def _parts(figures: tuple[Figure, ...], table: Table, most: int) -> tuple[Bar, ...]:
    found, x = [], 0
    for place, figure in enumerate(figures):
        if figure.value:
            found.append(Bar(charts.at(x), charts.at(figure.value), FILLS[place % len(FILLS)]))
            x += figure.value
    return tuple(found)

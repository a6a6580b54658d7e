"""Tables as pages, charts and files show them: words and numbers together, what is hidden said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from readiness.disclosure.cube import Hidden
from rollups import reading


@dataclass(frozen=True)
class Figure:
    """What stands in a cell. value: the number to draw and to reckon with, None where there is only a word."""

    text: str
    value: int | None = None


@dataclass(frozen=True)
class Row:
    """code: as the official list has it. link: the query that looks further into it."""

    name: str
    figures: tuple[Figure, ...]
    code: str = ""
    link: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Table:
    """head: of the column of names. chart: bars | columns | shares | heat | lines, "" for none. drawn: columns it draws."""

    code: str
    title: str
    head: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: str = ""
    drawn: tuple[int, ...] = (0,)
    unit: str = ""
    note: str = ""

    @property
    def coded(self) -> bool:
        return any(row.code for row in self.rows)

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """(head, whether the chart draws it)"""
        return [(head, place in self.drawn) for place, head in enumerate(self.heads)]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Figure, bool]]]]:
        return [(row, [(one, place in self.drawn) for place, one in enumerate(row.figures)]) for row in self.rows]


@dataclass(frozen=True)
class Section:
    """A part of a page or a document: tables under a heading, with a sentence that says what to see."""

    code: str
    title: str
    lead: str
    tables: tuple[Table, ...] = field(default=())


NOTHING = "–"


def why(hidden: Hidden | None) -> str:
    """Why a cell says nothing."""
    return _("Protects others") if hidden == Hidden.PROTECTS_OTHERS else _("Sample too small")


def count(cell: reading.Cell) -> Figure:
    return Figure(why(cell.hidden)) if cell.n is None else Figure(f"{cell.n:,}", cell.n)


def points(value: int | None, cell: reading.Cell) -> Figure:
    """Whole points of 100. A mean so near to an end that it would say something of every single firm is not told."""
    if not cell.shown:
        return Figure(why(cell.hidden))
    return Figure(_("not told"), None) if value is None else Figure(str(value), value)


def share(told: int | str | None, cell: reading.Cell) -> Figure:
    """Per cent of the firms of a cell."""
    if not cell.shown:
        return Figure(why(cell.hidden))
    if told is None:
        return Figure(_("not told"))
    return Figure(f"{told}%", told) if isinstance(told, int) else Figure(f"{told}%", int(told.strip("<>≤≥ ")))


def total(figures: Sequence[Figure]) -> int:
    return sum(figure.value or 0 for figure in figures)

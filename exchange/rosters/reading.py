"""The rows of a list as values, and every cell that cannot be understood."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.fields import AmountField, NumberField, halfwidth, shorten
from accounts.member_forms import AddressField
from accounts.reference import PICKERS, check_code, reference
from exchange.rosters.columns import NAME, SAMPLE_CODE, Roster
from exchange.rosters.sheet import Cell, Listed, read_sheet
from exchange.rosters.template import labels_of, offered
from surveys.wording import said

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula
LONGEST_NAME = 120
EXACT = 10**15  # Excel keeps fifteen digits of a number


@dataclass(frozen=True)
class Problem:
    """One cell: where, what was found, what belongs there, what to do."""

    sheet: str
    cell: str
    found: str
    expected: str
    remedy: str


Refuse = Callable[[dict[str, Any]], Iterable[tuple[str, str]]]
Read = tuple[list[dict[str, Any]], list[Problem]]


class Wrong(ValueError):
    """A cell that cannot be understood. remedy: what to do, where the column's own advice is not the best."""

    def __init__(self, remedy: str = ""):
        self.remedy = remedy
        super().__init__(remedy)


def read_roster(content: bytes, roster: Roster, refuse: Refuse = lambda _: ()) -> Read:
    """The values of each sound row by column, and what is wrong with the others. Raises Unreadable.

    refuse: what else is wrong with the values of a row, as pairs of a column and what to do.
    """
    listed = read_sheet(content, roster)
    sound: list[dict[str, Any]] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}  # code → the row that has it
    for number, row in listed.rows.items():
        if _is_sample(row):
            continue
        values, wrong = _understood(listed, row, roster)
        uscc = values.get("uscc")
        if uscc and first.setdefault(uscc, number) != number:
            wrong.append(_twice(listed, row["uscc"], first[uscc]))
        wrong += [_refused(listed, row, roster, *pair) for pair in refuse(values)]
        problems += wrong
        if not wrong:
            sound.append(values)
    return sound, problems


def _refused(listed: Listed, row: Mapping[str, Cell], roster: Roster, code: str, remedy: str) -> Problem:
    cell, column = row[code], roster.column(code)
    return Problem(listed.title, cell.place, shorten(str(cell.value)), said(column.expected), remedy)


def _is_sample(row: Mapping[str, Cell]) -> bool:
    sample = NAME.sample
    return row["uscc"].value == SAMPLE_CODE and row["name"].value in (sample.zh, sample.en)


def _understood(listed: Listed, row: Mapping[str, Cell], roster: Roster) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column in roster.columns:
        cell = row.get(column.code, Cell(""))
        try:
            if not (cell.empty and column.optional):
                values[column.code] = READERS[column.code](_plain(cell))
        except Wrong as error:
            found = (
                _("merged cells") if cell.kind == "m" else shorten(str(cell.value)) if not cell.empty else _("nothing")
            )
            remedy = error.remedy or said(column.remedy)
            wrong.append(Problem(listed.title, cell.place, found, said(column.expected), remedy))
    return values, wrong


def _twice(listed: Listed, cell: Cell, row: int) -> Problem:
    return Problem(
        listed.title,
        cell.place,
        shorten(str(cell.value)),
        _("each code once in the file"),
        _("The same code stands in row %(row)d. Please keep one of the two rows.") % {"row": row},
    )


# --- cells --------------------------------------------------------------------------------------------------------------


def _plain(cell: Cell) -> str:
    """The text of a cell as a person would read it. Raises Wrong."""
    if cell.kind == "m":
        raise Wrong(_("Please unmerge these cells and fill in each row."))
    if cell.kind == "f":
        raise Wrong(_("This is a formula. Please paste its value instead."))
    if cell.kind == "e":
        raise Wrong(_("This cell holds an error of Excel. Please type the value itself."))
    if cell.empty:
        raise Wrong
    value = cell.value
    if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
        raise Wrong(
            _("Excel has made a date or a yes/no of it. Please set the format of the cell to text and type it again.")
        )
    if isinstance(value, int | float) and abs(value) >= EXACT:
        raise Wrong(
            _("Excel has rounded this long number. Please set the format of the cell to text and type it again.")
        )
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value).strip()


def _name(text: str) -> str:
    name = " ".join(text.split())
    if (
        halfwidth(name).startswith(FORMULA)
        or not any(character.isalnum() for character in name)
        or not name.isprintable()
    ):
        raise Wrong
    if len(name) > LONGEST_NAME:
        raise Wrong(_("The name has %(found)d characters. Please shorten it.") % {"found": len(name)})
    return name


def _uscc(text: str) -> str:
    code, sentence = check_code(text[:60])
    if sentence:
        raise Wrong(sentence)
    return code


def _region(text: str) -> str:
    return _chosen("region", text)


def _industry(text: str) -> str:
    return _chosen("industry", text)


def _chosen(column: str, text: str) -> str:
    codes = _known(column).get(_folded(text), ())
    if not codes:
        raise Wrong
    if len(codes) > 1:
        raise Wrong(
            _("%(number)d entries of the list are called so. Please choose one from the list.") % {"number": len(codes)}
        )
    return codes[0]


@cache
def _known(column: str) -> dict[str, tuple[str, ...]]:
    """What may be typed → what it can mean: a code, a line of the list, a full path, a name."""
    found: dict[str, tuple[str, ...]] = {}
    codes = offered(column)
    for texts in (codes, *(labels_of(column, language) for language in ("zh-hans", "en")), *_names(column, codes)):
        for code, text in zip(codes, texts, strict=True):
            held = found.get(_folded(text), ())
            if code not in held:
                found[_folded(text)] = (*held, code)
    return found


def _names(column: str, codes: list[str]):
    rows = reference().regions if column == "region" else reference().industries
    path = PICKERS[column].path
    yield from ([path(code).zh for code in codes], [path(code).en for code in codes])
    yield from ([rows[code].name.zh for code in codes], [rows[code].name.en for code in codes])


def _folded(text: str) -> str:
    return "".join(halfwidth(text).lower().split())


_EMPLOYEES = NumberField(unit="人", least=1, most=2_000_000, whole=True)
_REVENUE = AmountField()
_EMAIL = AddressField(max_length=254)


def _by(field):
    """As a form would take it."""

    def read(text: str):
        try:
            return field.clean(text)
        except ValidationError:
            raise Wrong from None

    return read


def _email(text: str) -> str:
    if halfwidth(text).startswith(FORMULA):
        raise Wrong
    return _by(_EMAIL)(text)


def _phone(text: str) -> str:
    """As it was typed: with area code, extension or two numbers."""
    phone = " ".join(halfwidth(text).split())
    if not re.fullmatch(r"\+?[0-9][0-9 ()/,、-]{4,29}", phone):
        raise Wrong
    return phone


READERS = {
    "name": _name,
    "uscc": _uscc,
    "region": _region,
    "industry": _industry,
    "employees": _by(_EMPLOYEES),
    "revenue": _by(_REVENUE),
    "email": _email,
    "phone": _phone,
}

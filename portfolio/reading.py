"""The rows of a list as clients, and every cell that cannot be understood."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.fields import AmountField, NumberField, halfwidth, shorten
from accounts.member_forms import AddressField
from accounts.reference import PICKERS, check_code, policy_group_of, reference
from portfolio.columns import BY_CODE, COLUMNS, SAMPLE_CODE
from portfolio.sheet import Cell, Listed, read_sheet
from portfolio.template import labels_of, offered
from surveys.wording import said

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula
LONGEST_NAME = 120
MOST_TOLD = 200  # problems told one by one
PACE = 500  # rows between two words about how far the reading is
EXACT = 10**15  # Excel keeps fifteen digits of a number


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell: where, what was found, what belongs there, what to do."""

    sheet: str
    cell: str
    column: str
    found: str
    expected: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Client:
    """One row. None and an empty address: nothing was said."""

    uscc: str
    name: str
    region: str
    industry: str
    employees: int | None = None
    revenue: Decimal | None = None
    email: str = ""

    @property
    def policy_group(self) -> str:
        return policy_group_of(self.industry).code


@dataclass(frozen=True)
class ClientsRead:
    """problems: the first of them; counts: how many there are in all, by column."""

    clients: tuple[Client, ...]
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]


class Wrong(ValueError):
    """A cell that cannot be understood. remedy: what to do, where the column's own advice is not the best."""

    def __init__(self, remedy: str = ""):
        self.remedy = remedy
        super().__init__(remedy)


def read_clients(content: bytes, told: Callable[[float], None] | None = None) -> ClientsRead:
    """Raises Unreadable. told: is told now and then which part of the rows is read."""
    listed = read_sheet(content)
    clients: list[Client] = []
    problems: list[Problem] = []
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}  # code → the row that has it
    for place, (number, row) in enumerate(listed.rows):
        if told and place % PACE == 0:
            told(min(1.0, place / listed.about))
        if _is_sample(row):
            continue
        values, wrong = _understood(listed, row)
        uscc = values.get("uscc")
        if uscc and first.setdefault(uscc, number) != number:
            wrong.append(_twice(listed, row["uscc"], first[uscc]))
        problems += wrong[: MOST_TOLD - len(problems)]
        counts.update(problem.column for problem in wrong)
        if not wrong:
            clients.append(Client(**values))
    return ClientsRead(tuple(clients), tuple(problems), counts)


def _is_sample(row: Mapping[str, Cell]) -> bool:
    sample = BY_CODE["name"].sample
    return row["uscc"].value == SAMPLE_CODE and row["name"].value in (sample.zh, sample.en)


def _understood(listed: Listed, row: Mapping[str, Cell]) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column in COLUMNS:
        cell = row.get(column.code, Cell(""))
        try:
            if not (cell.empty and column.optional):
                values[column.code] = READERS[column.code](_plain(cell))
        except Wrong as error:
            found = (
                _("merged cells") if cell.kind == "m" else shorten(str(cell.value)) if not cell.empty else _("nothing")
            )
            remedy = error.remedy or said(column.remedy)
            wrong.append(Problem(listed.title, cell.place, column.code, found, said(column.expected), remedy))
    return values, wrong


def _twice(listed: Listed, cell: Cell, row: int) -> Problem:
    return Problem(
        listed.title,
        cell.place,
        "uscc",
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


READERS = {
    "name": _name,
    "uscc": _uscc,
    "region": _region,
    "industry": _industry,
    "employees": _by(_EMPLOYEES),
    "revenue": _by(_REVENUE),
    "email": _email,
}

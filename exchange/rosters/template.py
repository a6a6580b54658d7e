"""The workbook somebody fills in with enterprises: lists to choose from, a sample row, and how to fill it in."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from accounts.reference import reference
from exchange.cells import writable
from exchange.print_setup import fit_to_paper
from exchange.rosters.columns import GUIDE, Column, Roster

LISTS = {"region": "regions", "industry": "industries"}
HEADED, EXAMPLE = PatternFill("solid", fgColor="FFE8EEF7"), Font(italic=True, color="FF888888")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_template(roster: Roster, language: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = roster.name.in_language(language)
    _head(sheet, roster, language)
    _guide(book.create_sheet(GUIDE.in_language(language)), roster, language)
    _lists(book, sheet, roster, language)
    _numbers(sheet, roster)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Any, roster: Roster, language: str) -> None:
    for letter, column in _lettered(roster):
        head = _write(sheet, f"{letter}1", column.title)
        head.font, head.fill, head.alignment = Font(bold=True), HEADED, WRAPPED
        _write(sheet, f"{letter}2", column.sample.in_language(language)).font = EXAMPLE
        sheet.column_dimensions[letter].width = column.width
        if column.code not in {"employees", "revenue"}:
            sheet.column_dimensions[letter].number_format = "@"
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 34
    fit_to_paper(sheet, "1:1")


def _lettered(roster: Roster) -> Iterable[tuple[str, Column]]:
    return ((get_column_letter(number), column) for number, column in enumerate(roster.columns, start=1))


def _write(sheet: Any, place: str, text: str) -> Any:
    """A cell that holds text and never a formula, whatever it begins with."""
    cell = sheet[place]
    cell.value, cell.data_type, cell.number_format = writable(text), "s", "@"
    return cell


def _guide(sheet: Any, roster: Roster, language: str) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    fit_to_paper(sheet)
    rows = [("", rule.in_language(language)) for rule in roster.rules]
    rows += [(column.title.replace("\n", " "), column.expected.in_language(language)) for column in roster.columns]
    for number, texts in enumerate(rows, start=1):
        for letter, text in zip("AB", texts, strict=True):
            _write(sheet, f"{letter}{number}", text).alignment = WRAPPED


def _lists(book: Any, sheet: Any, roster: Roster, language: str) -> None:
    """What can be chosen, on sheets nobody sees."""
    asked = {column.code for column in roster.columns}
    for code, title in LISTS.items():
        if code not in asked:
            continue
        hidden = book.create_sheet(title)
        hidden.sheet_state = "hidden"
        labels = list(labels_of(code, language))
        for number, label in enumerate(labels, start=1):
            _write(hidden, f"A{number}", label)
        check = DataValidation(type="list", formula1=f"{title}!$A$1:$A${len(labels)}", allow_blank=True)
        check.showErrorMessage = False  # codes may be typed, too: what is wrong is told after the upload
        _over(sheet, roster, check, code)


def _numbers(sheet: Any, roster: Roster) -> None:
    for code, least, most, kind in (("employees", 1, 2_000_000, "whole"), ("revenue", 0, 99_999_999, "decimal")):
        check = DataValidation(type=kind, operator="between", formula1=str(least), formula2=str(most))
        _over(sheet, roster, check, code)
    check = DataValidation(type="textLength", operator="equal", formula1="18", showErrorMessage=False)
    _over(sheet, roster, check, "uscc")


def _over(sheet: Any, roster: Roster, check: DataValidation, code: str) -> None:
    """Head, sample row, enterprises. A list without the column needs no check of it."""
    for letter in (letter for letter, column in _lettered(roster) if column.code == code):
        sheet.add_data_validation(check)
        check.add(f"{letter}2:{letter}{roster.most + 2}")


def labels_of(code: str, language: str) -> Iterable[str]:
    """Code and name of everything that can be chosen for a column."""
    held = reference()
    if code == "region":
        return (f"{one} {held.region_path(one).in_language(language)}" for one in offered("region"))
    return (f"{one} {held.industries[one].name.in_language(language)}" for one in offered("industry"))


def offered(code: str) -> list[str]:
    """The codes an enterprise may have: no whole province that has cities of its own, no whole section."""
    held = reference()
    if code == "industry":
        return sorted(one for one, row in held.industries.items() if row.level != "section")
    parents = {row.parent for row in held.regions.values()}
    return sorted(
        one for one, row in held.regions.items() if row.offered and not (row.level == "province" and one in parents)
    )

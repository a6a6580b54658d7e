"""The figures as a workbook as offices hand it on: title, unit and date on top, heads in rows, codes as text, a page on the method."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.chapters import Contents
from dashboard.tables import Figure, Table
from exchange.cells import writable

A4 = 9
LONGEST_NAME = 31  # characters of the name of a sheet
THIN = Side(style="thin", color="FFB8B2A4")
BORDER = Border(THIN, THIN, THIN, THIN)
HEAD = PatternFill("solid", fgColor="FFE0ECEA")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="center", wrap_text=True)


def write(contents: Contents, path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for chapter in contents.chapters:
        for section in chapter.sections:
            for table in section.tables:
                _sheet(book, contents, table)
    _method(book, contents)
    book.save(path)


def _sheet(book: Workbook, contents: Contents, table: Table) -> None:
    page = book.create_sheet(_name(book, table.title))
    width = 1 + table.coded + len(table.heads)
    _top(page, contents, table, width)
    _heads(page, table, width)
    for row in table.rows:
        page.append([_text(row.name), *([row.code] if table.coded else []), *map(_value, row.figures)])
    for line in page.iter_rows(min_row=4, max_row=page.max_row):
        for number, cell in enumerate(line):
            cell.border = BORDER
            if cell.row > 5:
                cell.alignment = WRAPPED if number == 0 else Alignment(horizontal="right", vertical="center")
            if table.coded and number == 1:
                cell.number_format = "@"  # a code is no number
    page.freeze_panes = page.cell(row=6, column=2)
    _print(page)
    page.print_title_rows = "4:5"
    for number in range(1, width + 1):
        page.column_dimensions[get_column_letter(number)].width = 34 if number == 1 else 12


def _top(page: Worksheet, contents: Contents, table: Table, width: int) -> None:
    """Title, what it is about, and the line with unit, date and reporting unit."""
    facts = dict(contents.facts)
    about = [
        f"{_('Reporting unit')}: {facts[_('Reporting unit')]}",
        f"{_('Date of the table')}: {facts[_('Date of the table')]}",
    ]
    for row, (text, font) in enumerate(
        (
            (table.title, Font(bold=True, size=16)),
            (contents.headline.about, Font(size=11)),
            ("    ".join([*about, f"{_('Unit')}: {table.unit or _('enterprises')}"]), Font(size=10)),
        ),
        start=1,
    ):
        page.cell(row=row, column=1, value=_text(text)).font = font
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=max(2, width))
        page.cell(row=row, column=1).alignment = CENTRE if row < 3 else WRAPPED
    page.row_dimensions[1].height = 28


def _heads(page: Worksheet, table: Table, width: int) -> None:
    """Two rows: what the figures are over the columns they stand in."""
    names = [table.head, *([_("Code")] if table.coded else [])]
    page.append([*map(_text, names), _text(table.title)])
    page.append([None] * len(names) + [_text(head) for head in table.heads])
    for number in range(1, len(names) + 1):
        page.merge_cells(start_row=4, start_column=number, end_row=5, end_column=number)
    if width > len(names) + 1:
        page.merge_cells(start_row=4, start_column=len(names) + 1, end_row=4, end_column=width)
    for row in page.iter_rows(min_row=4, max_row=5, max_col=width):
        for cell in row:
            cell.font, cell.fill, cell.alignment = Font(bold=True), HEAD, CENTRE


def _method(book: Workbook, contents: Contents) -> None:
    page = book.create_sheet(_name(book, _("Notes on the figures")))
    page.append([_text(contents.title)])
    page["A1"].font = Font(bold=True, size=14)
    for what, how in contents.facts:
        page.append([_text(what), _text(how)])
    page.append([])
    for sentence in contents.method:
        page.append([_text(sentence)])
        page.merge_cells(start_row=page.max_row, start_column=1, end_row=page.max_row, end_column=2)
        page.cell(row=page.max_row, column=1).alignment = WRAPPED
        page.row_dimensions[page.max_row].height = 48
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 28, 90
    _print(page)


def _print(page: Worksheet) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _value(figure: Figure) -> int | str:
    """The number where it is one; what is hidden keeps its words."""
    return (
        _text(figure.text)
        if figure.value is None or not figure.text.strip("%").replace(",", "").isdigit()
        else figure.value
    )


def _text(text: str) -> str:
    """Never a formula, whatever it begins with."""
    text = writable(text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not text[1:].isdigit() else text


def _name(book: Workbook, title: str) -> str:
    """A name for a sheet, not yet taken."""
    clean = "".join(" " if character in "[]:*?/\\" else character for character in title)[: LONGEST_NAME - 3].strip()
    taken, number, name = set(book.sheetnames), 2, clean
    while name in taken:
        name, number = f"{clean} {number}", number + 1
    return name

"""A workbook of unknown origin, opened with limits: its sheets as plain cells, whatever program wrote them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from evidence.office import Room, kind_of_office
from evidence.refused import Refused
from exchange.cells import digits
from exchange.refusals import Unreadable
from readiness.text import Text

BIGGEST = 1_000_000  # bytes of a workbook
ROOM = Room(entries=200, bytes=10_000_000)
MOST_ROWS, LOOKED_AT, MOST_SHEETS = 5_000, 60_000, 60
COLUMNS = 8
CODE, REASON, FIRST_LINE = 0, 5, 3
OLE = b"\xd0\xcf\x11\xe0"
NO_WORKBOOK = Text(
    "这不是可以读取的 Excel 表格（.xlsx，不带宏，不加密）。请下载这里的表格来填。",
    "This is no Excel workbook that can be read (.xlsx, without macros, not encrypted). "
    "Please fill in the one offered here.",
)
REFUSED = {
    "bomb": Text(
        "这份表格解开后太大，无法读取。请用这里下载的表格重新填写。",
        "Unpacked, this workbook is too large to be read. Please fill in the one offered here.",
    ),
    "macros": Text(
        "这份表格带有宏，出于安全没有打开。请另存为“Excel 工作簿（.xlsx）”再上传。",
        "This workbook carries macros and was not opened. Please save it as “Excel workbook (.xlsx)” and upload that.",
    ),
    "objects": Text(
        "这份表格里嵌入了别的文件或控件，出于安全没有打开。请删掉后再上传。",
        "This workbook holds embedded files or controls and was not opened. Please remove them and upload it again.",
    ),
    "encrypted": Text(
        "这份表格设了打开密码，读不了。请取消密码后再上传。",
        "This workbook is locked with a password. Please remove the password and upload it again.",
    ),
}
OLD_FORMAT = Text(
    "这是旧格式（.xls / .et）或设了密码的表格。请取消密码，另存为“Excel 工作簿（.xlsx）”再上传。",
    "This workbook is of the old format (.xls, .et) or locked with a password. Please remove the password, "
    "save it as “Excel workbook (.xlsx)” and upload that.",
)
MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"'](?P<range>([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?)[\"']"
)


@dataclass(frozen=True)
class Cell:
    """kind: text | number | bool | date | error | formula, or empty. text: as it is compared and told."""

    kind: str = ""
    text: str = ""
    value: Any = None


NOTHING = Cell()


@dataclass(frozen=True)
class Sheet:
    """The first columns of a sheet. merged: the first merged range among the lines; empty where there is none."""

    title: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    merged: str

    def cell(self, row: int, column: int) -> Cell:
        """Rows count from 1, as people count them."""
        return self.rows[row - 1][column] if row <= len(self.rows) else NOTHING

    def place(self, row: int, column: int) -> str:
        return f"{self.title}!{'ABCDEFGH'[column]}{row}"


def opened_book(content: bytes) -> list[Sheet]:
    """All sheets, at least one. Raises Unreadable."""
    check(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheets = [sheet for sheet in book.worksheets[: MOST_SHEETS + 1] if hasattr(sheet, "iter_rows")]
        if len(sheets) > MOST_SHEETS or not sheets:
            raise Unreadable(NO_WORKBOOK)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [_sheet(sheet, archive) for sheet in sheets]
    except Unreadable:
        raise
    # A broken part makes the library stumble in ways it does not name: there is no list of them to keep.
    except Exception as error:
        raise Unreadable(NO_WORKBOOK) from error


def check(content: bytes) -> None:
    """Refuse what would not fit into memory, or may run, before anything opens it. Raises Unreadable."""
    if content.startswith(OLE):
        raise Unreadable(OLD_FORMAT)
    if len(content) > BIGGEST:
        raise Unreadable(
            Text(
                f"文件有 {len(content) // 1000} KB，最大可读 {BIGGEST // 1000} KB。请删掉图片和多余的表再上传。",
                f"The file has {len(content) // 1000} KB; at most {BIGGEST // 1000} KB can be read. "
                "Please remove pictures and surplus sheets and upload it again.",
            )
        )
    try:
        kind = kind_of_office(io.BytesIO(content), ROOM)
    except Refused as refused:
        reason = "bomb" if refused.reason == "parts" else refused.reason
        raise Unreadable(REFUSED.get(reason, NO_WORKBOOK)) from refused
    if kind != "xlsx":
        raise Unreadable(NO_WORKBOOK)


def _sheet(sheet: Any, archive: zipfile.ZipFile) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(sheet.iter_rows(min_row=1, min_col=1, max_col=COLUMNS, max_row=LOOKED_AT), start=1):
        found = tuple(map(_cell, row)) + (NOTHING,) * (COLUMNS - len(row))
        if number <= MOST_ROWS:
            rows.append(found)
        elif any(cell.text for cell in found):
            raise Unreadable(_too_long(sheet.title))
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return Sheet(sheet.title, sheet.sheet_state != "visible", tuple(rows), _merged(archive.read(sheet._worksheet_path)))


def _too_long(title: str) -> Text:
    return Text(
        f"“{title[:60]}”表在第 {MOST_ROWS} 行以下还有内容，超出了能读的范围。请用这里下载的表格重新填写。",
        f"The sheet “{title[:60]}” has content below row {MOST_ROWS}, more than can be read. "
        "Please fill in the workbook offered here.",
    )


def _cell(cell: Any) -> Cell:
    if cell.value is None:
        return NOTHING
    value, kind = cell.value, cell.data_type
    if kind == "f":
        return Cell("formula", str(getattr(value, "text", None) or value))
    if kind == "b" or isinstance(value, bool):
        return Cell("bool", str(value), value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell("date", str(value), value)
    if kind == "e":
        return Cell("error", str(value), value)
    if isinstance(value, int | float):
        return Cell("number", _in_digits(value, cell.number_format), value)
    return Cell("text", str(value).strip(), value)


def _in_digits(value: float, number_format: str) -> str:
    """35 % typed into a cell is kept as 0.35 and shown as 35 %: what the person saw is what counts."""
    return digits(value * 100 if "%" in (number_format or "") else value)


def _merged(part: bytes) -> str:
    """The first merged range that touches the lines, as "E5:E6"."""
    for found in MERGED.finditer(part):
        _, letters, first, _, last = found.groups()
        if len(letters) == 1 and letters <= b"H" and int(last or first) >= FIRST_LINE:
            return found["range"].decode()
    return ""

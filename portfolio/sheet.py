"""An uploaded list of clients as cells: judged before a library opens it, read row by row, never wholly in memory."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from evidence.office import OLE, Room, kind_of_office
from evidence.refused import Refused
from exchange.refusals import Unreadable
from portfolio.columns import COLUMNS, MOST_CLIENTS, SHEET, Column
from readiness.text import Text

BIGGEST = 12_000_000  # bytes of a workbook: 50,000 enterprises as Excel writes them take about half of it
ROOM = Room(entries=200, bytes=200_000_000)
MOST_COLUMNS = 40
MOST_MERGED = 100
MOST_TAGS = (
    6_000_000  # of all parts: each costs the library some microseconds; 50,000 enterprises have about two millions
)
LAST_ROW = 1_048_576  # of any sheet
MOST_FORMATTED = 100_000  # rows that are there but empty
PIECE = 1_000_000  # bytes of a sheet looked through at once
# What makes it worth while to read a sheet once more for its merged cells. \0: not written in UTF-8, so not to be searched.
MARKS = (b"mergeCell", b"<!DOCTYPE", b"<!ENTITY", b"\0")
PROTECTED = "EncryptedPackage".encode("utf-16-le")

PASSWORD = Text(
    "这份表格设了打开密码，无法读取。请在 Excel 里取消密码后重新上传。",
    "This workbook is protected by a password. Please take the password off in Excel and upload it again.",
)
OLD_EXCEL = Text(
    "这是旧版 Excel 文件（.xls）。请在 Excel 里“另存为”.xlsx 后重新上传。",
    "This is a file of an old Excel (.xls). Please save it as .xlsx and upload it again.",
)
NO_WORKBOOK = Text(
    "这不是 Excel 表格（.xlsx）：可能是 CSV 或别的文件改了后缀。请下载模板，把内容粘贴进去再上传。",
    "This is no Excel workbook (.xlsx), perhaps a CSV or another file that was renamed. "
    "Please download the template and paste your list into it.",
)
DAMAGED = Text(
    "这份表格打不开，可能已损坏，或者带有宏。请用模板重新填写后上传。",
    "This workbook cannot be opened; it may be damaged or hold macros. Please fill in the template and upload it again.",
)
TOO_LARGE = Text(
    f"这份表格解开后太大，无法读取。一份文件最多 {MOST_CLIENTS} 家企业，请分成几份。",
    f"Unpacked, this workbook is too large to be read. One file holds at most {MOST_CLIENTS} enterprises; please split it.",
)
TOO_MANY = Text(
    f"这份表格里的企业超过 {MOST_CLIENTS} 家，一次导入不了，什么都没有写入。请分成几份。",
    f"This workbook lists more than {MOST_CLIENTS} enterprises, which is too many at once; nothing was kept. Please split it.",
)
TOO_EMPTY = Text(
    f"这份表格里有超过 {MOST_FORMATTED} 行只有格式、没有内容。请删除清单下方的空白行后重新上传。",
    f"More than {MOST_FORMATTED} rows of this workbook are formatted but empty. Please delete the empty rows below the list "
    "and upload it again.",
)
TOO_MERGED = Text(
    f"这份表格里合并单元格超过 {MOST_MERGED} 处。请取消合并，每行填写完整后重新上传。",
    f"This workbook has more than {MOST_MERGED} merged cells. Please unmerge them and fill in every row.",
)
NO_CLIENTS = Text(
    "表格里没有企业。请从第 2 行开始，每行填写一家企业。",
    "The workbook lists no enterprise. Please fill in one per row, from row 2 on.",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. kind: as openpyxl names it, "f" for a formula and "e" for an error; "m" for merged cells."""

    place: str
    value: Any = None
    kind: str = "n"

    @property
    def empty(self) -> bool:
        return self.kind != "m" and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


Row = Mapping[str, Cell]  # by column


@dataclass(frozen=True)
class Listed:
    """The title of the sheet and its rows with their numbers, read while one goes through them, once.

    about: how many rows there may be, to tell how far the reading is. Going through them raises Unreadable.
    """

    title: str
    rows: Iterator[tuple[int, Row]]
    about: int


def read_sheet(content: bytes) -> Listed:
    """Raises Unreadable."""
    check(content)
    with _damage_told():
        _bounded(content)
        return _listed(load_workbook(io.BytesIO(content), read_only=True))


def _bounded(content: bytes) -> None:
    """Refuse what would fit into memory but keep a worker busy for very long. Raises Unreadable."""
    tags = 0
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            with parts.open(name) as part:
                while piece := part.read(PIECE):
                    tags += piece.count(b"<")
                    if tags > MOST_TAGS:
                        raise Unreadable(TOO_LARGE)


@contextmanager
def _damage_told() -> Iterator[None]:
    """A broken part makes the library stumble in ways it does not name: there is no list of them to keep."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(DAMAGED) from error


def check(content: bytes) -> None:
    """Refuse what is no workbook, and what would not fit into memory, before anything opens it. Raises Unreadable."""
    if len(content) > BIGGEST:
        raise Unreadable(too_big(len(content)))
    if content.startswith(OLE):
        raise Unreadable(PASSWORD if PROTECTED in content else OLD_EXCEL)
    if not content.startswith(b"PK"):
        raise Unreadable(NO_WORKBOOK)
    try:
        kind = kind_of_office(io.BytesIO(content), ROOM)
    except Refused as refused:
        texts = {"bomb": TOO_LARGE, "parts": TOO_LARGE, "encrypted": PASSWORD, "type": NO_WORKBOOK}
        raise Unreadable(texts.get(refused.reason, DAMAGED)) from refused
    if kind != "xlsx":
        raise Unreadable(NO_WORKBOOK)


def too_big(size: int) -> Text:
    return Text(
        f"文件有 {size // 1000} KB，最大可读 {BIGGEST // 1000} KB。请只保留客户清单，或者分成几份。",
        f"The file has {size // 1000} KB; at most {BIGGEST // 1000} KB can be read. Please keep the list of clients only, or split it.",
    )


def _listed(book: Any) -> Listed:
    sheet = next((one for one in book.worksheets if one.title in (SHEET.zh, SHEET.en)), book.worksheets[0])
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    about, merged = _looked_through(sheet)
    numbered = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1)
    columns = _columns(next(numbered, (1, ()))[1])
    return Listed(sheet.title, _rows(numbered, columns, merged), about)


def _rows(numbered, columns: Mapping[str, int], merged: _Merged) -> Iterator[tuple[int, Row]]:
    letters = {code: get_column_letter(index + 1) for code, index in columns.items()}
    found = formatted = 0
    gap: Any = None  # the library puts one and the same tuple in the place of all rows that are not in the file
    for number, cells in _unbroken(numbered):
        if number > LAST_ROW:
            raise Unreadable(TOO_EMPTY)
        if cells is gap and not merged.touches(number):
            continue
        if _blank(cells) and not merged.touches(number):
            gap, formatted = cells, formatted + 1
            if formatted > MOST_FORMATTED:
                raise Unreadable(TOO_EMPTY)
            continue
        row = _row(number, cells, columns, letters, merged)
        if not all(cell.empty for cell in row.values()):
            found += 1
            yield number, row
        if found > MOST_CLIENTS + 1:  # the sample row may be among them
            raise Unreadable(TOO_MANY)
    if not found:
        raise Unreadable(NO_CLIENTS)


def _unbroken(numbered):
    """Only what the library does is guarded, not what is done with a row."""
    with _damage_told():
        yield from numbered


def _blank(cells: tuple[Any, ...]) -> bool:
    return all(cell.value is None for cell in cells)


def _row(number, cells, columns, letters, merged) -> Row:
    found = {code: cells[index] if index < len(cells) else None for code, index in columns.items()}
    touched = merged.touches(number)
    return {
        code: Cell(
            f"{letters[code]}{number}",
            getattr(cell, "value", None),
            "m" if touched and (number, columns[code] + 1) in merged else getattr(cell, "data_type", "n"),
        )
        for code, cell in found.items()
    }


class _Merged:
    """Which cells are merged. Ranges are kept as such: one of them can cover the whole sheet."""

    def __init__(self, ranges: list[tuple[int, int, int, int]]):
        self.ranges = ranges

    def touches(self, row: int) -> bool:
        return any(top <= row <= bottom for _left, top, _right, bottom in self.ranges)

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return any(left <= column <= right and top <= row <= bottom for left, top, right, bottom in self.ranges)


def _looked_through(sheet: Any) -> tuple[int, _Merged]:
    """How many rows a sheet has, and which of its cells are merged: the row by row reader leaves those out."""
    rows, plain = 0, True
    with sheet._get_source() as source:
        last = b""
        while piece := source.read(PIECE):
            text = last + piece
            rows += piece.count(b"<row")  # one torn between two pieces does not matter
            plain = plain and not any(mark in text for mark in MARKS)
            last = text[-20:]
    return rows or MOST_CLIENTS, _Merged([] if plain else _merged(sheet))


def _merged(sheet: Any) -> list[tuple[int, int, int, int]]:
    found = []
    with sheet._get_source() as source:
        for _event, element in iterparse(source, forbid_dtd=True):
            name = element.tag.rpartition("}")[2]
            if name == "mergeCell" and re.fullmatch(r"[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}", element.get("ref", "")):
                found.append(range_boundaries(element.get("ref")))
            if name in {"row", "mergeCell"}:
                element.clear()
            if len(found) > MOST_MERGED:
                raise Unreadable(TOO_MERGED)
    return found


# --- heads --------------------------------------------------------------------------------------------------------------


def _columns(cells: tuple[Any, ...]) -> dict[str, int]:
    """column → its place from 0. Raises Unreadable where one is missing or there twice."""
    heads = [_plain(getattr(cell, "value", None)) for cell in cells]
    found = {column.code: [n for n, head in enumerate(heads) if head in _names(column)] for column in COLUMNS}
    missing = [column for column in COLUMNS if not found[column.code] and not column.optional]
    twice = [column for column in COLUMNS if len(found[column.code]) > 1]
    if missing:
        raise Unreadable(_told("第 1 行缺少这些列：{}。", "Row 1 lacks these columns: {}.", missing))
    if twice:
        raise Unreadable(_told("第 1 行有重复的列：{}。", "Row 1 has these columns twice: {}.", twice))
    return {code: places[0] for code, places in found.items() if places}


def _told(zh: str, en: str, columns: list[Column]) -> Text:
    return Text(
        zh.format("、".join(column.head.zh for column in columns)) + "请使用模板，不要改动表头。",
        en.format(", ".join(column.head.en for column in columns))
        + " Please use the template and leave its first row.",
    )


def _names(column: Column) -> Iterator[str]:
    yield from (_plain(text) for text in (column.head.zh, column.head.en, column.title))


def _plain(value: Any) -> str:
    """A head as Excel and people may have changed it."""
    return re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", str(value or ""))).lower()

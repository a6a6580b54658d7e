"""A questionnaire as an Excel workbook to fill in: written with lists to choose from, read back cell by cell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from evidence.office import Room, kind_of_office
from evidence.refused import Refused
from exchange.cells import writable
from exchange.lines import Line, NoChoice, chosen, filled_of, lines_of, lines_of_question, plain_of
from readiness.answers import AnswerError
from readiness.framework import Framework, WeightProfile
from readiness.text import Text
from surveys.saving import canonical

BIGGEST = 1_000_000  # bytes of a workbook
ROOM = Room(entries=200, bytes=20_000_000)
MOST_ROWS = 20_000
MOST_PROBLEMS = 200  # told of one file
FIRST_ROW = 3
NO_WORKBOOK = Text(
    "这不是可以读取的 Excel 表格（.xlsx，不带宏，不加密）。请下载这里的表格来填。",
    "This is no Excel workbook that can be read (.xlsx, without macros, not encrypted). "
    "Please fill in the one offered here.",
)
TOO_LARGE = Text(
    "这份表格解开后太大，无法读取。请用这里下载的表格重新填写。",
    "Unpacked, this workbook is too large to be read. Please fill in the one offered here.",
)
NAME, LISTS = Text("填写", "Answers"), "lists"
HEADS = (
    Text("编号", "Code"),
    Text("部分", "Part"),
    Text("题目", "Question"),
    Text("要填的内容", "To fill in"),
    Text("填写", "Answer"),
    Text("不适用的原因", "Why it does not apply"),
)
WIDTHS = (8, 14, 48, 48, 36, 28)
WRAPPED = Alignment(wrap_text=True, vertical="top")
TO_FILL, HEADED = PatternFill("solid", fgColor="FFFFF8E1"), PatternFill("solid", fgColor="FFE8EEF7")


@dataclass(frozen=True)
class CellProblem:
    """One thing wrong in a file: where, what was found, what belongs there."""

    place: str
    found: str
    expected: Text
    code: str = ""  # of the question, where the place does not say it


@dataclass(frozen=True)
class FileRead:
    """Plain answers by question, in canonical form, and everything that could not be read."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()


# --- writing ------------------------------------------------------------------------------------------------------------


def write_workbook(
    framework: Framework, profile: WeightProfile, language: str, answers: Mapping[str, Any] | None = None
) -> bytes:
    """A workbook with a line for everything that is asked, filled with the plain answers given."""
    book = Workbook()
    sheet, lists = book.active, book.create_sheet(LISTS)
    sheet.title, lists.sheet_state = NAME.in_language(language), "hidden"
    _head(sheet, framework, language)
    for number, line in enumerate(lines_of(framework, profile), start=FIRST_ROW):
        filled, reason = filled_of(line.question, (answers or {}).get(line.question.code))
        _fill(sheet, number, line, language, filled.get(line.part), reason)
        _offer(sheet, lists, number, line, language)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Any, framework: Framework, language: str) -> None:
    _write(sheet, "A1", framework.reference).font = Font(color="FF888888", size=9)
    _write(sheet, "C1", framework.name.in_language(language)).font = Font(bold=True, size=14)
    for letter, head, width in zip("ABCDEF", HEADS, WIDTHS, strict=True):
        cell = _write(sheet, f"{letter}2", head.in_language(language))
        cell.font, cell.fill = Font(bold=True), HEADED
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["B"].hidden = True
    sheet.freeze_panes = f"D{FIRST_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fill(sheet: Any, number: int, line: Line, language: str, value: Any, reason: str) -> None:
    question = line.question
    first = next(iter(lines_of_question(question))).part == line.part
    texts = (question.code, line.part, question.text.in_language(language) if first else "")
    label = "" if line.label is question.text else line.label.in_language(language)
    for letter, text in zip("ABCDF", (*texts, label, reason if value == "na" else ""), strict=True):
        _write(sheet, f"{letter}{number}", text)
    _write(sheet, f"E{number}", _said(line, value, language)).fill = TO_FILL


def _said(line: Line, value: Any, language: str) -> str:
    """A filled part in the words of the workbook."""
    if value is None or line.kind == "number":
        return "" if value is None else str(value)
    code = {True: "yes", False: "no"}.get(value, value) if line.kind == "tick" else value
    return line.choices[code].in_language(language) if code in line.choices else ""


def _write(sheet: Any, place: str, text: str) -> Any:
    """A cell that holds text and never a formula, whatever it begins with."""
    cell = sheet[place]
    cell.value = writable(text) or None
    cell.data_type = "s" if cell.value else cell.data_type
    cell.number_format = "@"
    cell.alignment = WRAPPED
    return cell


def _offer(sheet: Any, lists: Any, number: int, line: Line, language: str) -> None:
    """A list to choose from beside a choice; a check beside a number."""
    if line.kind == "number":
        check = DataValidation(type="decimal", operator="between", formula1="-1000000000", formula2="1000000000")
        sheet[f"E{number}"].number_format = "General"
    else:
        for column, words in enumerate(line.choices.values(), start=1):
            _write(lists, f"{get_column_letter(column)}{number}", words.in_language(language))
        last = get_column_letter(len(line.choices))
        check = DataValidation(type="list", formula1=f"{LISTS}!$A${number}:${last}${number}", allow_blank=True)
    sheet.add_data_validation(check)
    check.add(f"E{number}")


# --- reading ------------------------------------------------------------------------------------------------------------


class Unreadable(ValueError):
    """A file that is no workbook, or none that may be opened; `text` says so."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


def read_workbook(content: bytes, framework: Framework, profile: WeightProfile) -> FileRead:
    """The answers a filled workbook holds and every cell that cannot be understood. Raises Unreadable."""
    title, rows = _rows(content)
    _check_framework(rows, framework)
    lines = {line.key: line for line in lines_of(framework, profile)}
    filled: dict[str, dict[str, Any]] = {}
    reasons: dict[str, str] = {}
    problems: list[CellProblem] = []
    for number, row in enumerate(rows, start=1):
        line = lines.get((flat_code(row[0]), flat_code(row[1])))
        if line is None or number < FIRST_ROW or row[4] in (None, ""):
            continue
        reasons.setdefault(line.question.code, str(row[5] or "").strip())
        try:
            filled.setdefault(line.question.code, {})[line.part] = chosen(line, row[4])
        except NoChoice as wrong:
            place = f"{title}!E{number}"
            problems.append(CellProblem(place, str(row[4]), wrong.expected, line.question.code))
    return _answers(framework, filled, reasons, problems)


def _answers(framework: Framework, filled, reasons, problems: list[CellProblem]) -> FileRead:
    answers = {}
    for code, parts in filled.items():
        question = framework.questions[code]
        try:
            value = canonical(question, plain_of(question, parts, reasons.get(code, "")))
        except AnswerError as error:
            problems.append(CellProblem(code, error.found, error.expected))
            continue
        if value is not None:
            answers[code] = value
    return FileRead(answers, tuple(problems[:MOST_PROBLEMS]))


def flat_code(value: Any) -> str:
    """A code as Excel may have changed it: a number, spaces around it."""
    return "" if value is None else str(value).strip()


def _rows(content: bytes) -> tuple[str, list[tuple[Any, ...]]]:
    """The title and the rows of the first sheet, six cells each. Raises Unreadable."""
    _check_zip(content)
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        found = sheet.iter_rows(min_row=1, min_col=1, max_col=6, max_row=MOST_ROWS, values_only=True)
        return sheet.title, [(*row, *(None,) * 6)[:6] for row in found]
    # A broken part makes the library stumble in ways it does not name: there is no list of them to keep.
    except Exception as error:
        raise Unreadable(NO_WORKBOOK) from error


def _check_framework(rows: list[tuple[Any, ...]], framework: Framework) -> None:
    found = flat_code(rows[0][0])[:60] if rows else ""
    if found != framework.reference:
        raise Unreadable(
            Text(
                f"这份表格的左上角写的是“{found or '空'}”，这里要的是“{framework.reference}”。请下载这里的表格来填。",
                f"The top left cell of this workbook says “{found or 'nothing'}”; “{framework.reference}” is wanted. "
                "Please fill in the workbook offered here.",
            )
        )


def _check_zip(content: bytes) -> None:
    """Refuse what would not fit into memory before anything opens it. Raises Unreadable."""
    if len(content) > BIGGEST:
        raise Unreadable(
            Text(
                f"文件有 {len(content) // 1000} KB，最大可读 {BIGGEST // 1000} KB。",
                f"The file has {len(content) // 1000} KB; at most {BIGGEST // 1000} KB can be read.",
            )
        )
    try:
        kind = kind_of_office(io.BytesIO(content), ROOM)
    except Refused as refused:
        raise Unreadable(TOO_LARGE if refused.reason in ("bomb", "parts") else NO_WORKBOOK) from refused
    if kind != "xlsx":
        raise Unreadable(NO_WORKBOOK)

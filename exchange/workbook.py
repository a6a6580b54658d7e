"""A questionnaire as an Excel workbook to fill in without a network: a cover, a sheet per dimension, lists to choose from."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from exchange.cells import digits, writable
from exchange.lines import Line, filled_of, lines_of_question
from exchange.print_setup import fit_to_paper
from exchange.scene_lines import TITLE, Register, SceneLine
from exchange.seals import MADE, NOWHERE, Base, Taken, mark, seal
from readiness.framework import Dimension, Framework
from readiness.questions import Question
from readiness.text import Text

FIRST_ROW = 3
COVER, LISTS = Text("说明", "Read me"), "lists"
LONGEST_TITLE = 31  # characters of a sheet's name
HEADS = (
    Text("编号", "Code"),
    Text("部分", "Part"),
    Text("题目", "Question"),
    Text("要填的内容", "To fill in"),
    Text("填写", "Answer"),
    Text("不适用的原因", "Why it does not apply"),
    Text("校验", "Seal"),
    Text("取表时", "When taken"),
)
WIDTHS = (8, 14, 48, 48, 36, 28, 18, 14)
HIDDEN = "BGH"  # what the machine needs to read the sheet again
ABOUT = {  # what the cover says, and in which cell
    "name": ("B4", Text("问卷", "Questionnaire")),
    "reference": ("B5", Text("版本", "Version")),
    "digest": ("B6", Text("版本指纹（SHA-256）", "Fingerprint of the version (SHA-256)")),
    "wording": ("B7", Text("文字修订", "Correction of texts")),
    "client": ("B8", Text("企业", "Client")),
    "assessment": ("B9", Text("测评编号", "Assessment")),
    "day": ("B10", Text("取表日期", "Taken on")),
}
HOW = (
    Text("只填黄色格子：点开格子右边的箭头，从列表里选；数字直接填。", "Fill in the yellow cells only: choose from the list behind the arrow, or type the number."),
    Text("多选题每个选项一行，做到的选“是”。没有一条符合时，在“都没有”那一行选“是”。", "Where several may be ticked each option has its line: choose Yes where it is true. If none is, choose Yes in the line that says so."),
    Text("真不清楚就选“不清楚”；选“不适用”时，请在右边写明原因。", "Choose “Not sure” rather than guess; with “Does not apply”, say why in the column beside it."),
    Text("空着的格子不会改动网站上已有的答案。", "A cell left empty leaves the answer on the site as it is."),
    Text("编号、题目和隐藏的列请不要改；可以把各张表分给不同的人填，收齐后分别上传。", "Please leave codes, questions and hidden columns alone. Sheets may be filled in by different people and uploaded one after the other."),
    Text("回到有网络的地方，在“离线填写”页面上传。保存之前会逐题列出改动和冲突，由您决定。", "Back online, upload it under “Fill in offline”. Before anything is kept you see every change and every conflict, and decide."),
)  # fmt: skip
SCENES = Text(
    "AI 场景登记在最后一张表：每个场景一组，空着的组可以登记新场景；要删除场景请到网站上操作。",
    "The register of AI scenes is the last sheet: a block for each scene, empty ones for new scenes. To remove a scene, use the site.",
)
NEW_SCENE = Text("新场景", "New scene")
WRAPPED = Alignment(wrap_text=True, vertical="top")
TO_FILL, HEADED = PatternFill("solid", fgColor="FFFFF8E1"), PatternFill("solid", fgColor="FFE8EEF7")
THIN = Side(style="thin", color="FFD5D9DE")
QUIET = Font(color="FF6B7280", size=9)


def write_workbook(
    framework: Framework,
    questions: Iterable[Question],
    language: str,
    answers: Mapping[str, Any] | None = None,
    taken: Taken = NOWHERE,
    register: Register | None = None,
) -> bytes:
    """A workbook with a line for everything these questions ask, filled with the plain answers given.

    register: the scenes it takes along; None leaves their sheet out.
    """
    book = Workbook()
    asked, lists = list(questions), _Lists(language)
    dimensions = [d for d in framework.dimensions.values() if any(q.dimension == d.code for q in asked)]
    titles = {d.code: _title(d, language) for d in dimensions}
    parts = [(titles[d.code], _questions_of(asked, d, language)) for d in dimensions]
    if register:
        parts.append((TITLE.in_language(language), _blocks(register, language)))
    _cover(book.active, framework, taken, language, parts, register is not None)
    for dimension in dimensions:
        sheet = book.create_sheet(titles[dimension.code])
        _head(sheet, framework, f"{dimension.code} {dimension.name.in_language(language)}", language)
        row = FIRST_ROW
        for question in (q for q in asked if q.dimension == dimension.code):
            row = _question(sheet, row, framework, question, language, (answers or {}).get(question.code), taken, lists)
        _guard(sheet)
    if register:
        _scenes(book.create_sheet(TITLE.in_language(language)), framework, register, language, taken, lists)
    lists.write(book.create_sheet(LISTS))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _questions_of(asked, dimension: Dimension, language: str) -> str:
    count = sum(question.dimension == dimension.code for question in asked)
    return Text(f"{count} 题", f"{count} questions").in_language(language)


def _blocks(register: Register, language: str) -> str:
    known = sum(block.value is not None for block in register.blocks)
    room = len(register.blocks) - known
    return Text(f"已登记 {known} 个，可新登记 {room} 个", f"{known} registered, room for {room} more").in_language(
        language
    )


def _title(dimension: Dimension, language: str) -> str:
    name = re.sub(r"[\\/*?:\[\]']", " ", dimension.name.in_language(language))
    return f"{dimension.code} {name}"[:LONGEST_TITLE].strip()


# --- the cover ----------------------------------------------------------------------------------------------------------


def _cover(sheet, framework, taken, language, parts, with_scenes) -> None:
    sheet.title = COVER.in_language(language)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    _write(sheet, "A1", MADE).font = QUIET
    _write(sheet, "A2", framework.name.in_language(language)).font = Font(bold=True, size=16)
    sheet["A2"].alignment = Alignment(vertical="center")
    sheet.row_dimensions[2].height = 30
    for key, value in _about(framework, taken, language).items():
        place, label = ABOUT[key]
        _write(sheet, f"A{place[1:]}", label.in_language(language)).font = Font(bold=True)
        _write(sheet, place, value)
    row = _listed(sheet, 12, Text("怎么填", "How to fill it in").in_language(language), _how(with_scenes, language))
    _write(sheet, f"A{row + 1}", Text("各张表", "The sheets").in_language(language)).font = Font(bold=True, size=12)
    for number, (title, content) in enumerate(parts, start=row + 2):
        cell = _write(sheet, f"A{number}", title)
        cell.hyperlink, cell.font = f"#'{title}'!A1", Font(color="FF0F4C52", underline="single")
        _write(sheet, f"B{number}", content)
    sheet.protection.sheet = True
    fit_to_paper(sheet)


def _about(framework, taken, language) -> dict[str, str]:
    return {
        "name": framework.name.in_language(language),
        "reference": framework.reference,
        "digest": framework.digest,
        "wording": framework.wording,
        "client": taken.client,
        "assessment": taken.assessment,
        "day": taken.day,
    }


def _how(with_scenes, language) -> list[str]:
    return [text.in_language(language) for text in (*HOW, *((SCENES,) if with_scenes else ()))]


def _listed(sheet, row, title, lines) -> int:
    _write(sheet, f"A{row}", title).font = Font(bold=True, size=12)
    for number, line in enumerate(lines, start=1):
        _write(sheet, f"A{row + number}", str(number))
        sheet[f"A{row + number}"].alignment = Alignment(horizontal="right", vertical="top")
        _write(sheet, f"B{row + number}", line)
    return row + len(lines) + 1


# --- a sheet ------------------------------------------------------------------------------------------------------------


def _head(sheet: Any, framework: Framework, title: str, language: str) -> None:
    _write(sheet, "A1", framework.reference).font = QUIET
    sheet["A1"].alignment = Alignment(vertical="top")
    _write(sheet, "C1", title).font = Font(bold=True, size=14)
    for letter, head, width in zip("ABCDEFGH", HEADS, WIDTHS, strict=True):
        cell = _write(sheet, f"{letter}2", head.in_language(language))
        cell.font, cell.fill = Font(bold=True), HEADED
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].hidden = letter in HIDDEN
    sheet.freeze_panes = f"D{FIRST_ROW}"
    fit_to_paper(sheet, "2:2")


def _guard(sheet: Any) -> None:
    """Without a password: against slips, not against the person. Widths and heights may still be set."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _question(sheet, row, framework, question, language, plain, taken, lists) -> int:
    """The lines of one question from `row` on; the row after them."""
    filled, reason = filled_of(question, plain)
    for number, line in enumerate(lines_of_question(question), start=row):
        first = number == row
        base = str(Base(taken.revisions.get(question.code, 0), mark(plain))) if first else ""
        texts = (question.code, line.part, question.text.in_language(language) if first else "", _label(line, language))
        for letter, text in zip("ABCD", texts, strict=True):
            _write(sheet, f"{letter}{number}", text)
        value = filled.get(line.part)
        _open(_write(sheet, f"E{number}", _said(line, value, language)))
        if line.kind == "number":
            _as_number(sheet[f"E{number}"])
        _open(_write(sheet, f"F{number}", reason if value == "na" else ""), offered="na" in line.choices)
        _write(sheet, f"G{number}", seal(framework, taken.assessment, question.code, line.part, base))
        _write(sheet, f"H{number}", base)
        _rule(sheet, number, first)
        _check(sheet, number, line, language, lists)
    return number + 1


def _scenes(sheet, framework, register, language, taken, lists) -> None:
    """A block of lines for each scene; the hidden column says under which address it is or will be kept."""
    _head(sheet, framework, TITLE.in_language(language), language)
    number = FIRST_ROW
    for block, lines in register.lines():
        for line in lines:
            _scene_line(sheet, number, line, block, framework, language, taken, lists)
            number += 1
    _guard(sheet)


def _scene_line(sheet, number, line, block, framework, language, taken, lists) -> None:
    base = f"{Base(block.revision, mark(block.value))}.{block.address}" if line.first else ""
    name = block.value["name"] if block.value else NEW_SCENE.in_language(language)
    texts = (line.block, line.part, name if line.first else "", line.label.in_language(language))
    for letter, text in zip("ABCD", texts, strict=True):
        _write(sheet, f"{letter}{number}", text)
    said = (block.value or {}).get(line.part, "")
    _open(_write(sheet, f"E{number}", line.choices[said].in_language(language) if said in line.choices else said))
    _write(sheet, f"G{number}", seal(framework, taken.assessment, line.block, line.part, base))
    _write(sheet, f"H{number}", base)
    _rule(sheet, number, line.first)
    if line.kind == "choice":
        _add_check(sheet, number, _list_check(line, lists), line.block, language)


def _label(line: Line, language: str) -> str:
    return "" if line.label is line.question.text else line.label.in_language(language)


def _open(cell: Any, offered: bool = True) -> None:
    if offered:
        cell.fill, cell.protection = TO_FILL, Protection(locked=False)


def _as_number(cell: Any) -> None:
    """A number as a number, unless the workbook would give it back in other digits ("12.50")."""
    cell.number_format = "General"
    if cell.value and digits(float(cell.value)) == cell.value:
        cell.value = Decimal(cell.value)


def _rule(sheet, number, first) -> None:
    for letter in "ACDEF":
        sheet[f"{letter}{number}"].border = Border(top=THIN) if first else Border()


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


# --- what may be chosen or typed ----------------------------------------------------------------------------------------


class _Lists:
    """The lists to choose from, each kept once on a hidden sheet."""

    def __init__(self, language: str):
        self.language = language
        self.rows: dict[tuple[str, ...], int] = {}

    def formula(self, line: Line | SceneLine) -> str:
        words = tuple(text.in_language(self.language) for text in line.choices.values())
        row = self.rows.setdefault(words, len(self.rows) + 1)
        return f"{LISTS}!$A${row}:${get_column_letter(len(words))}${row}"

    def write(self, sheet: Any) -> None:
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True
        for words, row in self.rows.items():
            for column, text in enumerate(words, start=1):
                _write(sheet, f"{get_column_letter(column)}{row}", text)


def _check(sheet: Any, number: int, line: Line, language: str, lists: _Lists) -> None:
    """A list to choose from beside a choice; limits beside a number. Excel stops what does not fit."""
    found = _number_check(line) if line.kind == "number" else _list_check(line, lists)
    _add_check(sheet, number, found, line.question.code, language)


def _add_check(sheet: Any, number: int, found: tuple[DataValidation, Text], title: str, language: str) -> None:
    check, text = found
    check.allow_blank = check.showErrorMessage = True
    check.errorTitle, check.error = title, text.in_language(language)
    sheet.add_data_validation(check)
    check.add(f"E{number}")


def _list_check(line: Line | SceneLine, lists: _Lists) -> tuple[DataValidation, Text]:
    check = DataValidation(type="list", formula1=lists.formula(line))
    return check, Text("请从列表里选一项。", "Please choose one entry of the list.")


def _number_check(line: Line) -> tuple[DataValidation, Text]:
    wanted = next((one for one in line.question.inputs if one.code == line.part), None)
    kind = "whole" if wanted and wanted.whole else "decimal"
    lowest = "-1000000000" if line.question.signed else "0"
    check = DataValidation(type=kind, operator="between", formula1=lowest, formula2="1000000000")
    return check, Text(
        f"请填{'整数' if kind == 'whole' else '数字'}，不带单位。",
        f"Please type a {'whole ' if kind == 'whole' else ''}number without its unit.",
    )

"""The workbook a provider fills in with its clients: lists to choose from, a sample row, and how to fill it in."""

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
from portfolio.columns import COLUMNS, GUIDE, MOST_CLIENTS, SHEET
from readiness.text import Text

LAST_ROW = MOST_CLIENTS + 2  # head, sample row, clients
LISTS = {"region": "regions", "industry": "industries"}
HEADED, EXAMPLE = PatternFill("solid", fgColor="FFE8EEF7"), Font(italic=True, color="FF888888")
WRAPPED = Alignment(wrap_text=True, vertical="top")
RULES = (
    Text("每行填写一家企业；带 * 的列必填。", "One enterprise per row; columns with * must be filled in."),
    Text("第 2 行是示例，可以保留也可以删除，导入时会跳过。", "Row 2 is an example; it may stay, it is left out."),
    Text(f"一份文件最多 {MOST_CLIENTS} 家企业，更多请分成几份。", f"At most {MOST_CLIENTS} enterprises in one file; please split longer lists."),
    Text("请不要合并单元格，也不要使用公式：从别处复制时请“粘贴为值”。", "Please merge no cells and use no formulas: paste copied cells as values."),
    Text("地区和行业请从下拉列表中选择，也可以直接填代码。", "Choose region and industry from the lists, or type their codes."),
    Text("同一个统一社会信用代码再次导入时，会更新您建的档案，不会重复建档；空白单元格不会清掉原有内容。", "A code brought in again updates the file you have prepared; none is made twice, and an empty cell takes nothing away."),
    Text("已经授权给您的企业、已被企业接手的档案，都不会被改动。", "Enterprises that have given you access and files they have taken over are never changed."),
    Text("上传后会先让您核对，确认后才写入。", "After the upload you look at everything first; nothing is kept before you confirm."),
)  # fmt: skip


def write_template(language: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET.in_language(language)
    _head(sheet, language)
    _guide(book.create_sheet(GUIDE.in_language(language)), language)
    _lists(book, sheet, language)
    _numbers(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Any, language: str) -> None:
    for letter, column in _lettered():
        head = _write(sheet, f"{letter}1", column.title)
        head.font, head.fill, head.alignment = Font(bold=True), HEADED, WRAPPED
        _write(sheet, f"{letter}2", column.sample.in_language(language)).font = EXAMPLE
        sheet.column_dimensions[letter].width = column.width
        if column.code not in {"employees", "revenue"}:
            sheet.column_dimensions[letter].number_format = "@"
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 34
    fit_to_paper(sheet, "1:1")


def _lettered() -> Iterable[tuple[str, Any]]:
    return ((get_column_letter(number), column) for number, column in enumerate(COLUMNS, start=1))


def _write(sheet: Any, place: str, text: str) -> Any:
    """A cell that holds text and never a formula, whatever it begins with."""
    cell = sheet[place]
    cell.value, cell.data_type, cell.number_format = writable(text), "s", "@"
    return cell


def _guide(sheet: Any, language: str) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    fit_to_paper(sheet)
    rows = [("", rule.in_language(language)) for rule in RULES]
    rows += [(column.title.replace("\n", " "), column.expected.in_language(language)) for column in COLUMNS]
    for number, texts in enumerate(rows, start=1):
        for letter, text in zip("AB", texts, strict=True):
            _write(sheet, f"{letter}{number}", text).alignment = WRAPPED


def _lists(book: Any, sheet: Any, language: str) -> None:
    """What can be chosen, on sheets nobody sees."""
    for code, title in LISTS.items():
        hidden = book.create_sheet(title)
        hidden.sheet_state = "hidden"
        labels = list(labels_of(code, language))
        for number, label in enumerate(labels, start=1):
            _write(hidden, f"A{number}", label)
        check = DataValidation(type="list", formula1=f"{title}!$A$1:$A${len(labels)}", allow_blank=True)
        check.showErrorMessage = False  # codes may be typed, too: what is wrong is told after the upload
        _over(sheet, check, code)


def _numbers(sheet: Any) -> None:
    for code, least, most, kind in (("employees", 1, 2_000_000, "whole"), ("revenue", 0, 99_999_999, "decimal")):
        _over(sheet, DataValidation(type=kind, operator="between", formula1=str(least), formula2=str(most)), code)
    _over(sheet, DataValidation(type="textLength", operator="equal", formula1="18", showErrorMessage=False), "uscc")


def _over(sheet: Any, check: DataValidation, code: str) -> None:
    letter = next(letter for letter, column in _lettered() if column.code == code)
    sheet.add_data_validation(check)
    check.add(f"{letter}2:{letter}{LAST_ROW}")


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

"""The sheet in the ZIP that says which file is whose, and what became of the rest."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from exchange.print_setup import fit_to_paper

NAME = "000_目录_index.xlsx"
COLUMNS = (
    ("number", "序号 No.", 9),
    ("firm", "企业 Client", 34),
    ("uscc", "统一社会信用代码 USCC", 24),
    ("level", "等级 Level", 12),
    ("score", "得分 Score", 12),
    ("date", "提交日期 Submitted", 16),
    ("language", "语言 Language", 14),
    ("status", "状态 Status", 28),
    ("report", "报告编号 Report number", 26),
    ("file", "文件 File", 44),
    ("sha256", "SHA-256", 68),
)


def index_of(lines):
    """The workbook as bytes. lines: dicts with the keys of COLUMNS. Every cell is text: nothing of it can be a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("目录 Index")
    sheet.freeze_panes = "C2"
    for place, (_, _, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    fit_to_paper(sheet, "1:1")
    sheet.append([_cell(sheet, title, head=True) for _, title, _ in COLUMNS])
    for line in lines:
        sheet.append([_cell(sheet, line[key]) for key, _, _ in COLUMNS])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(lines) + 1}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet, value, head=False):
    cell = WriteOnlyCell(sheet, "".join(c for c in str(value) if c.isprintable()))
    cell.data_type, cell.number_format = "s", "@"
    if head:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    return cell

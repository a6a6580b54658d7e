"""The report of a region as a Word document after GB/T 9704: margins, sizes and fonts by name, headings 一、(一) 1."""

from __future__ import annotations

from pathlib import Path

import docx
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from dashboard.chapters import Contents
from dashboard.tables import Table
from exchange.cells import writable

MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # mm
TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"  # named, not shipped: offices have them
SECOND_SIZE, THIRD_SIZE, TABLE_SIZE = Pt(22), Pt(16), Pt(10.5)
LINE = Pt(28)
NUMERALS = "一二三四五六七八九十"


def write(contents: Contents, path: Path) -> None:
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    for name, millimetres in MARGINS.items():
        setattr(page, name, Mm(millimetres))
    _line(document, contents.title, TITLE, SECOND_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    for what, how in contents.facts:
        _line(document, f"{what}: {how}" if _english() else f"{what}：{how}", BODY, THIRD_SIZE)
    for number, chapter in enumerate(contents.chapters):
        _line(document, _numbered(number, chapter.title), HEADING, THIRD_SIZE)
        for section in chapter.sections:
            for table in section.tables:
                _line(document, _captioned(table), BODY, THIRD_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
                _table(document, table)
    _line(document, _numbered(len(contents.chapters), _("How to read these figures")), HEADING, THIRD_SIZE)
    for number, sentence in enumerate(contents.method, start=1):
        _line(document, f"{number}. {sentence}", BODY, THIRD_SIZE)
    document.save(str(path))


def _english() -> bool:
    return get_language() == "en"


def _numbered(number: int, title: str) -> str:
    return f"{number + 1}. {title}" if _english() else f"{NUMERALS[number]}、{title}"


def _captioned(table: Table) -> str:
    unit = table.unit or _("enterprises")
    return f"{table.title} ({unit})" if _english() else f"{table.title}（{unit}）"


def _line(document: Document, text: str, font: str, size: Pt, align: WD_ALIGN_PARAGRAPH | None = None) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = LINE
    paragraph.paragraph_format.space_after = Pt(0)
    if align is not None:
        paragraph.alignment = align
    _run(paragraph.add_run(writable(text)), font, size)


def _run(run, font: str, size: Pt) -> None:
    run.font.size = size
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _table(document: Document, table: Table) -> None:
    heads = [table.head, *([_("Code")] if table.coded else []), *table.heads]
    grid = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, text in zip(grid.rows[0].cells, heads, strict=True):
        _fill(cell, text, HEADING)
    for row in table.rows:
        texts = [row.name, *([row.code] if table.coded else []), *(figure.text for figure in row.figures)]
        for number, (cell, text) in enumerate(zip(grid.add_row().cells, texts, strict=True)):
            _fill(cell, text, BODY, number >= len(heads) - len(table.heads))


def _fill(cell: _Cell, text: str, font: str, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph.add_run(writable(text)), font, TABLE_SIZE)

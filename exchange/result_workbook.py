"""One assessment as a workbook for people: overview, answers with scores, dimensions, scenes, route, notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from exchange.cells import writable
from readiness.plain import plain
from readiness.scoring import score
from surveys.register import FIELDS
from surveys.sheet import Sheet
from surveys.wording import answer_in_words, level_named, said, scene_in_words, title_of

WRAPPED, BOLD = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
HEADED = PatternFill("solid", fgColor="FFE8EEF7")
Row = Sequence[Any]


def write_result(sheet: Sheet, language: str) -> bytes:
    """The workbook, in one language. Scores of a draft are those of its answers so far."""
    book = Workbook(write_only=True)
    with override(language):
        data = _data(sheet)
        add_page(book, _("Overview"), (28, 60), [_("What"), ""], _overview(sheet, data))
        heads = [_("Code"), _("Part"), _("Question"), _("Answer"), _("Score")]
        add_page(book, _("Answers"), (9, 18, 60, 60, 10), heads, _answers(sheet, data))
        add_page(book, _("Dimensions"), (10, 34, 12), [_("Code"), _("Dimension"), _("Score")], _dimensions(sheet, data))
        add_page(book, _("Scenes"), (100,), [_("Scene")], _scenes(sheet))
        heads = [_("Action"), _("What"), _("Phase"), _("Months"), _("Cost (10,000 yuan)")]
        add_page(book, _("Route"), (9, 60, 8, 12, 20), heads, _route(sheet, data))
        add_page(book, _("Notes"), (100,), [_("Notes")], _notes(sheet))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _data(sheet: Sheet) -> dict[str, Any]:
    """What has been counted: the frozen result, or for a draft the scores as they are now."""
    assessment = sheet.assessment
    if not assessment.open:
        return assessment.snapshot.data
    scores = score(assessment.framework, sheet.answers, assessment.weights, assessment.quick)
    return {
        "overall": plain(scores.overall),
        "questions": plain(list(scores.questions.values())),
        "dimensions": plain(list(scores.dimensions.values())),
    }


def add_page(book: Workbook, title: str, widths: Row, heads: Row, rows: Iterable[Row]) -> None:
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_head(page, text) for text in heads])
    for row in rows:
        page.append([_cell(page, value) for value in row])


def _head(page: Any, text: str) -> WriteOnlyCell:
    cell = _cell(page, text)
    cell.font, cell.fill = BOLD, HEADED
    return cell


def _cell(page: Any, value: Any) -> WriteOnlyCell:
    """Text stays text, whatever it begins with."""
    value = "" if value is None else value
    cell = WriteOnlyCell(page, value=writable(value) if isinstance(value, str) else value)
    cell.alignment = WRAPPED
    if isinstance(cell.value, str):
        cell.data_type, cell.number_format = "s", "@"
    return cell


def _overview(sheet: Sheet, data: dict[str, Any]) -> Iterable[Row]:
    assessment = sheet.assessment
    framework, profile = assessment.framework, assessment.organisation.enterprise.as_profile()
    yield _("Enterprise"), profile.name
    yield _("Unified social credit code"), profile.uscc or ""
    yield _("Assessment"), title_of(assessment)
    yield _("Questionnaire"), f"{framework.reference} ({assessment.framework_digest})"
    yield _("Started"), f"{localtime(assessment.started_at):%Y-%m-%d %H:%M}"
    if not assessment.open:
        yield _("Submitted on"), f"{localtime(assessment.submitted_at):%Y-%m-%d %H:%M}"
        yield _("Level"), level_named(framework.level(data["level"]))
    yield _("Score"), _number(data["overall"])
    if not assessment.open:
        yield "SHA-256", assessment.snapshot.sha256


def _answers(sheet: Sheet, data: dict[str, Any]) -> Iterable[Row]:
    scores = {question["code"]: question["score"] for question in data["questions"]}
    names = {d.code: said(d.name) for d in sheet.assessment.dimensions}
    for code, given in sheet.given.items():
        question = given.question
        words = "\n".join(answer_in_words(question, given.answer)) or _("Not answered")
        yield code, names[question.dimension], said(question.text), words, _number(scores.get(code))


def _dimensions(sheet: Sheet, data: dict[str, Any]) -> Iterable[Row]:
    known = sheet.assessment.framework.dimensions
    for dimension in data["dimensions"]:
        yield dimension["code"], said(known[dimension["code"]].name), _number(dimension["score"])


def _scenes(sheet: Sheet) -> Iterable[Row]:
    stages = sheet.assessment.framework.stages(sheet.assessment.weights)
    for entry in sheet.scenes:
        yield ("\n".join(scene_in_words(stages, {field: getattr(entry, field) for field in FIELDS} | _month(entry))),)


def _month(entry) -> dict[str, str]:
    return {"start_month": f"{entry.start_month:%Y-%m}" if entry.start_month else ""}


def _route(sheet: Sheet, data: dict[str, Any]) -> Iterable[Row]:
    actions = sheet.assessment.framework.actions
    for step in data.get("route", {}).get("steps", ()):
        cost = step["cost_wan"]
        months = f"{step['start_month']}–{step['end_month']}"
        yield step["action"], said(actions[step["action"]].name), step["phase"], months, f"{cost['low']}–{cost['high']}"


def _notes(sheet: Sheet) -> Iterable[Row]:
    if sheet.assessment.open:
        yield (_("Not submitted yet: the scores are those of the answers so far and will change with them."),)
    yield (_("All answers are the enterprise's own statements."),)
    yield (_("Scores are rounded to six decimals; levels are decided on the exact numbers."),)


def _number(text: Any) -> Any:
    """A decimal string as a number of the workbook; nothing where there is none."""
    return "" if text is None else Decimal(text)

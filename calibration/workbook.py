"""The result of a round as a workbook: overview, questions, assessors, and every answer. Every text is text, no formula."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook

from calibration.results import RoundResult
from calibration.telling import CONFIDENCES, told
from exchange.result_workbook import add_page
from surveys.wording import answer_in_words, listed, said


def write_workbook(result: RoundResult, user, named: bool, language: str) -> bytes:
    """As the page shows it to this reader: with names only where the page has them."""
    book = Workbook(write_only=True)
    with override(language):
        page, names = told(result, user, named), result.names(user, named)
        add_page(book, _("Overview"), (34, 80), [_("What"), ""], _overview(result, page))
        add_page(book, _("Questions"), (9, 22, 30, 30, 22, 10, 34, 30, 26), _question_heads(), _questions(page))
        add_page(book, _("Assessors"), (24, 12, 18, 14, 12, 16, 16, 14, 36), _people_heads(), _people(page))
        add_page(book, _("Answers"), (9, 24, 60, 10, 18, 60), _answer_heads(), _answers(result, names))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _overview(result, page):
    yield _("Round"), result.round.title
    yield _("Questionnaire"), result.round.framework_reference
    yield _("Assessors"), str(len(page.people))
    yield _("Krippendorff’s alpha (ordinal)"), page.alpha
    yield _("In words"), " ".join(filter(None, [page.verdict, page.range]))
    yield _("Score of the middle answers"), f"{page.group_score} · {page.group_level}"
    if page.reference_score:
        yield _("Score of the reference answers"), f"{page.reference_score} · {page.reference_level}"
    for caution in page.cautions:
        yield _("Please note"), caution


def _question_heads():
    return [
        *(_("Code"), _("Part"), _("Question"), _("Distribution"), _("Spread"), _("Middle answer")),
        *(_("Reference answer"), _("Against the reference"), _("At stake")),
    ]


def _questions(page):
    for part in page.parts:
        for line in part.lines:
            distribution = listed(filter(None, [line.counts, line.aside]))
            yield (
                *(line.question.code, part.name, said(line.question.topic), distribution, line.spread, line.median),
                *(listed(line.reference), line.off, line.stake),
            )


def _people_heads():
    return [
        *(_("Assessor"), _("Score"), _("Level by score"), _("Against the group"), _("Questions rated")),
        *(_("Rungs from the others"), _("Leaning"), _("Same as the others"), _("Against the reference")),
    ]


def _people(page):
    for one in page.people:
        yield (
            *(one.name, one.score, one.level, one.difference, str(one.rated)),
            *(one.deviation, one.leaning, one.agreeing, one.against),
        )


def _answer_heads():
    return [_("Code"), _("Assessor"), _("Answer"), _("Rung"), _("How sure"), _("What decided it")]


def _answers(result, names):
    kept = {(row.question, str(row.scorer_id)): row for row in result.rows}
    rungs = {seen.question: seen for seen in result.calibration.questions}
    for question in result.round.questions:
        for key in result.scorers:
            row, answer = kept.get((question.code, key)), result.answers[key].get(question.code)
            if row is not None and answer is not None:
                place = rungs[question.code].places.get(key)
                rung = "" if place is None else rungs[question.code].rungs[place]
                words, sure = "\n".join(answer_in_words(question, answer)), str(CONFIDENCES.get(row.confidence, ""))
                yield question.code, names[key], words, rung, sure, row.why

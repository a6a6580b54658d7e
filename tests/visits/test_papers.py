"""The paper form and the route as documents: everything that is asked stands on them, in both languages."""

import html
import io
import re

import pypdf
import pytest

from readiness.text import Text
from reports import jobs, pdf
from surveys.models import Assessment
from surveys.starting import switch
from visits import papers
from visits.walk import visit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(draft, bells):
    """paper("form", "en") → the job."""

    def ask(document, language="zh-hans", of=draft):
        return jobs.request_paper(of, language, None, document, papers.content_of(of, document))

    return ask


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_asks_every_question_with_every_option_and_says_its_version(paper, draft, language):
    text = html.unescape(papers.form(paper("form", language)))
    for question in draft.questions:
        assert question.text.in_language(language) in text
        for words in (
            *(o.text for o in question.options),
            *(i.label for i in question.inputs),
            *(i.unit for i in question.inputs),
        ):
            assert words.in_language(language) in text
    assert draft.framework.reference in text
    assert draft.framework.digest in text
    assert draft.organisation.name in text


def test_does_not_apply_is_offered_where_it_is_allowed_only(paper, draft):
    text = papers.form(paper("form", "en"))
    assert text.count("Does not apply, because") == sum(bool(q.not_applicable_when) for q in draft.questions)


def test_the_quick_form_asks_the_quick_questions(paper, draft):
    switch(draft, Assessment.Mode.QUICK)
    quick = Assessment.objects.get(pk=draft.pk)
    text = papers.form(paper("form", of=quick))
    assert len(re.findall('<div class="asked">', text)) == 20
    assert "快速版" in text


def test_the_ministrys_questions_go_on_paper_too(paper, ministry_draft):
    text = html.unescape(papers.form(paper("form", of=ministry_draft)))
    assert all(question.text.zh in text for question in ministry_draft.questions)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_route_names_every_stop_item_and_question(paper, draft, language):
    text = html.unescape(papers.route(paper("route", language)))
    for stop in visit_of(draft).stops:
        for words in (stop.place, stop.ask, stop.opening, *(item.text for item in stop.items)):
            assert words.in_language(language) in text
    assert all(question.text.in_language(language) in text for question in draft.questions)


def test_a_clause_ends_where_enough_is_said():
    text = Text(
        "订单一来，智能体自行重排，并联动供应商", "When orders arrive, an agent re-plans by itself, and tells suppliers"
    )
    assert papers.clause(text, "zh-hans") == "订单一来，智能体自行重排"
    assert papers.clause(text, "en") == "When orders arrive, an agent re-plans by itself"


def test_the_name_of_a_client_cannot_break_the_paper(paper, draft):
    draft.organisation.name = '<b>"甲"</b>&\n公司'
    draft.organisation.save()
    assert "<b>" not in papers.form(paper("form"))


@pytest.mark.parametrize(("document", "page"), [("form", "第 1 页 共"), ("route", "第 1 页 共")])
def test_it_is_a_real_pdf_with_chinese_text_page_numbers_and_version_on_every_page(paper, draft, document, page):
    switch(draft, Assessment.Mode.QUICK)
    quick = Assessment.objects.get(pk=draft.pk)
    report = paper(document, of=quick)
    data, pages, complaints = pdf.render({"form": papers.form, "route": papers.route}[document](report))
    assert complaints == ()
    texts = [found.extract_text() for found in pypdf.PdfReader(io.BytesIO(data)).pages]
    assert len(texts) == pages
    assert page.replace(" ", "") in texts[0].replace(" ", "")
    assert all(draft.framework.digest[:16] in text for text in texts)

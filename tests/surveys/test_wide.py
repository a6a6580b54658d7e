"""Five hundred questions in a framework nobody here wrote: pages, links, queries, submission."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from surveys.assessments import MOST_ON_A_PAGE, split
from surveys.models import Answer, Assessment
from surveys.sheet import Sheet
from surveys.submission import submit
from surveys.way import neighbours, page_address, question_address, steps

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings, alice):
    settings.LANGUAGE_CODE = "en"
    alice.language = "en"
    alice.save()


@pytest.fixture
def browser(client, alice):
    client.force_login(alice)
    return client


def shown(html):
    return re.findall(r'<section class="card question[^>]*data-question="([^"]+)"', html)


def test_pages_hold_about_the_same_number_of_questions():
    assert [len(page) for page in split(range(21))] == [10, 11]
    assert [len(page) for page in split(range(50))] == [16, 17, 17]
    assert [len(page) for page in split(range(20))] == [20]
    assert split(()) == []


def test_every_question_stands_on_one_page_and_none_is_longer_than_twenty(browser, wide_draft):
    found = []
    for dimension, number, _ in wide_draft.pages:
        codes = shown(browser.get(page_address(wide_draft, dimension.code, number)).content.decode())
        assert 0 < len(codes) <= MOST_ON_A_PAGE
        found += codes
    assert found == [question.code for question in wide_draft.questions]


def test_the_first_page_of_a_part_goes_without_a_number(wide_draft):
    assert page_address(wide_draft, "D1", 1).endswith("/questions/D1/")
    assert page_address(wide_draft, "D1", 2).endswith("/questions/D1/2/")


@pytest.mark.parametrize("number", [0, 4, 99])
def test_a_page_that_is_not_there_is_not_found(browser, wide_draft, number):
    address = reverse("surveys:page", args=[wide_draft.uuid, "D1", number])
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"go": "next"}).status_code == 404


def test_the_way_goes_through_every_page(browser, wide_draft):
    assert len(steps(wide_draft)) == 31
    assert neighbours(wide_draft, ("D1", 3))[1] == page_address(wide_draft, "D2")
    assert neighbours(wide_draft, ("D2", 1))[0] == page_address(wide_draft, "D1", 3)
    response = browser.post(page_address(wide_draft, "D10", 3), {"go": "next"})
    assert response.url == reverse("surveys:review", args=[wide_draft.uuid])
    assert browser.post(page_address(wide_draft, "D1", 2), {}).url == page_address(wide_draft, "D1", 2)


def test_the_address_of_a_question_leads_to_its_page(browser, wide_draft):
    address = question_address(wide_draft, "D3-40")
    assert address.endswith("/questions/D3/3/#q-D3-40")
    assert 'id="q-D3-40"' in browser.get(address).content.decode()


def test_the_address_of_a_question_that_is_not_asked_is_the_task_list(wide_draft):
    assert question_address(wide_draft, "PM-1") == reverse("surveys:assessment", args=[wide_draft.uuid])


def test_every_link_of_the_review_leads_to_a_page_that_shows_the_question(browser, wide_draft):
    html = browser.get(reverse("surveys:review", args=[wide_draft.uuid])).content.decode()
    links = set(re.findall(r'href="([^"]+/questions/[^"]+)#q-([^"]+)"', html))
    assert len(links) == 500
    shown_on = {address: shown(browser.get(address).content.decode()) for address in {a for a, _ in links}}
    assert all(code in shown_on[address] for address, code in links)


def test_the_task_list_has_one_line_for_each_part(browser, wide_draft):
    html = browser.get(reverse("surveys:assessment", args=[wide_draft.uuid])).content.decode()
    assert len(re.findall(r'class="task-title" href="[^"]+/questions/', html)) == 10
    assert html.count("50 questions") == 10
    assert "A wide questionnaire" in html
    assert "What is asked" in html
    assert "The stages of your business" not in html


LIMITS = {"assessment": 16, "page": 14, "review": 22}  # all rooms together


@pytest.mark.parametrize("kind", LIMITS)
def test_five_hundred_questions_take_as_many_queries_as_sixty(
    browser, wide_answered, draft, kind, django_assert_max_num_queries
):
    more = {"page": ["D1", 3]}.get(kind, [])
    address = reverse(f"surveys:{kind}", args=[wide_answered.uuid, *more])
    browser.get(address)
    with django_assert_max_num_queries(LIMITS[kind]) as many:
        assert browser.get(address).status_code == 200
    with django_assert_max_num_queries(LIMITS[kind]) as few:
        browser.get(reverse(f"surveys:{kind}", args=[draft.uuid, *(["PM"] if more else [])]))
    assert len(many) <= len(few)


def test_saving_and_asking_for_the_state_take_a_fixed_number_of_queries(
    browser, wide_answered, django_assert_max_num_queries
):
    state = reverse("surveys:state", args=[wide_answered.uuid])
    with django_assert_max_num_queries(6):
        assert len(browser.get(state).json()["revisions"]) == 500
    change = {"value": "all", "base": 1, "mutation": str(uuid.uuid4())}
    address = reverse("surveys:answer", args=[wide_answered.uuid, "D1-6"])
    with django_assert_max_num_queries(16):
        assert browser.post(address, json.dumps(change), content_type="application/json").status_code == 200


def test_five_hundred_answers_are_submitted_at_once(browser, wide_answered, alice):
    snapshot = submit(wide_answered, alice, Sheet(wide_answered).seen).snapshot
    assert snapshot.level == "beginner"
    assert snapshot.overall > 100
    assert snapshot.dimension_scores.count() == 10
    assert snapshot.data["applicable"] == 500
    home = browser.get(reverse("surveys:home")).content.decode()
    assert "Beginner" in home
    assert "of 1000" in home


def test_a_contradiction_across_parts_stands_beside_both_questions_with_a_link_to_the_other(
    browser, wide_answered, answer
):
    answer(wide_answered, "D1-48", "all")
    answer(wide_answered, "D10-48", "no")
    for code, other in (("D1-48", "D10-48"), ("D10-48", "D1-48")):
        html = browser.get(question_address(wide_answered, code)).content.decode()
        card = html.split(f'id="q-{code}"')[1].split("</section>")[0]
        assert "Two parts tell different stories." in card
        assert question_address(wide_answered, other) in card
        assert html.count('data-doubt="W1"') == 1
    other_page = browser.get(page_address(wide_answered, "D1")).content.decode()
    assert 'data-doubt="W1"' not in other_page


def test_posting_an_untouched_page_of_any_kind_of_question_changes_nothing(browser, wide_answered):
    from tests.surveys.test_pages import fields_of

    before = list(Answer.objects.values_list("question", "revision", "value"))
    address = page_address(wide_answered, "D1", 2)
    assert browser.post(address, fields_of(browser.get(address).content.decode()) | {"go": "next"}).status_code == 302
    assert list(Answer.objects.values_list("question", "revision", "value")) == before


def test_every_question_can_be_answered_without_scripts(browser, wide_draft):
    from tests.surveys.test_pages import fields_of

    for number in (1, 2, 3):
        address = page_address(wide_draft, "D1", number)
        data = fields_of(browser.get(address).content.decode())
        for code in shown(browser.get(address).content.decode()):
            data |= typed(wide_draft.framework.questions[code])
        assert browser.post(address, data | {"go": "next"}).status_code == 302
    sheet = Sheet(Assessment.objects.get())
    assert [section.state for section in sheet.sections][:2] == ["done", "todo"]
    assert not any(given.fault for given in sheet.given.values())


def typed(question):
    """What a browser without scripts sends for a question somebody has answered."""
    if question.kind == "single":
        return {question.code: [question.options[1].code]}
    if question.kind == "multiple":
        return {question.code: [option.code for option in question.options[:2]]}
    if question.kind == "matrix":
        return {f"{question.code}.row.{row.code}": [question.columns[0].code] for row in question.rows}
    return {f"{question.code}.in.{i.code}": [str(10 * n)] for n, i in enumerate(question.inputs, start=1)}

"""Contradictions are shown beside a question the moment they arise, and go when they are settled or explained."""

import json
import uuid

import pytest
from django.urls import reverse

from surveys.doubts import LONGEST_ABOUT, about_of, by_question, doubts_about, doubts_of
from surveys.models import Answer, ConfirmedWarning
from surveys.sheet import Sheet
from surveys.way import question_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, alice):
    client.force_login(alice)
    return client


def send(browser, assessment, question, value):
    kept = assessment.answers.filter(question=question).first()
    change = {"value": value, "base": kept.revision if kept else 0, "mutation": str(uuid.uuid4())}
    address = reverse("surveys:answer", args=[assessment.uuid, question])
    return browser.post(address, json.dumps(change), content_type="application/json").json()


def card(html, code):
    return html.split(f'id="q-{code}"')[1].split("</section>")[0]


def test_the_reply_to_an_answer_tells_what_it_does_not_fit(browser, draft):
    assert send(browser, draft, "PM-3", "L1")["doubts"] == []
    (doubt,) = send(browser, draft, "DT-2", ["quality"])["doubts"]
    assert (doubt["rule"], doubt["severity"]) == ("C01", "confirm")
    assert doubt["message"]
    assert doubt["advice"]
    assert doubt["watched"] == "DT-2 PM-3"
    assert {question["code"]: question["address"] for question in doubt["questions"]} == {
        code: question_address(draft, code) for code in ("DT-2", "PM-3")
    }
    numbers = {question["code"]: question["number"] for question in doubt["questions"]}
    assert numbers == {code: Sheet(draft).given[code].number for code in numbers}


def test_the_reply_to_the_answer_that_settles_it_tells_nothing_more(browser, draft):
    send(browser, draft, "PM-3", "L1")
    send(browser, draft, "DT-2", ["quality"])
    assert send(browser, draft, "PM-3", "L3")["doubts"] == []


def test_a_conflicting_change_learns_what_does_not_fit_in_what_is_kept(browser, draft):
    send(browser, draft, "PM-3", "L1")
    send(browser, draft, "DT-2", ["quality"])
    stale = {"value": "L5", "base": 0, "mutation": str(uuid.uuid4())}
    address = reverse("surveys:answer", args=[draft.uuid, "PM-3"])
    reply = browser.post(address, json.dumps(stale), content_type="application/json").json()
    assert reply["result"] == "conflict"
    assert [doubt["rule"] for doubt in reply["doubts"]] == ["C01"]


def test_a_page_shows_it_beside_its_question_with_the_number_of_the_other(browser, draft, answer):
    answer(draft, "PM-3", "L1")
    answer(draft, "DT-2", ["quality"])
    number = Sheet(draft).given["DT-2"].number
    html = browser.get(reverse("surveys:page", args=[draft.uuid, "PM"])).content.decode()
    assert f'<a href="{question_address(draft, "DT-2")}">第 {number} 题</a>似乎不一致' in card(html, "PM-3")
    assert 'data-doubt="C01"' not in card(html, "PM-4")


def test_what_has_been_explained_is_not_shown_again(browser, draft, answer, alice):
    answer(draft, "PM-3", "L1")
    answer(draft, "DT-2", ["quality"])
    (doubt,) = doubts_about(Sheet(draft), ["PM-3"])
    ConfirmedWarning.objects.create(assessment=draft, rule="C01", about=doubt.about, reason="两条产线", user=alice)
    assert doubts_about(Sheet(draft), ["PM-3"]) == ()
    assert [found.reason for found in doubts_of(Sheet(draft)) if found.rule.code == "C01"] == ["两条产线"]


def test_beside_the_questions_stands_what_the_review_says_about_them(answered, answer):
    answer(answered, "DT-6", "L5")
    answer(answered, "DT-4", "L1")
    sheet = Sheet(answered)
    beside = {doubt.rule.code for doubts in by_question(sheet, sheet.given).values() for doubt in doubts}
    assert beside == {doubt.rule.code for doubt in doubts_of(sheet) if doubt.questions}
    assert beside


def test_a_submitted_page_shows_no_doubts(browser, answered, alice, answer):
    from surveys.submission import submit

    answer(answered, "DT-6", "L5")
    answer(answered, "DT-4", "L1")
    submit(answered, alice, Sheet(answered).seen)
    html = browser.get(reverse("surveys:page", args=[answered.uuid, "DT"])).content.decode()
    assert '<div class="doubt-note' not in html


def test_a_doubt_about_very_many_answers_is_still_remembered(wide_answered):
    Answer.objects.filter(question="D1-1").update(revision=7)
    sheet = Sheet(wide_answered)
    about = about_of(sheet, sheet.given)
    assert len(about) <= LONGEST_ABOUT
    Answer.objects.filter(question="D1-1").update(revision=8)
    assert about_of(Sheet(wide_answered), sheet.given) != about

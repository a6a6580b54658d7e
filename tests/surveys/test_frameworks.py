"""Which framework an assessment is made with, and what a page leaves out where a framework does without it."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from frameworks.models import FrameworkVersion
from surveys import content
from surveys.models import Assessment, ResultSnapshot
from surveys.sheet import Sheet
from surveys.starting import start, start_from, switch
from surveys.submission import submit
from surveys.way import address_of, steps
from tests.synthetic import answer_to

pytestmark = pytest.mark.django_db
MIIT = "miit-sme-2024@2024"


@pytest.fixture(autouse=True)
def in_english(settings, alice):
    settings.LANGUAGE_CODE = "en"
    alice.language = "en"
    alice.save()


@pytest.fixture
def browser(client, alice):
    client.force_login(alice)
    return client


def home(browser):
    return browser.get(reverse("surveys:home")).content.decode()


def begin(browser, organisation, **data):
    return browser.post(reverse("surveys:create"), {"organisation": organisation.uuid, **data})


def fill(assessment, answer):
    for question in assessment.questions:
        assert answer(assessment, question.code, answer_to(question)).result == "saved"
    return assessment


def test_the_current_framework_is_offered_first_and_each_other_one_once(shelf):
    keys = [framework.key for framework in content.offered()]
    assert keys[0] == "ai-manufacturing"
    assert sorted(keys[1:]) == ["miit-sme-2024", "small", "wide"]


def test_home_offers_other_frameworks_below_with_their_length(browser, factory):
    html = home(browser)
    start_of_others = html.index("Other questionnaires")
    assert html.index("Quick version") < start_of_others
    others = html[start_of_others:]
    assert "SME digitalisation level" in others
    assert "31 questions, about 11 minutes" in others


def test_an_assessment_begins_with_the_framework_that_was_chosen(browser, factory):
    response = begin(browser, factory.organisation, framework=MIIT)
    made = Assessment.objects.get()
    assert (made.framework_reference, response.url) == (MIIT, reverse("surveys:assessment", args=[made.uuid]))


def test_without_a_choice_it_begins_with_the_current_one(browser, factory):
    begin(browser, factory.organisation)
    assert Assessment.objects.get().framework_reference == content.CURRENT


@pytest.mark.parametrize("reference", ["nothing@1", "ai-manufacturing", "../..@x"])
def test_a_framework_that_is_not_offered_is_not_found(browser, factory, reference):
    assert begin(browser, factory.organisation, framework=reference).status_code == 404
    assert not Assessment.objects.exists()


def test_one_assessment_of_each_framework_can_be_open(browser, factory):
    for _ in range(2):
        begin(browser, factory.organisation, framework=MIIT)
        begin(browser, factory.organisation, mode="full")
    assert sorted(a.framework_key for a in Assessment.objects.drafts()) == ["ai-manufacturing", "miit-sme-2024"]
    html = home(browser)
    assert "AI readiness, full version · in progress" in html
    assert "SME digitalisation level (MIIT, 2024 edition) · in progress" in html
    assert "Other questionnaires" not in html


@pytest.mark.parametrize("reference", ["ai-manufacturing@2026.1", "ai-manufacturing@2027.1"])
def test_the_database_refuses_a_second_draft_of_a_framework_in_any_version(draft, reference):
    with pytest.raises(IntegrityError), transaction.atomic():
        second_draft(draft, reference)
    second_draft(draft, "other@1")


def second_draft(draft, reference):
    version, _ = FrameworkVersion.objects.get_or_create(reference=reference, defaults={"digest": "0" * 64})
    Assessment.objects.create(
        organisation=draft.organisation, framework_version=version, framework_reference=reference, mode="full"
    )


def test_pages_say_which_framework_they_belong_to(browser, small_draft):
    for address in (
        reverse("surveys:assessment", args=[small_draft.uuid]),
        *(address_of(small_draft, step) for step in steps(small_draft)),
    ):
        html = browser.get(address).content.decode()
        assert "A small framework" in html
        assert "AI readiness, full version" not in html


def test_every_page_of_the_ministrys_questionnaire_works(browser, alice, factory):
    made = start(factory.organisation, alice, "full", content.framework(MIIT))
    for address in (reverse("surveys:assessment", args=[made.uuid]), *(address_of(made, step) for step in steps(made))):
        assert browser.get(address).status_code == 200


# --- Without a quick version ------------------------------------------------------------------------------------------


def test_a_framework_without_a_quick_version_is_asked_in_full(browser, factory, small):
    begin(browser, factory.organisation, framework="small@1", mode="quick")
    made = Assessment.objects.get()
    assert made.mode == "full"
    html = browser.get(reverse("surveys:assessment", args=[made.uuid])).content.decode()
    assert "Switch to the quick version" not in html
    browser.post(reverse("surveys:mode", args=[made.uuid]), {"mode": "quick"})
    switch(made, "quick")
    made.refresh_from_db()
    assert made.mode == "full"


def test_assessing_again_stays_with_the_framework(browser, small_draft, answer, alice):
    fill(small_draft, answer)
    submit(small_draft, alice, Sheet(small_draft).seen)
    assert "Assess again: A small framework" in home(browser)
    browser.post(reverse("history:reassess", args=[small_draft.uuid]), {"mode": "quick"})
    again = Assessment.objects.drafts().get()
    assert (again.framework_reference, again.mode, again.suggestions.count()) == ("small@1", "full", 5)
    assert not again.answers.exists()


def test_an_older_version_is_assessed_again_with_the_one_that_is_offered_today(monkeypatch, answered, alice):
    submit(answered, alice, Sheet(answered).seen)
    answered.refresh_from_db()
    monkeypatch.setattr("surveys.starting.offered_as", lambda key: None)
    assert start_from(answered, alice, "full").framework_reference == answered.framework_reference


# --- Without scenes ---------------------------------------------------------------------------------------------------


def test_where_scenes_do_not_matter_there_is_no_register(browser, small_draft):
    register = reverse("surveys:scenes", args=[small_draft.uuid])
    assert browser.get(register).status_code == 404
    assert browser.post(register, {}).status_code == 404
    scene = reverse("surveys:scene", args=[small_draft.uuid, uuid.uuid4()])
    body = {"value": {"name": "x"}, "base": 0, "mutation": str(uuid.uuid4())}
    assert browser.post(scene, body, content_type="application/json").status_code == 404
    assert "scenes" not in steps(small_draft)
    for name in ("assessment", "review"):
        html = browser.get(reverse(f"surveys:{name}", args=[small_draft.uuid])).content.decode()
        assert register not in html
        assert "AI scenes" not in html


# --- Texts that are not there -----------------------------------------------------------------------------------------


def test_a_question_without_explanations_has_no_disclosure(browser, small_draft):
    html = browser.get(reverse("surveys:page", args=[small_draft.uuid, "A"])).content.decode()
    assert "question-why" not in html
    assert "None" not in re.sub(r"None of these", "", html)
    assert '<p class="lead">' not in html


def test_a_disclosure_shows_only_what_exists(browser, alice, wide_draft):
    html = browser.get(reverse("surveys:page", args=[wide_draft.uuid, "D1"])).content.decode()
    card = html.split('id="q-D1-7"')[1].split("</section>")[0]
    assert "Why we ask" in card
    assert "To know where you stand." in card
    assert "Example" not in card
    assert "What would prove it" not in card


def test_rungs_are_named_only_where_they_are_rungs(browser, small_draft):
    html = browser.get(reverse("surveys:page", args=[small_draft.uuid, "A"])).content.decode()
    assert "option-rung" not in html


def test_numbers_below_nought_can_be_typed_and_are_kept(browser, small_draft):
    address = reverse("surveys:page", args=[small_draft.uuid, "B"])
    html = browser.get(address).content.decode()
    box = re.search(r'<input[^>]*name="B3\.in\.value"[^>]*>', html)[0]
    assert 'inputmode="text"' in box
    browser.post(address, {"B3.in.value": "-3.5", "B3.base": "0.x"})
    assert small_draft.answers.get(question="B3").value == {"value": "-3.5"}
    assert 'value="-3.5"' in browser.get(address).content.decode()


# --- Results on the list ----------------------------------------------------------------------------------------------


def test_a_quick_result_is_called_an_estimate_with_its_interval_and_coverage(browser, quick_draft, answer, alice):
    for question in quick_draft.questions:
        answer(quick_draft, question.code, question.options[2].code)
    snapshot = submit(quick_draft, alice, Sheet(quick_draft).seen).snapshot
    row = home(browser).split("Results")[1]
    assert "Estimate" in row
    low, high = (f"{float(snapshot.data['interval'][end]):.1f}" for end in ("low", "high"))
    assert f"between {low} and {high}" in row
    assert "20 of 60 questions count" in row


def test_a_full_result_is_no_estimate(browser, answered, alice):
    submit(answered, alice, Sheet(answered).seen)
    row = home(browser).split("Results")[1]
    assert "Estimate" not in row
    assert "between" not in row


def test_no_level_is_called_as_the_framework_calls_it(browser, small_draft, answer, alice):
    fill(small_draft, answer)
    answer(small_draft, "A1", "0")
    answer(small_draft, "A2", "none")
    snapshot = submit(small_draft, alice, Sheet(small_draft).seen).snapshot
    assert snapshot.level == "none"
    html = home(browser)
    assert "no level" in html
    assert "level-none" in html
    assert "of 5" in html


def test_where_there_is_no_overall_score_none_is_shown(browser, small_draft, answer, alice, monkeypatch):
    fill(small_draft, answer)
    submit(small_draft, alice, Sheet(small_draft).seen)
    monkeypatch.setattr(ResultSnapshot, "overall", property(lambda self: None, lambda self, value: None))
    assert "of 5<" not in home(browser)


def test_a_result_of_a_framework_that_is_gone_does_not_break_the_list(browser, answered, alice):
    snapshot = submit(answered, alice, Sheet(answered).seen).snapshot
    Assessment.objects.update(framework_reference="gone@1")
    html = home(browser)
    assert "gone@1" in html
    assert f'level-none">{snapshot.level}<' in html


def test_pages_of_an_assessment_whose_framework_is_gone_are_not_found(browser, draft):
    addresses = [reverse("surveys:assessment", args=[draft.uuid]), *(address_of(draft, step) for step in steps(draft))]
    Assessment.objects.update(framework_reference="gone@1")
    assert {browser.get(address).status_code for address in addresses} == {404}
    again = reverse("surveys:again", args=[draft.uuid])
    Assessment.objects.update(state="submitted", submitted_at=draft.started_at)
    assert browser.post(again, {}).status_code == 404


def test_an_open_assessment_of_a_framework_that_is_gone_is_named_not_lost(browser, draft):
    Assessment.objects.update(framework_reference="gone@1")
    html = home(browser)
    assert "gone@1" in html
    assert "Nothing is lost" in html
    assert "Start with the quick version" in html


def test_home_asks_the_same_however_many_frameworks_are_open(browser, factory, alice, shelf, django_assert_num_queries):
    start(factory.organisation, alice, "full")
    with django_assert_num_queries(8):
        browser.get(reverse("surveys:home"))
    for framework in content.offered()[1:]:
        start(factory.organisation, alice, "full", framework)
    with django_assert_num_queries(8):
        html = home(browser)
    assert html.count("in progress") == 4

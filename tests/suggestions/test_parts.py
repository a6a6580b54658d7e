"""What people see of suggestions on the pages of an assessment, in both languages."""

import uuid

import pytest
from django.urls import reverse

from suggestions.proposing import Proposal, propose
from surveys.saving import save_answer
from surveys.starting import switch

pytestmark = pytest.mark.django_db


def html(client, draft, name="page"):
    arguments = [draft.uuid, "PM"] if name == "page" else [draft.uuid]
    return client.get(reverse(f"surveys:{name}", args=arguments)).content.decode()


def test_a_ministry_suggestion_says_so_in_the_words_agreed(signed_in, draft, suggest, alice):
    suggest(value="L3", detail="是否应用了排产系统")
    page = html(signed_in(alice, "zh-hans"), draft)
    assert "来自工信部评测，请确认" in page
    assert page.count(draft.framework.questions["PM-1"].option("L3").text.zh) >= 2
    assert "是否应用了排产系统" in page
    assert "不采用" in page


def test_an_earlier_answer_says_of_which_day(signed_in, draft, suggest, alice):
    suggest(source="earlier", detail="2025-03-01")
    assert "来自上次测评（2025-03-01），请确认" in html(signed_in(alice, "zh-hans"), draft)
    assert "From your last assessment (2025-03-01), please confirm" in html(signed_in(alice), draft)


def test_an_answer_from_a_file_says_so(signed_in, draft, suggest, alice):
    suggest(source="file", detail="diagnosis.xlsx")
    page = html(signed_in(alice), draft)
    assert "From a file, please confirm" in page
    assert "diagnosis.xlsx" in page


@pytest.mark.parametrize(("exact", "warned"), [(True, False), (False, True)])
def test_an_approximate_match_is_said_to_be_one(signed_in, draft, suggest, alice, exact, warned):
    suggest(exact=exact)
    assert ("An approximate match" in html(signed_in(alice), draft)) is warned


def test_what_a_file_says_cannot_become_markup(signed_in, draft, suggest, alice):
    suggest(detail="<script>alert(1)</script>")
    page = html(signed_in(alice), draft)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_readers_see_suggestions_without_buttons(signed_in, draft, suggest, vera):
    suggest()
    page = html(signed_in(vera), draft)
    assert "please confirm" in page
    assert "formaction" not in page


def test_an_answered_question_shows_no_suggestion(signed_in, draft, suggest, alice):
    suggest(value="L3")
    save_answer(draft, alice, "PM-1", "L4", 0, uuid.uuid4())
    assert "please confirm" not in html(signed_in(alice), draft)


@pytest.mark.parametrize("name", ["assessment", "review"])
def test_task_list_and_review_count_what_waits_and_lead_there(signed_in, draft, suggest, alice, name):
    suggest("PM-2")
    suggest("PM-2", source="earlier", detail="2025-03-01")
    suggest("RD-1")
    page = html(signed_in(alice, "zh-hans"), draft, name)
    assert "还有 2 题的建议待确认" in page
    assert reverse("surveys:page", args=[draft.uuid, "PM"]) + "#q-PM-2" in page
    assert reverse("surveys:page", args=[draft.uuid, "RD"]) + "#q-RD-1" in page
    assert "2 suggested answers still to be confirmed" in html(signed_in(alice), draft, name)


@pytest.mark.parametrize("name", ["assessment", "review"])
def test_where_nothing_waits_nothing_is_said(signed_in, draft, suggest, alice, name):
    suggest()
    save_answer(draft, alice, "PM-1", "L4", 0, uuid.uuid4())
    assert "to be confirmed" not in html(signed_in(alice), draft, name)


def test_a_submitted_assessment_shows_no_suggestions(signed_in, draft, suggest, alice):
    suggest()
    type(draft).objects.filter(pk=draft.pk).update(state="submitted", submitted_at=draft.started_at)
    assert "please confirm" not in html(signed_in(alice), draft)


def test_only_questions_of_this_version_are_counted(signed_in, draft, suggest, alice):
    left_out = next(q.code for q in draft.questions if not q.quick)
    suggest(left_out)
    switch(draft, "quick")
    assert "to be confirmed" not in html(signed_in(alice), draft, "assessment")


@pytest.mark.parametrize(("name", "limit"), [("page", 14), ("assessment", 12), ("review", 15)])
def test_a_page_takes_as_many_queries_with_one_suggestion_as_with_sixty(
    signed_in, draft, suggest, alice, name, limit, django_assert_max_num_queries
):
    client = signed_in(alice)
    suggest("PM-1")
    html(client, draft, name)
    with django_assert_max_num_queries(limit) as one:
        html(client, draft, name)
    propose(draft, alice, "ministry", {q.code: Proposal(q.options[1].code) for q in draft.questions})
    with django_assert_max_num_queries(limit) as sixty:
        html(client, draft, name)
    assert len(one) == len(sixty)

"""The ministry's answers become suggestions here; ours tell a range of levels there."""

import json

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exchange.gist import well_formed
from suggestions.models import Suggestion
from surveys.content import framework
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.submission import submit

from .conftest import MINISTRY, filled_in

pytestmark = pytest.mark.django_db


def address(name, assessment):
    return reverse(f"exchange:{name}", args=[assessment.uuid])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def brought(client, draft, files):
    """Look at a file and keep what it holds."""
    response = client.post(address("from_ministry", draft), files)
    return client.post(address("keep_from_ministry", draft), {"sealed": response.context["sealed"]})


def test_a_workbook_of_the_ministry_becomes_its_draft_and_our_suggestions(signed_in, draft, alice, upload):
    client = signed_in(alice)
    blank = client.get(address("ministry_blank", draft)).content
    response = brought(client, draft, upload(filled_in(blank, "S05", "G3"), "m.xlsx"))
    assert response.url == address("from_ministry", draft)
    theirs = Assessment.objects.get(framework_reference=MINISTRY)
    assert theirs.answers.get().value == "G3"
    suggestion = Suggestion.objects.get()
    assert (suggestion.assessment, suggestion.question, suggestion.value) == (draft, "PM-1", "L3")
    assert (suggestion.source, suggestion.exact) == ("ministry", True)
    assert suggestion.detail.startswith("S05 ")
    assert not draft.answers.exists()


def test_the_detail_names_question_and_reason_in_the_language_of_the_person(signed_in, draft, alice, upload):
    client = signed_in(alice, "zh-hans")
    client.cookies["django_language"] = "zh-hans"
    brought(client, draft, upload('{"S01": "G2"}'))
    detail = Suggestion.objects.get().detail
    assert detail.startswith("S01 产品设计。")
    assert "仿真" in detail


def test_taking_over_again_follows_what_has_changed_there(signed_in, draft, ministry_draft, alice, answer):
    client = signed_in(alice)
    answer(ministry_draft, "S05", "G2")
    client.post(address("take_over", draft))
    answer(ministry_draft, "S05", "G3")
    client.post(address("take_over", draft))
    assert Suggestion.objects.get().value == "L3"


def test_an_answer_here_is_not_touched_by_taking_over(signed_in, draft, ministry_draft, alice, answer):
    answer(draft, "PM-1", "L5")
    answer(ministry_draft, "S05", "G2")
    response = signed_in(alice).post(address("take_over", draft))
    assert "answered or settled already" in said(response)[0]
    assert draft.answers.get().value == "L5"


def test_without_answers_there_is_nothing_to_take_over(signed_in, draft, alice):
    response = signed_in(alice).post(address("take_over", draft))
    assert "None of the answers" in said(response)[0]


def test_filling_in_here_leads_to_the_ministrys_questions_and_back_to_the_same_draft(signed_in, draft, alice):
    client = signed_in(alice)
    first, second = (client.post(address("fill_in_ministry", draft)).url for _ in range(2))
    theirs = Assessment.objects.get(framework_reference=MINISTRY)
    assert first == second == reverse("surveys:assessment", args=[theirs.uuid])


def test_the_page_tells_level_answers_and_suggestions(signed_in, draft, ministry_draft, alice, answer):
    client = signed_in(alice)
    answer(ministry_draft, "S05", "G2")
    answer(ministry_draft, "S06", "G2")
    client.post(address("take_over", draft))
    answer(draft, "PM-1", "L2")
    response = client.get(address("from_ministry", draft))
    assert response.context["suggested"] == {"open": 1, "confirmed": 1, "changed": 0}
    html = response.content.decode()
    assert "No level" in html
    assert response.context["elsewhere"].standing.answered == 2
    assert "<strong>2</strong> / 31" in html


def test_a_workbook_for_another_questionnaire_is_refused(signed_in, draft, alice, upload):
    client = signed_in(alice)
    ours = client.get(address("blank", draft)).content
    response = client.post(address("from_ministry", draft), upload(ours, "a.xlsx"))
    assert response.status_code == 422
    assert MINISTRY in response.content.decode()


def test_problems_are_shown_by_cell_and_the_rest_can_be_kept(signed_in, draft, alice, upload):
    client = signed_in(alice)
    blank = client.get(address("ministry_blank", draft)).content
    content = filled_in(filled_in(blank, "S05", "G3"), "S07", "<i>so la la</i>")
    response = client.post(address("from_ministry", draft), upload(content, "m.xlsx"))
    html = response.content.decode()
    assert "SCENE Digital scenes!E" in html
    assert "&lt;i&gt;so la la" in html
    assert response.context["sealed"]


def test_a_seal_for_the_ministry_does_not_open_our_own_questionnaire(signed_in, draft, alice, upload):
    client = signed_in(alice)
    sealed = client.post(address("from_ministry", draft), upload('{"S05": "G3"}')).context["sealed"]
    client.post(address("keep_offline", draft), {"sealed": sealed})
    assert not draft.answers.exists()


# --- the range ----------------------------------------------------------------------------------------------------------


def test_the_range_is_told_with_what_holds_it_back(signed_in, answered, alice, answer):
    answer(answered, "PM-1", "L1")
    response = signed_in(alice).get(address("ministry", answered))
    items = response.context["items"]
    assert response.status_code == 200
    assert items
    assert all(item.wanted and item.ours for item in items)
    assert "Q9" in response.context["unasked"]


def test_direct_answers_narrow_the_range(signed_in, answered, ministry_draft, alice, answer):
    client = signed_in(alice)
    before = client.get(address("ministry", answered)).context["gist"]
    question = framework(MINISTRY).questions["Q12"]
    answer(ministry_draft, "Q12", max(question.options, key=lambda option: option.score).code)
    after = client.get(address("ministry", answered)).context["gist"]
    assert float(after["score_low"]) > float(before["score_low"])


def test_the_gist_is_frozen_with_the_result_and_shown_from_there(signed_in, submitted, alice):
    frozen = submitted.snapshot.data["elsewhere"]
    assert set(frozen) == {
        "framework", "digest", "low", "high", "score_low", "score_high", "target", "points_missing", "items",
    }  # fmt: skip
    assert frozen["framework"] == MINISTRY
    assert well_formed(json.loads(json.dumps(frozen)))
    assert signed_in(alice).get(address("ministry", submitted)).context["gist"] == frozen


def test_a_result_without_a_crosswalk_freezes_nothing(ministry_draft, alice, answer):
    for question in ministry_draft.questions:
        value = question.options[1].code
        answer(ministry_draft, question.code, [value] if question.kind == "multiple" else value)
    result = submit(ministry_draft, alice, Sheet(ministry_draft).seen)
    assert result.snapshot.data["elsewhere"] is None


def test_the_panels_stand_on_the_task_list_and_on_the_review(signed_in, draft, ministry_draft, alice):
    client = signed_in(alice)
    for page in ("assessment", "review"):
        ours = client.get(reverse(f"surveys:{page}", args=[draft.uuid])).content.decode()
        theirs = client.get(reverse(f"surveys:{page}", args=[ministry_draft.uuid])).content.decode()
        assert address("ministry", draft) in ours
        assert "/ministry/" not in theirs


@pytest.mark.parametrize(
    "name", ["exchange:ministry", "exchange:from_ministry", "surveys:review", "surveys:assessment"]
)
def test_the_number_of_queries_does_not_grow_with_the_answers(signed_in, draft, ministry_draft, alice, answer, name):
    client = signed_in(alice)
    answer(draft, "PM-1", "L2")
    answer(ministry_draft, "S05", "G2")
    client.post(address("take_over", draft))
    counts = []
    for _ in range(2):
        client.get(reverse(name, args=[draft.uuid]))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(name, args=[draft.uuid]))
        counts.append(len(captured))
        for code in ("PM-3", "PM-6", "OM-1", "OM-2"):
            answer(draft, code, "L2")
        for code in ("S07", "S10", "S11", "S03", "S04"):
            answer(ministry_draft, code, "G2")
        client.post(address("take_over", draft))
    assert counts[0] == counts[1]

"""The owner decides; the answer goes through the one door; the decision remembers what it came from, without names."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from surveys.replay import differences
from surveys.saving import save_answer
from surveys.sheet import Sheet
from surveys.submission import submit
from teamwork import deciding
from teamwork.models import Consensus, Decision


def overview(assessment):
    return reverse("teamwork:spread", args=[assessment.uuid])


def decide(client, assessment, question, value, base=0):
    data = {"value": json.dumps(value), "base": base}
    return client.post(reverse("teamwork:decision", args=[assessment.uuid, question]), data, follow=True)


def adopt(client, assessment, page):
    seen = re.findall(r'name="seen" value="([^"]*)"', page)
    return client.post(reverse("teamwork:adopt", args=[assessment.uuid]), {"seen": seen}, follow=True)


def kept(assessment):
    return dict(assessment.answers.values_list("question", "value"))


@pytest.fixture
def disputed(consensus, opine, alice, bob):
    """PM-1: L1 and L4. PM-2: L3 twice. PM-3: L2 and not sure. PM-4: Bob alone says L2."""
    for question, hers, his in (("PM-1", "L1", "L4"), ("PM-2", "L3", "L3"), ("PM-3", "L2", "unknown")):
        opine(alice, question, hers)
        opine(bob, question, his)
    opine(bob, "PM-4", "L2")
    return consensus


def test_the_question_on_which_people_differ_most_comes_first(signed_in, disputed, alice):
    page = signed_in(alice).get(overview(disputed)).content.decode()
    assert re.findall(r'id="q-([\w-]+)"', page) == ["PM-1", "PM-3", "PM-2", "PM-4"]
    assert "From L1–L4" in page
    assert "All agree" in page
    assert "56 questions without opinions" in page
    main = page[page.index("<main") :]
    assert "Bob" not in main


def test_an_editor_sees_the_others_only_where_an_own_opinion_is_given(signed_in, disputed, opine, alice, bob):
    opine(alice, "PM-5", "L5")
    page = signed_in(bob).get(overview(disputed)).content.decode()
    hidden = page.split('id="q-PM-5"')[1].split("</section>")[0]
    assert "You see them once you have given your own" in hidden
    assert "L5" not in hidden
    assert "From L1–L4" in page
    assert 'name="value"' not in page


def test_a_reader_sees_the_spread_and_no_button(signed_in, disputed, vera):
    page = signed_in(vera).get(overview(disputed)).content.decode()
    assert "From L1–L4" in page
    assert 'name="value"' not in page
    assert "Give my opinion" not in page


def test_the_owner_adopts_an_opinion_by_one_press(signed_in, disputed, alice):
    client = signed_in(alice)
    page = client.get(overview(disputed)).content.decode()
    assert 'name="value" value="&quot;L4&quot;"' in page
    after = decide(client, disputed, "PM-1", "L4").content.decode()
    assert kept(disputed) == {"PM-1": "L4"}
    assert "is decided" in after
    assert "Decided by Alice" in after
    made = Decision.objects.get()
    assert (made.value, made.decided_by) == ("L4", alice)
    assert made.opinions == [{"value": "L1", "count": 1}, {"value": "L4", "count": 1}]


def test_the_owner_may_decide_on_what_nobody_said(signed_in, disputed, alice):
    client = signed_in(alice)
    assert 'value="&quot;L2&quot;"' in client.get(overview(disputed)).content.decode()
    decide(client, disputed, "PM-1", "L2")
    assert kept(disputed) == {"PM-1": "L2"}


def test_a_decision_is_an_answer_like_any_other(signed_in, disputed, alice):
    decide(signed_in(alice), disputed, "PM-1", "L4")
    assert differences(disputed) == {}
    assert disputed.events.get().user == alice


def test_who_answered_meanwhile_is_not_overwritten(signed_in, disputed, alice, bob):
    save_answer(disputed, bob, "PM-1", "L5", 0, uuid.uuid4())
    page = decide(signed_in(alice), disputed, "PM-1", "L4", base=0).content.decode()
    assert "was answered by somebody meanwhile" in page
    assert kept(disputed) == {"PM-1": "L5"}
    assert not Decision.objects.exists()


@pytest.mark.parametrize("text", ["", "null", "{}", "[", '"L9"', "[[[", '{"na": 1}', "1e999", '"' + "长" * 3000 + '"'])
def test_a_value_that_is_no_answer_is_refused_with_a_sentence(signed_in, disputed, alice, text):
    client = signed_in(alice)
    response = client.post(
        reverse("teamwork:decision", args=[disputed.uuid, "PM-1"]), {"value": text, "base": "x"}, follow=True
    )
    assert response.status_code == 200
    assert not Decision.objects.exists()
    assert not any(kept(disputed).values())


def test_all_unanimous_questions_are_adopted_by_one_press(signed_in, disputed, opine, alice, bob):
    for user in (alice, bob):
        opine(user, "DT-1", {"connected": "9"} if disputed.framework.questions["DT-1"].kind == "ratio" else "L2")
        opine(user, "PM-8", {"controlled": "9", "total": "30"})
    client = signed_in(alice)
    page = client.get(overview(disputed)).content.decode()
    adopt(client, disputed, page)
    answers = kept(disputed)
    assert answers["PM-2"] == "L3"
    assert answers["PM-8"]["controlled"] == "9"
    assert not set(answers) & {"PM-1", "PM-3", "PM-4"}
    assert "Adopt all of them" not in client.get(overview(disputed)).content.decode()


def test_what_changed_since_the_owner_looked_is_left_as_it_is(signed_in, disputed, opine, alice, bob):
    for user in (alice, bob):
        opine(user, "PM-5", "L2")
        opine(user, "PM-6", "L2")
    client = signed_in(alice)
    page = client.get(overview(disputed)).content.decode()
    for user in (alice, bob):
        opine(user, "PM-2", "L5")  # they agree on something else now
    opine(bob, "PM-5", "L1")
    save_answer(disputed, bob, "PM-6", "L1", 0, uuid.uuid4())
    after = adopt(client, disputed, page).content.decode()
    assert "3 questions changed since you opened the page" in after
    assert kept(disputed) == {"PM-6": "L1"}


@pytest.mark.parametrize("seen", ["", "PM-2", "PM-2 x y", "x" * 3000, "PM-2 99999999999 y"])
def test_a_list_that_was_tampered_with_adopts_nothing(signed_in, disputed, alice, seen):
    client = signed_in(alice)
    assert client.post(reverse("teamwork:adopt", args=[disputed.uuid]), {"seen": seen}).status_code == 302
    assert kept(disputed) == {}


def test_deciding_needs_consensus_mode(disputed, alice):
    Consensus.objects.switch(disputed, alice, False)
    assert deciding.decide(disputed, alice, "PM-1", "L4", 0).result == "refused"
    assert [reply.result for reply in deciding.adopt_unanimous(disputed, alice, {})] == ["refused"]
    assert kept(disputed) == {}


def test_an_answer_changed_after_the_decision_is_said_to_be(signed_in, disputed, alice, bob):
    client = signed_in(alice)
    decide(client, disputed, "PM-1", "L4")
    save_answer(disputed, bob, "PM-1", "L5", 1, uuid.uuid4())
    assert "Changed since it was decided here" in client.get(overview(disputed)).content.decode()


def test_the_result_keeps_counts_and_decisions_and_no_names(answered, opine, alice, bob):
    Consensus.objects.switch(answered, alice, True)
    for user, rung in ((alice, "L1"), (bob, "L4")):
        opine(user, "PM-1", rung)
        opine(user, "PM-2", rung)
    for question in ("PM-1", "PM-2"):
        deciding.decide(answered, alice, question, "L4", 1)
    save_answer(answered, bob, "PM-2", "L2", 2, uuid.uuid4())
    snapshot = submit(answered, alice, Sheet(answered).seen).snapshot
    counts = [{"value": "L1", "count": 1}, {"value": "L4", "count": 1}]
    assert snapshot.data["consensus"] == {
        "questions": {
            "PM-1": {"opinions": counts, "decided": "L4"},
            "PM-2": {"opinions": counts, "decided": None},
        }
    }
    for name in ("Alice", "Bob", "example.com"):
        assert name not in snapshot.text


def test_without_consensus_mode_the_result_keeps_nothing_of_it(answered, alice):
    assert submit(answered, alice, Sheet(answered).seen).snapshot.data["consensus"] == {}


def test_why_something_does_not_apply_is_not_repeated_in_the_result(answered, opine, alice, bob):
    Consensus.objects.switch(answered, alice, True)
    code = next(question.code for question in answered.questions if question.not_applicable_when)
    for user in (alice, bob):
        opine(user, code, {"na": f"{user} 说没有"})
    base = answered.answers.get(question=code).revision
    deciding.decide(answered, alice, code, {"na": "没有自有产品"}, base)
    gist = deciding.gist(answered, Sheet(answered))
    assert gist["questions"][code] == {"opinions": [{"value": "na", "count": 2}], "decided": "na"}


def test_the_page_asks_the_database_the_same_however_many_questions_there_are(
    signed_in, disputed, opine, alice, bob, django_assert_max_num_queries
):
    client = signed_in(alice)
    with django_assert_max_num_queries(12) as few:
        client.get(overview(disputed))
    for question in disputed.questions:
        for user, option in ((alice, 1), (bob, 2)):
            opine(user, question.code, question.options[option].code)
        deciding.decide(disputed, alice, question.code, question.options[1].code, 0)
    with django_assert_max_num_queries(12) as many:
        page = client.get(overview(disputed)).content.decode()
    assert len(few) == len(many)
    assert page.count('id="q-') == 60

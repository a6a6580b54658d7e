"""Everybody who may answer gives an opinion of their own, without seeing the others' first."""

import pytest
from django.urls import reverse

from accounts import members
from accounts.models import Membership
from surveys.sheet import Sheet
from surveys.submission import submit
from teamwork.models import Consensus, Opinion
from teamwork.opinions import Opinions, OpinionSheet, save_opinion
from tests.surveys.test_pages import fields_of


def own(assessment, dimension="PM"):
    return reverse("teamwork:opinions", args=[assessment.uuid, dimension])


def test_opinions_are_given_on_the_survey_s_own_fields_and_are_no_answers(signed_in, consensus, bob):
    client = signed_in(bob)
    data = fields_of(client.get(own(consensus)).content.decode())
    data |= {"PM-1": ["L3"], "PM-8.in.controlled": ["９"], "PM-8.in.total": ["30"], "go": "next"}
    response = client.post(own(consensus), data)
    assert response.url == own(consensus, "MS")
    kept = dict(Opinion.objects.values_list("question", "value"))
    assert kept["PM-1"] == "L3"
    assert kept["PM-8"]["controlled"] == "9"
    assert set(kept) == {"PM-1", "PM-8"}
    assert not consensus.answers.exists()
    assert not consensus.events.exists()


def test_every_kind_of_question_takes_an_opinion_and_shows_it_again(signed_in, consensus, alice):
    client = signed_in(alice)
    for dimension in consensus.dimensions:
        data = fields_of(client.get(own(consensus, dimension.code)).content.decode())
        for question in consensus.questions_of(dimension.code):
            data[question.code] = [question.options[1].code]
        assert client.post(own(consensus, dimension.code), data).status_code == 302
    assert OpinionSheet(consensus, alice).done == 60
    before = list(Opinion.objects.values())
    for dimension in consensus.dimensions:
        data = fields_of(client.get(own(consensus, dimension.code)).content.decode())
        client.post(own(consensus, dimension.code), data)
    assert list(Opinion.objects.values()) == before


def test_the_others_opinions_are_hidden_until_one_has_given_one_s_own(signed_in, consensus, opine, alice, bob):
    opine(alice, "PM-1", "L4")
    opine(alice, "PM-2", "L4")
    client = signed_in(bob)
    assert "opinion" not in client.get(own(consensus)).content.decode().split('id="q-PM-1"')[1].split("</section>")[0]
    opine(bob, "PM-1", "L2")
    page = client.get(own(consensus)).content.decode()
    assert "From L2–L4" in page.split('id="q-PM-1"')[1].split("</section>")[0]
    assert "told" not in page.split('id="q-PM-2"')[1].split("</section>")[0]
    assert "Alice" not in page


def test_an_opinion_is_taken_back(signed_in, consensus, opine, bob):
    opine(bob, "PM-1", "L2")
    client = signed_in(bob)
    data = fields_of(client.get(own(consensus)).content.decode()) | {"clear": "PM-1"}
    client.post(own(consensus), data)
    kept = Opinion.objects.get()
    assert (kept.value, kept.revision) == (None, 2)
    assert not Opinions(consensus).spreads


def test_what_cannot_be_understood_gets_a_sentence_and_the_rest_is_kept(signed_in, consensus, bob):
    data = {"PM-1": ["L2"], "PM-1.base": ["0.x"], "PM-8.in.total": ["many"], "PM-8.base": ["0.x"]}
    response = signed_in(bob).post(own(consensus), data)
    assert response.status_code == 422
    assert 'value="many"' in response.content.decode()
    assert Opinion.objects.get().question == "PM-1"


def test_an_older_tab_does_not_overwrite_what_one_has_said_since(signed_in, consensus, opine, bob):
    client = signed_in(bob)
    opine(bob, "PM-1", "L2")
    stale = fields_of(client.get(own(consensus)).content.decode())
    opine(bob, "PM-1", "L5")
    response = client.post(own(consensus), stale | {"PM-1": ["L1"]})
    assert response.status_code == 422
    assert Opinion.objects.get().value == "L5"
    again = fields_of(response.content.decode())
    client.post(own(consensus), again)
    assert Opinion.objects.get().value == "L1"


def test_without_consensus_mode_nothing_is_kept_and_everything_looks_as_before(signed_in, draft, alice, bob):
    client = signed_in(bob)
    page = client.get(reverse("surveys:page", args=[draft.uuid, "PM"])).content.decode()
    assert "Opinions <span" not in page
    response = client.post(own(draft), {"PM-1": ["L2"], "PM-1.base": ["0.x"]}, follow=True)
    assert "Consensus mode is off" in response.content.decode()
    assert save_opinion(draft, bob, "PM-1", "L2", 0).result == "locked"
    assert not Opinion.objects.exists()


def test_switching_off_keeps_the_opinions(signed_in, consensus, opine, alice, bob):
    opine(bob, "PM-1", "L2")
    client = signed_in(alice)
    switch = reverse("teamwork:switch", args=[consensus.uuid])
    client.post(switch, {"on": "no"})
    assert not Consensus.objects.is_on(consensus)
    client.post(switch, {"on": "yes"})
    assert Opinions(consensus).of(bob) == {"PM-1"}


@pytest.mark.parametrize("how", ["removed", "viewer"])
def test_who_may_no_longer_answer_no_longer_counts(consensus, opine, alice, bob, member, how):
    opine(alice, "PM-1", "L2")
    opine(bob, "PM-1", "L4")
    assert Opinions(consensus).spreads["PM-1"].given == 2
    if how == "removed":
        members.remove(member(bob))
    else:
        members.change_role(member(bob), Membership.Role.VIEWER)
    assert Opinions(consensus).spreads["PM-1"].given == 1


def test_after_submission_no_opinion_is_kept(answered, alice):
    Consensus.objects.switch(answered, alice, True)
    submit(answered, alice, Sheet(answered).seen)
    assert save_opinion(answered, alice, "PM-1", "L2", 0).result == "locked"
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\0", "长" * 3500, "{{ 7*7 }}"])
def test_awkward_texts_never_break_the_page(signed_in, consensus, bob, text):
    data = {"RD-1": ["na"], "RD-1.reason": [text], "RD-1.base": [text], "RD-2": [text], "go": text, "clear": text}
    response = signed_in(bob).post(own(consensus, "RD"), data)
    assert response.status_code in (302, 422)
    assert b"<script>alert" not in response.content


def test_the_page_asks_the_database_the_same_however_many_opinions_there_are(
    signed_in, consensus, opine, alice, bob, django_assert_max_num_queries
):
    client = signed_in(bob)
    beside = reverse("surveys:page", args=[consensus.uuid, "PM"])
    counts = []
    for rung in ("L1", "L2"):
        opine(bob, "PM-1", rung)
        with django_assert_max_num_queries(16) as mine:
            client.get(own(consensus))
        with django_assert_max_num_queries(16) as page:
            client.get(beside)
        counts.append((len(mine), len(page)))
        for question in consensus.questions_of("PM"):
            for user in (alice, bob):
                opine(user, question.code, question.options[1].code)
    assert counts[0] == counts[1]

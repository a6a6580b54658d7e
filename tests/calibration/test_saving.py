"""Ratings: kept by compare-and-set, nothing after handing in or closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from calibration import preparing
from calibration.models import Rating, Round, Scorer
from calibration.saving import CLOSED, HANDED_IN, NOTHING, hand_in, save_rating

pytestmark = pytest.mark.django_db


def plain(value, confidence="", why=""):
    return {"value": value, "confidence": confidence, "why": why}


def test_a_rating_is_kept_with_confidence_and_reason(opened, wang):
    reply = save_rating(opened, wang, "PM-1", plain("L2", "fairly", " 看的是贴出来的计划 "), 0)
    assert (reply.result, reply.revision) == ("saved", 1)
    kept = Rating.objects.get()
    assert kept.plain == plain("L2", "fairly", "看的是贴出来的计划")
    assert kept.scorer.user == wang


def test_the_same_again_changes_nothing_and_another_answer_makes_a_revision(opened, wang):
    save_rating(opened, wang, "PM-1", plain("L2"), 0)
    assert save_rating(opened, wang, "PM-1", plain("L2"), 0).revision == 1
    assert save_rating(opened, wang, "PM-1", plain("L3"), 1).revision == 2


def test_an_answer_from_a_stale_window_is_a_conflict_that_loses_neither(opened, wang):
    save_rating(opened, wang, "PM-1", plain("L2"), 0)
    save_rating(opened, wang, "PM-1", plain("L3"), 1)
    reply = save_rating(opened, wang, "PM-1", plain("L4"), 1)
    assert (reply.result, reply.value["value"], reply.yours["value"]) == ("conflict", "L3", "L4")
    assert Rating.objects.get().value == "L3"


def test_two_assessors_do_not_meet(opened, wang, rate, colleague):
    rate(opened, wang, "PM-1", "L2")
    assert rate(opened, colleague("Lin"), "PM-1", "L4").revision == 1
    assert Rating.objects.count() == 2


def test_cannot_be_told_and_does_not_apply_are_answers(opened, wang, rate):
    assert rate(opened, wang, "PM-1", "unknown").result == "saved"
    assert rate(opened, wang, "PM-1", None).result == "saved"
    assert Rating.objects.get().value is None


def test_an_unfinished_answer_is_kept_and_said(opened, wang, rate):
    reply = rate(opened, wang, "DT-1", {"connected": 12})
    assert reply.result == "saved"
    assert "缺" in reply.sentence.zh


@pytest.mark.parametrize(
    ("code", "value", "more"),
    [
        ("PM-1", "L9", {}),
        ("XX-1", "L1", {}),
        ("PM-5", "L1", {}),  # of the framework, but not of the case
        ("PM-1", "L1", {"confidence": "very"}),
        ("PM-1", "L1", {"why": "长" * 501}),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(opened, wang, code, value, more):
    reply = save_rating(opened, wang, code, plain(value) | more, 0)
    assert reply.result == "refused"
    assert reply.sentence.zh
    assert not Rating.objects.exists()


def test_after_handing_in_nothing_changes(opened, wang, rate):
    rate(opened, wang, "PM-1", "L2")
    first = hand_in(opened, wang)
    assert first.result == "saved"
    reply = rate(opened, wang, "PM-1", "L3")
    assert (reply.result, reply.sentence) == ("locked", HANDED_IN)
    assert hand_in(opened, wang).at == first.at
    assert Rating.objects.get().value == "L2"


def test_after_closing_nothing_changes_nor_is_handed_in(opened, paula, wang, rate):
    rate(opened, wang, "PM-1", "L2")
    preparing.close(opened, paula)
    assert rate(opened, wang, "PM-1", "L3").sentence == CLOSED
    assert hand_in(opened, wang).sentence == CLOSED
    assert Scorer.objects.get().handed_in_at is None


def test_after_its_last_day_nothing_changes_although_nobody_closed_it(opened, wang, rate):
    Round.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert rate(opened, wang, "PM-1", "L3").sentence == CLOSED


def test_handing_in_nothing_is_refused(opened, wang, rate):
    assert hand_in(opened, wang).sentence == NOTHING
    rate(opened, wang, "PM-1", None)
    assert hand_in(opened, wang).sentence == NOTHING


def test_a_forgotten_person_leaves_their_answers_behind(opened, wang, score_all):
    scorer = score_all(opened, wang)
    wang.delete()
    scorer.refresh_from_db()
    assert scorer.user is None
    assert scorer.ratings.count() == 14

"""Proposing answers: only what fits, never over what somebody has settled, any number of times."""

import uuid

import pytest
from django.db import IntegrityError

from suggestions.models import CHANGED, CONFIRMED, DISMISSED, OPEN, Suggestion
from suggestions.proposing import Proposal, Proposed, propose
from suggestions.settling import dismiss
from surveys.models import Answer, Assessment
from surveys.saving import save_answer
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit

pytestmark = pytest.mark.django_db


def save(assessment, user, question, value):
    return save_answer(assessment, user, question, value, 0, uuid.uuid4())


def test_what_fits_waits_in_its_canonical_form(draft, alice):
    found = propose(
        draft, alice, "ministry", {"PM-8": Proposal({"controlled": "１２", "total": 40}), "PM-1": Proposal("L3")}
    )
    assert found == Proposed(waiting=("PM-1", "PM-8"))
    numbers = draft.suggestions.get(question="PM-8").value
    assert (numbers["controlled"], numbers["total"]) == ("12", "40")


def test_what_does_not_fit_is_named_and_left_out(draft, alice):
    proposals = {"PM-1": Proposal("L9"), "ZZ-1": Proposal("L1"), "PM-2": Proposal(None), "PM-3": Proposal({"x": [1]})}
    assert propose(draft, alice, "ministry", proposals) == Proposed(unfit=("PM-1", "PM-2", "PM-3", "ZZ-1"))
    assert not Suggestion.objects.exists()


def test_a_suggestion_is_no_answer(draft, alice):
    propose(
        draft, alice, "ministry", {question.code: Proposal(question.options[0].code) for question in draft.questions}
    )
    sheet = Sheet(draft)
    assert (sheet.done, sheet.coverage.answered, sheet.answers) == (0, 0, {})
    assert submit(draft, alice, sheet.seen).obstacles.missing > 0
    assert not Answer.objects.exists()


def test_proposing_again_makes_no_second_one_but_renews_what_is_open(draft, alice, suggest):
    first = suggest(value="L3")
    assert suggest(value="L4", exact=False) == first
    assert (Suggestion.objects.get().value, Suggestion.objects.get().exact) == ("L4", False)


def test_two_sources_may_say_different_things(suggest):
    suggest(value="L3")
    suggest(value="L2", source="earlier", detail="2025-03-01")
    assert Suggestion.objects.count() == 2


def test_a_dismissed_suggestion_is_not_proposed_again(draft, alice, suggest):
    dismiss(suggest(value="L3"), alice)
    assert propose(draft, alice, "ministry", {"PM-1": Proposal("L4")}) == Proposed(settled=("PM-1",))
    assert Suggestion.objects.get().value == "L3"


def test_an_answered_question_gets_no_suggestion(draft, alice):
    save(draft, alice, "PM-1", "L2")
    assert propose(draft, alice, "ministry", {"PM-1": Proposal("L4")}) == Proposed(settled=("PM-1",))
    assert not Suggestion.objects.exists()


def test_a_submitted_assessment_takes_no_suggestions(factory, alice):
    answers = {"PM-1": "L2"}
    done = start_with(factory.organisation, alice, Assessment.Mode.FULL, answers, [])
    Assessment.objects.filter(pk=done.pk).update(state="submitted", submitted_at=done.started_at)
    assert propose(done, alice, "ministry", {"PM-2": Proposal("L4")}).settled == ("PM-2",)
    assert not Suggestion.objects.exists()


def test_a_long_detail_is_cut_to_what_the_column_holds(suggest):
    assert len(suggest(detail="长" * 5000).detail) == 300


@pytest.mark.parametrize(
    ("answer", "dismissed", "state"),
    [
        (None, False, OPEN),
        (None, True, DISMISSED),
        ("L3", False, CONFIRMED),
        ("L4", False, CHANGED),
        ("L3", True, CONFIRMED),
    ],
)
def test_its_state_follows_from_the_answer(suggest, alice, answer, dismissed, state):
    suggestion = suggest(value="L3")
    if dismissed:
        dismiss(suggestion, alice)
        suggestion.refresh_from_db()
    assert suggestion.state_beside(answer) == state


def test_the_database_knows_the_same_open_ones(draft, alice, suggest):
    suggest("PM-1")
    suggest("PM-2")
    dismiss(suggest("PM-3"), alice)
    save(draft, alice, "PM-2", "L1")
    assert [one.question for one in Suggestion.objects.unsettled()] == ["PM-1"]
    save_answer(draft, alice, "PM-2", None, 1, uuid.uuid4())
    assert [one.question for one in Suggestion.objects.unsettled()] == ["PM-1", "PM-2"]


def test_the_database_refuses_a_source_nobody_knows(suggest):
    suggestion = suggest()
    suggestion.source = "rumour"
    with pytest.raises(IntegrityError):
        suggestion.save()


def test_strangers_have_no_suggestions(suggest, alice, charlie):
    suggest()
    assert Suggestion.objects.for_user(alice).count() == 1
    assert not Suggestion.objects.for_user(charlie).exists()

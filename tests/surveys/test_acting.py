"""Every answer carries the person and the organisation the person acted for."""

import uuid

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils.translation import override

from accounts.acting import acting_for
from accounts.guards import find
from accounts.rights import EDIT, SUBMIT
from surveys.models import Answer, AnswerEvent, Assessment
from surveys.replay import breaks, differences
from surveys.saving import save_answer, save_scene
from surveys.sheet import Sheet
from surveys.starting import start, start_from
from surveys.submission import submit

pytestmark = pytest.mark.django_db


def test_an_answer_of_ones_own_people_is_given_for_the_enterprise(draft, answer, factory):
    answer(draft, "CM-2", "L1")
    assert Answer.objects.get().acting == factory.organisation
    assert AnswerEvent.objects.get().acting == factory.organisation
    assert draft.created_for == factory.organisation


def test_an_answer_of_an_assessor_is_given_for_the_provider(draft, answer, granted, wang, provider):
    granted({EDIT})
    answer(draft, "CM-2", "L1", wang)
    row = Answer.objects.get()
    assert (row.updated_by, row.acting) == (wang, provider)
    event = AnswerEvent.objects.get()
    assert (event.user, event.acting) == (wang, provider)


def test_a_scene_carries_it_too(draft, granted, wang, provider):
    granted({EDIT})
    save_scene(draft, wang, uuid.uuid4(), {"name": "质检"}, 0, uuid.uuid4())
    assert draft.scenes.get().acting == provider


def test_a_conflict_names_the_organisation_of_the_other_one(draft, answer, granted, alice, wang):
    granted({EDIT})
    answer(draft, "CM-2", "L1", wang)
    with override("en"):
        reply = save_answer(draft, alice, "CM-2", "L2", 0, uuid.uuid4())
    assert (reply.result, reply.by) == ("conflict", "Wang (远山咨询)")


def test_a_submission_and_its_result_name_it(answered, granted, wang, provider):
    granted({EDIT, SUBMIT})
    found = Assessment.objects.get(pk=answered.pk)
    snapshot = submit(found, wang, Sheet(found).seen).snapshot
    found.refresh_from_db()
    assert (found.submitted_by, found.submitted_for, snapshot.acting) == (wang, provider, provider)


def test_what_is_carried_over_keeps_who_said_it(quick_draft, answer, granted, alice, wang, provider):
    granted({EDIT})
    answer(quick_draft, "CM-2", "L1", wang)
    Assessment.objects.filter(pk=quick_draft.pk).update(state="submitted", submitted_at=quick_draft.started_at)
    quick_draft.refresh_from_db()
    new = start_from(quick_draft, alice, "full")
    assert new.answers.get(question="CM-2").acting == provider
    assert new.events.get().acting == new.organisation


def test_an_assessment_begun_by_a_provider_says_so(prepared, wang, provider):
    assert start(prepared.organisation, wang, "full").created_for == provider


def test_the_log_verifies_old_events_beside_new_ones(draft, answer, granted, wang, capsys):
    answer(draft, "CM-2", "L1")
    Answer.objects.update(acting=None)
    with transaction.atomic():
        AnswerEvent.objects.update(acting=None)  # as events were before it was asked
    granted({EDIT})
    answer(draft, "CM-2", "L2", wang)
    answer(draft, "CM-3", "L1", wang)
    assert not differences(draft)
    assert not breaks(draft)
    call_command("verify_answers")
    assert "every answer is what its log says" in capsys.readouterr().out


def test_the_database_does_not_let_an_event_name_another_organisation(draft, answer, granted, wang):
    granted({EDIT})
    answer(draft, "CM-2", "L1", wang)
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerEvent.objects.update(acting=draft.organisation)


def test_the_guard_knows_for_whom_an_answer_is_given_without_another_query(
    draft, granted, wang, django_assert_num_queries
):
    granted({EDIT})
    found = find(Assessment, wang, EDIT, uuid=draft.uuid)
    with django_assert_num_queries(0):
        assert acting_for(wang, found, EDIT).name == "远山咨询"

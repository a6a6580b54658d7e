"""The save protocol: nothing acknowledged is lost, nothing is silently overwritten, nothing is counted twice."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from surveys import saving
from surveys.models import Answer, AnswerEvent, Assessment
from surveys.replay import differences
from surveys.saving import save_answer, save_scene

pytestmark = pytest.mark.django_db


def kept(assessment, question):
    return Answer.objects.get(assessment=assessment, question=question)


def test_a_first_answer_gets_revision_1_and_an_event(draft, alice):
    reply = save_answer(draft, alice, "PM-1", "L3", 0, uuid.uuid4())
    assert (reply.result, reply.value, reply.revision) == ("saved", "L3", 1)
    assert kept(draft, "PM-1").value == "L3"
    event = AnswerEvent.objects.get()
    assert (event.subject, event.found_revision, event.new_revision, event.old_value, event.new_value) == (
        "PM-1",
        0,
        1,
        None,
        "L3",
    )
    assert event.user == alice


def test_a_later_answer_raises_the_revision_and_keeps_the_old_value_in_the_log(draft, alice):
    save_answer(draft, alice, "PM-1", "L3", 0, uuid.uuid4())
    reply = save_answer(draft, alice, "PM-1", "L4", 1, uuid.uuid4())
    assert (reply.result, reply.revision) == ("saved", 2)
    assert AnswerEvent.objects.last().old_value == "L3"


def test_a_repeated_change_gets_the_same_reply_and_is_made_once(draft, alice):
    mutation = uuid.uuid4()
    first = save_answer(draft, alice, "PM-1", "L3", 0, mutation)
    again = save_answer(draft, alice, "PM-1", "L3", 0, mutation)
    assert again == first
    assert AnswerEvent.objects.count() == 1
    assert kept(draft, "PM-1").revision == 1


def test_a_change_whose_reply_was_lost_is_answered_as_then_even_after_later_changes(draft, alice, bob):
    mutation = uuid.uuid4()
    first = save_answer(draft, alice, "PM-1", "L3", 0, mutation)
    save_answer(draft, bob, "PM-1", "L4", 1, uuid.uuid4())
    assert save_answer(draft, alice, "PM-1", "L3", 0, mutation) == first
    assert kept(draft, "PM-1").value == "L4"


def test_two_different_answers_on_the_same_revision_are_a_conflict_that_shows_both(draft, alice, bob):
    save_answer(draft, bob, "PM-1", "L4", 0, uuid.uuid4())
    reply = save_answer(draft, alice, "PM-1", "L2", 0, uuid.uuid4())
    assert (reply.result, reply.value, reply.yours, reply.revision, reply.by) == ("conflict", "L4", "L2", 1, "Bob")
    assert reply.at == kept(draft, "PM-1").updated_at
    assert kept(draft, "PM-1").value == "L4"


def test_a_conflicting_change_is_in_the_log_and_repeated_gets_the_same_reply(draft, alice, bob):
    mutation = uuid.uuid4()
    save_answer(draft, bob, "PM-1", "L4", 0, uuid.uuid4())
    first = save_answer(draft, alice, "PM-1", "L2", 0, mutation)
    save_answer(draft, bob, "PM-1", "L5", 1, uuid.uuid4())
    assert save_answer(draft, alice, "PM-1", "L2", 0, mutation) == first
    event = AnswerEvent.objects.get(mutation=mutation)
    assert (event.new_revision, event.old_value, event.new_value, event.user) == (None, "L4", "L2", alice)


def test_a_conflict_is_settled_by_answering_on_the_revision_that_was_shown(draft, alice, bob):
    save_answer(draft, bob, "PM-1", "L4", 0, uuid.uuid4())
    conflict = save_answer(draft, alice, "PM-1", "L2", 0, uuid.uuid4())
    settled = save_answer(draft, alice, "PM-1", "L2", conflict.revision, uuid.uuid4())
    assert (settled.result, settled.value, settled.revision) == ("saved", "L2", 2)


def test_two_people_who_say_the_same_do_not_disagree(draft, alice, bob):
    save_answer(draft, bob, "PM-1", "L4", 0, uuid.uuid4())
    assert save_answer(draft, alice, "PM-1", "L4", 0, uuid.uuid4()).result == "saved"


def test_a_revision_from_the_future_is_a_conflict(draft, alice):
    save_answer(draft, alice, "PM-1", "L4", 0, uuid.uuid4())
    assert save_answer(draft, alice, "PM-1", "L2", 7, uuid.uuid4()).result == "conflict"


def test_an_id_already_used_for_another_question_is_refused(draft, alice):
    mutation = uuid.uuid4()
    save_answer(draft, alice, "PM-1", "L4", 0, mutation)
    assert save_answer(draft, alice, "PM-2", "L4", 0, mutation).result == "refused"
    assert not Answer.objects.filter(question="PM-2").exists()


def test_an_answer_taken_back_is_empty_and_still_in_the_log(draft, alice):
    save_answer(draft, alice, "PM-1", "L4", 0, uuid.uuid4())
    reply = save_answer(draft, alice, "PM-1", None, 1, uuid.uuid4())
    assert (reply.result, reply.value, reply.revision) == ("saved", None, 2)
    assert kept(draft, "PM-1").value is None
    assert AnswerEvent.objects.last().old_value == "L4"


def test_after_submission_nothing_changes_but_a_repeated_change_is_still_acknowledged(draft, alice):
    mutation = uuid.uuid4()
    first = save_answer(draft, alice, "PM-1", "L3", 0, mutation)
    Assessment.objects.update(state="submitted", submitted_at=draft.started_at)
    assert save_answer(draft, alice, "PM-1", "L4", 1, uuid.uuid4()).result == "locked"
    assert save_answer(draft, alice, "PM-1", "L3", 0, mutation) == first
    assert kept(draft, "PM-1").value == "L3"


def test_numbers_against_sense_are_kept_and_named(draft, alice):
    reply = save_answer(draft, alice, "DT-1", {"connected": "12", "total": "10"}, 0, uuid.uuid4())
    assert reply.result == "saved"
    assert "12" in reply.sentence.zh
    assert "10" in reply.sentence.zh
    assert kept(draft, "DT-1").value == {"connected": "12", "total": "10"}


def test_half_a_number_is_kept_and_what_is_missing_is_said(draft, alice):
    reply = save_answer(draft, alice, "DT-1", {"connected": "12"}, 0, uuid.uuid4())
    assert reply.result == "saved"
    assert "生产设备总数" in reply.sentence.zh


@pytest.mark.parametrize("typed", ["12", " 12 ", "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}", "12.0"])
def test_digits_are_understood_however_they_are_typed(draft, alice, typed):
    assert save_answer(draft, alice, "DT-1", {"connected": typed}, 0, uuid.uuid4()).result == "saved"
    assert float(kept(draft, "DT-1").value["connected"]) == 12


@pytest.mark.parametrize(
    "nonsense",
    ["L9", ["L1"], 7, True, {"na": "why"}, {"x": {"y": 1}}, "<script>alert(1)</script>", "😀", "\0", "\ud800", {}],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence_and_changes_nothing(draft, alice, nonsense):
    reply = save_answer(draft, alice, "PM-1", nonsense, 0, uuid.uuid4())
    assert reply.result == "refused"
    assert reply.sentence.zh
    assert reply.sentence.en
    assert not AnswerEvent.objects.exists()


@pytest.mark.parametrize("number", ["abc", "-3", "1e-99999999", "1e99", "NaN", "inf", "1.5", "９" * 30, "0x1F"])
def test_a_number_that_is_none_is_refused(draft, alice, number):
    assert save_answer(draft, alice, "DT-1", {"connected": number}, 0, uuid.uuid4()).result == "refused"


def test_an_unknown_question_is_refused(draft, alice):
    assert save_answer(draft, alice, "XX-1", "L1", 0, uuid.uuid4()).result == "refused"


def test_not_applicable_without_reason_is_kept_and_the_reason_asked_for(draft, alice):
    reply = save_answer(draft, alice, "PV-1", {"na": ""}, 0, uuid.uuid4())
    assert reply.result == "saved"
    assert reply.sentence is not None


def test_nul_characters_and_half_surrogates_in_a_reason_do_not_break_the_database(draft, alice):
    reply = save_answer(draft, alice, "PV-1", {"na": "没有\0中试\ud83d 😀"}, 0, uuid.uuid4())
    assert reply.result == "saved"
    assert kept(draft, "PV-1").value == {"na": "没有中试 😀"}


def test_an_exclusive_option_stands_alone(draft, alice):
    save_answer(draft, alice, "SG-1", ["none", "L2"], 0, uuid.uuid4())
    assert kept(draft, "SG-1").value == "none"


def test_a_scene_is_saved_changed_and_removed_by_the_same_rules(draft, alice):
    address = uuid.uuid4()
    first = save_scene(draft, alice, address, {"name": "AI 质检", "stage": "PM"}, 0, uuid.uuid4())
    assert (first.result, first.revision) == ("saved", 1)
    assert "状态" in first.sentence.zh
    second = save_scene(draft, alice, address, {"name": "AI 质检", "stage": "PM", "status": "pilot"}, 1, uuid.uuid4())
    assert (second.revision, second.sentence) == (2, None)
    assert save_scene(draft, alice, address, {"name": "别的"}, 1, uuid.uuid4()).result == "conflict"
    assert save_scene(draft, alice, address, None, 2, uuid.uuid4()).result == "saved"
    assert draft.scenes.get().removed


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [("2026-05", "2026-05"), ("2026年5月", "2026-05"), ("２０２６／０５", "2026-05"), ("2026-05-14", "2026-05")],
)
def test_months_are_understood_however_they_are_typed(draft, alice, typed, kept_as):
    reply = save_scene(draft, alice, uuid.uuid4(), {"name": "x", "start_month": typed}, 0, uuid.uuid4())
    assert reply.value["start_month"] == kept_as


@pytest.mark.parametrize(
    "line",
    [
        {"stage": "XX"},
        {"status": "done"},
        {"start_month": "soon"},
        {"start_month": "2026-13"},
        {"name": "长" * 121},
        {"name": 5},
        {"colour": "red"},
        "text",
    ],
)
def test_a_scene_that_cannot_be_understood_is_refused(draft, alice, line):
    reply = save_scene(draft, alice, uuid.uuid4(), line, 0, uuid.uuid4())
    assert reply.result == "refused"
    assert not draft.scenes.exists()


@pytest.fixture
def room_for_two(monkeypatch):
    monkeypatch.setattr(saving, "MOST_SCENES", 2)


@pytest.fixture
def line(draft, alice):
    """Save one line of the register."""

    def save(address, value, base=0, mutation=None):
        return save_scene(draft, alice, address, value, base, mutation or uuid.uuid4())

    return save


def test_no_more_scenes_than_there_is_room_for(room_for_two, line, draft):
    one, two, three = (uuid.uuid4() for _ in range(3))
    assert [line(address, {"name": "x"}).result for address in (one, two, three)] == ["saved", "saved", "refused"]
    assert line(one, {"name": "y"}, 1).result == "saved"
    assert draft.scenes.count() == 2


def test_a_removed_scene_makes_room_and_does_not_come_back_into_a_full_register(room_for_two, line):
    one, two, three = (uuid.uuid4() for _ in range(3))
    line(one, {"name": "x"})
    line(two, {"name": "x"})
    line(one, None, 1)
    assert line(three, {"name": "x"}).result == "saved"
    assert line(one, {"name": "x"}, 2).result == "refused"


def test_the_scene_that_filled_the_register_gets_its_reply_again(room_for_two, line):
    two, mutation = uuid.uuid4(), uuid.uuid4()
    line(uuid.uuid4(), {"name": "x"})
    first = line(two, {"name": "x"}, 0, mutation)
    assert line(two, {"name": "x"}, 0, mutation) == first
    assert first.result == "saved"
    assert line(two, {"name": "y"}, 0).result == "conflict"


def test_a_repeated_change_gets_the_same_advice_on_a_later_day(line, monkeypatch):
    address, mutation, now = uuid.uuid4(), uuid.uuid4(), timezone.now()
    ahead = {"name": "x", "stage": "PM", "status": "production", "owner": "Li", "frequency": "daily"}
    ahead["start_month"] = f"{now + datetime.timedelta(days=40):%Y-%m}"
    first = line(address, ahead, 0, mutation)
    assert first.sentence is not None
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=400))
    assert line(address, ahead, 0, mutation) == first


def test_two_thousand_characters_of_evidence_are_kept_whole(draft, alice):
    text = "证" * 2000
    reply = save_scene(draft, alice, uuid.uuid4(), {"name": "<b>质检</b>", "evidence": text}, 0, uuid.uuid4())
    assert reply.value["evidence"] == text
    assert reply.value["name"] == "<b>质检</b>"


def test_replaying_the_log_gives_the_answers(draft, alice, bob):
    address = uuid.uuid4()
    for user, question, plain, base in [
        (alice, "PM-1", "L2", 0),
        (bob, "PM-1", "L3", 1),
        (alice, "PM-1", "L5", 1),  # conflict
        (bob, "DT-2", ["quality", "sales"], 0),
        (alice, "DT-2", None, 1),
        (alice, "DT-1", {"connected": "3", "total": "9"}, 0),
    ]:
        save_answer(draft, user, question, plain, base, uuid.uuid4())
    save_scene(draft, alice, address, {"name": "一"}, 0, uuid.uuid4())
    save_scene(draft, alice, address, None, 1, uuid.uuid4())
    assert differences(draft) == {}


def test_a_row_changed_behind_the_log_is_found(draft, alice):
    save_answer(draft, alice, "PM-1", "L2", 0, uuid.uuid4())
    Answer.objects.update(value="L5")
    assert differences(draft) == {"PM-1": ((1, "L2"), (1, "L5"))}


def test_the_database_refuses_to_change_an_event(draft, alice):
    save_answer(draft, alice, "PM-1", "L2", 0, uuid.uuid4())
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerEvent.objects.update(new_value="L5")
    event = AnswerEvent.objects.get()
    event.new_value = "L5"
    with pytest.raises(TypeError):
        event.save()


def test_a_person_may_be_forgotten_but_not_the_change(draft, alice, bob):
    save_answer(draft, bob, "PM-1", "L2", 0, uuid.uuid4())
    bob.delete()
    assert AnswerEvent.objects.get().user is None

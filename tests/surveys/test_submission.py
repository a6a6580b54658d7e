"""Submission freezes an assessment once, and says exactly what stands in its way."""

import hashlib
import json
import threading
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from surveys.models import Answer, Assessment, DimensionScore, ResultSnapshot
from surveys.saving import save_answer, save_scene
from surveys.sheet import Sheet
from surveys.signals import assessment_submitted
from surveys.starting import start_from
from surveys.submission import submit

pytestmark = pytest.mark.django_db


def seen(assessment):
    return Sheet(Assessment.objects.get(pk=assessment.pk)).seen


def submitted(assessment, user):
    result = submit(assessment, user, seen(assessment))
    assert result.snapshot, result
    return result.snapshot


def test_a_full_assessment_becomes_a_frozen_snapshot(answered, alice):
    snapshot = submitted(answered, alice)
    answered.refresh_from_db()
    assert (answered.state, answered.submitted_by) == ("submitted", alice)
    assert snapshot.sha256 == hashlib.sha256(snapshot.text.encode()).hexdigest()
    assert snapshot.data["mode"] == "full"
    assert snapshot.data["profile"]["name"] == "慈溪远山汽车零部件有限公司"
    assert snapshot.data["level"] == snapshot.level
    assert len(snapshot.data["answers"]) == 60


def test_scores_are_also_kept_as_rows(answered, alice):
    snapshot = submitted(answered, alice)
    rows = {row.code: row.score for row in snapshot.dimension_scores.all()}
    assert rows == {d["code"]: Decimal(d["score"]) for d in snapshot.data["dimensions"]}
    assert snapshot.overall == Decimal(snapshot.data["overall"])


def test_submitting_twice_gives_the_same_snapshot(answered, alice):
    first = submitted(answered, alice)
    assert submit(answered, alice, "whatever").snapshot == first
    assert ResultSnapshot.objects.count() == 1


def test_what_changed_since_the_person_looked_is_named_and_nothing_is_submitted(answered, alice, bob, answer):
    looked = seen(answered)
    answer(answered, "PM-1", "L1", user=bob)
    result = submit(answered, alice, looked)
    assert (result.snapshot, result.changed) == (None, ["PM-1"])
    assert Assessment.objects.get().open


def test_nine_in_ten_answers_suffice_and_fewer_do_not(answered, alice, answer):
    for question in answered.questions[:7]:
        answer(answered, question.code, None)
    result = submit(answered, alice, seen(answered))
    assert result.obstacles.missing == 1
    assert [given.question.code for given in result.obstacles.open] == [q.code for q in answered.questions[:7]]
    answer(answered, answered.questions[0].code, "unknown")
    assert submit(answered, alice, seen(answered)).obstacles.missing == 1
    answer(answered, answered.questions[0].code, "L1")
    submitted(answered, alice)


def test_not_applicable_without_a_reason_stands_in_the_way(answered, alice, answer):
    answer(answered, "PV-1", {"na": ""})
    result = submit(answered, alice, seen(answered))
    assert [given.question.code for given in result.obstacles.without_reason] == ["PV-1"]
    answer(answered, "PV-1", {"na": "只做客户定型产品"})
    assert submitted(answered, alice).data["answers"]["PV-1"] == {"na": "只做客户定型产品"}


def test_a_quick_version_asks_twenty_questions_and_can_be_continued(quick_draft, alice, answer):
    assert len(quick_draft.questions) == 20
    for question in quick_draft.questions:
        answer(quick_draft, question.code, question.options[1].code)
    save_scene(quick_draft, alice, uuid.uuid4(), {"name": "看图报价", "stage": "MS", "status": "idea"}, 0, uuid.uuid4())
    snapshot = submitted(quick_draft, alice)
    assert snapshot.data["mode"] == "quick"
    full = start_from(Assessment.objects.get(), alice, Assessment.Mode.FULL)
    assert (full.mode, full.predecessor, full.answers.count()) == ("full", quick_draft, 20)
    assert full.scenes.get().name == "看图报价"
    assert start_from(quick_draft, alice, Assessment.Mode.FULL) == full


def test_carried_answers_tell_nothing_about_the_time_spent(answered, alice):
    submitted(answered, alice)
    again = start_from(Assessment.objects.get(), alice, Assessment.Mode.FULL)
    assert again.events.filter(origin="carried").count() == 60
    codes = [warning["code"] for warning in submitted(again, alice).data["warnings"]]
    assert not any("min" in code for code in codes)


def test_a_scene_without_name_stage_or_status_is_left_out_of_the_result(answered, alice):
    save_scene(answered, alice, uuid.uuid4(), {"name": "半句话"}, 0, uuid.uuid4())
    save_scene(answered, alice, uuid.uuid4(), {"name": "质检", "stage": "PM", "status": "pilot"}, 0, uuid.uuid4())
    assert [scene["name"] for scene in submitted(answered, alice).data["scenes"]] == ["质检"]


def test_a_snapshot_is_never_changed(answered, alice):
    snapshot = submitted(answered, alice)
    snapshot.level = "L5"
    with pytest.raises(TypeError):
        snapshot.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ResultSnapshot.objects.update(level="L5")
    with pytest.raises(DatabaseError), transaction.atomic():
        DimensionScore.objects.update(score=100)


def test_submission_is_announced_once_and_only_after_commit(answered, alice, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, assessment, snapshot, **kwargs):
        heard.append((assessment, snapshot))

    assessment_submitted.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            snapshot = submitted(answered, alice)
            assert heard == []
        submit(answered, alice, "")
    finally:
        assessment_submitted.disconnect(listen)
    assert heard == [(answered, snapshot)]


def test_a_listener_that_breaks_does_not_undo_the_submission(answered, alice, django_capture_on_commit_callbacks):
    def listen(**kwargs):
        raise RuntimeError("broker down")

    assessment_submitted.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            submitted(answered, alice)
    finally:
        assessment_submitted.disconnect(listen)
    assert ResultSnapshot.objects.count() == 1


def test_other_questionnaire_files_than_those_it_began_with_are_not_submitted(answered, alice):
    Assessment.objects.update(framework_digest="0" * 64)
    assert submit(answered, alice, seen(answered)).other_questionnaire


def test_the_same_answers_give_the_same_snapshot_text(answered, alice):
    first = submitted(answered, alice)
    again = start_from(Assessment.objects.get(), alice, Assessment.Mode.FULL)
    second = submitted(again, alice)
    one, two = (json.loads(s.text) for s in (first, second))
    assert one["answers_digest"] == two["answers_digest"]
    assert one["overall"] == two["overall"]


def _at_once(number, act):
    """Run `act(i)` in so many threads that all begin together; what they returned."""
    barrier, found, failed = threading.Barrier(number), [], []

    def run(i):
        barrier.wait()
        try:
            found.append(act(i))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    return found


@pytest.mark.django_db(transaction=True)
def test_twenty_submissions_at_once_give_one_snapshot(answered, alice):
    looked = seen(answered)
    results = _at_once(20, lambda i: submit(Assessment.objects.get(pk=answered.pk), alice, looked).snapshot.pk)
    assert len(set(results)) == 1
    assert len(results) == 20
    assert ResultSnapshot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_five_answers_on_the_same_revision_one_is_accepted_and_four_conflict(draft, alice):
    options = ["L1", "L2", "L3", "L4", "L5"]
    save_answer(draft, alice, "PM-1", "unknown", 0, uuid.uuid4())
    results = _at_once(5, lambda i: save_answer(draft, alice, "PM-1", options[i], 1, uuid.uuid4()).result)
    assert sorted(results) == ["conflict"] * 4 + ["saved"]
    assert Answer.objects.get().revision == 2


@pytest.mark.django_db(transaction=True)
def test_answers_racing_a_submission_are_in_the_snapshot_or_refused(answered, alice):
    looked = seen(answered)
    kept = Answer.objects.get(question="PM-1").revision

    def act(i):
        if i == 0:
            return submit(Assessment.objects.get(pk=answered.pk), alice, looked)
        return save_answer(answered, alice, "PM-1", "L1", kept, uuid.uuid4())

    found = _at_once(4, act)
    saved = [reply for reply in found if getattr(reply, "result", "") == "saved"]
    snapshot = ResultSnapshot.objects.first()
    assert bool(saved) != bool(snapshot)
    if snapshot:
        assert snapshot.data["answers"]["PM-1"] == "L3"

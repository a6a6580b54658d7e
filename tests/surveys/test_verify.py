"""The nightly command: silent agreement or a loud list."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from surveys.models import Answer, AnswerEvent, SceneEntry
from surveys.saving import save_answer, save_scene
from surveys.sheet import Sheet
from surveys.starting import start_from
from surveys.submission import submit

pytestmark = pytest.mark.django_db

SCENE = uuid.UUID(int=1)


@pytest.fixture
def logged(draft, alice, bob):
    """Two changes of an answer, a conflict, and a scene."""
    save_answer(draft, alice, "PM-1", "L2", 0, uuid.uuid4())
    save_answer(draft, bob, "PM-1", "L3", 1, uuid.uuid4())
    save_answer(draft, alice, "PM-1", "L5", 1, uuid.uuid4())
    save_scene(draft, alice, SCENE, {"name": "AI 质检"}, 0, uuid.uuid4())
    return draft


def complaint():
    """What the command writes before it fails, and how it fails."""
    err = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("verify_answers", stderr=err)
    return err.getvalue(), str(failure.value)


def test_it_says_how_many_assessments_agree_with_their_log(logged):
    out = StringIO()
    call_command("verify_answers", stdout=out)
    assert out.getvalue().startswith("1 assessments checked")


def test_carried_answers_agree_with_their_log(answered, alice):
    assert submit(answered, alice, Sheet(answered).seen).snapshot
    answered.refresh_from_db()
    start_from(answered, alice, "full")
    out = StringIO()
    call_command("verify_answers", stdout=out)
    assert out.getvalue().startswith("2 assessments checked")


@pytest.mark.parametrize(
    ("tamper", "subject"),
    [
        (lambda draft: Answer.objects.update(value="L5"), "PM-1"),
        (lambda draft: Answer.objects.update(value=None), "PM-1"),
        (lambda draft: Answer.objects.update(revision=3), "PM-1"),
        (lambda draft: Answer.objects.all().delete(), "PM-1"),
        (
            lambda draft: Answer.objects.create(
                assessment=draft, question="PM-2", value="L1", updated_at=timezone.now()
            ),
            "PM-2",
        ),
        (lambda draft: SceneEntry.objects.update(name="别的"), f"scene:{SCENE}"),
        (lambda draft: SceneEntry.objects.update(removed=True), f"scene:{SCENE}"),
        (lambda draft: SceneEntry.objects.all().delete(), f"scene:{SCENE}"),
    ],
    ids=["value", "emptied", "revision", "lost", "smuggled in", "scene changed", "scene removed", "scene lost"],
)
def test_it_names_the_row_somebody_tampered_with_and_fails(logged, tamper, subject):
    tamper(logged)
    lines, failure = complaint()
    assert lines.startswith(f"{logged.uuid} {subject}: the log says")
    assert failure.startswith("1 answers differ")


def test_it_names_every_row_that_differs(logged):
    Answer.objects.update(value="L5")
    SceneEntry.objects.update(name="别的")
    lines, failure = complaint()
    assert len(lines.splitlines()) == 2
    assert failure.startswith("2 answers differ")


def test_it_notices_an_event_that_is_gone_although_the_row_agrees_with_the_last_one(logged):
    AnswerEvent.objects.filter(subject="PM-1", new_revision=1).delete()
    lines, failure = complaint()
    assert lines == f"{logged.uuid} PM-1: the log goes on from (1, 'L2') but had come to (0, None)\n"
    assert failure == "0 answers differ from their log; the log is broken in 1 places."


def test_an_answer_altered_together_with_its_event_is_noticed_by_the_conflict_that_met_it(logged, alice):
    AnswerEvent.objects.filter(subject="PM-1", new_revision=2).delete()
    AnswerEvent.objects.create(
        assessment=logged,
        subject="PM-1",
        mutation=uuid.uuid4(),
        user=alice,
        at=timezone.now(),
        base_revision=1,
        found_revision=1,
        new_revision=2,
        old_value="L2",
        new_value="L1",
    )
    Answer.objects.update(value="L1")
    assert "the log goes on from" in complaint()[0]

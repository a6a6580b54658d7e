"""The answers that follow from the log: every accepted change, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from surveys.models import AnswerEvent
from surveys.register import plain_scene

LOGS: list[Callable[[], Replayed]] = []  # of the rooms above


@dataclass(frozen=True)
class Replayed:
    """What a further log was found to be: the name of what it keeps, how many there are, a sentence for each fault."""

    name: str
    checked: int
    faults: tuple[str, ...]


def also(check: Callable[[], Replayed]) -> None:
    """From now on `verify_answers` looks at this log too."""
    if check not in LOGS:
        LOGS.append(check)


NOTHING = (0, None)  # revision and value of what has never been said


def replayed(assessment):
    """subject → (revision, value) after all accepted changes."""
    events = AnswerEvent.objects.filter(assessment=assessment, new_revision__isnull=False).order_by("pk")
    return {event.subject: (event.new_revision, event.new_value) for event in events.iterator()}


def kept(assessment):
    """subject → (revision, value) as the tables hold it."""
    answers = {answer.question: (answer.revision, answer.value) for answer in assessment.answers.all()}
    scenes = {f"scene:{entry.uuid}": (entry.revision, plain_scene(entry)) for entry in assessment.scenes.all()}
    return answers | scenes


def differences(assessment):
    """Subjects whose row is not what the log says, with both: {subject: (from the log, from the table)}."""
    log, table = replayed(assessment), kept(assessment)
    subjects = sorted(set(log) | set(table))
    return {s: (log.get(s), table.get(s)) for s in subjects if log.get(s) != table.get(s)}


def breaks(assessment):
    """Where the log does not follow on from itself, as after the loss of an event: [(subject, before, found)].

    `before`: revision and value the earlier events lead to; `found`: those the next one says it found.
    """
    standing, broken = {}, []
    for event in AnswerEvent.objects.filter(assessment=assessment).order_by("pk").iterator():
        before, found = standing.get(event.subject, NOTHING), (event.found_revision, event.old_value)
        if before != found:
            broken.append((event.subject, before, found))
        standing[event.subject] = found if event.new_revision is None else (event.new_revision, event.new_value)
    return broken

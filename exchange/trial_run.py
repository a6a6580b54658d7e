"""What a file would change, shown before anything is kept; then kept by one press."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing

from exchange.returned import FileRead
from exchange.seals import Base, mark
from readiness.framework import Framework
from readiness.questions import Question
from readiness.text import Text
from surveys.models import AnswerEvent, Assessment
from surveys.register import plain_scene
from surveys.saving import CONFLICT, SAVED, Reply, save_answer, save_scene

SALT = "exchange.trial_run"
GOOD_FOR = 2 * 60 * 60  # seconds between looking and keeping


SCENE = "scene:"


@dataclass(frozen=True)
class Change:
    """One answer or scene of the file beside the one that is there. subject: as in the log of changes."""

    subject: str
    question: Question | None  # None for a scene
    before: Any
    after: Any
    base: int  # revision of the one that is there


@dataclass(frozen=True)
class TrialRun:
    """changes: to answers that are still what they were when the file was taken. conflicts: to answers that are not.

    untouched: answers changed here meanwhile, which the file still has as they were then: it says nothing about them.
    """

    read: FileRead
    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...] = ()
    untouched: tuple[Change, ...] = ()

    @property
    def same(self) -> int:
        """How many answers and scenes of the file are there already."""
        return len(self.read.values) - len(self.changes) - len(self.conflicts) - len(self.untouched)


@dataclass(frozen=True)
class Kept:
    """What became of the changes, by subject."""

    saved: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()  # somebody has changed the answer between looking and keeping
    refused: Mapping[str, Text | None] = field(default_factory=dict)  # with the reason


def try_out(framework: Framework, draft: Assessment | None, read: FileRead) -> TrialRun:
    """Compare what was read with the answers of a draft and with what they were; without a draft everything is new."""
    there = kept_in(draft, bool(read.scenes)) if draft else {}
    found = [_change(framework, there, subject, value) for subject, value in read.values.items()]
    sorts: dict[str, list[Change]] = {"changes": [], "conflicts": [], "untouched": []}
    for change in found:
        if change.before != change.after:
            sorts[_sort(change, read.bases.get(change.subject))].append(change)
    return TrialRun(read, *(tuple(changes) for changes in sorts.values()))


def kept_in(draft: Assessment, with_scenes: bool) -> dict[str, tuple[int, Any]]:
    """subject → (revision, value) as it is kept now."""
    found = {row.question: (row.revision, row.value) for row in draft.answers.all()}
    if with_scenes:
        found |= {f"{SCENE}{row.uuid}": (row.revision, plain_scene(row)) for row in draft.scenes.all()}
    return found


def _change(framework: Framework, there: Mapping[str, tuple[int, Any]], subject: str, value: Any) -> Change:
    revision, before = there.get(subject, (0, None))
    return Change(subject, framework.questions.get(subject), before, value, revision)


def _sort(change: Change, base: Base | None) -> str:
    if base is None or change.base in (0, base.revision):  # 0: nobody has ever answered it here
        return "changes"
    return "untouched" if base.shown == mark(change.after) else "conflicts"


def sealed(trial: TrialRun, base: Assessment, framework: Framework, user) -> str:
    """The changes as a text that only this person can bring back, and only to this assessment."""
    found = (*trial.changes, *trial.conflicts)
    changes = {change.subject: [change.base, change.after] for change in found}
    bound = _bound(base, framework, user)
    conflicts = [change.subject for change in trial.conflicts]
    return signing.dumps(bound | {"changes": changes, "conflicts": conflicts}, salt=SALT, compress=True)


@dataclass(frozen=True)
class Opened:
    """A sealed text: subject → [revision, value], and which of them are conflicts."""

    changes: Mapping[str, list[Any]]
    conflicts: frozenset[str]

    def decided(self, for_the_file: Collection[str]) -> dict[str, list[Any]]:
        """What is kept: every change, and of the conflicts those that somebody has decided for the file."""
        return {c: change for c, change in self.changes.items() if c not in self.conflicts or c in for_the_file}


def opened(text: str, base: Assessment, framework: Framework, user) -> Opened | None:
    """What a sealed text holds; None when it is old, foreign or was changed."""
    try:
        data = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    bound = _bound(base, framework, user)
    if {key: data.get(key) for key in bound} != bound:
        return None
    return Opened(data["changes"], frozenset(data["conflicts"]))


def overtaken(framework: Framework, draft: Assessment, kept: Kept, changes: Mapping[str, list[Any]]) -> TrialRun:
    """What somebody has changed between looking and keeping, as conflicts to decide."""
    values = {subject: changes[subject][1] for subject in kept.conflicts}
    scenes = {subject: value for subject, value in values.items() if subject.startswith(SCENE)}
    read = FileRead({code: value for code, value in values.items() if code not in scenes}, scenes=scenes)
    found = try_out(framework, draft, read)
    return TrialRun(read, (), found.changes)


def _bound(base, framework, user) -> dict[str, Any]:
    return {"assessment": str(base.uuid), "framework": framework.reference, "user": user.pk}


def keep(draft: Assessment, user, text: str, changes: Mapping[str, list[Any]]) -> Kept:
    """Save the changes of a sealed text. A second press finds those of the first."""
    replies = {
        subject: _save(draft, user, subject, value, base, _mutation(draft, text, subject))
        for subject, (base, value) in changes.items()
    }
    saved, conflicts = (
        tuple(subject for subject, reply in replies.items() if reply.result == result) for result in (SAVED, CONFLICT)
    )
    rest = {subject: reply for subject, reply in replies.items() if subject not in (*saved, *conflicts)}
    return Kept(saved, conflicts, {subject: reply.sentence for subject, reply in rest.items()})


def _save(draft, user, subject: str, value: Any, base: int, mutation: uuid.UUID) -> Reply:
    origin = AnswerEvent.Origin.ADOPTED
    if subject.startswith(SCENE):
        address = uuid.UUID(subject.removeprefix(SCENE))
        return save_scene(draft, user, address, value, base, mutation, origin)
    return save_answer(draft, user, subject, value, base, mutation, origin)


def _mutation(draft, text: str, subject: str) -> uuid.UUID:
    return uuid.uuid5(draft.uuid, f"{text} {subject}")

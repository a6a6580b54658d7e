"""What a file would change, shown before anything is kept; then kept by one press."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from exchange.returned import FileRead
from exchange.seals import Base, mark
from readiness.framework import Framework
from readiness.questions import Question
from surveys.models import AnswerEvent, Assessment
from surveys.saving import CONFLICT, SAVED, save_answer

SALT = "exchange.trial_run"
GOOD_FOR = 2 * 60 * 60  # seconds between looking and keeping


@dataclass(frozen=True)
class Change:
    """One answer of the file beside the one that is there."""

    question: Question
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
        """How many answers of the file are there already."""
        return len(self.read.answers) - len(self.changes) - len(self.conflicts) - len(self.untouched)


@dataclass(frozen=True)
class Kept:
    """What became of the changes, as codes of questions."""

    saved: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()  # somebody has changed the answer between looking and keeping
    refused: tuple[str, ...] = ()


def try_out(framework: Framework, draft: Assessment | None, read: FileRead) -> TrialRun:
    """Compare what was read with the answers of a draft and with what they were; without a draft everything is new."""
    rows = {row.question: row for row in draft.answers.all()} if draft else {}
    found = [_change(framework, rows, code, value) for code, value in read.answers.items()]
    sorts: dict[str, list[Change]] = {"changes": [], "conflicts": [], "untouched": []}
    for change in found:
        if change.before != change.after:
            sorts[_sort(change, read.bases.get(change.question.code))].append(change)
    return TrialRun(read, *(tuple(changes) for changes in sorts.values()))


def _change(framework: Framework, rows: Mapping[str, Any], code: str, value: Any) -> Change:
    row = rows.get(code)
    return Change(framework.questions[code], row.value if row else None, value, row.revision if row else 0)


def _sort(change: Change, base: Base | None) -> str:
    if base is None or change.base in (0, base.revision):  # 0: nobody has ever answered it here
        return "changes"
    return "untouched" if base.shown == mark(change.after) else "conflicts"


def sealed(trial: TrialRun, base: Assessment, framework: Framework, user) -> str:
    """The changes as a text that only this person can bring back, and only to this assessment."""
    found = (*trial.changes, *trial.conflicts)
    changes = {change.question.code: [change.base, change.after] for change in found}
    bound = _bound(base, framework, user)
    conflicts = [change.question.code for change in trial.conflicts]
    return signing.dumps(bound | {"changes": changes, "conflicts": conflicts}, salt=SALT, compress=True)


@dataclass(frozen=True)
class Opened:
    """A sealed text: question → [revision, answer], and which of them are conflicts."""

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
    read = FileRead({code: changes[code][1] for code in kept.conflicts})
    found = try_out(framework, draft, read)
    return TrialRun(read, (), found.changes)


def _bound(base, framework, user) -> dict[str, Any]:
    return {"assessment": str(base.uuid), "framework": framework.reference, "user": user.pk}


def keep(draft: Assessment, user, text: str, changes: Mapping[str, list[Any]]) -> Kept:
    """Save the changes of a sealed text. A second press finds those of the first."""
    results = {
        code: save_answer(
            draft, user, code, value, base, _mutation(draft, text, code), AnswerEvent.Origin.ADOPTED
        ).result
        for code, (base, value) in changes.items()
    }
    by_result = {
        result: tuple(code for code, found in results.items() if found == result) for result in set(results.values())
    }
    saved, conflicts = by_result.get(SAVED, ()), by_result.get(CONFLICT, ())
    return Kept(saved, conflicts, tuple(code for code in results if code not in (*saved, *conflicts)))


def _mutation(draft, text: str, code: str) -> uuid.UUID:
    return uuid.uuid5(draft.uuid, f"{text} {code}")

"""What a file would change, shown before anything is kept; then kept by one press."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from exchange.workbook import FileRead
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
    read: FileRead
    changes: tuple[Change, ...]

    @property
    def same(self) -> int:
        """How many answers of the file are there already."""
        return len(self.read.answers) - len(self.changes)


@dataclass(frozen=True)
class Kept:
    """What became of the changes, as codes of questions."""

    saved: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()  # somebody has changed the answer between looking and keeping
    refused: tuple[str, ...] = ()


def try_out(framework: Framework, draft: Assessment | None, read: FileRead) -> TrialRun:
    """Compare what was read with the answers of a draft; without one everything is new."""
    rows = {row.question: row for row in draft.answers.all()} if draft else {}
    found = [_change(framework, rows, code, value) for code, value in read.answers.items()]
    return TrialRun(read, tuple(change for change in found if change.before != change.after))


def _change(framework: Framework, rows: Mapping[str, Any], code: str, value: Any) -> Change:
    row = rows.get(code)
    return Change(framework.questions[code], row.value if row else None, value, row.revision if row else 0)


def sealed(trial: TrialRun, base: Assessment, framework: Framework, user) -> str:
    """The changes as a text that only this person can bring back, and only to this assessment."""
    changes = {change.question.code: [change.base, change.after] for change in trial.changes}
    return signing.dumps(_bound(base, framework, user) | {"changes": changes}, salt=SALT, compress=True)


def opened(text: str, base: Assessment, framework: Framework, user) -> dict[str, list[Any]] | None:
    """The changes in a sealed text: question → [revision, answer]; None when it is old, foreign or was changed."""
    try:
        data = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    bound = _bound(base, framework, user)
    return data["changes"] if {key: data.get(key) for key in bound} == bound else None


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

"""The only door through which an answer or a scene changes.

A change carries an id the client made (`mutation`) and the revision it was made on. It is compared and set in one UPDATE,
logged whether accepted or in conflict, and answered the same way however often it arrives.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_for
from accounts.rights import EDIT
from accounts.wording import who
from readiness.answers import AnswerError, Measured, fault_of, read_answer, to_plain
from readiness.questions import Question
from readiness.text import Text
from surveys.models import Answer, AnswerEvent, Assessment, SceneEntry
from surveys.register import MOST_SCENES, columns_of, plain_scene, read_scene, shortcomings

SAVED, CONFLICT, LOCKED, REFUSED = "saved", "conflict", "locked", "refused"
DECIMALS = 6  # of a typed number, at most

NO_SUCH_QUESTION = Text("这份问卷里没有这道题。", "This questionnaire has no such question.")
ID_IN_USE = Text(
    "这次修改的编号已被用于另一道题，请刷新页面后重试。",
    "The id of this change belongs to another question; please reload the page.",
)
TOO_MANY_SCENES = Text(f"场景最多登记 {MOST_SCENES} 个。", f"At most {MOST_SCENES} scenes can be registered.")
SUBMITTED = Text(
    "测评已经提交，答案不能再改。", "The assessment has been submitted; its answers can no longer be changed."
)


@dataclass(frozen=True)
class Reply:
    """What became of a change. `value` and `revision`: what the server holds now; `yours`: what was sent, in a conflict."""

    result: str  # saved | conflict | locked | refused
    value: Any = None
    revision: int = 0
    at: datetime.datetime | None = None
    by: str = ""  # in a conflict: who made the change that was found
    by_id: int | None = None
    yours: Any = None
    sentence: Text | None = None  # why it was refused, or what an accepted answer still lacks


class AnswerPlace:
    """Where the answer to one question is kept."""

    def __init__(self, assessment: Assessment, question: Question):
        self.assessment, self.question, self.subject = assessment, question, question.code

    def found(self):
        """(revision, value); revision 0 when there has never been an answer."""
        rows = Answer.objects.filter(assessment=self.assessment, question=self.question.code)
        return rows.values_list("revision", "value").first() or (0, None)

    def write(self, base, value, trace):
        """Set the value if the revision is still `base`; whether it was."""
        if base == 0:
            return _insert(Answer(assessment=self.assessment, question=self.question.code, value=value, **trace))
        rows = Answer.objects.filter(assessment=self.assessment, question=self.question.code, revision=base)
        return rows.update(value=value, revision=base + 1, **trace) == 1

    def refusal(self, value):
        """Why there is no room for the value; there always is for an answer."""
        return

    def advice(self, value, on):
        """What the value still lacks, as seen on the day it was kept."""
        return None if value is None else fault_of(self.question, read_answer(self.question, value))


class ScenePlace:
    """Where one scene of the register is kept. No value: the scene has been removed."""

    def __init__(self, assessment: Assessment, address: uuid.UUID):
        self.assessment, self.address, self.subject = assessment, address, f"scene:{address}"

    def found(self):
        entry = SceneEntry.objects.filter(assessment=self.assessment, uuid=self.address).first()
        return (0, None) if entry is None else (entry.revision, plain_scene(entry))

    def write(self, base, value, trace):
        columns = columns_of(value) | trace
        if base == 0:
            return _insert(SceneEntry(assessment=self.assessment, uuid=self.address, **columns))
        rows = SceneEntry.objects.filter(assessment=self.assessment, uuid=self.address, revision=base)
        return rows.update(revision=base + 1, **columns) == 1

    def refusal(self, value):
        others = SceneEntry.objects.filter(assessment=self.assessment, removed=False).exclude(uuid=self.address)
        return TOO_MANY_SCENES if value is not None and others.count() >= MOST_SCENES else None

    def advice(self, value, on):
        lacking = [] if value is None else shortcomings(value, on)
        if not lacking:
            return None
        return Text(
            f"还缺：{'、'.join(text.zh for text in lacking)}。",
            f"Still missing: {', '.join(text.en for text in lacking)}.",
        )


def _insert(row):
    """Whether the row was new. The assessment is locked, so nobody can insert in between."""
    if type(row).objects.filter(**_address(row)).exists():
        return False
    row.save(force_insert=True)
    return True


def _address(row):
    key = "question" if isinstance(row, Answer) else "uuid"
    return {"assessment": row.assessment, key: getattr(row, key)}


def save_answer(assessment, user, question, plain, base_revision, mutation, origin=AnswerEvent.Origin.TYPED) -> Reply:
    """Keep one answer. `plain`: as `readiness.answers` reads it, None takes the answer back. `origin`: for the log."""
    asked = assessment.framework.questions.get(question)
    if asked is None:
        return Reply(REFUSED, sentence=NO_SUCH_QUESTION)
    try:
        value = canonical(asked, plain)
    except AnswerError as error:
        return Reply(REFUSED, sentence=error.text)
    return _change(AnswerPlace(assessment, asked), user, value, base_revision, mutation, origin)


def save_scene(assessment, user, address, plain, base_revision, mutation, origin=AnswerEvent.Origin.TYPED) -> Reply:
    """Keep one scene of the register, under the address its client gave it. None removes it."""
    try:
        value = read_scene(
            [dimension.code for dimension in assessment.framework.stages(assessment.weights)], tidy(plain)
        )
    except AnswerError as error:
        return Reply(REFUSED, sentence=error.text)
    return _change(ScenePlace(assessment, address), user, value, base_revision, mutation, origin)


def canonical(question: Question, plain: Any) -> Any:
    """One form for one answer; None where nothing has been said. Raises AnswerError."""
    if plain is None:
        return None
    answer = read_answer(question, tidy(plain))
    if isinstance(answer, Measured):
        for number in (*answer.inputs.values(), answer.value):
            if number is not None and number != round(number, DECIMALS):
                raise AnswerError(_short(number), Text("最多六位小数的数字", "a number with at most six decimals"))
    return to_plain(answer) or None


def _short(number):
    return f"{number:.6g}"


def tidy(plain: Any) -> Any:
    """The same value without what no database keeps: NUL characters and halves of surrogate pairs."""
    if isinstance(plain, str):
        return plain.replace("\0", "").encode("utf-8", "ignore").decode()
    if isinstance(plain, list):
        return [tidy(item) for item in plain]
    if isinstance(plain, dict):
        return {tidy(key): tidy(item) for key, item in plain.items()}
    return plain


@transaction.atomic
def _change(place, user, value, base, mutation, origin=AnswerEvent.Origin.TYPED) -> Reply:
    assessment = locked(place.assessment)
    event = AnswerEvent.objects.filter(assessment=assessment, mutation=mutation).first()
    if event is None and not assessment.open:
        revision, kept = place.found()
        return Reply(LOCKED, kept, revision, sentence=SUBMITTED)
    # Only now: a change that was accepted before gets its reply again, however full the register has become.
    refusal = None if event else place.refusal(value)
    if refusal:
        return Reply(REFUSED, sentence=refusal)
    event = event or _record(place, user, value, base, mutation, origin)
    if event.subject != place.subject:
        return Reply(REFUSED, sentence=ID_IN_USE)
    return _reply(place, event)


def locked(assessment: Assessment) -> Assessment:
    """The assessment as it is now, held until the end of the transaction. On SQLite the transaction itself holds it."""
    return Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)


def _record(place, user, value, base, mutation, origin) -> AnswerEvent:
    """Make the change, or find that it cannot be made, and log it either way."""
    found, old = place.found()
    if base != found and value == old:
        base = found  # two people who say the same do not disagree
    at, acting = timezone.now(), acting_for(user, place.assessment, EDIT)
    trace = {"updated_by": user, "updated_at": at, "acting": acting}
    accepted = base == found and place.write(base, value, trace)
    return AnswerEvent.objects.create(
        assessment=place.assessment,
        subject=place.subject,
        mutation=mutation,
        origin=origin,
        base_revision=base,
        found_revision=found,
        new_revision=found + 1 if accepted else None,
        old_value=old,
        new_value=value,
        user=user,
        acting=acting,
        at=at,
    )


def _reply(place, event: AnswerEvent) -> Reply:
    """The reply to a change follows from its event alone, so a repeated change gets the same one."""
    if event.new_revision is not None:
        advice = place.advice(event.new_value, timezone.localdate(event.at))
        return Reply(SAVED, event.new_value, event.new_revision, event.at, sentence=advice)
    other = (
        AnswerEvent.objects.filter(
            assessment=place.assessment, subject=event.subject, new_revision=event.found_revision
        )
        .select_related("user", "acting")
        .first()
    )
    return Reply(
        CONFLICT,
        value=event.old_value,
        revision=event.found_revision,
        at=other.at if other else None,
        by=who(other.user, other.acting, place.assessment.organisation_id) if other else "",
        by_id=other.user_id if other else None,
        yours=event.new_value,
    )

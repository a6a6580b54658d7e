"""The only door through which a finding changes; the same compare-and-set as for answers, which it never touches."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from readiness.answers import AnswerError, Unknown, fault_of, read_answer
from readiness.questions import Question
from readiness.text import Text
from surveys.saving import CONFLICT, ID_IN_USE, LOCKED, NO_SUCH_QUESTION, REFUSED, SAVED, canonical, tidy
from verification.findings import LONGEST_NOTE, Finding, FindingEvent
from verification.verifications import Verification

CONFIRMED, DIFFERENT, UNCHECKED = Finding.Outcome.CONFIRMED, Finding.Outcome.DIFFERENT, Finding.Outcome.UNCHECKED
SEEN = ("observed", "document", "oral", "plan")  # the classes of evidence, strongest first

SIGNED = Text(
    "核验声明已经签署，核验结果不能再改。", "The statement has been signed; findings can no longer be changed."
)
NO_OUTCOME = Text(
    "请选择核验结论：属实、不同或无法核验。", "Please choose a finding: confirmed, different or could not be checked."
)
NOTHING_TO_CONFIRM = Text(
    "企业没有回答这道题，没有可以确认的内容。请填写核验后的答案，或选择“无法核验”。",
    "The enterprise gave no answer here, so there is nothing to confirm. Give the verified answer, or choose “could not be checked”.",
)
NO_EVIDENCE = Text("请选择您看到的依据属于哪一类。", "Please choose what kind of evidence you have seen.")
ONLY_A_PLAN = Text(
    "计划只说明打算做什么，不能证明已经做到。请选择其他依据，或把结论改为“不同”或“无法核验”。",
    "A plan shows what is intended, not what is there. Choose other evidence, or the finding “different” or “could not be checked”.",
)
NO_NOTE = Text("请写一句说明为什么无法核验。", "Please write one sentence why it could not be checked.")
NO_VALUE = Text("结论为“不同”时，请填写核验后的答案。", "Please give the answer you found.")
SAME_VALUE = Text(
    "核验后的答案和企业的一样，请改选“属实”。", "This is the answer the enterprise gave; please choose “confirmed”."
)
NOT_KNOWN = Text(
    "“不清楚”不是核验后的答案。查不清时请选“无法核验”。",
    "“Not sure” is no verified answer; choose “could not be checked” instead.",
)


def _too_long(note):
    found = len(note)
    return Text(
        f"说明有 {found} 个字，最多 {LONGEST_NOTE} 个，请缩短。",
        f"The note has {found} characters; at most {LONGEST_NOTE} can be kept. Please shorten it.",
    )


@dataclass(frozen=True)
class Reply:
    """What became of a finding; as `surveys.saving.Reply`. field: which input a refusal is about."""

    result: str  # saved | conflict | locked | refused
    value: Any = None
    revision: int = 0
    at: datetime.datetime | None = None
    by: Any = None  # in a conflict: whose finding was found
    yours: Any = None
    sentence: Text | None = None
    field: str = ""


class Refusal(Exception):
    """Why a finding cannot be kept, and which input says so."""

    def __init__(self, sentence: Text, field: str):
        super().__init__(sentence.en)
        self.sentence, self.field = sentence, field


def save_finding(verification, user, question: Question | None, plain, base_revision, mutation) -> Reply:
    """Keep one finding. `plain`: see `verification.findings`; None takes it back."""
    if question is None:
        return Reply(REFUSED, sentence=NO_SUCH_QUESTION)
    try:
        value = read_finding(question, plain, verification.result["answers"].get(question.code))
    except Refusal as refusal:
        return Reply(REFUSED, sentence=refusal.sentence, field=refusal.field)
    return change(verification, user, question.code, value, base_revision, mutation)


def read_finding(question: Question, plain: Any, own: Any) -> dict[str, Any] | None:
    """One form for one finding about the enterprise's `own` answer. Raises Refusal."""
    return read_plain(plain, own, lambda found: _verified(question, found, own))


def read_plain(plain: Any, own: Any, verified: Callable[[Any], Any]) -> dict[str, Any] | None:
    """The same of anything the enterprise says. verified: reads what was found instead; it raises Refusal, too."""
    if plain is None:
        return None
    note = tidy(plain.get("note") or "").strip()
    if len(note) > LONGEST_NOTE:
        raise Refusal(_too_long(note), "note")
    match plain.get("outcome"):
        case "confirmed":
            return _confirmed(own, plain.get("evidence"), note)
        case "different":
            value = verified(plain.get("value"))
            return _said(DIFFERENT, value, _evidence(plain.get("evidence")), note)
        case "unchecked":
            if not note:
                raise Refusal(NO_NOTE, "note")
            return _said(UNCHECKED, None, "", note)
    raise Refusal(NO_OUTCOME, "outcome")


def _said(outcome, value, evidence, note):
    return {"outcome": str(outcome), "value": value, "evidence": evidence, "note": note}


def _confirmed(own, evidence, note):
    if own in (None, "unknown"):
        raise Refusal(NOTHING_TO_CONFIRM, "outcome")
    if _evidence(evidence) == "plan":
        raise Refusal(ONLY_A_PLAN, "evidence")
    return _said(CONFIRMED, None, evidence, note)


def _evidence(plain):
    if plain not in SEEN:
        raise Refusal(NO_EVIDENCE, "evidence")
    return plain


def _verified(question, plain, own):
    """The verified answer: complete, and another one than the enterprise's."""
    try:
        value = canonical(question, plain)
    except AnswerError as error:
        raise Refusal(error.text, "value") from None
    if value is None:
        raise Refusal(NO_VALUE, "value")
    answer = read_answer(question, value)
    if isinstance(answer, Unknown):
        raise Refusal(NOT_KNOWN, "value")
    fault = fault_of(question, answer)
    if fault:
        raise Refusal(fault, "value")
    if value == own:
        raise Refusal(SAME_VALUE, "outcome")
    return value


def locked(verification: Verification) -> Verification:
    """The verification as it is now, held until the end of the transaction."""
    return Verification.objects.select_for_update(no_key=True).get(pk=verification.pk)


@transaction.atomic
def change(verification, user, question, value, base, mutation) -> Reply:
    """Keep a finding that has been read, if its revision is still `base`. question: its code, or the subject of a scene."""
    now = locked(verification)
    event = FindingEvent.objects.filter(verification=now, mutation=mutation).first()
    if event is None and not now.open:
        return Reply(LOCKED, sentence=SIGNED)
    event = event or _record(now, user, question, value, base, mutation)
    if event.question != question:
        return Reply(REFUSED, sentence=ID_IN_USE)
    return _reply(event)


def _record(verification, user, question, value, base, mutation) -> FindingEvent:
    """Make the change, or find that it cannot be made, and log it either way."""
    row = Finding.objects.filter(verification=verification, question=question).first()
    found, old = (row.revision, row.plain) if row else (0, None)
    if base != found and value == old:
        base = found  # two assessors who find the same do not disagree
    at = timezone.now()
    accepted = base == found and _write(verification, question, base, value, {"updated_by": user, "updated_at": at})
    return FindingEvent.objects.create(
        verification=verification,
        question=question,
        mutation=mutation,
        base_revision=base,
        found_revision=found,
        new_revision=found + 1 if accepted else None,
        old_value=old,
        new_value=value,
        user=user,
        acting=verification.provider,
        at=at,
    )


def _write(verification, question, base, value, trace):
    """Set the finding if the revision is still `base`; whether it was."""
    columns = (value or {"outcome": "", "value": None, "evidence": "", "note": ""}) | trace
    if base == 0:
        Finding.objects.create(verification=verification, question=question, **columns)
        return True
    rows = Finding.objects.filter(verification=verification, question=question, revision=base)
    return rows.update(revision=base + 1, **columns) == 1


def _reply(event: FindingEvent) -> Reply:
    """Follows from the event alone, so a repeated change gets the same reply."""
    if event.new_revision is not None:
        return Reply(SAVED, event.new_value, event.new_revision, event.at)
    other = (
        FindingEvent.objects.filter(
            verification=event.verification, question=event.question, new_revision=event.found_revision
        )
        .select_related("user")
        .first()
    )
    return Reply(
        CONFLICT,
        value=event.old_value,
        revision=event.found_revision,
        at=other.at if other else None,
        by=other.user if other else None,
        yours=event.new_value,
    )

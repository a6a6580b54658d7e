"""The only door through which an opinion changes, and an assessment seen through the opinions of one person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_for
from accounts.rights import EDIT
from readiness.answers import AnswerError
from readiness.text import Text
from surveys.rows import rows_of
from surveys.saving import CONFLICT, LOCKED, REFUSED, SAVED, SUBMITTED, Reply, canonical, locked
from surveys.sheet import Sheet
from teamwork.models import Consensus, Opinion
from teamwork.spread import Spread, spread_of

OFF = Text("共识模式已关闭，意见没有保存。", "Consensus mode is off; the opinion was not saved.")


class OpinionSheet(Sheet):
    """What one person thinks, in the shape in which pages of questions read answers."""

    def __init__(self, assessment, user):
        self.assessment = assessment
        self.rows = rows_of(Opinion.objects.filter(assessment=assessment, user=user), "at")
        self.entries = ()


class Opinions:
    """All opinions of an assessment that count, read once."""

    def __init__(self, assessment):
        self.assessment = assessment
        self.rows = list(Opinion.objects.given(assessment))

    @cached_property
    def spreads(self) -> dict[str, Spread]:
        """By code, for the questions that somebody has an opinion on, in the order of asking."""
        values: dict[str, list[Any]] = {}
        for row in self.rows:
            values.setdefault(row.question, []).append(row.value)
        asked = self.assessment.questions
        return {q.code: spread_of(q, values[q.code]) for q in asked if q.code in values}

    def of(self, user) -> set[str]:
        """The questions this person has given an opinion on."""
        return {row.question for row in self.rows if row.user_id == user.pk}

    @property
    def unanimous(self) -> Iterable[Spread]:
        return [spread for spread in self.spreads.values() if spread.unanimous]


def save_opinion(assessment, user, question, plain, base) -> Reply:
    """Keep one opinion if its revision is still `base`. None takes it back."""
    try:
        value = canonical(assessment.framework.questions[question], plain)
    except AnswerError as error:
        return Reply(REFUSED, sentence=error.text)
    acting = acting_for(user, assessment, EDIT)  # the guard that found it knows by which way they came
    with transaction.atomic():
        return _keep(locked(assessment), user, acting, question, value, base)


def _keep(assessment, user, acting, question, value, base):
    if not assessment.open:
        return Reply(LOCKED, sentence=SUBMITTED)
    if not Consensus.objects.is_on(assessment):
        return Reply(LOCKED, sentence=OFF)
    kept = Opinion.objects.filter(assessment=assessment, user=user, question=question).first()
    if kept is None and value is None:
        return Reply(SAVED)
    revision = kept.revision if kept else 0
    if kept and base != revision and kept.value != value:
        return Reply(CONFLICT, kept.value, revision, kept.at, by=str(user), by_id=user.pk, yours=value)
    Opinion.objects.update_or_create(
        assessment=assessment,
        user=user,
        question=question,
        defaults={"value": value, "revision": revision + 1, "at": timezone.now(), "acting": acting},
    )
    return Reply(SAVED, value, revision + 1)

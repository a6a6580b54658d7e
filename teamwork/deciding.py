"""From opinions to the answer: the owner decides, `surveys.saving` keeps it, the decision remembers what it came from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_for
from accounts.rights import MANAGE
from readiness.plain import fits
from surveys.forms import mark
from surveys.saving import REFUSED, SAVED, Reply, locked, save_answer
from teamwork.models import Consensus, Decision
from teamwork.opinions import OFF, Opinions
from teamwork.spread import Spread, kind_of, spread_of


@transaction.atomic
def decide(assessment, user, question, value, base) -> Reply:
    """Make `value` the answer if the answer still has the revision `base`, and keep from which opinions."""
    if not Consensus.objects.is_on(locked(assessment)):
        return Reply(REFUSED, sentence=OFF)
    return _decide(assessment, user, question, value, base, Opinions(assessment).spreads.get(question))


def _decide(assessment, user, question, value, base, spread: Spread | None) -> Reply:
    reply = save_answer(assessment, user, question, value, base, uuid.uuid4())
    if reply.result == SAVED and reply.value is not None:
        spread = spread or spread_of(assessment.framework.questions[question], ())
        Decision.objects.update_or_create(
            assessment=assessment,
            question=question,
            defaults={
                "value": reply.value,
                "opinions": spread.plain,
                "decided_by": user,
                "decided_for": acting_for(user, assessment, MANAGE),
                "at": timezone.now(),
            },
        )
    return reply


@transaction.atomic
def adopt_unanimous(assessment, user, seen: dict[str, tuple[int, str]]) -> list[Reply]:
    """Adopt what all agree on, as far as it is what the owner has `seen`: {question: (revision, mark of the value)}."""
    if not Consensus.objects.is_on(locked(assessment)):
        return [Reply(REFUSED, sentence=OFF)]
    replies = []
    for spread in Opinions(assessment).unanimous:
        value, code = spread.groups[0].value, spread.question.code
        base, marked = seen.get(code, (0, ""))
        if marked == mark(value):
            replies.append(_decide(assessment, user, code, value, base, spread))
    return replies


def pending(opinions: Opinions, sheet) -> list[Spread]:
    """Unanimous opinions that are not yet the answer."""
    return [spread for spread in opinions.unanimous if not _is_answer(spread, sheet.given[spread.question.code])]


def _is_answer(spread, given):
    return kind_of(given.value) == kind_of(spread.groups[0].value)


def gist(assessment, sheet) -> dict[str, Any]:
    """What a result keeps: per question how many said what and what was decided. No names.

    A decision that was overtaken by another answer is not the decision behind this result.
    """
    if not Consensus.objects.is_on(assessment):
        return {}
    found = {code: {"opinions": spread.plain, "decided": None} for code, spread in Opinions(assessment).spreads.items()}
    for decision in Decision.objects.filter(assessment=assessment):
        row = sheet.rows.get(decision.question)
        if row is not None and row.value == decision.value:
            found[decision.question] = {"opinions": decision.opinions, "decided": kind_of(decision.value)}
    return {"questions": dict(sorted(found.items()))}


@dataclass(frozen=True)
class Said:
    """What a gist holds about one question."""

    opinions: tuple[Mapping[str, Any], ...]
    decided: Any


def well_formed(data: Any) -> bool:
    """Whether data from outside have the form of a gist."""
    return data == {} or (fits(Mapping[str, Mapping[str, Said]], data) and set(data) == {"questions"})

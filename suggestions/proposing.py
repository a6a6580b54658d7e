"""The door for rooms that know an answer from elsewhere: it waits beside its question until a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from readiness.answers import AnswerError
from suggestions.models import Suggestion
from surveys.models import Assessment
from surveys.saving import canonical, locked


@dataclass(frozen=True)
class Proposal:
    """An answer in its plain form, where it comes from in a few words, and whether the question there is the same."""

    value: Any
    detail: str = ""
    exact: bool = True


@dataclass(frozen=True)
class Proposed:
    """What became of proposals, as codes of questions."""

    waiting: tuple[str, ...] = ()  # a person sees it beside the question
    settled: tuple[str, ...] = ()  # there is an answer already, or the suggestion has been dismissed
    unfit: tuple[str, ...] = ()  # no such question, or no answer to it


@transaction.atomic
def propose(assessment: Assessment, user, source: str, proposals: Mapping[str, Proposal]) -> Proposed:
    """Put proposals beside their questions. Doing it again changes only those nobody has settled yet."""
    assessment = locked(assessment)
    if not assessment.open:
        return Proposed(settled=tuple(sorted(proposals)))
    fitting = _fitting(assessment, proposals)
    waiting = sorted(set(fitting) - _settled(assessment, source))
    _write(assessment, user, source, {code: fitting[code] for code in waiting})
    return Proposed(
        tuple(waiting), tuple(sorted(set(fitting) - set(waiting))), tuple(sorted(set(proposals) - set(fitting)))
    )


def _fitting(assessment, proposals):
    """Those that answer a question of this assessment, with the answer in its canonical form."""
    found = {code: (_understood(assessment, code, proposal.value), proposal) for code, proposal in proposals.items()}
    return {code: pair for code, pair in found.items() if pair[0] is not None}


def _understood(assessment, code, plain):
    question = assessment.framework.questions.get(code)
    try:
        return None if question is None else canonical(question, plain)
    except AnswerError:
        return None


def _settled(assessment, source):
    answered = assessment.answers.exclude(value=None).values_list("question", flat=True)
    dismissed = assessment.suggestions.filter(source=source, dismissed_at__isnull=False)
    return set(answered) | set(dismissed.values_list("question", flat=True))


def _write(assessment, user, source, found):
    longest, at = Suggestion._meta.get_field("detail").max_length, timezone.now()
    rows = [
        Suggestion(
            assessment=assessment,
            question=code,
            value=value,
            source=source,
            detail=proposal.detail[:longest],
            exact=proposal.exact,
            made_by=user,
            made_at=at,
        )
        for code, (value, proposal) in found.items()
    ]
    Suggestion.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["assessment", "question", "source"],
        update_fields=["value", "detail", "exact", "made_by", "made_at"],
    )

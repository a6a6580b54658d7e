"""Answers as their rows hold them, read as texts: a page reads all of them but shows few, and most were read before."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import models
from django.db.models.functions import Cast

from surveys.models import Answer, Assessment


class Row(NamedTuple):
    """An answer as it is kept."""

    question: str
    kept: str | None  # its plain form as JSON
    revision: int
    updated: str  # ISO 8601, UTC

    @property
    def value(self) -> Any:
        return plain(self.kept)

    @property
    def updated_at(self) -> datetime.datetime:
        found = datetime.datetime.fromisoformat(self.updated)
        return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def plain(kept: str | None) -> Any:
    """The plain form of an answer; None where nothing is said."""
    return None if kept is None else json.loads(kept)


def rows_of(answers: models.QuerySet, moment: str = "updated_at") -> dict[str, Row]:
    """question → its answer, of one assessment. moment: the column that says when it was given."""
    return {row.question: row for _, row in _rows(answers, moment)}


def rows_by_assessment(assessments: Sequence[Assessment]) -> dict[int, dict[str, Row]]:
    """The same of several assessments, by their primary keys; one query."""
    found: dict[int, dict[str, Row]] = {assessment.pk: {} for assessment in assessments}
    for assessment, row in _rows(Answer.objects.filter(assessment__in=list(found)), "updated_at"):
        found[assessment][row.question] = row
    return found


def _rows(answers: models.QuerySet, moment: str) -> Iterator[tuple[int, Row]]:
    """(primary key of the assessment, row)."""
    texts = (Cast("value", models.TextField()), Cast(moment, models.TextField()))
    found = answers.values_list("assessment", "question", texts[0], "revision", texts[1])
    return ((assessment, Row(*columns)) for assessment, *columns in found)

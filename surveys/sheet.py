"""An assessment with its answers read once: what pages, review and submission ask about it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import prefetch_related_objects

from readiness.answers import Answer, AnswerError, NotApplicable, Unknown, fault_of, read_answer
from readiness.framework import Dimension
from readiness.questions import Question
from readiness.scoring import ANSWERED, NOT_APPLICABLE, QuestionScore, score_question
from readiness.text import Text
from surveys.content import framework
from surveys.models import Assessment, SceneEntry
from surveys.register import plain_scene
from surveys.rows import Row, plain, rows_by_assessment, rows_of

SECONDS_PER_QUESTION = 20  # an estimate, and said to be one wherever it is shown


@dataclass(frozen=True)
class Given:
    """A question with what has been said to it. state: empty | unknown | faulty | not_applicable | answered."""

    question: Question
    number: int  # position among the questions asked
    kept: str | None  # the answer's plain form as JSON
    revision: int
    answer: Answer | None
    fault: Text | None
    score: QuestionScore

    @property
    def value(self) -> Any:
        """The answer in its plain form."""
        return plain(self.kept)

    @property
    def state(self) -> str:
        if self.answer is None:
            return "empty"
        if isinstance(self.answer, Unknown):
            return "unknown"
        if self.fault:
            return "faulty"
        return "not_applicable" if isinstance(self.answer, NotApplicable) else "answered"

    @property
    def done(self) -> bool:
        """Whether the person has dealt with it; 不清楚 is an answer to the person, though not to the score."""
        return self.state in ("answered", "not_applicable", "unknown")


@dataclass(frozen=True)
class Section:
    """A dimension with the questions of it that are asked: all of them, or those of one of its pages."""

    dimension: Dimension
    given: tuple[Given, ...]
    page: int = 1
    pages: int = 1

    @property
    def done(self) -> int:
        return sum(given.done for given in self.given)

    @property
    def total(self) -> int:
        return len(self.given)

    @property
    def state(self) -> str:
        if self.done == self.total:
            return "done"
        return "doing" if any(given.state != "empty" for given in self.given) else "todo"

    @property
    def minutes_left(self) -> int:
        return minutes(self.total - self.done)


def understood(question: Question, value: Any) -> Answer | None:
    """A kept value as an answer; None where nothing is said or the question no longer offers what was said."""
    try:
        return None if value is None else read_answer(question, value)
    except AnswerError:
        return None


@lru_cache(maxsize=16384)
def _reading(reference, digest, wording, code, kept):
    """(answer, fault, score) of a kept value: most people give one of a few answers, so it is read once for all."""
    question = framework(reference, wording).questions[code]
    answer = understood(question, plain(kept))
    return answer, fault_of(question, answer) if answer else None, score_question(question, answer)


def minutes(questions: int) -> int:
    """About how long this many questions take."""
    return math.ceil(questions * SECONDS_PER_QUESTION / 60)


class Sheet:
    """All answers and scenes of one assessment, by two queries; without, where the rows have been read already."""

    def __init__(self, assessment: Assessment, rows: Mapping[str, Row] | None = None):
        self.assessment = assessment
        self.rows = rows_of(assessment.answers.all()) if rows is None else rows
        self.entries: Sequence[SceneEntry] = list(assessment.scenes.all())

    @cached_property
    def given(self) -> dict[str, Given]:
        """By code, in the order of asking."""
        asked = self.assessment.questions
        return {question.code: self._given(question, number) for number, question in enumerate(asked, start=1)}

    def _given(self, question, number):
        row = self.rows.get(question.code)
        kept, revision = (row.kept, row.revision) if row else (None, 0)
        return Given(question, number, kept, revision, *_reading(*self.version, question.code, kept))

    @cached_property
    def version(self) -> tuple[str, str, int | None]:
        """The framework in its wording: what is read or drawn once for all assessments is kept under it."""
        framework = self.assessment.framework
        return framework.reference, framework.digest, framework.wording

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(d, tuple(given for given in self.given.values() if given.question.dimension == d.code))
            for d in self.assessment.dimensions
        )

    def page(self, dimension: str, number: int) -> Section | None:
        """The part of a dimension that stands on one page; None where there is no such page."""
        pages = [(d, questions) for d, _number, questions in self.assessment.pages if d.code == dimension]
        if not 1 <= number <= len(pages):
            return None
        found, questions = pages[number - 1]
        return Section(found, tuple(self.given[question.code] for question in questions), number, len(pages))

    @cached_property
    def scenes(self) -> list[SceneEntry]:
        return [entry for entry in self.entries if not entry.removed]

    @property
    def scene_values(self) -> list[dict[str, str]]:
        return [plain_scene(entry) for entry in self.scenes]

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Everything that has been said, also to questions this version does not ask."""
        questions = self.assessment.framework.questions
        read = {
            code: _reading(*self.version, code, row.kept)[0]
            for code, row in sorted(self.rows.items())
            if code in questions
        }
        return {code: answer for code, answer in read.items() if answer is not None}

    @property
    def done(self) -> int:
        return sum(given.done for given in self.given.values())

    @property
    def total(self) -> int:
        return len(self.given)

    @property
    def minutes_left(self) -> int:
        return minutes(self.total - self.done)

    @cached_property
    def coverage(self) -> Coverage:
        states = [given.score.state for given in self.given.values()]
        applicable = len(states) - states.count(NOT_APPLICABLE)
        wanted = math.ceil(Fraction(self.assessment.framework.answered_share) * applicable)
        return Coverage(states.count(ANSWERED), applicable, wanted)

    @property
    def seen(self) -> str:
        """Every answer and scene with its revision, "PM-1.3 PM-2.1": what somebody has seen when they submit."""
        pairs = {code: row.revision for code, row in self.rows.items()}
        pairs |= {f"scene:{entry.uuid}": entry.revision for entry in self.entries}
        return " ".join(f"{subject}.{revision}" for subject, revision in sorted(pairs.items()))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.seen.encode()).hexdigest()


def sheets_of(assessments: Sequence[Assessment]) -> list[Sheet]:
    """The sheets of several assessments, by two queries in all."""
    prefetch_related_objects(assessments, "scenes")
    found = rows_by_assessment(assessments)
    return [Sheet(assessment, found[assessment.pk]) for assessment in assessments]


@dataclass(frozen=True)
class Coverage:
    """How many of the applicable questions have an answer that counts, and how many must have one before submission."""

    answered: int
    applicable: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.answered)


def changed_since(seen: str, now: str) -> list[str]:
    """The subjects whose revision differs between two `Sheet.seen`."""
    before, after = set(seen.split()), set(now.split())
    return sorted({pair.rpartition(".")[0] for pair in before ^ after})

"""The same firm under two versions of a framework: which answers still fit, and where a difference in score comes from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from readiness.answers import Answer, AnswerError, Answers, fault_of, read_answer
from readiness.framework import Dimension, Framework
from readiness.outcome import Outcome
from readiness.questions import Question
from readiness.scoring import score
from readiness.text import Text

THE_REST = ""  # in place of a question: weights of dimensions, score trees, what becomes of missing answers


@dataclass(frozen=True)
class Unfit:
    """An answer that the other version cannot count, and why."""

    question: str
    answer: Any
    why: Text


@dataclass(frozen=True)
class Contribution:
    """By how many points one question moved the overall score; THE_REST for everything that is no question."""

    question: str
    points: Fraction


@dataclass(frozen=True)
class Explanation:
    """From one outcome to another. The contributions add up exactly to `overall_after` − `overall_before`.

    gates: what keeps the level below that of the score. Scores are None where a framework has no overall score; then
    nothing can be attributed.
    """

    level_before: str
    level_after: str
    gates_before: tuple[str, ...]
    gates_after: tuple[str, ...]
    overall_before: Fraction | None
    overall_after: Fraction | None
    contributions: tuple[Contribution, ...]

    @property
    def differs(self) -> bool:
        return self.level_before != self.level_after or self.overall_before != self.overall_after


def refit(framework: Framework, plain: Mapping[str, Any]) -> tuple[dict[str, Answer], tuple[Unfit, ...]]:
    """The plain answers this framework understands and can count, and those that no longer fit."""
    answers: dict[str, Answer] = {}
    unfit = []
    for code, value in plain.items():
        question = framework.questions.get(code)
        try:
            answer, why = (None, _NOT_ASKED) if question is None else _read(question, value)
        except AnswerError as error:
            answer, why = None, error.text
        if answer is not None:
            answers[code] = answer
        if why is not None:
            unfit.append(Unfit(code, value, why))
    return answers, tuple(unfit)


_NOT_ASKED = Text("这一版不再问这道题。", "This version does not ask this question.")


def _read(question: Question, value: Any) -> tuple[Answer, Text | None]:
    answer = read_answer(question, value)
    return answer, fault_of(question, answer)


def explain(before: Outcome, after: Outcome) -> Explanation:
    """Where the difference comes from, by turning one question at a time, in a fixed order, into its other version.

    The questions come in the order of the first version, then those only the second one has. A question counts with its
    new definition, new answer and place in its dimension, under the weights and trees of the first version; what is then
    still missing to the second outcome is THE_REST. A new question that only a new tree or dimension counts is there too.
    """
    return Explanation(
        level_before=before.level.code,
        level_after=after.level.code,
        gates_before=tuple(gate.gate.code for gate in before.result.capped_by),
        gates_after=tuple(gate.gate.code for gate in after.result.capped_by),
        overall_before=before.scores.overall,
        overall_after=after.scores.overall,
        contributions=_contributions(before, after),
    )


def _contributions(before: Outcome, after: Outcome) -> tuple[Contribution, ...]:
    if before.scores.overall is None or after.scores.overall is None:
        return ()
    found, reached = [], before.scores.overall
    framework, answers = before.framework, dict(before.case.answers)
    for code in dict.fromkeys([*before.framework.questions, *after.framework.questions]):
        if _unchanged(code, before, after):
            continue
        framework = _turned(framework, code, after.framework.questions.get(code))
        answers = _with_answer(answers, code, after.case.answers.get(code))
        now = score(framework, answers, before.weights, before.case.quick).overall or Fraction(0)
        found.append(Contribution(code, now - reached))
        reached = now
    rest = Contribution(THE_REST, after.scores.overall - reached)
    return (*found, rest) if rest.points else tuple(found)


def _unchanged(code: str, before: Outcome, after: Outcome) -> bool:
    one, two = before.framework.questions.get(code), after.framework.questions.get(code)
    return one == two and before.case.answers.get(code) == after.case.answers.get(code)


def _turned(framework: Framework, code: str, question: Question | None) -> Framework:
    """The framework with another definition of one question; None takes it away."""
    others = {c: q for c, q in framework.questions.items() if c != code}
    questions = others if question is None else {**others, code: question}
    home = question.dimension if question else ""
    dimensions = {c: _asking(d, code, c == home) for c, d in framework.dimensions.items()}
    return dataclasses.replace(
        framework, questions=MappingProxyType(questions), dimensions=MappingProxyType(dimensions)
    )


def _asking(dimension: Dimension, code: str, asks: bool) -> Dimension:
    if asks == (code in dimension.questions):
        return dimension
    without = tuple(c for c in dimension.questions if c != code)
    return dataclasses.replace(dimension, questions=(*without, code) if asks else without)


def _with_answer(answers: Answers, code: str, answer: Answer | None) -> dict[str, Answer]:
    others = {c: a for c, a in answers.items() if c != code}
    return others if answer is None else {**others, code: answer}

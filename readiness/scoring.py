"""Answers to scores. Exact arithmetic throughout: no rounding anywhere before `display`.

Question scores → dimensions, indices and overall by the score trees of the framework; by default weighted means over
what is answered and applies. Source of the formulas: docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from readiness.answers import (
    Answer,
    Answers,
    Chosen,
    Measured,
    NotApplicable,
    Rated,
    Unknown,
    fault_of,
    measured_value,
)
from readiness.framework import Framework, WeightProfile
from readiness.questions import HIGHEST, LADDER_SCORES, LEAVE_OUT, Missing, Option, Question, Row
from readiness.reckoning import Reckoning
from readiness.tree import Worth

ANSWERED, NOT_APPLICABLE, UNANSWERED = "answered", "not_applicable", "unanswered"


@dataclass(frozen=True)
class QuestionScore:
    """A question with its state; `score` (0 to its full) and `reached` (rung or None) only when answered."""

    code: str
    state: str
    score: Fraction | None = None
    reached: str | None = None
    value: Fraction | None = None
    unconfirmed: tuple[str, ...] = ()  # conditions a bare number left open


@dataclass(frozen=True)
class DimensionScore:
    """A dimension: its score over answered questions and what it would be with the missing ones at worst and best."""

    code: str
    weight: Decimal
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    answered: int
    applicable: int
    asked: int
    not_assessed: bool  # too much of it is not applicable
    full: Fraction | None = None  # the highest score it can have; None where it has none


@dataclass(frozen=True)
class IndexScore:
    """A named score beside the dimensions, with its bounds."""

    code: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    full: Fraction | None


@dataclass(frozen=True)
class Scores:
    """Everything counted from one set of answers. Shares are 0–1, scores on the scale of what they score.

    `actual`, `worst` and `best` hold every score as it is, and with all missing answers at their lowest and highest.
    """

    profile: str
    quick: bool
    questions: Mapping[str, QuestionScore]
    dimensions: Mapping[str, DimensionScore]
    indices: Mapping[str, IndexScore]
    overall: Fraction | None
    low: Fraction | None
    high: Fraction | None
    application: Fraction | None
    enablers: Fraction | None
    answered: int
    applicable: int
    coverage: Fraction
    not_applicable_share: Fraction
    reference_only: bool
    actual: Reckoning = field(compare=False)
    worst: Reckoning = field(compare=False)
    best: Reckoning = field(compare=False)
    ticked: Mapping[str, frozenset[str]]  # the options ticked in multiple choice, by question

    def dimension_values(self) -> dict[str, Fraction]:
        """The dimensions that count, with their scores."""
        return {code: d.score for code, d in self.dimensions.items() if d.score is not None}


def score(framework: Framework, answers: Answers, profile: WeightProfile, quick: bool = False) -> Scores:
    """Score answers under the weights of a profile; `quick` counts as unseen what the quick version does not ask."""
    seen = {question.code for question in framework.asked(profile, quick)}
    asked = framework.asked(profile)
    given = {question.code: answers.get(question.code) if question.code in seen else None for question in asked}
    questions = {question.code: score_question(question, given[question.code]) for question in asked}
    bounds = {q.code: _bounds(q, q.missing or framework.missing, given[q.code], questions[q.code]) for q in asked}
    left_out = frozenset(d.code for d in framework.applicable(profile) if _too_little(framework, d.code, questions))
    readings = [
        Reckoning(framework, profile, _counting({code: bound[n] for code, bound in bounds.items()}), left_out)
        for n in range(3)
    ]
    return _totals(framework, profile, quick, questions, _ticked(given), readings)


def _counting(points: Mapping[str, Fraction | None]) -> dict[str, Fraction]:
    return {code: score for code, score in points.items() if score is not None}


def _bounds(
    question: Question, missing: Missing, answer: Answer | None, found: QuestionScore
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """(as it counts, at worst, at best) for a question; None: left out of the denominator."""
    if found.score is not None:
        return found.score, found.score, found.score
    if found.state == NOT_APPLICABLE:
        counted = _stated(question, missing.not_applicable)
        return counted, counted, counted
    policy = missing.unknown if isinstance(answer, Unknown) else missing.unanswered
    return _stated(question, policy), question.lowest, Fraction(question.full)


def _stated(question: Question, policy: str) -> Fraction | None:
    if policy == LEAVE_OUT:
        return None
    return Fraction(question.full) if policy == HIGHEST else question.lowest


def _too_little(framework: Framework, code: str, questions: Mapping[str, QuestionScore]) -> bool:
    """Whether too much of a dimension is not applicable to assess it."""
    weight = {q: Fraction(framework.questions[q].weight) for q in framework.dimensions[code].questions}
    without = _sum(weight, [q for q in weight if questions[q].state == NOT_APPLICABLE])
    return without > Fraction(framework.dimension_not_applicable_share) * _sum(weight, weight)


def _ticked(given: Mapping[str, Answer | None]) -> dict[str, frozenset[str]]:
    return {code: frozenset(answer.options) for code, answer in given.items() if isinstance(answer, Chosen)}


def score_question(question: Question, answer: Answer | None) -> QuestionScore:
    """Score one answer. What is missing, unknown or still at fault counts as unanswered."""
    if isinstance(answer, NotApplicable) and not fault_of(question, answer):
        return QuestionScore(question.code, NOT_APPLICABLE)
    if not isinstance(answer, Chosen | Measured | Rated) or fault_of(question, answer):
        return QuestionScore(question.code, UNANSWERED)
    if isinstance(answer, Rated):
        return _score_rated(question, answer)
    if isinstance(answer, Measured):
        return _score_measured(question, answer)
    return _score_chosen(question, answer)


def _score_chosen(question: Question, answer: Chosen) -> QuestionScore:
    if question.kind != "multiple":
        option = question.option(answer.options[0])
        return _answered(question, Fraction(option.score), option.code)
    ticked = [question.option(code) for code in answer.options]
    if question.scoring == "count":
        count = Fraction(sum(not option.exclusive for option in ticked))
        band = _band(question.count_bands, count)
        return _answered(question, Fraction(band.score), band.code, count)
    return _answered(question, Fraction(sum(option.score for option in ticked)))


def _score_rated(question: Question, answer: Rated) -> QuestionScore:
    """The rows together; a row ticked in a column that leaves it out is not in the denominator."""
    rows = [(Fraction(row.weight), _row(question, row, answer)) for row in question.rows]
    counting = [(weight, points) for weight, points in rows if points is not None]
    if not counting:
        return QuestionScore(question.code, UNANSWERED)
    if question.combine == "minimum":
        return _answered(question, min(points for _, points in counting))
    total = sum((weight * points for weight, points in counting), Fraction(0))
    if question.combine == "sum":
        return _answered(question, total)
    return _answered(question, total / sum(weight for weight, _ in counting))


def _row(question: Question, row: Row, answer: Rated) -> Fraction | None:
    """What the ticks of one row add up to; None when the row is left out."""
    columns = [question.column(code) for code in answer.rows.get(row.code, ())]
    if any(column.left_out for column in columns):
        return None
    return Fraction(sum(column.score for column in columns))


def _score_measured(question: Question, answer: Measured) -> QuestionScore:
    """The band the number falls into, held back to the highest rung whose conditions are not denied.

    A condition somebody was asked and left unticked is denied. One that a bare number leaves open is not: the band
    counts and the condition is listed as unconfirmed.
    """
    value = measured_value(question, answer)
    if value is None:
        raise ValueError(f"{question.code}: no value to score")
    reached, unconfirmed = question.options[0], []
    for option in question.options[: question.options.index(_band(question.options, value)) + 1]:
        if option.requires:
            confirmed = answer.conditions.get(option.requires, False if answer.value is None else None)
            if confirmed is False:
                break
            if confirmed is None:
                unconfirmed.append(option.requires)
        reached = option
    points = question.scaled(Fraction(reached.score))
    return QuestionScore(question.code, ANSWERED, points, reached.code, value, tuple(unconfirmed))


def _band(bands: Iterable[Option], value: Fraction) -> Option:
    return next(band for band in bands if band.range is not None and value in band.range)


def _answered(
    question: Question, given: Fraction, reached: str | None = None, value: Fraction | None = None
) -> QuestionScore:
    """An answer worth `given` before it is put on the scale of the question."""
    points = question.scaled(given)
    return QuestionScore(question.code, ANSWERED, points, reached or question.reached(points), value)


def rung_of(points: int | Fraction) -> str:
    """The rung that points from 0 to 100 have reached on the common ladder."""
    return max((code for code, least in LADDER_SCORES.items() if least <= points), default="L1")


def _score_dimension(
    framework: Framework,
    code: str,
    profile: WeightProfile,
    questions: Mapping[str, QuestionScore],
    readings: Sequence[Reckoning],
) -> DimensionScore:
    states = [questions[q].state for q in framework.dimensions[code].questions]
    actual, low, high = (reading.dimension(code) for reading in readings)
    return DimensionScore(
        code=code,
        weight=profile.weights[code],
        score=_value(actual),
        low=_value(low),
        high=_value(high),
        answered=states.count(ANSWERED),
        applicable=states.count(ANSWERED) + states.count(UNANSWERED),
        asked=len(states),
        not_assessed=code in readings[0].left_out,
        full=Fraction(high.full) if high else None,
    )


def _value(worth: Worth | None) -> Fraction | None:
    return Fraction(worth.value) if worth else None


def _score_index(code: str, readings: Sequence[Reckoning]) -> IndexScore:
    actual, low, high = (reading.index(code) for reading in readings)
    return IndexScore(code, _value(actual), _value(low), _value(high), Fraction(high.full) if high else None)


def _sum(weight: Mapping[str, Fraction], codes: Iterable[str]) -> Fraction:
    return sum((weight[code] for code in codes), Fraction(0))


def _totals(
    framework: Framework,
    profile: WeightProfile,
    quick: bool,
    questions: Mapping[str, QuestionScore],
    ticked: Mapping[str, frozenset[str]],
    readings: Sequence[Reckoning],
) -> Scores:
    dimensions = {
        d.code: _score_dimension(framework, d.code, profile, questions, readings) for d in framework.applicable(profile)
    }
    answered = sum(d.answered for d in dimensions.values())
    applicable = sum(d.applicable for d in dimensions.values())
    share = _not_applicable_share(framework, profile, questions)
    overall, low, high = (_value(reading.overall()) for reading in readings)
    return Scores(
        profile=profile.code,
        quick=quick,
        questions=questions,
        dimensions=dimensions,
        indices={code: _score_index(code, readings) for code in framework.indices},
        overall=overall,
        low=low,
        high=high,
        application=_value(readings[0].kind("stage")),
        enablers=_value(readings[0].kind("foundation")),
        answered=answered,
        applicable=applicable,
        coverage=Fraction(answered, applicable) if applicable else Fraction(0),
        not_applicable_share=share,
        reference_only=share > Fraction(framework.reference_only_share),
        actual=readings[0],
        worst=readings[1],
        best=readings[2],
        ticked=ticked,
    )


def _not_applicable_share(
    framework: Framework, profile: WeightProfile, questions: Mapping[str, QuestionScore]
) -> Fraction:
    """How much of the total weight was declared not applicable."""
    total, declared = Fraction(0), Fraction(0)
    for dimension in framework.applicable(profile):
        weight = {q: Fraction(framework.questions[q].weight) for q in dimension.questions}
        without = _sum(weight, [q for q in weight if questions[q].state == NOT_APPLICABLE])
        total += Fraction(profile.weights[dimension.code])
        declared += Fraction(profile.weights[dimension.code]) * without / (_sum(weight, weight) or 1)
    return declared / total if total else Fraction(0)


def display(value: Fraction | Decimal, places: int = 1) -> str:
    """The one rounding: half up, to 0.1 by default. For people; never for decisions."""
    return str(as_decimal(value, places))


def as_decimal(value: Fraction | Decimal, places: int = 6) -> Decimal:
    """A number as Decimal, rounded half up to a fixed number of places."""
    return Decimal(_half_up(Fraction(value) * 10**places)).scaleb(-places)


def _half_up(value: Fraction) -> int:
    return int((value * 2 + 1) // 2)

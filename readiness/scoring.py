"""Answers to scores. Exact arithmetic throughout: no rounding anywhere before `display`.

Question score 0–100 → dimension = Σ w·q / Σ w over answered applicable questions → overall = Σ W·D / Σ W over
applicable dimensions. Source of the formulas: docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from readiness.answers import Answer, Answers, Chosen, Measured, NotApplicable, fault_of, measured_value
from readiness.framework import Framework, WeightProfile
from readiness.questions import Option, Question

FULL = Fraction(100)

ANSWERED, NOT_APPLICABLE, UNANSWERED = "answered", "not_applicable", "unanswered"


@dataclass(frozen=True)
class QuestionScore:
    """A question with its state; `score` (0–100) and `reached` (rung or None) only when answered."""

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


@dataclass(frozen=True)
class Scores:
    """Everything counted from one set of answers. Shares are 0–1, scores 0–100."""

    profile: str
    quick: bool
    questions: Mapping[str, QuestionScore]
    dimensions: Mapping[str, DimensionScore]
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

    def dimension_values(self) -> dict[str, Fraction]:
        """The dimensions that count, with their scores."""
        return {code: d.score for code, d in self.dimensions.items() if d.score is not None}


def score(framework: Framework, answers: Answers, profile: WeightProfile, quick: bool = False) -> Scores:
    """Score answers under the weights of a profile; `quick` counts as unseen what the quick version does not ask."""
    seen = {question.code for question in framework.asked(profile, quick)}
    questions = {
        question.code: score_question(question, answers.get(question.code) if question.code in seen else None)
        for question in framework.asked(profile)
    }
    dimensions = {
        dimension.code: _score_dimension(framework, dimension.code, profile, questions)
        for dimension in framework.applicable(profile)
    }
    return _totals(framework, profile, quick, questions, dimensions)


def score_question(question: Question, answer: Answer | None) -> QuestionScore:
    """Score one answer. What is missing, unknown or still at fault counts as unanswered."""
    if isinstance(answer, NotApplicable) and not fault_of(question, answer):
        return QuestionScore(question.code, NOT_APPLICABLE)
    if not isinstance(answer, Chosen | Measured) or fault_of(question, answer):
        return QuestionScore(question.code, UNANSWERED)
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
    total = min(FULL, Fraction(sum(option.score for option in ticked)))
    return _answered(question, total, rung_of(total))


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
    return QuestionScore(question.code, ANSWERED, Fraction(reached.score), reached.code, value, tuple(unconfirmed))


def _band(bands: Iterable[Option], value: Fraction) -> Option:
    return next(band for band in bands if band.range is not None and value in band.range)


def _answered(
    question: Question, points: Fraction, reached: str | None, value: Fraction | None = None
) -> QuestionScore:
    return QuestionScore(question.code, ANSWERED, points, reached, value)


def rung_of(points: int | Fraction) -> str:
    """The rung that points from 0 to 100 have reached on the common ladder."""
    return f"L{min(5, int(points // 25) + 1)}"


def _score_dimension(
    framework: Framework, code: str, profile: WeightProfile, questions: Mapping[str, QuestionScore]
) -> DimensionScore:
    mine = [framework.questions[q] for q in framework.dimensions[code].questions]
    weight = {q.code: Fraction(q.weight) for q in mine}
    by_state = {
        s: [q.code for q in mine if questions[q.code].state == s] for s in (ANSWERED, NOT_APPLICABLE, UNANSWERED)
    }
    answered, missing = by_state[ANSWERED], by_state[UNANSWERED]
    points = sum((weight[q] * (questions[q].score or 0) for q in answered), Fraction(0))
    known, open_ = _sum(weight, answered), _sum(weight, missing)
    not_assessed = _sum(weight, by_state[NOT_APPLICABLE]) > Fraction(framework.dimension_not_applicable_share) * _sum(
        weight, weight
    )
    counts = not not_assessed and known + open_ > 0
    return DimensionScore(
        code=code,
        weight=profile.weights[code],
        score=points / known if counts and known else None,
        low=points / (known + open_) if counts else None,
        high=(points + open_ * FULL) / (known + open_) if counts else None,
        answered=len(answered),
        applicable=len(answered) + len(missing),
        asked=len(mine),
        not_assessed=not_assessed,
    )


def _sum(weight: Mapping[str, Fraction], codes: Iterable[str]) -> Fraction:
    return sum((weight[code] for code in codes), Fraction(0))


def _totals(
    framework: Framework,
    profile: WeightProfile,
    quick: bool,
    questions: Mapping[str, QuestionScore],
    dimensions: Mapping[str, DimensionScore],
) -> Scores:
    values = {code: d.score for code, d in dimensions.items()}
    stages = [code for code in dimensions if framework.dimensions[code].kind == "stage"]
    foundations = [code for code in dimensions if code not in stages]
    answered = sum(d.answered for d in dimensions.values())
    applicable = sum(d.applicable for d in dimensions.values())
    share = _not_applicable_share(framework, profile, questions)
    return Scores(
        profile=profile.code,
        quick=quick,
        questions=questions,
        dimensions=dimensions,
        overall=weighted_mean(values, profile.weights),
        low=weighted_mean({code: d.low for code, d in dimensions.items()}, profile.weights),
        high=weighted_mean({code: d.high for code, d in dimensions.items()}, profile.weights),
        application=weighted_mean({code: values[code] for code in stages}, profile.weights),
        enablers=weighted_mean({code: values[code] for code in foundations}, profile.weights),
        answered=answered,
        applicable=applicable,
        coverage=Fraction(answered, applicable) if applicable else Fraction(0),
        not_applicable_share=share,
        reference_only=share > Fraction(framework.reference_only_share),
    )


def weighted_mean(values: Mapping[str, Fraction | None], weights: Mapping[str, Decimal]) -> Fraction | None:
    """Σ W·D / Σ W over the dimensions that have a score; None when none has."""
    known = {code: value for code, value in values.items() if value is not None and weights[code] > 0}
    total = sum((Fraction(weights[code]) for code in known), Fraction(0))
    if not total:
        return None
    return sum((Fraction(weights[code]) * value for code, value in known.items()), Fraction(0)) / total


def _not_applicable_share(
    framework: Framework, profile: WeightProfile, questions: Mapping[str, QuestionScore]
) -> Fraction:
    """How much of the total weight was declared not applicable."""
    total, declared = Fraction(0), Fraction(0)
    for dimension in framework.applicable(profile):
        weight = {q: Fraction(framework.questions[q].weight) for q in dimension.questions}
        share = _sum(weight, [q for q in weight if questions[q].state == NOT_APPLICABLE]) / _sum(weight, weight)
        total += Fraction(profile.weights[dimension.code])
        declared += Fraction(profile.weights[dimension.code]) * share
    return declared / total if total else Fraction(0)


def display(value: Fraction | Decimal, places: int = 1) -> str:
    """The one rounding: half up, to 0.1 by default. For people; never for decisions."""
    return str(as_decimal(value, places))


def as_decimal(value: Fraction | Decimal, places: int = 6) -> Decimal:
    """A number as Decimal, rounded half up to a fixed number of places."""
    return Decimal(_half_up(Fraction(value) * 10**places)).scaleb(-places)


def _half_up(value: Fraction) -> int:
    return int((value * 2 + 1) // 2)

"""The same case scored by several assessors: how far they agree, who is strict or lenient, what to talk about first.

Everything follows from the answers alone. A place is the position of a rung on the ladder of its question, 0 for the
lowest. What is "not sure" has no place; who says that a question does not apply disagrees with everybody who rates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness.agreement import Bias, Spread, alpha, biases, spreads
from readiness.answers import Answers, Unknown
from readiness.framework import Framework, Level, WeightProfile
from readiness.levels import enough
from readiness.questions import Question
from readiness.reckoning import Reckoning
from readiness.scoring import NOT_APPLICABLE, QuestionScore, score_question

FEWEST_ASSESSORS = 3  # below, a coefficient of agreement would be taken for more than it is
FEWEST_QUESTIONS = 3  # of a dimension, that at least two have rated


@dataclass(frozen=True)
class Seen:
    """One question. places: assessor → place; spread: None where nobody has rated it; reference: a place.

    width: how far the scores lie apart, 0 to 1; swing: how many points of the overall score the whole question is worth.
    """

    question: str
    rungs: tuple[str, ...]
    places: Mapping[str, int]
    not_sure: int
    not_applicable: int
    silent: int
    spread: Spread | None
    reference: int | None
    width: Fraction
    swing: Fraction

    @property
    def counts(self) -> tuple[int, ...]:
        """How many stand on each rung, the lowest first."""
        return tuple(list(self.places.values()).count(place) for place in range(len(self.rungs)))

    @property
    def split(self) -> bool:
        """Whether some rate it and others say that it does not apply."""
        return bool(self.places) and bool(self.not_applicable)

    @property
    def off(self) -> int | None:
        """The median against the reference answer, in rungs."""
        return None if self.reference is None or self.spread is None else self.spread.median - self.reference

    @property
    def stake(self) -> Fraction:
        """How many points of the overall score hang on the disagreement: spread by weight."""
        return self.width * self.swing


@dataclass(frozen=True)
class Against:
    """Answers held against the reference, over the questions that have one. deviation: mean signed distance in rungs."""

    questions: int
    deviation: Fraction
    agreeing: Fraction


@dataclass(frozen=True)
class Standing:
    """What answers give. level: by the score alone, without gates; rated: how many questions count in the score."""

    score: Fraction | None
    level: Level | None
    rated: int


@dataclass(frozen=True)
class Assessor:
    """One assessor. bias: None where nobody else has rated anything they rated; reference: None without one."""

    name: str
    bias: Bias | None
    against: Against | None
    standing: Standing


@dataclass(frozen=True)
class Agreement:
    """alpha: None where it cannot be told. low, high: what it becomes when any single question is left out."""

    units: int
    alpha: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Calibration:
    """questions: in the order of asking; assessors: by name; group: the median of each question; reference: None unless every
    question has a reference answer.
    """

    questions: tuple[Seen, ...]
    assessors: tuple[Assessor, ...]
    overall: Agreement
    dimensions: Mapping[str, Agreement]
    group: Standing
    reference: Standing | None

    @property
    def enough(self) -> bool:
        """Whether there are enough assessors for a coefficient of agreement."""
        return len(self.assessors) >= FEWEST_ASSESSORS

    @property
    def discuss(self) -> list[Seen]:
        """Where they disagree, what moves the overall score most first."""
        apart = [one for one in self.questions if one.width]
        return sorted(apart, key=lambda one: (-one.stake, one.question))


def calibrate(
    framework: Framework,
    weights: WeightProfile,
    asked: Sequence[Question],
    answers: Mapping[str, Answers],
    reference: Answers | None = None,
) -> Calibration:
    """answers: by the name of an assessor, then by question. reference: of as many questions as have one."""
    scores = {name: _scores(asked, given) for name, given in answers.items()}
    known = _scores(asked, reference or {})
    swings = _swings(framework, weights, asked)
    seen = tuple(_seen(question, answers, scores, known, swings[question.code]) for question in asked)
    ratings = {one.question: one.places for one in seen}
    bias = {one.assessor: one for one in biases(ratings)}
    places = [one.question for one in seen if one.reference is not None]
    return Calibration(
        questions=seen,
        assessors=tuple(
            Assessor(name, bias.get(name), _against(name, seen), _standing(framework, weights, _points(scores[name])))
            for name in sorted(answers)
        ),
        overall=_agreement(len(answers), list(ratings.values())),
        dimensions=_by_dimension(len(answers), asked, ratings),
        group=_standing(framework, weights, _median_points(asked, scores)),
        reference=_standing(framework, weights, _points(known)) if len(places) == len(asked) else None,
    )


def ladder(question: Question) -> tuple[tuple[str, Fraction], ...]:
    """(rung, score) from the lowest up; of several rungs worth the same only the first, since no order is between them."""
    found: dict[Fraction, str] = {}
    for code, points in question.steps:
        found.setdefault(points, code)
    return tuple((code, points) for points, code in found.items())


def place_of(question: Question, score: QuestionScore) -> int | None:
    """Where an answer stands on the ladder of its question; None for what is not rated."""
    if score.reached is None:
        return None
    return [points for _, points in ladder(question)].index(question.points(score.reached))


def _scores(asked: Iterable[Question], given: Answers) -> dict[str, QuestionScore]:
    return {question.code: score_question(question, given.get(question.code)) for question in asked}


def _points(scores: Mapping[str, QuestionScore]) -> dict[str, Fraction]:
    return {code: one.score for code, one in scores.items() if one.score is not None}


def _seen(
    question: Question,
    answers: Mapping[str, Answers],
    scores: Mapping[str, Mapping[str, QuestionScore]],
    known: Mapping[str, QuestionScore],
    swing: Fraction,
) -> Seen:
    own = {name: found[question.code] for name, found in scores.items()}
    placed = {name: place_of(question, one) for name, one in own.items()}
    places = {name: place for name, place in placed.items() if place is not None}
    not_applicable = sum(one.state == NOT_APPLICABLE for one in own.values())
    not_sure = sum(isinstance(given.get(question.code), Unknown) for given in answers.values())
    return Seen(
        question=question.code,
        rungs=tuple(code for code, _ in ladder(question)),
        places=places,
        not_sure=not_sure,
        not_applicable=not_applicable,
        silent=len(own) - len(places) - not_applicable - not_sure,
        spread=next(iter(spreads({question.code: places})), None),
        reference=place_of(question, known[question.code]),
        width=_width(question, own.values(), bool(not_applicable)),
        swing=swing,
    )


def _width(question: Question, scores: Iterable[QuestionScore], not_applicable: bool) -> Fraction:
    """Whether a question applies at all is the widest disagreement there is."""
    points = [one.score for one in scores if one.score is not None]
    if not points:
        return Fraction(0)
    return Fraction(1) if not_applicable else (max(points) - min(points)) / Fraction(question.full)


def _swings(framework: Framework, weights: WeightProfile, asked: Iterable[Question]) -> dict[str, Fraction]:
    """What each question moves the overall score from its lowest to its full, with all others half way."""
    middle = {q.code: (q.lowest + Fraction(q.full)) / 2 for q in framework.asked(weights)}
    reckoning = Reckoning(framework, weights, middle)
    return {q.code: _overall(reckoning, q, Fraction(q.full)) - _overall(reckoning, q, q.lowest) for q in asked}


def _overall(reckoning: Reckoning, question: Question, points: Fraction) -> Fraction:
    found = reckoning.having(question.code, points).overall()
    return Fraction(found.value) if found else points * Fraction(question.weight)


def _against(name: str, seen: Iterable[Seen]) -> Against | None:
    away = [one.places[name] - one.reference for one in seen if one.reference is not None and name in one.places]
    if not away:
        return None
    return Against(len(away), Fraction(sum(away), len(away)), Fraction(away.count(0), len(away)))


def _standing(framework: Framework, weights: WeightProfile, points: Mapping[str, Fraction]) -> Standing:
    worth = Reckoning(framework, weights, points).overall()
    if worth is None:
        return Standing(None, None, len(points))
    overall = Fraction(worth.value)
    reached = [level for level in framework.levels if enough(level, overall)]
    return Standing(overall, max(reached, key=framework.position, default=framework.lowest_level), len(points))


def _median_points(asked: Iterable[Question], scores: Mapping[str, Mapping[str, QuestionScore]]) -> dict[str, Fraction]:
    """Of each question the median of the points given; between the two in the middle where their number is even."""
    given = {q.code: sorted(p for own in scores.values() if (p := own[q.code].score) is not None) for q in asked}
    return {
        code: (points[(len(points) - 1) // 2] + points[len(points) // 2]) / 2
        for code, points in given.items()
        if points
    }


def _agreement(assessors: int, ratings: Sequence[Mapping[str, int]]) -> Agreement:
    units = [sorted(one.values()) for one in ratings if len(one) > 1]
    if assessors < FEWEST_ASSESSORS:
        return Agreement(len(units), None)
    without = [found for n in range(len(units)) if (found := alpha(units[:n] + units[n + 1 :])) is not None]
    return Agreement(len(units), alpha(units), min(without, default=None), max(without, default=None))


def _by_dimension(
    assessors: int, asked: Iterable[Question], ratings: Mapping[str, Mapping[str, int]]
) -> dict[str, Agreement]:
    """Dimensions with too few questions are there, without a coefficient."""
    parts: dict[str, list[Mapping[str, int]]] = {}
    for question in asked:
        parts.setdefault(question.dimension, []).append(ratings[question.code])
    found = {code: _agreement(assessors, part) for code, part in parts.items()}
    return {code: one if one.units >= FEWEST_QUESTIONS else Agreement(one.units, None) for code, one in found.items()}

"""Contradictions between answers. Rules are data; one that cannot be decided stays silent; none changes a score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from readiness.answers import Answers, Chosen
from readiness.framework import ConsistencyRule, Framework, Predicate
from readiness.profile import Profile
from readiness.scoring import ANSWERED, QuestionScore

_ABOUT_QUESTIONS = ("at_most", "at_least", "above", "below", "selected")
FEWEST_ALIKE = 5  # answered questions before identical answers mean anything


class Scored(Protocol):
    """What rules ask of scores: those of the questions, at least of the ones the rules name."""

    @property
    def questions(self) -> Mapping[str, QuestionScore]: ...


@dataclass(frozen=True)
class Circumstances:
    """All a rule may look at. minutes: time from first to last answer, None when not known."""

    framework: Framework
    answers: Answers
    scores: Scored
    scenes_in_production: int
    profile: Profile | None = None
    minutes: Decimal | None = None


@dataclass(frozen=True)
class Contradiction:
    """A rule that fired, with the questions that made it fire."""

    rule: ConsistencyRule
    questions: tuple[str, ...]


def subjects_of(rule: ConsistencyRule) -> frozenset[str]:
    """The questions a rule looks at one by one."""
    return frozenset(predicate.subject for predicate in _leaves(rule.when) if predicate.kind in _ABOUT_QUESTIONS)


def looks_at(rule: ConsistencyRule, kind: str) -> bool:
    """Whether a rule has a test of this kind."""
    return any(predicate.kind == kind for predicate in _leaves(rule.when))


def _leaves(predicate: Predicate) -> Iterable[Predicate]:
    if not predicate.parts:
        yield predicate
    for part in predicate.parts:
        yield from _leaves(part)


def check_consistency(
    circumstances: Circumstances, rules: Iterable[ConsistencyRule] | None = None
) -> tuple[Contradiction, ...]:
    """The rules that hold for these answers, in the order of the content: all of the framework, or of `rules`."""
    return tuple(
        Contradiction(rule, tuple(dict.fromkeys(_questions(rule.when, circumstances))))
        for rule in (circumstances.framework.rules if rules is None else rules)
        if _holds(rule.when, circumstances)
    )


def _questions(predicate: Predicate, circumstances: Circumstances) -> list[str]:
    """The questions that make the rule hold: of alternatives only those that are true."""
    if not _holds(predicate, circumstances):
        return []
    own = [predicate.subject] if predicate.kind in _ABOUT_QUESTIONS else []
    return own + [code for part in predicate.parts for code in _questions(part, circumstances)]


def _holds(predicate: Predicate, circumstances: Circumstances) -> bool:
    return _TESTS[predicate.kind](predicate, circumstances)


def _all(predicate: Predicate, c: Circumstances) -> bool:
    return all(_holds(part, c) for part in predicate.parts)


def _any(predicate: Predicate, c: Circumstances) -> bool:
    return any(_holds(part, c) for part in predicate.parts)


def _not(predicate: Predicate, c: Circumstances) -> bool:
    return not _holds(predicate.parts[0], c)


def _at_most(predicate: Predicate, c: Circumstances) -> bool:
    score = _points(predicate, c)
    return score is not None and score <= _wanted(predicate, c)


def _at_least(predicate: Predicate, c: Circumstances) -> bool:
    score = _points(predicate, c)
    return score is not None and score >= _wanted(predicate, c)


def _wanted(predicate: Predicate, c: Circumstances) -> Fraction:
    return c.framework.questions[predicate.subject].points(predicate.operand)


def _points(predicate: Predicate, c: Circumstances) -> Fraction | None:
    found = c.scores.questions.get(predicate.subject)
    return found.score if found and found.state == ANSWERED else None


def _selected(predicate: Predicate, c: Circumstances) -> bool:
    answer = c.answers.get(predicate.subject)
    return isinstance(answer, Chosen) and predicate.operand in answer.options


def _above(predicate: Predicate, c: Circumstances) -> bool:
    found = c.scores.questions.get(predicate.subject)
    return found is not None and found.value is not None and found.value > predicate.number


def _below(predicate: Predicate, c: Circumstances) -> bool:
    found = c.scores.questions.get(predicate.subject)
    return found is not None and found.value is not None and found.value < predicate.number


def _profile_above(predicate: Predicate, c: Circumstances) -> bool:
    value = getattr(c.profile, predicate.subject, None)
    return value is not None and value > predicate.number


def _profile_below(predicate: Predicate, c: Circumstances) -> bool:
    value = getattr(c.profile, predicate.subject, None)
    return value is not None and value < predicate.number


def _identical(predicate: Predicate, c: Circumstances) -> bool:
    codes = c.framework.dimensions[predicate.subject].questions
    found = [c.scores.questions[code] for code in codes if code in c.scores.questions]
    rungs = [question.reached for question in found if question.state == ANSWERED]
    return len(rungs) >= FEWEST_ALIKE and len(set(rungs)) == 1


_TESTS: Mapping[str, Callable[[Predicate, Circumstances], bool]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "at_most": _at_most,
    "at_least": _at_least,
    "selected": _selected,
    "above": _above,
    "below": _below,
    "profile_above": _profile_above,
    "profile_below": _profile_below,
    "scenes_at_most": lambda predicate, c: c.scenes_in_production <= predicate.number,
    "scenes_at_least": lambda predicate, c: c.scenes_in_production >= predicate.number,
    "identical": _identical,
    "completed_under": lambda predicate, c: c.minutes is not None and c.minutes < predicate.number,
}

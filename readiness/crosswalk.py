"""Carry answers given under another framework over to ours as proposals, and ours back as a range of theirs.

Forward, a question of ours for which no link has an answer gets no proposal. Backward, each question of the other framework
gets the lowest and the highest answer our answers allow; where they say nothing, its worst and its best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness.answers import Answer, Answers, Chosen, Measured, to_plain
from readiness.framework import Framework
from readiness.questions import Question
from readiness.scoring import ANSWERED, score_question
from readiness.text import Text


@dataclass(frozen=True)
class Options:
    """Option to option. to_ours: their option → ours; to_theirs: our option → their lowest and highest.

    inputs: our input → theirs, where both questions ask for the same numbers; numbers then go before options.
    """

    to_ours: Mapping[str, str]
    to_theirs: Mapping[str, tuple[str, str]]
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tick:
    """When an option of theirs is ticked: surely with any of `sure`, and only with one of `needs` (None: always maybe)."""

    sure: frozenset[str] = frozenset()
    needs: frozenset[str] | None = None


@dataclass(frozen=True)
class Ticks:
    """Many to many. to_ours: our option → the options of theirs that must all be ticked; to_theirs: their option → when."""

    to_ours: Mapping[str, frozenset[str]]
    to_theirs: Mapping[str, Tick]


@dataclass(frozen=True)
class Link:
    """One question of ours beside one of theirs. exact: both ask the same; `why` says what is alike or differs."""

    ours: str
    theirs: str
    exact: bool
    why: Text
    how: Options | Ticks

    @property
    def proposes(self) -> bool:
        """Whether it can answer our question, and not only bound theirs."""
        return bool(self.how.to_ours) or (isinstance(self.how, Options) and bool(self.how.inputs))


@dataclass(frozen=True)
class Crosswalk:
    """All links between two frameworks. Several may speak of one question; only one proposes an answer to it."""

    ours: Framework
    theirs: Framework
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Proposal:
    """An answer to one of our questions, in plain form, for a person to confirm."""

    value: Any
    detail: Text
    exact: bool


def forward(crosswalk: Crosswalk, answers: Answers) -> dict[str, Proposal]:
    """Proposals by question of ours from answers to theirs."""
    found = {}
    for link in crosswalk.links:
        ours, theirs = crosswalk.ours.questions[link.ours], crosswalk.theirs.questions[link.theirs]
        proposed = _proposed(link.how, ours, theirs, answers.get(link.theirs))
        if proposed:
            found[link.ours] = Proposal(to_plain(proposed), link.why, link.exact)
    return found


def _proposed(how: Options | Ticks, ours: Question, theirs: Question, answer: Answer | None) -> Answer | None:
    said = _said(theirs, answer)
    if isinstance(how, Ticks):
        ticked = tuple(o.code for o in ours.options if o.code in how.to_ours and how.to_ours[o.code] <= said)
        return Chosen(ticked) if ticked else None
    if said and how.inputs and isinstance(answer, Measured):
        return _renamed(answer, how.inputs)
    return next((Chosen((how.to_ours[code],)) for code in said if code in how.to_ours), None)


def backward(crosswalk: Crosswalk, answers: Answers) -> dict[str, tuple[Chosen, Chosen]]:
    """The lowest and the highest answer to every question of theirs that our answers allow."""
    return {code: _bounds(crosswalk, question, answers) for code, question in crosswalk.theirs.questions.items()}


def _bounds(crosswalk: Crosswalk, theirs: Question, answers: Answers) -> tuple[Chosen, Chosen]:
    speaking = [
        (link.how, crosswalk.ours.questions[link.ours], answers.get(link.ours))
        for link in crosswalk.links
        if link.theirs == theirs.code
    ]
    if theirs.kind == "multiple":
        return _ticks_allowed(theirs, [(how, _said(ours, a)) for how, ours, a in speaking if isinstance(how, Ticks)])
    for how, ours, answer in speaking:
        found = _options_allowed(how, theirs, ours, answer) if isinstance(how, Options) else None
        if found:
            return found
    rising = sorted(theirs.options, key=lambda option: option.score)
    return Chosen((rising[0].code,)), Chosen((rising[-1].code,))


def _options_allowed(
    how: Options, theirs: Question, ours: Question, answer: Answer | None
) -> tuple[Chosen, Chosen] | None:
    said = _said(ours, answer)
    if said and how.inputs and isinstance(answer, Measured):
        back = {name: code for code, name in how.inputs.items()}
        bands = _said(theirs, _renamed(answer, back))
        return next(((Chosen((band,)), Chosen((band,))) for band in bands), None)
    pairs = (how.to_theirs[code] for code in said if code in how.to_theirs)
    return next(((Chosen((low,)), Chosen((high,))) for low, high in pairs), None)


def _ticks_allowed(theirs: Question, speaking: Iterable[tuple[Ticks, frozenset[str]]]) -> tuple[Chosen, Chosen]:
    sure, out = set(), set()
    for how, said in speaking:
        if said:
            sure |= {code for code, tick in how.to_theirs.items() if tick.sure & said}
            out |= {code for code, tick in how.to_theirs.items() if tick.needs is not None and not tick.needs & said}
    ordinary = [option.code for option in theirs.options if not option.exclusive]
    low = [code for code in ordinary if code in sure]
    high = [code for code in ordinary if code in sure or code not in out]
    none = [option.code for option in theirs.options if option.exclusive]
    return Chosen(tuple(low or none)), Chosen(tuple(high or none))


def _said(question: Question, answer: Answer | None) -> frozenset[str]:
    """The options chosen or the band reached; empty where the answer is missing, unknown, not applicable or at fault."""
    found = score_question(question, answer)
    if found.state != ANSWERED:
        return frozenset()
    if isinstance(answer, Chosen):
        return frozenset(answer.options)
    return frozenset([found.reached] if found.reached else [])


def _renamed(answer: Measured, inputs: Mapping[str, str]) -> Measured:
    """The same numbers under the names of the other question: new name → old name."""
    return Measured({new: answer.inputs[old] for new, old in inputs.items() if old in answer.inputs}, answer.value)

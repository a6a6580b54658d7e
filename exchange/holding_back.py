"""Which questions of the other framework keep a firm from its next level there, beside what our answers say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exchange.elsewhere import Elsewhere
from readiness.crosswalk import Crosswalk
from readiness.framework import Framework
from readiness.questions import Question
from surveys.sheet import Given, Sheet
from surveys.wording import in_words, said


@dataclass(frozen=True)
class Ours:
    """One of our questions that speaks of it, and what was said."""

    given: Given
    words: list[str]


@dataclass(frozen=True)
class Holding:
    """A question of theirs: the lowest and the highest answer our answers allow, and the one that is wanted."""

    question: Question
    low: str
    high: str
    wanted: str
    ours: list[Ours]
    perhaps: bool  # whether it may already be reached

    @property
    def open(self) -> bool:
        """Whether our answers leave more than one answer there."""
        return self.low != self.high


def holding_back(gist: Mapping[str, Any], framework: Framework, crosswalk: Crosswalk, sheet: Sheet) -> list[Holding]:
    """The items of a gist in words, in the order of asking."""
    return [_holding(item, framework.questions[item["code"]], crosswalk, sheet) for item in gist["items"]]


def _holding(item: Mapping[str, str], question: Question, crosswalk: Crosswalk, sheet: Sheet) -> Holding:
    words = {option.code: said(option.text) for option in question.options}
    speaking = [link.ours for link in crosswalk.links if link.theirs == question.code and link.ours in sheet.given]
    ours = [Ours(sheet.given[code], in_words(sheet.given[code].question, sheet.given[code].value)) for code in speaking]
    perhaps = bool(item["high"]) and question.points(item["high"]) >= question.points(item["wanted"])
    low, high, wanted = (words.get(item[name], "") for name in ("low", "high", "wanted"))
    return Holding(question, low, high, wanted, ours, perhaps)


def unasked(elsewhere: Elsewhere) -> list[Question]:
    """The questions of theirs that nothing of ours speaks of and nobody has answered directly."""
    spoken = {link.theirs for link in elsewhere.crosswalk.links}
    return [
        question
        for code, question in elsewhere.framework.questions.items()
        if code not in spoken and code not in elsewhere.answers
    ]

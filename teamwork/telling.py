"""Opinions in words, for pages: how many say what, lowest to highest."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.forms import mark
from surveys.wording import in_words
from teamwork.spread import Group, Spread


@dataclass(frozen=True)
class Said:
    """What one or several people say, with what a button needs to adopt it."""

    group: Group
    words: list[str]
    mark: str
    rung: str  # shown before the words

    @property
    def count(self) -> int:
        return self.group.count


@dataclass(frozen=True)
class Told:
    spread: Spread
    said: list[Said]

    @property
    def from_to(self) -> str:
        """ "L2–L4", or "L3" where lowest and highest reach the same rung; empty where nothing has a score."""
        low, high = self.spread.lowest, self.spread.highest
        if low is None or high is None:
            return ""
        return low.rung if low.rung == high.rung else f"{low.rung}–{high.rung}"


def told(spread: Spread) -> Told:
    return Told(spread, [_said(spread, group) for group in spread.groups])


def _said(spread, group):
    words = in_words(spread.question, group.value)
    return Said(group, words, mark(group.value), group.rung)

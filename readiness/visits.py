"""A day in the factory: the questions of a framework by where one stands and whom one talks to."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from readiness.text import Text


@dataclass(frozen=True)
class Item:
    """Something to check with one's own eyes, or a document to ask for. code: "C3", as it is written on paper."""

    code: str
    text: Text


@dataclass(frozen=True)
class Stop:
    """One place of the walk. minutes: for walking there and looking, an estimate; questions: their codes."""

    code: str
    place: Text
    ask: Text
    opening: Text
    minutes: int
    look: tuple[Item, ...]
    documents: tuple[Item, ...]
    questions: tuple[str, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return self.look + self.documents


@dataclass(frozen=True)
class Visit:
    """The stops in the order of the walk, for one version of a framework."""

    framework: str
    minutes_per_question: int
    stops: tuple[Stop, ...]

    def asking(self, questions: Collection[str]) -> Visit:
        """The same walk where only these are asked: without the other questions, and without stops that have none."""
        kept = (replace(s, questions=tuple(q for q in s.questions if q in questions)) for s in self.stops)
        return replace(self, stops=tuple(stop for stop in kept if stop.questions))

    def minutes_at(self, stop: Stop) -> int:
        """How long a stop takes, to five minutes; an estimate."""
        minutes = stop.minutes + self.minutes_per_question * len(stop.questions)
        return 5 * math.ceil(minutes / 5)

    @property
    def minutes(self) -> int:
        return sum(map(self.minutes_at, self.stops))

"""What a workbook says of itself: which version it asks, from which assessment it was taken, and a seal on every line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness.framework import Framework
from readiness.plain import canonical_json

WRITTEN = re.compile(r"[0-9]{1,9}\.[0-9a-f]{0,12}")  # a base
MADE = "ai-readiness/workbook 2"  # the layout; stands in the first cell of the cover


@dataclass(frozen=True)
class Taken:
    """Where a workbook was taken. revisions: of the answers kept there at that moment, by question."""

    assessment: str = ""  # its UUID; empty where there was none yet
    client: str = ""
    day: str = ""
    revisions: Mapping[str, int] = field(default_factory=dict)


NOWHERE = Taken()


@dataclass(frozen=True)
class Base:
    """What an answer was when the workbook was taken: its revision there, and what the workbook showed of it."""

    revision: int
    shown: str  # mark of the value; empty for a blank

    @staticmethod
    def fits(text: str) -> bool:
        return bool(WRITTEN.fullmatch(text))

    @classmethod
    def read(cls, text: str) -> Base:
        revision, _, shown = text.partition(".")
        return cls(int(revision), shown)

    def __str__(self) -> str:
        return f"{self.revision}.{self.shown}"


def mark(value: Any) -> str:
    """Equal for equal answers; empty for none."""
    return "" if value is None else hashlib.sha256(canonical_json(value).encode()).hexdigest()[:12]


def seal(framework: Framework, taken: str, code: str, part: str, base: str) -> str:
    """What a line carries so that a changed code, or a line of another workbook, is noticed.

    No secret is in it: it guards against slips and pasted lines. What is kept is shown to a person before.
    """
    words = "|".join((framework.reference, framework.digest, taken, code, part, base))
    return hashlib.sha256(words.encode()).hexdigest()[:16]

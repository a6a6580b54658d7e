"""What the enterprise said and what was found, side by side: for pages, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from readiness.framework import Dimension
from readiness.questions import Question
from readiness.scoring import as_decimal, display
from surveys.wording import in_words, scene_in_words
from verification.scenes import ABSENT, scenes_in

MINUS = "−"


def points(score: str | None) -> str:
    """A score for people: "63.1"; "–" where there is none."""
    return "–" if score is None else display(Fraction(score))


def difference(own: str | None, verified: str | None) -> str:
    """ "+3.5", "−12.0", "0.0": of the two as they are shown, so that the eye can check it."""
    if own is None or verified is None:
        return "–"
    found = as_decimal(Fraction(verified), 1) - as_decimal(Fraction(own), 1)
    return f"+{found}" if found > 0 else f"{MINUS}{-found}" if found < 0 else "0.0"


@dataclass(frozen=True)
class Side:
    """One question. finding: as `verification.findings` says; None where nobody has looked."""

    question: Question
    own: Any
    finding: Mapping[str, Any] | None
    self_score: str | None = None
    verified_score: str | None = None
    evidence: tuple[Mapping[str, Any], ...] = ()  # what the enterprise had declared, strongest first

    @property
    def outcome(self) -> str:
        return self.finding["outcome"] if self.finding else ""

    @property
    def own_words(self) -> list[str]:
        return in_words(self.question, self.own)

    @property
    def verified_words(self) -> list[str]:
        """What counts after the verification; nothing where nobody could look."""
        match self.outcome:
            case "confirmed":
                return self.own_words
            case "different":
                return in_words(self.question, self.finding["value"])  # type: ignore[index]
        return []

    @property
    def own_points(self) -> str:
        return points(self.self_score)

    @property
    def verified_points(self) -> str:
        return points(self.verified_score)

    @property
    def difference(self) -> str:
        return difference(self.self_score, self.verified_score)

    @property
    def declared(self) -> str:
        """The strongest class of evidence the enterprise had declared."""
        return self.evidence[0]["class"] if self.evidence else ""


@dataclass(frozen=True)
class Part:
    """A dimension with its questions, and its score both ways where they are known."""

    dimension: Dimension
    sides: list[Side] = field(default_factory=list)
    self_score: str | None = None
    verified_score: str | None = None

    own_points = property(lambda self: points(self.self_score))
    verified_points = property(lambda self: points(self.verified_score))
    difference = property(lambda self: difference(self.self_score, self.verified_score))

    @property
    def looked_at(self) -> int:
        return sum(side.finding is not None for side in self.sides)


def parts(record, framework, asked, findings, scores=None) -> list[Part]:
    """By dimension, in order. scores: a statement's dimensions, once there is one."""
    both = {one["code"]: one for one in scores or ()}
    found: dict[str, Part] = {}
    for question in asked:
        code = question.dimension
        if code not in found:
            one = both.get(code, {})
            found[code] = Part(framework.dimensions[code], [], one.get("self"), one.get("verified"))
        found[code].sides.append(side(record, question, findings.get(question.code)))
    return list(found.values())


def side(record, question, finding) -> Side:
    declared = (record.get("evidence") or {}).get("questions", {})
    finding = finding or None
    return Side(
        question,
        record["answers"].get(question.code),
        finding,
        (finding or {}).get("self_score"),
        (finding or {}).get("verified_score"),
        tuple(declared.get(question.code, ())),
    )


@dataclass(frozen=True)
class SceneSide:
    """One scene of the register beside what was found; in words."""

    number: int
    name: str
    own_words: list[str]
    found_words: list[str]
    finding: Mapping[str, Any] | None

    @property
    def outcome(self) -> str:
        return self.finding["outcome"] if self.finding else ""

    @property
    def verified_words(self) -> list[str]:
        """What counts after the verification; nothing where nobody could look."""
        return {"confirmed": self.own_words, "different": self.found_words}.get(self.outcome, [])


def scene_sides(record, framework, findings) -> list[SceneSide]:
    """findings: by subject, of scenes or of everything."""
    stages = [dimension for dimension in framework.dimensions.values() if dimension.kind == "stage"]

    def words(value):
        if value == ABSENT:
            return [gettext("There is no such scene")]
        return scene_in_words(stages, value) if value else []

    return [
        SceneSide(
            number, own["name"], words(own), words((findings.get(subject) or {}).get("value")), findings.get(subject)
        )
        for number, (subject, own) in enumerate(scenes_in(record).items(), start=1)
    ]

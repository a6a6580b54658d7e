"""What answers to our questions say about a level of another framework: a range, and what holds it back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from readiness.answers import Answers, Chosen, Measured
from readiness.crosswalk import Crosswalk, backward
from readiness.framework import Framework, Gate, Level
from readiness.levels import LevelResult, level_of, standing_of
from readiness.scenes import Production
from readiness.scoring import Scores, score

NOTHING_LIVE = Production(0, 0, 0)


@dataclass(frozen=True)
class Item:
    """A question of theirs that a level counts: the rungs our answers allow, and the rung that is wanted."""

    code: str
    low: str
    high: str
    wanted: str

    @property
    def open(self) -> bool:
        """Whether our answers leave room: it may already be reached."""
        return self.low != self.high


@dataclass(frozen=True)
class Provisional:
    """The level at worst and at best, the score at both ends, and what keeps the firm from the level above the worst.

    points_missing: to that level's threshold, from the lower score; items: those that do not surely reach it.
    """

    low: Level
    high: Level
    score_low: Fraction | None
    score_high: Fraction | None
    target: Level | None
    points_missing: Fraction
    items: tuple[Item, ...]


def provisional(crosswalk: Crosswalk, answers: Answers, known: Answers | None = None) -> Provisional:
    """The range of levels of the other framework that our answers allow. Exact in both ends, a guess in neither.

    `known`: answers already given to questions of theirs; they go before what ours allow.
    """
    bounds = backward(crosswalk, answers)
    given = {code: answer for code, answer in (known or {}).items() if isinstance(answer, Chosen | Measured)}
    low, high = ({**{code: pair[end] for code, pair in bounds.items()}, **given} for end in (0, 1))
    worst, best = (scored(crosswalk.theirs, given) for given in (low, high))
    target = crosswalk.theirs.level_above(worst[1].level)
    return Provisional(
        low=worst[1].level,
        high=best[1].level,
        score_low=worst[0].overall,
        score_high=best[0].overall,
        target=target,
        points_missing=_missing(worst[0], target),
        items=_items(crosswalk.theirs, target, worst[0], best[0]) if target else (),
    )


def scored(framework: Framework, answers: Answers) -> tuple[Scores, LevelResult]:
    """Score and level of answers to a framework's own questions, with the weights it takes unless told otherwise."""
    profile = framework.profiles[framework.default_profile]
    scores = score(framework, answers, profile)
    return scores, level_of(framework, profile, standing_of(scores.actual, scores.ticked), NOTHING_LIVE)


def _missing(scores: Scores, target: Level | None) -> Fraction:
    if target is None or target.threshold is None:
        return Fraction(0)
    return max(Fraction(0), Fraction(target.threshold) - (scores.overall or 0))


def _items(framework: Framework, target: Level, worst: Scores, best: Scores) -> tuple[Item, ...]:
    """The questions the target counts by a rung which they do not surely reach, in the order of asking."""
    wanted: dict[str, str] = {}
    for gate in (gate for gate in target.gates if gate.kind == "count" and gate.reaching):
        wanted |= dict.fromkeys(_counted(framework, gate), gate.reaching)
    items = (_item(framework, code, wanted[code], worst, best) for code in framework.questions if code in wanted)
    return tuple(item for item in items if item is not None)


def _counted(framework: Framework, gate: Gate) -> list[str]:
    return [q.code for q in framework.questions.values() if q.code in gate.questions or gate.tags & q.tags]


def _item(framework: Framework, code: str, wanted: str, worst: Scores, best: Scores) -> Item | None:
    low, high = worst.questions[code], best.questions[code]
    if low.score is not None and low.score >= framework.questions[code].points(wanted):
        return None
    return Item(code, low.reached or "", high.reached or "", wanted)

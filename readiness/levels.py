"""Scores to a level. A level is held when its score threshold and all gates of it hold, and (unless the framework says
otherwise) those of every lower level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from readiness.framework import Archetype, Framework, Gate, Level, WeightProfile
from readiness.questions import Question
from readiness.reckoning import Reckoning
from readiness.scenes import Production
from readiness.scoring import Scores


@dataclass(frozen=True)
class Standing:
    """Where a firm stands, or would stand: every score that counts, and what is ticked in multiple choice."""

    overall: Fraction | None
    dimensions: Mapping[str, Fraction]
    questions: Mapping[str, Fraction] = field(default_factory=dict)
    indices: Mapping[str, Fraction] = field(default_factory=dict)
    ticked: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, code: str) -> Fraction:
        """The score of a dimension, an index or a question; what has none has not reached anything."""
        for scores in (self.dimensions, self.indices, self.questions):
            if code in scores:
                return scores[code]
        return Fraction(0)


def standing_of(reckoning: Reckoning, ticked: Mapping[str, frozenset[str]]) -> Standing:
    overall = reckoning.overall()
    indices = {code: reckoning.index(code) for code in reckoning.framework.indices}
    return Standing(
        overall=Fraction(overall.value) if overall else None,
        dimensions=reckoning.dimensions(),
        questions=reckoning.questions,
        indices={code: Fraction(worth.value) for code, worth in indices.items() if worth},
        ticked=ticked,
    )


@dataclass(frozen=True)
class GateResult:
    """A gate with what was found: `found` is a score or a number of things counted, `wanted` what it asks."""

    gate: Gate
    level: str
    holds: bool
    found: Fraction
    wanted: Fraction
    subject: str = ""  # the dimension that decides, where one does


@dataclass(frozen=True)
class LevelResult:
    """The level held, the level the score alone would give, and every gate with its finding.

    capped_by: the gates that keep the firm below the level of its score (lowest unreached level first).
    """

    level: Level
    by_score: Level
    gates: tuple[GateResult, ...]
    capped_by: tuple[GateResult, ...]


def level_of(framework: Framework, profile: WeightProfile, standing: Standing, production: Production) -> LevelResult:
    """Decide the level from unrounded scores."""
    gates = tuple(
        check_gate(framework, profile, level.code, gate, standing, production)
        for level in framework.levels
        for gate in level.gates
    )
    closed = {gate.level for gate in gates if not gate.holds}
    by_score = _highest(framework, (level for level in framework.levels if enough(level, standing.overall)))
    held = _highest(framework, _held(framework, standing.overall, closed))
    between = framework.levels[framework.position(held) : framework.position(by_score)]
    above = {level.code for level in between}
    capped_by = tuple(gate for gate in gates if gate.level in above and not gate.holds)
    return LevelResult(held, by_score, gates, capped_by)


def enough(level: Level, overall: Fraction | None) -> bool:
    """Whether the score reaches the level's threshold, if it has one."""
    return level.threshold is None or (overall or Fraction(0)) >= level.threshold


def _held(framework: Framework, overall: Fraction | None, closed: set[str]) -> Iterable[Level]:
    for level in framework.levels:
        if enough(level, overall) and level.code not in closed:
            yield level
        elif framework.level_rule == "ladder":
            return


def _highest(framework: Framework, levels: Iterable[Level]) -> Level:
    return max(levels, key=framework.position, default=framework.lowest_level)


def next_level(framework: Framework, level: Level) -> Level | None:
    """The level above, or None at the top."""
    return framework.level_above(level)


def gates_up_to(framework: Framework, target: Level) -> tuple[tuple[Level, Gate], ...]:
    """All gates that must hold to be at `target`."""
    return tuple((level, gate) for level in levels_up_to(framework, target) for gate in level.gates)


def levels_up_to(framework: Framework, target: Level) -> tuple[Level, ...]:
    """The levels whose conditions must hold to be at `target`."""
    return tuple(framework.levels[: framework.position(target)]) if framework.level_rule == "ladder" else (target,)


@dataclass(frozen=True)
class _Circumstances:
    """All a gate may look at."""

    framework: Framework
    profile: WeightProfile
    standing: Standing
    production: Production


def check_gate(
    framework: Framework,
    profile: WeightProfile,
    level: str,
    gate: Gate,
    standing: Standing,
    production: Production,
) -> GateResult:
    """Check one gate. A dimension that is not assessed cannot satisfy a gate that names it."""
    holds, found, wanted, subject = _CHECKS[gate.kind](gate, _Circumstances(framework, profile, standing, production))
    return GateResult(gate, level, holds, Fraction(found), Fraction(wanted), subject)


Finding = tuple[bool, Fraction | int, Fraction | int, str]  # holds, found, wanted, subject


def _least(found: Fraction | int, wanted: Fraction | int, subject: str = "") -> Finding:
    return found >= wanted, found, wanted, subject


def _dimension(gate: Gate, c: _Circumstances) -> Finding:
    return _least(c.standing.of(gate.dimension), Fraction(gate.at_least), gate.dimension)


def _every_dimension(gate: Gate, c: _Circumstances) -> Finding:
    dimensions = c.standing.dimensions
    subject = min(dimensions, key=lambda code: dimensions[code], default="")
    return _least(dimensions[subject] if subject else 0, Fraction(gate.at_least), subject)


def _count(gate: Gate, c: _Circumstances) -> Finding:
    if gate.counts == "dimensions":
        return _least(sum(score >= gate.at_least for score in c.standing.dimensions.values()), gate.count)
    among = (q for q in c.framework.questions.values() if concerns(gate, q) and q.code in c.standing.questions)
    return _least(sum(c.standing.questions[q.code] >= points_wanted(gate, q) for q in among), gate.count)


def concerns(gate: Gate, question: Question) -> bool:
    """Whether a gate is about this question: by name, by tag, or because it is about all."""
    if gate.questions or gate.tags:
        return question.code in gate.questions or bool(gate.tags & question.tags)
    return True


def points_wanted(gate: Gate, question: Question) -> Fraction:
    """The points a question needs to be counted; more than it can have where it knows no such option."""
    if not gate.reaching:
        return Fraction(gate.at_least)
    return dict(question.steps).get(gate.reaching, Fraction(question.full) + 1)


def _selected(gate: Gate, c: _Circumstances) -> Finding:
    ticked = (
        question.option(code)
        for question in c.framework.questions.values()
        if concerns(gate, question) and question.kind == "multiple"
        for code in c.standing.ticked.get(question.code, ())
    )
    counted = sum(not o.exclusive and (not gate.option_tags or bool(gate.option_tags & o.tags)) for o in ticked)
    return _least(counted, gate.count)


def _production(gate: Gate, c: _Circumstances) -> Finding:
    holds = (
        c.production.scenes >= gate.scenes
        and c.production.stages >= stages_wanted(c.framework, c.profile, gate)
        and c.production.with_benefit >= gate.with_benefit
    )
    return holds, c.production.scenes, gate.scenes, ""


def _parts(gate: Gate, c: _Circumstances) -> int:
    return sum(_CHECKS[part.kind](part, c)[0] for part in gate.gates)


def _all(gate: Gate, c: _Circumstances) -> Finding:
    return _least(_parts(gate, c), len(gate.gates))


def _any(gate: Gate, c: _Circumstances) -> Finding:
    return _least(_parts(gate, c), 1)


_CHECKS: Mapping[str, Callable[[Gate, _Circumstances], Finding]] = {
    "dimension": _dimension,
    "score": _dimension,
    "every_dimension": _every_dimension,
    "count": _count,
    "selected": _selected,
    "production": _production,
    "all": _all,
    "any": _any,
}
GATES = tuple(_CHECKS)


def stages_wanted(framework: Framework, profile: WeightProfile, gate: Gate) -> int:
    """Over how many stages the scenes of a gate must spread."""
    if gate.stages_short_of_applicable is None:
        return gate.stages
    return max(1, len(framework.stages(profile)) - gate.stages_short_of_applicable)


def archetype_of(framework: Framework, scores: Scores) -> Archetype | None:
    """The quadrant; None while one of the two indices cannot be computed."""
    if framework.archetype_cut is None or scores.application is None or scores.enablers is None:
        return None
    position = (scores.application >= framework.archetype_cut, scores.enablers >= framework.archetype_cut)
    return next(a for a in framework.archetypes if (a.application_high, a.enablers_high) == position)

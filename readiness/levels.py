"""Scores to a level. A level is held when its score threshold and all gates of it and of every lower level hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from readiness.framework import Archetype, Framework, Gate, Level, WeightProfile
from readiness.scenes import Production
from readiness.scoring import Scores


@dataclass(frozen=True)
class GateResult:
    """A gate with what was found: `found` is a score or a number of scenes, `wanted` what it asks."""

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


def level_of(
    framework: Framework,
    profile: WeightProfile,
    overall: Fraction,
    dimensions: Mapping[str, Fraction],
    production: Production,
) -> LevelResult:
    """Decide the level from unrounded scores. `dimensions` holds the applicable, assessed dimensions only."""
    gates = tuple(
        check_gate(framework, profile, level.code, gate, dimensions, production)
        for level in framework.levels
        for gate in level.gates
    )
    by_score = _highest(level for level in framework.levels if overall >= level.threshold)
    held = framework.levels[0]
    for level in framework.levels:
        if overall < level.threshold or not all(gate.holds for gate in gates if gate.level == level.code):
            break
        held = level
    above = {level.code for level in framework.levels if held.threshold < level.threshold <= by_score.threshold}
    capped_by = tuple(gate for gate in gates if gate.level in above and not gate.holds)
    return LevelResult(held, by_score, gates, capped_by)


def _highest(levels: object) -> Level:
    return max(levels, key=lambda level: level.threshold)  # type: ignore[call-overload, no-any-return]


def next_level(framework: Framework, level: Level) -> Level | None:
    """The level above, or None at the top."""
    position = framework.levels.index(level)
    return framework.levels[position + 1] if position + 1 < len(framework.levels) else None


def gates_up_to(framework: Framework, target: Level) -> tuple[tuple[Level, Gate], ...]:
    """All gates that must hold to be at `target`."""
    return tuple(
        (level, gate) for level in framework.levels if level.threshold <= target.threshold for gate in level.gates
    )


def check_gate(
    framework: Framework,
    profile: WeightProfile,
    level: str,
    gate: Gate,
    dimensions: Mapping[str, Fraction],
    production: Production,
) -> GateResult:
    """Check one gate. A dimension that is not assessed cannot satisfy a gate that names it."""
    if gate.kind == "production":
        return _check_production(framework, profile, level, gate, production)
    wanted = Fraction(gate.at_least)
    if gate.kind == "dimension":
        found = dimensions.get(gate.dimension, Fraction(0))
        return GateResult(gate, level, found >= wanted, found, wanted, gate.dimension)
    subject = min(dimensions, key=lambda code: dimensions[code], default="")
    found = dimensions[subject] if subject else Fraction(0)
    return GateResult(gate, level, found >= wanted, found, wanted, subject)


def _check_production(
    framework: Framework, profile: WeightProfile, level: str, gate: Gate, production: Production
) -> GateResult:
    holds = (
        production.scenes >= gate.scenes
        and production.stages >= stages_wanted(framework, profile, gate)
        and production.with_benefit >= gate.with_benefit
    )
    return GateResult(gate, level, holds, Fraction(production.scenes), Fraction(gate.scenes))


def stages_wanted(framework: Framework, profile: WeightProfile, gate: Gate) -> int:
    """Over how many stages the scenes of a gate must spread."""
    if gate.stages_short_of_applicable is None:
        return gate.stages
    return max(1, len(framework.stages(profile)) - gate.stages_short_of_applicable)


def archetype_of(framework: Framework, scores: Scores) -> Archetype | None:
    """The quadrant; None while one of the two indices cannot be computed."""
    if scores.application is None or scores.enablers is None:
        return None
    position = (scores.application >= framework.archetype_cut, scores.enablers >= framework.archetype_cut)
    return next(a for a in framework.archetypes if (a.application_high, a.enablers_high) == position)

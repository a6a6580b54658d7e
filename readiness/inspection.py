"""A framework at a glance: how much it asks, the highest score there is, and what looks as if it was not meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from readiness.framework import Framework, Level, WeightProfile
from readiness.levels import Standing, check_gate, enough, standing_of
from readiness.reckoning import Reckoning
from readiness.scenes import Production
from readiness.scoring import display

PLENTY = 10**6  # scenes: more than any gate asks for


@dataclass(frozen=True)
class Inspection:
    """highest: the highest overall score under the default weights; None without an overall score."""

    questions: int
    dimensions: int
    levels: tuple[str, ...]
    highest: Fraction | None
    remarks: tuple[str, ...]


def inspect(framework: Framework) -> Inspection:
    standing = best_of(framework, framework.profiles[framework.default_profile])
    remarks = (*_uncounted(framework), *_weightless(framework), *_unreachable(framework))
    return Inspection(
        questions=len(framework.questions),
        dimensions=len(framework.dimensions),
        levels=tuple(level.code for level in framework.levels),
        highest=standing.overall,
        remarks=remarks,
    )


def best_of(framework: Framework, profile: WeightProfile) -> Standing:
    """Where the best answers to everything lead under these weights."""
    asked = framework.asked(profile)
    ticked = {q.code: frozenset(o.code for o in q.options if not o.exclusive) for q in asked}
    return standing_of(Reckoning(framework, profile, {q.code: Fraction(q.full) for q in asked}), ticked)


def _uncounted(framework: Framework) -> Iterator[str]:
    trees = [index.score for index in framework.indices.values()]
    trees += [framework.overall] if framework.overall else []
    counted = {leaf.code for tree in trees for leaf in tree.leaves() if leaf.kind == "question"}
    for code in framework.questions:
        if code not in counted and not framework.touched_by(code):
            yield f"{code} stands in no score tree: its answer changes no score."


def _weightless(framework: Framework) -> Iterator[str]:
    for code in framework.dimensions:
        if not any(framework.applies(code, profile) for profile in framework.profiles.values()):
            yield f"{code} weighs nothing in any profile: its questions are never asked."


def _unreachable(framework: Framework) -> Iterator[str]:
    for level in framework.levels:
        reasons = [_obstacle(framework, profile, level) for profile in framework.profiles.values()]
        if all(reasons):
            yield f"The level {level.code} cannot be reached: {reasons[0]}."


def _obstacle(framework: Framework, profile: WeightProfile, level: Level) -> str:
    """Why even the best answers miss a level; "" when they reach it."""
    standing = best_of(framework, profile)
    if not enough(level, standing.overall):
        return f"it asks for {level.threshold} points, the best answers give {display(standing.overall or Fraction(0))}"
    stages = len(framework.stages(profile))
    production = Production(PLENTY, stages, PLENTY)
    gates = (check_gate(framework, profile, level.code, gate, standing, production) for gate in level.gates)
    closed = [found.gate.code for found in gates if not found.holds]
    return f"the best answers do not open the gate {', '.join(closed)}" if closed else ""

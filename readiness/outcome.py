"""One assessment from answers to outcome: score, level, gaps, route, subsidies, warnings.

`evaluate` is the only entrance the rest of the product needs; `outcome_to_plain` gives the plain data that a
result snapshot freezes and that pages and reports are made from. The schema is described in docs/content.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from readiness.answers import to_plain
from readiness.framework import Archetype, Framework, Level, WeightProfile
from readiness.gaps import DimensionGap, Gaps, find_gaps
from readiness.levels import GateResult, LevelResult, archetype_of, level_of
from readiness.notes import Case, Note, find_notes
from readiness.plain import digest, plain
from readiness.route import Route, Step, plan_route
from readiness.scenes import count_production, in_production
from readiness.scoring import DimensionScore, Scores, score
from readiness.subsidies import Catalogue, SubsidyMatches, match_subsidies

ENGINE = "1"  # raised whenever the same input could give another outcome
SCHEMA = 1  # raised whenever the plain form changes


@dataclass(frozen=True)
class Sensitivity:
    """What the same answers give under other weights."""

    profile: WeightProfile
    overall: Fraction | None
    level: Level


@dataclass(frozen=True)
class Outcome:
    """All that follows from a case under one framework and one catalogue."""

    framework: Framework
    catalogue: Catalogue
    case: Case
    weights: WeightProfile
    scores: Scores
    result: LevelResult
    level: Level  # as published: a quick estimate is capped
    level_low: Level
    level_high: Level
    archetype: Archetype | None
    sensitivity: Sensitivity
    gaps: Gaps
    route: Route
    subsidies: SubsidyMatches
    warnings: tuple[Note, ...]


def evaluate(framework: Framework, catalogue: Catalogue, case: Case) -> Outcome:
    """Evaluate one case. Pure: the same framework, catalogue and case give the same outcome."""
    weights = framework.profile_for(case.profile.policy_group)
    scores = score(framework, case.answers, weights, case.quick)
    result = _level(framework, weights, scores, case, scores.overall, scores.dimension_values())
    low, high = (_level_at(framework, weights, scores, case, bound) for bound in ("low", "high"))
    gaps = find_gaps(framework, weights, scores, result)
    route = _route(framework, weights, scores, result, case)
    return Outcome(
        framework=framework,
        catalogue=catalogue,
        case=case,
        weights=weights,
        scores=scores,
        result=result,
        level=_published(framework, result.level, case.quick),
        level_low=low,
        level_high=_published(framework, high, case.quick),
        archetype=archetype_of(framework, scores),
        sensitivity=_sensitivity(framework, case),
        gaps=gaps,
        route=route,
        subsidies=match_subsidies(catalogue, case.profile, route.uses, case.on),
        warnings=find_notes(framework, scores, case),
    )


def _level(
    framework: Framework,
    weights: WeightProfile,
    scores: Scores,
    case: Case,
    overall: Fraction | None,
    dimensions: Mapping[str, Fraction],
) -> LevelResult:
    return level_of(framework, weights, overall or Fraction(0), dimensions, count_production(case.scenes, case.on))


def _level_at(framework: Framework, weights: WeightProfile, scores: Scores, case: Case, bound: str) -> Level:
    """The level if every missing answer were the lowest (`low`) or the highest (`high`)."""
    dimensions = {code: getattr(d, bound) for code, d in scores.dimensions.items() if getattr(d, bound) is not None}
    return _level(framework, weights, scores, case, getattr(scores, bound), dimensions).level


def _published(framework: Framework, level: Level, quick: bool) -> Level:
    cap = framework.level(framework.quick_cap)
    return cap if quick and level.threshold > cap.threshold else level


def _sensitivity(framework: Framework, case: Case) -> Sensitivity:
    weights = framework.profiles[framework.default_profile]
    scores = score(framework, case.answers, weights, case.quick)
    result = _level(framework, weights, scores, case, scores.overall, scores.dimension_values())
    return Sensitivity(weights, scores.overall, _published(framework, result.level, case.quick))


def _route(framework: Framework, weights: WeightProfile, scores: Scores, result: LevelResult, case: Case) -> Route:
    live = [scene for scene in case.scenes if in_production(scene, case.on)]
    by_stage = {d.code: sum(scene.stage == d.code for scene in live) for d in framework.stages(weights)}
    proven = count_production(case.scenes, case.on).with_benefit
    return plan_route(framework, weights, scores, result, by_stage, proven)


# --- plain data -------------------------------------------------------------------------------------------------------


def outcome_to_plain(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain data: codes and decimal strings; texts stay in the framework, frozen by its digest."""
    scores, case, framework = outcome.scores, outcome.case, outcome.framework
    return {
        "schema": SCHEMA,
        "engine": ENGINE,
        "framework": framework.reference,
        "framework_digest": framework.digest,
        "catalogue_digest": outcome.catalogue.digest,
        "on": case.on.isoformat(),
        "mode": "quick" if case.quick else "full",
        "profile": plain(case.profile),
        "weights": outcome.weights.code,
        "answers": {code: to_plain(answer) for code, answer in case.answers.items()},
        "answers_digest": digest({code: to_plain(answer) for code, answer in case.answers.items()}),
        "scenes": plain(tuple(case.scenes)),
        "overall": plain(scores.overall),
        "level": outcome.level.code,
        "level_by_score": outcome.result.by_score.code,
        "capped_by": [_gate_to_plain(gate, outcome.route.steps) for gate in outcome.result.capped_by],
        "self_declared": True,
        "coverage": plain(scores.coverage),
        "answered": scores.answered,
        "applicable": scores.applicable,
        "interval": {"low": plain(scores.low), "high": plain(scores.high)},
        "level_range": {"low": outcome.level_low.code, "high": outcome.level_high.code},
        "not_applicable_share": plain(scores.not_applicable_share),
        "reference_only": scores.reference_only,
        "dimensions": [_dimension_to_plain(outcome, dimension) for dimension in scores.dimensions.values()],
        "questions": [plain(question) for question in scores.questions.values()],
        "application": plain(scores.application),
        "enablers": plain(scores.enablers),
        "archetype": outcome.archetype.code if outcome.archetype else None,
        "sensitivity": {
            "weights": outcome.sensitivity.profile.code,
            "overall": plain(outcome.sensitivity.overall),
            "level": outcome.sensitivity.level.code,
        },
        "gaps": _gaps_to_plain(outcome),
        "route": _route_to_plain(outcome.route),
        "subsidies": plain(outcome.subsidies),
        "warnings": [plain(note) for note in outcome.warnings],
    }


def _gate_to_plain(gate: GateResult, steps: Sequence[Step]) -> dict[str, Any]:
    return {
        "gate": gate.gate.code,
        "level": gate.level,
        "holds": gate.holds,
        "found": plain(gate.found),
        "wanted": plain(gate.wanted),
        "subject": gate.subject,
        "unlocked_by": [step.action.code for step in steps if gate.gate.code in step.gates],
    }


def _dimension_to_plain(outcome: Outcome, dimension: DimensionScore) -> dict[str, Any]:
    kind = outcome.framework.dimensions[dimension.code].kind
    gap = next((gap for gap in outcome.gaps.dimensions if gap.code == dimension.code), None)
    values: dict[str, Any] = plain(dimension)
    return values | {
        "kind": kind,
        "next_threshold": plain(gap.next_threshold) if gap else None,
        "missing": plain(gap.missing) if gap else None,
    }


def _gaps_to_plain(outcome: Outcome) -> dict[str, Any]:
    gaps = outcome.gaps
    return {
        "target": gaps.target.code if gaps.target else None,
        "points_missing": plain(gaps.points_missing),
        "gates": [_gate_to_plain(gate, outcome.route.steps) for gate in gaps.gates],
        "dimensions": [_dimension_gap_to_plain(gap) for gap in gaps.dimensions],
    }


def _dimension_gap_to_plain(gap: DimensionGap) -> dict[str, Any]:
    return {
        "code": gap.code,
        "score": plain(gap.score),
        "next_threshold": plain(gap.next_threshold),
        "missing": plain(gap.missing),
        "answers": plain(gap.answers),
    }


def _route_to_plain(route: Route) -> dict[str, Any]:
    return {
        "target": route.target.code if route.target else None,
        "complete": route.complete,
        "reached": route.reached.code,
        "score_after": plain(route.score_after),
        "gates_open": list(route.gates_open),
        "cost_wan": plain(route.cost_wan),
        "months": route.months,
        "steps": [_step_to_plain(step) for step in route.steps],
        "not_yet": [{"action": n.action.code, "reason": n.reason, "needs": list(n.needs)} for n in route.not_yet],
        "uses": plain(route.uses),
    }


def _step_to_plain(step: Step) -> dict[str, Any]:
    return {
        "action": step.action.code,
        "phase": step.phase,
        "start_month": step.start_month,
        "end_month": step.end_month,
        "cost_wan": plain(step.action.cost_wan),
        "lifts": plain(step.lifts),
        "gates": list(step.gates),
        "needed_by": list(step.needed_by),
        "scenarios": list(step.scenarios),
        "scene": step.scene,
        "priority": plain(step.priority),
        "score_after": plain(step.score_after),
        "level_after": step.level_after,
    }

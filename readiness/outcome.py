"""One assessment from answers to outcome: score, level, gaps, route, subsidies, warnings. `evaluate` is the entrance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from readiness.framework import Archetype, Framework, Level, WeightProfile
from readiness.gaps import Gaps, find_gaps
from readiness.levels import LevelResult, archetype_of, level_of
from readiness.notes import Case, Note, find_notes
from readiness.route import Route, plan_route
from readiness.scenes import count_production, in_production
from readiness.scoring import Scores, score
from readiness.subsidies import Catalogue, SubsidyMatches, match_subsidies

ENGINE = "1"  # raised whenever the same input could give another outcome


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

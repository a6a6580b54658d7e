"""One assessment from answers to outcome: score, level, gaps, route, subsidies, warnings. `evaluate` is the entrance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from readiness.framework import Archetype, Framework, Level, WeightProfile
from readiness.gaps import Gaps, find_gaps
from readiness.ground import ground_of
from readiness.levels import LevelResult, archetype_of, level_of, standing_of
from readiness.notes import Case, Note, find_notes
from readiness.reckoning import Reckoning
from readiness.route import Route, plan_route
from readiness.scenes import count_production
from readiness.scoring import UNANSWERED, Scores, score
from readiness.subsidies import Catalogue, SubsidyMatches, match_subsidies

ENGINES = ("1", "2")  # a new one whenever the same input could give another outcome; results of all stay reproducible
ENGINE = ENGINES[-1]  # "2": the route is the cheapest there is, proven; "1": the search alone


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
    engine: str = ENGINE


def evaluate(framework: Framework, catalogue: Catalogue, case: Case, engine: str = ENGINE) -> Outcome:
    """Evaluate one case. Pure: the same framework, catalogue, case and engine give the same outcome."""
    weights = framework.profile_for(case.profile.policy_group)
    scores = score(framework, case.answers, weights, case.quick)
    result = _level(framework, weights, case, scores.actual, scores.ticked)
    low = _level(framework, weights, case, scores.worst, scores.ticked).level
    high = _level(framework, weights, case, scores.best, _all_ticked(framework, scores)).level
    gaps = find_gaps(framework, scores, result)
    route = _route(framework, weights, scores, result, case, engine)
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
        engine=engine,
    )


def _level(
    framework: Framework,
    weights: WeightProfile,
    case: Case,
    reckoning: Reckoning,
    ticked: Mapping[str, frozenset[str]],
) -> LevelResult:
    production = count_production(case.scenes, case.on)
    return level_of(framework, weights, standing_of(reckoning, ticked), production)


def _all_ticked(framework: Framework, scores: Scores) -> dict[str, frozenset[str]]:
    """At best, every option of the multiple choices still open is ticked."""
    open_ = (framework.questions[code] for code, q in scores.questions.items() if q.state == UNANSWERED)
    everything = {q.code: frozenset(o.code for o in q.options if not o.exclusive) for q in open_}
    return {**scores.ticked, **everything}


def _published(framework: Framework, level: Level, quick: bool) -> Level:
    if not quick or framework.quick_cap is None:
        return level
    return min(level, framework.level(framework.quick_cap), key=framework.position)


def _sensitivity(framework: Framework, case: Case) -> Sensitivity:
    weights = framework.profiles[framework.default_profile]
    scores = score(framework, case.answers, weights, case.quick)
    result = _level(framework, weights, case, scores.actual, scores.ticked)
    return Sensitivity(weights, scores.overall, _published(framework, result.level, case.quick))


def _route(
    framework: Framework, weights: WeightProfile, scores: Scores, result: LevelResult, case: Case, engine: str
) -> Route:
    start = ground_of(framework, weights, scores, case.scenes, case.on).start
    return plan_route(framework, weights, scores, result, start.scenes, start.with_benefit, prove=engine != "1")

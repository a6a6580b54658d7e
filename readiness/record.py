"""An outcome as plain data: what a result snapshot freezes and what pages and reports are made from.

Codes and decimal strings only; texts stay in the framework, which the record names with its digest. The schema is
described in docs/content.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from readiness.answers import to_plain
from readiness.gaps import DimensionGap
from readiness.levels import GateResult
from readiness.outcome import Outcome
from readiness.plain import digest, plain
from readiness.route import Route, Step
from readiness.scoring import DimensionScore

SCHEMA = 2  # raised whenever the plain form changes


def outcome_to_plain(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain data: codes and decimal strings; texts stay in the framework, frozen by its digest."""
    scores, case, framework = outcome.scores, outcome.case, outcome.framework
    return {
        "schema": SCHEMA,
        "engine": outcome.engine,
        "framework": framework.reference,
        "framework_digest": framework.digest,
        "wording": framework.wording,
        "catalogue_digest": outcome.catalogue.digest,
        "on": case.on.isoformat(),
        "mode": "quick" if case.quick else "full",
        "minutes": plain(case.minutes),
        "profile": plain(case.profile),
        "fact_numbers": sorted(name for name, fact in case.profile.facts.items() if isinstance(fact, Decimal)),
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
        "indices": [plain(index) for index in scores.indices.values()],
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
    band = outcome.framework.band_of(dimension.code, dimension.score)
    gap = next((gap for gap in outcome.gaps.dimensions if gap.code == dimension.code), None)
    values: dict[str, Any] = plain(dimension)
    return values | {
        "kind": kind,
        "band": band.code if band else None,
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
    } | ({} if route.proven is None else {"proven": route.proven})


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

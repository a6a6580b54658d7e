"""One firm under the rule of one record: in which cell it counts, and what it could claim at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from readiness.subsidies.amounts import estimate
from readiness.subsidies.records import Subsidy
from readiness.subsidies.rules import VERDICTS, Facts, evaluate

ENDS = ("low", "likely", "high")


@dataclass(frozen=True)
class Standing:
    """claim_wan: what a firm that meets the rule could claim, from its own figures; None where they are not known.

    planned_wan: of a firm that is not ruled out and whose figures are not known, the claim on what its route buys: low,
    likely, high.
    """

    cell: str
    claim_wan: Decimal | None = None
    planned_wan: tuple[Decimal, Decimal, Decimal] | None = None


def is_share_of_spending(record: Subsidy) -> bool:
    return record.amount.kind == "rate_cap" and bool(record.amount.base_fields)


def standing(record: Subsidy, facts: Facts, route: Mapping[str, Any]) -> Standing:
    """route: the route of a result as plain data."""
    verdict = evaluate(record.rule, facts)
    if verdict is False or not is_share_of_spending(record):
        return Standing(VERDICTS[verdict])
    own = estimate(record.amount, facts)
    if own.base_wan is not None:
        return Standing(VERDICTS[verdict], claim_wan=own.amount_wan if verdict else None)
    return Standing(VERDICTS[verdict], planned_wan=_planned(record, facts, route))


def _planned(record: Subsidy, facts: Facts, route: Mapping[str, Any]) -> tuple[Decimal, Decimal, Decimal] | None:
    """The claim if the firm spent what its route costs where it buys what the record supports."""
    buying = {action for need in record.needs for action in (route.get("uses") or {}).get(need, ())}
    costs = [step["cost_wan"] for step in route.get("steps") or () if step["action"] in buying]
    if not costs:
        return None
    found = [_claim_on(record, facts, sum((Decimal(cost[end]) for cost in costs), Decimal(0))) for end in ENDS]
    low, likely, high = found
    return None if low is None or likely is None or high is None else (low, likely, high)


def _claim_on(record: Subsidy, facts: Facts, spent_wan: Decimal) -> Decimal | None:
    first = record.amount.base_fields[0]
    profile = replace(facts.profile, facts={**facts.profile.facts, first: spent_wan})
    return estimate(record.amount, Facts(profile, facts.fields, facts.lists)).amount_wan

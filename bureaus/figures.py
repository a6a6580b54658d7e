"""From a tally to what is told of it: the row, the money, and what stands behind both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from readiness.disclosure.reach import Firms, Range, Row, Sum, dominated, far_enough, in_class, protect_sum, significant
from readiness.subsidies.reach import ENDS


@dataclass
class Earlier:
    """What was told before and must not be told apart from what is told now by fewer than k firms."""

    sets: list[Firms] = field(default_factory=list)
    claims: list[dict[int, Decimal]] = field(default_factory=list)
    planned: list[dict[int, Decimal]] = field(default_factory=list)

    @classmethod
    def of(cls, reaches: Iterable) -> Earlier:
        found = cls()
        for reach in reaches:
            found.sets += [*reach.as_told().cells.values(), *([reach.unknown] if reach.unknown else [])]
            found.claims += [parts] if (parts := reach.parts("claims")) else []
            found.planned += [parts] if (parts := reach.parts("planned")) else []
        return found


def figures_of(tally, row: Row, earlier: Earlier, k: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what is told, what stands behind it), both as plain data; `earlier` learns of it."""
    unknown = frozenset(tally.cells["met"] - tally.claims.keys())
    earlier.sets += tally.frozen.values()
    claims = _claims(tally, row, earlier, k)
    shown = claims.amount is not None and _may_say(unknown, row.cells["met"], earlier, k)
    likely = {firm: amounts[1] for firm, amounts in tally.planned.items()}
    planned, why = _planned(tally, likely, earlier, k)
    told = {
        "total": _plain(row.total),
        "cells": {cell: _plain(range_) for cell, range_ in row.cells.items()},
        "rest": _plain(row.rest),
        "own": sorted(row.own),
        "claims": _text(claims.amount),
        "claims_hidden": claims.reason,
        "unknown": _plain(in_class(len(unknown), k)) if shown else None,
        "planned": planned,
        "planned_hidden": why,
    }
    behind = {
        "cells": {cell: sorted(firms) for cell, firms in tally.cells.items()},
        "unknown": sorted(unknown) if shown else [],
        "claims": {} if claims.amount is None else _texts(tally.claims),
        "planned": _texts(likely) if planned else {},
    }
    earlier.sets += [unknown] if shown else []
    earlier.claims += [] if claims.amount is None else [tally.claims]
    earlier.planned += [likely] if planned else []
    return told, behind


def _claims(tally, row: Row, earlier: Earlier, k: int) -> Sum:
    """Only where the cell is shown: a sum alone would say that at least k firms are in it."""
    if row.cells["met"] is None:
        return Sum(None, "too_few")
    return protect_sum(tally.claims, k, earlier.claims)


def _may_say(unknown: Firms, met: Range | None, earlier: Earlier, k: int) -> bool:
    """Whether the number of firms without figures may stand beside those that meet the rule."""
    told = in_class(len(unknown), k)
    return bool(met and told.low and met.low - told.high >= k) and far_enough(unknown, earlier.sets, k)


def _planned(tally, likely, earlier: Earlier, k: int) -> tuple[dict[str, str] | None, str]:
    told = protect_sum(likely, k, earlier.planned)
    ends = list(zip(*tally.planned.values(), strict=True))
    if told.amount is None or any(dominated(amounts) for amounts in ends):
        return None, told.reason or "dominated"
    return {
        end: format(significant(sum(amounts, Decimal(0))), "f") for end, amounts in zip(ENDS, ends, strict=True)
    }, ""


def _plain(range_: Range | None) -> list[int] | None:
    return [range_.low, range_.high] if range_ else None


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _texts(parts: dict[int, Decimal]) -> dict[str, str]:
    return {str(firm): format(amount, "f") for firm, amount in parts.items()}

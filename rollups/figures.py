"""What is told of the firms of one cell: only values that may be published, rounded and coarsened.

{"mean": whole points, "dimensions": {code: whole points}, "levels": {code: percent}, "bands": [ten percentages],
 "gates", "gaps": {code: "37", or "<9" or ">91" where nearly none or nearly all are concerned}, "quartiles": [three],
 "verified": {"n", "stated", "found"}}

What may not be told is left out. Of a dimension that some firms of the cell are not assessed in, the mean is told only where
the cell is so large that rounding hides all that k-1 firms together could contribute: cells are protected by the number
of their firms, not by how many of them a dimension applies to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readiness.disclosure import values
from readiness.framework import Framework
from rollups.measuring import SCORE

POINTS = 100
GAPS_TOLD = 10
BAND = 10  # points of a band of the histogram; the last one holds 100 as well


@dataclass(frozen=True)
class Tally:
    """Counts and sums over the firms of a cell. scores: how many have 0, 1, … 100 points.

    dimensions: code → (firms assessed, sum of points). levels, gates, gaps: code → firms.
    verified: (firms, sum of what they stated, sum of what was found), where that may be told.
    """

    n: int
    scores: Sequence[int]
    levels: Mapping[str, int]
    dimensions: Mapping[str, tuple[int, int]]
    gates: Mapping[str, int]
    gaps: Mapping[str, int]
    verified: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class Scheme:
    """What a cell is told by, whether or not a firm of it is concerned: levels from the lowest up, gates with theirs."""

    levels: tuple[str, ...]
    gates: tuple[str, ...]


def scheme_of(versions: Iterable[Framework]) -> Scheme:
    """All levels and gates of these versions."""
    levels: dict[str, None] = {}
    gates: dict[str, None] = {}
    for framework in versions:
        levels |= dict.fromkeys(one.code for one in (framework.no_level, *framework.levels) if one)
        for level in framework.levels:
            gates |= dict.fromkeys(gate.code for gate in level.gates)
            gates |= {f"{level.code}-{SCORE}": None} if level.threshold else {}
    return Scheme(tuple(levels), tuple(gates))


def figures(tally: Tally, k: int, scheme: Scheme) -> dict[str, Any]:
    """What may be told of a cell that is shown."""
    total = sum(score * firms for score, firms in enumerate(tally.scores))
    found = {
        "mean": values.mean(total, tally.n, k),
        "dimensions": _dimensions(tally, k),
        "levels": _parts({code: tally.levels.get(code, 0) for code in scheme.levels}, tally.n, k),
        "bands": values.shares(bands(tally.scores), tally.n, k),
        "quartiles": values.quartiles(tally.scores, tally.n, k),
        "gates": _each({code: tally.gates.get(code, 0) for code in scheme.gates}, tally.n, k),
        "gaps": _first(tally.gaps, tally.n, k),
        "verified": _verified(tally.verified, k),
    }
    return {name: value for name, value in found.items() if value not in (None, {})}


def bands(scores: Sequence[int]) -> tuple[int, ...]:
    """Firms with 0–9 points, 10–19 … 90–100."""
    last = POINTS // BAND - 1
    found = [0] * (last + 1)
    for score, firms in enumerate(scores):
        found[min(score // BAND, last)] += firms
    return tuple(found)


def _dimensions(tally: Tally, k: int) -> dict[str, int]:
    enough = 2 * POINTS * (k - 1)
    means = {
        code: values.mean(total, firms, k)
        for code, (firms, total) in tally.dimensions.items()
        if firms and (firms == tally.n or firms >= enough)
    }
    return {code: mean for code, mean in means.items() if mean is not None}


def _parts(firms: Mapping[str, int], n: int, k: int) -> dict[str, int] | None:
    """Shares of categories that exclude each other, by code."""
    told = values.shares(list(firms.values()), n, k)
    return None if told is None else dict(zip(firms, told, strict=True))


def _each(firms: Mapping[str, int], n: int, k: int) -> dict[str, str]:
    """The share of firms that each thing is true of."""
    told = {code: values.share(number, n, k) for code, number in firms.items()}
    return {code: share for code, share in told.items() if share is not None}


def _first(firms: Mapping[str, int], n: int, k: int) -> dict[str, str]:
    """The shares of the things most firms are concerned by, the most frequent first; what is told as equal is by code."""
    told = {code: share for code, share in _each(firms, n, k).items() if not share.startswith("<")}
    order = sorted(told, key=lambda code: (-int(told[code].removeprefix(">")), code))
    return {code: told[code] for code in order[:GAPS_TOLD]}


def _verified(checked: tuple[int, int, int] | None, k: int) -> dict[str, int] | None:
    """Both means, where both may be told."""
    n, stated, found = checked or (0, 0, 0)
    before, after = (values.mean(total, n, k) if n else None for total in (stated, found))
    return None if before is None or after is None else {"n": n, "stated": before, "found": after}


@dataclass(frozen=True)
class Answered:
    """Of one question in one cell: rung → firms; open_: without an answer; outside: to whom it does not apply."""

    rungs: Mapping[str, int]
    open_: int
    outside: int


def answer_shares(answered: Mapping[str, Answered], n: int, k: int) -> dict[str, dict[str, Any]]:
    """question → share of every rung, of "open" and of "outside", in percent of all firms of the cell."""
    told = {
        code: _parts({**one.rungs, "open": one.open_, "outside": one.outside}, n, k) for code, one in answered.items()
    }
    return {code: parts for code, parts in told.items() if parts is not None}

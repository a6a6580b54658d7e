"""Columns into counts and sums of every cell: a pass over the firms for each depth of region, industry and size.

A pass numbers the cells its firms fall into and adds up by that number, so its cost does not depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from rollups.columns import Array, Codes, Columns, Vocabulary
from rollups.figures import POINTS, Answered, Tally
from rollups.measuring import NONE
from rollups.places import COUNTY, NATION, PREFECTURE, PROVINCE, TOLD, Places, Tree

Key = tuple[str, str, str]
NOT_THERE = -1


@dataclass(frozen=True)
class Layer:
    """One way to look at one axis. node: per firm the number of its node, NOT_THERE where it has none; codes: what they mean."""

    node: Array
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Pass:
    """The cells of one combination of layers. rows: the firms in them; cell: per such firm the number of its cell."""

    keys: tuple[Key, ...]
    rows: Array
    cell: Array

    def counted(self, weights: Array | None = None) -> Array:
        """Per cell the number of firms, or the sum of their weights."""
        return np.bincount(self.cell, weights, len(self.keys)).astype(np.int64)

    def among(self, cells: Container[Key]) -> Pass:
        """The same over some of its cells."""
        chosen = np.fromiter((key in cells for key in self.keys), bool, len(self.keys))
        number = np.cumsum(chosen) - 1
        inside = chosen[self.cell]
        keys = tuple(key for key, kept in zip(self.keys, chosen, strict=True) if kept)
        return Pass(keys, self.rows[inside], number[self.cell[inside]])

    def table(self, values: Array, width: int) -> Array:
        """cells × values: how many firms have each value. values: one per firm of all."""
        both = self.cell * width + values[self.rows]
        return np.bincount(both, minlength=len(self.keys) * width).reshape(-1, width)


# --- passes -----------------------------------------------------------------------------------------------------------


def passes(columns: Columns, words: Vocabulary, places: Places) -> Iterator[Pass]:
    """One after the other, all cells there are."""
    industries = [_layer(columns.industry, words.industries, places.industries, depth) for depth in range(3)]
    sizes = [_layer(columns.size, words.sizes, places.sizes, depth) for depth in range(2)]
    for depth, region in _region_layers(columns, words, places):
        for industry, size in TOLD[depth]:
            yield _pass(region, industries[industry], sizes[size])


def _region_layers(columns: Columns, words: Vocabulary, places: Places) -> Iterator[tuple[int, Layer]]:
    """By depth, and at last the differences, of which a firm is in one at most."""
    tree = places.regions
    for depth in (NATION, PROVINCE, PREFECTURE, COUNTY):
        yield depth, _layer(columns.region, words.regions, tree, depth)
    yield PREFECTURE, _layer(columns.region, words.regions, tree, PREFECTURE, differences=True)


def _layer(leaf: Array, leaves: Codes, tree: Tree, depth: int, differences: bool = False) -> Layer:
    """The nodes of one depth that are in the tree, or that are differences."""
    codes, above = Codes(), []
    for code in leaves:
        nodes = (node for node in tree.told(code) if tree.depths[node] == depth)
        node = next((node for node in nodes if (node in tree.differences) == differences), None)
        above.append(NOT_THERE if node is None else codes[node])
    return Layer(np.array(above or [NOT_THERE])[leaf], tuple(codes))


def _pass(region: Layer, industry: Layer, size: Layer) -> Pass:
    rows = np.flatnonzero((region.node >= 0) & (industry.node >= 0) & (size.node >= 0))
    shape = (len(region.codes), len(industry.codes), len(size.codes))
    at = (region.node[rows] * shape[1] + industry.node[rows]) * shape[2] + size.node[rows]
    present, cell = np.unique(at, return_inverse=True)
    nodes = np.unravel_index(present, shape) if len(present) else ((), (), ())
    keys = tuple((region.codes[r], industry.codes[i], size.codes[s]) for r, i, s in zip(*map(list, nodes), strict=True))
    return Pass(keys, rows, cell)


def counts(columns: Columns, words: Vocabulary, places: Places) -> dict[Key, int]:
    """How many firms every cell has that has any."""
    found: dict[Key, int] = {}
    for one in passes(columns, words, places):
        found |= zip(one.keys, one.counted().tolist(), strict=True)
    return found


def atoms(columns: Columns, words: Vocabulary) -> dict[Key, int]:
    """How many firms are in every leaf of all three trees."""
    layers = (
        Layer(columns.region, tuple(words.regions)),
        Layer(columns.industry, tuple(words.industries)),
        Layer(columns.size, tuple(words.sizes)),
    )
    one = _pass(*layers)
    return dict(zip(one.keys, one.counted().tolist(), strict=True))


# --- tallies ----------------------------------------------------------------------------------------------------------


def tallies(
    columns: Columns,
    words: Vocabulary,
    places: Places,
    shown: Container[Key],
    verified: tuple[Array, Array, Container[Key]],
) -> Iterator[tuple[Key, Tally]]:
    """The cells that are shown. verified: what firms stated, what was found (-1 for none), the cells that may tell it."""
    for whole in passes(columns, words, places):
        one = whole.among(shown)
        if one.keys:
            yield from zip(one.keys, _tallies(one, columns, words, verified), strict=True)


def _tallies(
    one: Pass, columns: Columns, words: Vocabulary, verified: tuple[Array, Array, Container[Key]]
) -> Iterator[Tally]:
    levels, gates = tuple(words.levels), tuple(words.gates)
    scores = one.table(columns.overall, POINTS + 1)
    by_level = one.table(columns.level, len(levels))
    dimensions = _dimensions(one, columns)
    by_gate = [one.counted(columns.gates[one.rows, n]) for n in range(len(gates))]
    by_gap = _gaps(one, columns, len(words.questions))
    checked = _verified(one, verified)
    for n, (key, firms) in enumerate(zip(one.keys, one.counted().tolist(), strict=True)):
        yield Tally(
            n=firms,
            scores=scores[n].tolist(),
            levels=_present(zip(levels, by_level[n].tolist(), strict=True)),
            dimensions={
                code: (int(dimensions[d][0][n]), int(dimensions[d][1][n])) for code, d in words.dimensions.items()
            },
            gates=_present((code, int(by_gate[g][n])) for g, code in enumerate(gates)),
            gaps=_present(zip(words.questions, by_gap[n].tolist(), strict=True)),
            verified=(int(checked[0][n]), int(checked[1][n]), int(checked[2][n])) if key in verified[2] else None,
        )


def _dimensions(one: Pass, columns: Columns) -> list[tuple[Array, Array]]:
    """Per dimension: firms assessed and the sum of their points, by cell."""
    found = []
    for scores in columns.dimensions[one.rows].T:
        assessed = scores != NONE
        found.append((one.counted(assessed), one.counted(np.where(assessed, scores, 0))))
    return found


def _gaps(one: Pass, columns: Columns, questions: int) -> Array:
    """cells × questions: for how many firms it is among the answers worth most."""
    found = np.zeros((len(one.keys), questions), np.int64)
    for gaps in columns.gaps.T:
        found += one.table(gaps + 1, questions + 1)[:, 1:]
    return found


def _verified(one: Pass, verified: tuple[Array, Array, Container[Key]]) -> tuple[Array, Array, Array]:
    stated, found = (column[one.rows] for column in verified[:2])
    checked = stated >= 0
    return one.counted(checked), one.counted(np.where(checked, stated, 0)), one.counted(np.where(checked, found, 0))


def _present(firms: Iterable[tuple[str, int]]) -> dict[str, int]:
    return {code: number for code, number in firms if number}


# --- answers ----------------------------------------------------------------------------------------------------------

RUNGS = 256


def answers(
    columns: Columns, words: Vocabulary, places: Places, shown: Container[Key]
) -> Iterator[tuple[Key, int, dict[str, Answered]]]:
    """(cell, its firms, question → how they answered) for all industries and each group, in regions down to provinces."""
    industries = [_layer(columns.industry, words.industries, places.industries, depth) for depth in range(2)]
    everything = _layer(columns.size, words.sizes, places.sizes, 0)
    for depth in (NATION, PROVINCE):
        region = _layer(columns.region, words.regions, places.regions, depth)
        for industry in industries:
            one = _pass(region, industry, everything).among(shown)
            if one.keys:
                yield from _answered(one, columns, words)


def _answered(one: Pass, columns: Columns, words: Vocabulary) -> Iterator[tuple[Key, int, dict[str, Answered]]]:
    tables = {code: one.table(columns.answers[:, n].astype(np.int64), RUNGS) for code, n in words.questions.items()}
    for n, (key, firms) in enumerate(zip(one.keys, one.counted().tolist(), strict=True)):
        yield key, firms, {code: _counts(table[n], words.rungs[code]) for code, table in tables.items()}


def _counts(row: Array, rungs: Mapping[str, int]) -> Answered:
    return Answered({rung: int(row[number]) for rung, number in rungs.items()}, int(row[0]), int(row[NONE]))

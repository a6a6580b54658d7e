"""Kinds of firms: those with the same region, industry and size, each as exactly as it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from readiness.disclosure.moves import Numbers
from readiness.disclosure.table import INDUSTRY, REGION, SIZE, Key, Table, above

AT_MOST = 400  # cells whose part in telling a group is worked out
NOUGHT = 1e-7


class Kinds:
    """Kinds, and (industry, size) pairs, by number.

    own: region → its kinds, without those below it. below: region → regions with kinds one step below.
    within: region → all its kinds, in the order in which they are joined. spread: region → how many pairs its kinds have.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.keys = sorted(atom for atom, firms in table.atoms.items() if firms)
        self.firms = np.array([table.atoms[key] for key in self.keys], np.int64)
        self.root = table.root[0]
        self._pairs()
        self._places()

    def _pairs(self) -> None:
        pairs = sorted({key[1:] for key in self.keys})
        number = {pair: place for place, pair in enumerate(pairs)}
        self.pair = np.array([number[key[1:]] for key in self.keys], np.int64)
        self.pairs = len(pairs)
        self.holds: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for industry, size in pairs:
            for over in self.table.axes[INDUSTRY].line(industry):
                for one in self.table.axes[SIZE].line(size):
                    self.holds[over, one].append(number[industry, size])

    def held(self, cells: Sequence[Key], kinds: Numbers) -> Numbers:
        """A row per cell: 1 for every one of the kinds that it holds."""
        patterns = np.zeros((len(cells), self.pairs), np.int64)
        for row, key in enumerate(cells):
            patterns[row, self.holds[key[1:]]] = 1
        lies = {region: np.isin(kinds, self.within[region]) for region in {key[REGION] for key in cells}}
        inside = np.array([lies[key[REGION]] for key in cells], bool).reshape(len(cells), len(kinds))
        found: Numbers = patterns[:, self.pair[kinds]] * inside
        return found

    def _places(self) -> None:
        own: defaultdict[str, list[int]] = defaultdict(list)
        for kind, key in enumerate(self.keys):
            own[key[0]].append(kind)
        self.own = defaultdict(
            lambda: np.zeros(0, np.int64), {region: np.array(kinds) for region, kinds in own.items()}
        )
        regions = sorted({self.root} | {region for place in own for region in self.table.axes[REGION].line(place)})
        self.order = {region: place for place, region in enumerate(regions)}
        self.below: defaultdict[str, list[str]] = defaultdict(list)
        for region in regions:
            if (parent := self.table.axes[REGION].parents[region]) is not None:
                self.below[parent].append(region)
        self.within: dict[str, Numbers] = {}
        self._collect(self.root)
        for region, (whole, part) in self.table.axes[REGION].differences.items():
            nobody = np.zeros(0, np.int64)
            self.within[region] = np.setdiff1d(self.within.get(whole, nobody), self.within.get(part, nobody))
        self.spread = {region: len(np.unique(self.pair[kinds])) for region, kinds in self.within.items()}

    def _collect(self, region: str) -> Numbers:
        self.within[region] = np.concatenate([self.own[region], *(self._collect(one) for one in self.below[region])])
        return self.within[region]

    # --- what a group follows from ------------------------------------------------------------------------------------------

    def telling(self, group: Sequence[int], cells: Mapping[str, list[Key]]) -> list[Key]:
        """The cells that tell of a group of kinds, by the smallest region whose cells do; else all the kinds are in."""
        for region in self._around(group):
            told = [key for one in self._subtree(region) for key in cells.get(one, ())]
            if len(told) > AT_MOST:
                break
            if told and (found := self._combined(group, region, told)):
                return found
        near = {key for kind in group for key in above(self.table.axes, self.keys[kind])}
        return [key for key in near if key in cells.get(key[REGION], ())]

    def _around(self, group: Sequence[int]) -> list[str]:
        """Regions that hold the whole group, the smallest first."""
        lines = [self.table.axes[REGION].line(self.keys[kind][0]) for kind in group]
        return [region for region in lines[0] if all(region in line for line in lines)]

    def _subtree(self, region: str) -> list[str]:
        return [region, *(one for below in self.below[region] for one in self._subtree(below))]

    def _combined(self, group: Sequence[int], region: str, told: Sequence[Key]) -> list[Key]:
        """Of the cells those that take part in a combination which leaves something of the group, and of nobody else."""
        kinds = self.within[region]
        holds = self.held(told, kinds).astype(float)
        inside = np.isin(kinds, group)
        sizes, directions = np.linalg.eigh(holds[:, ~inside] @ holds[:, ~inside].T)
        blind = directions[:, sizes < NOUGHT * max(1, len(kinds))]
        left, strength, _ = np.linalg.svd(blind.T @ holds[:, inside], full_matrices=False)
        if not len(strength) or strength[0] < NOUGHT**0.5:
            return []
        factors = np.abs(blind @ left[:, 0])
        return [key for key, factor in zip(told, factors, strict=True) if factor > NOUGHT**0.5]

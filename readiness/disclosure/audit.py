"""What follows from all shown cells together: groups of fewer than k firms of which something is known that concerns them alone.

Firms in the same cells are one kind. Changes of what the kinds answered that no shown cell notices are drawn at random
(see `moves`); of a kind that none touches the sum is known, and of up to four kinds that depend on each other a sum or a
difference. Means and shares are told rounded to whole points, so a cell of 200 (k-1) firms or more says nothing of k-1
firms that the range of a score does not say: such cells are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from readiness.disclosure.moves import Numbers, combined, unnoticed
from readiness.disclosure.small_groups import cancelling, in_ratio, nought
from readiness.disclosure.table import Key, Table

SEED = 47542260
SPARE = 64  # changes kept beside those that the equations above a region may take away
DRAWN = 6  # changes that kinds are compared by
MOST = 2_000  # kinds of a region of which all pairs are looked at
LOCAL = 1_500  # kinds up to which the cells that give a group away are worked out


class Audit:
    def __init__(self, table: Table, k: int) -> None:
        self.table, self.k = table, k
        self.kinds: list[Key] = sorted(atom for atom, firms in table.atoms.items() if firms)
        self.firms = np.array([table.atoms[atom] for atom in self.kinds], np.int64)
        self.noisy = 200 * (k - 1)
        self._pairs()
        self._places()
        self.kept: dict[str, tuple[object, Numbers]] = {}

    def _pairs(self) -> None:
        """Every (industry, size) of a kind is a column of a pattern; a told cell is the columns it holds."""
        pairs = sorted({atom[1:] for atom in self.kinds})
        number = {pair: place for place, pair in enumerate(pairs)}
        self.pair = np.array([number[atom[1:]] for atom in self.kinds], np.int64)
        holds: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        _, industries, sizes = self.table.axes
        for industry, size in pairs:
            for above in industries.line(industry):
                for one in sizes.line(size):
                    holds[above, one].append(number[industry, size])
        self.patterns = {pair: np.isin(np.arange(len(pairs)), columns) for pair, columns in holds.items()}

    def _places(self) -> None:
        """own: region → its kinds. below: region → the regions right below it that have kinds."""
        self.own: defaultdict[str, list[int]] = defaultdict(list)
        self.below: defaultdict[str, list[str]] = defaultdict(list)
        for kind, atom in enumerate(self.kinds):
            self.own[atom[0]].append(kind)
        regions = {region for place in self.own for region in self.table.axes[0].line(place)}
        for region in sorted(regions):
            parent = self.table.axes[0].parents[region]
            if parent is not None:
                self.below[parent].append(region)
        self.within: dict[str, list[int]] = {}
        self._collect(self.table.root[0])
        self.order = {region: place for place, region in enumerate(sorted(regions))}

    def _collect(self, region: str) -> list[int]:
        """The kinds of a region, its own first, in the order that changes have them in."""
        found = list(self.own[region])
        for one in self.below[region]:
            found += self._collect(one)
        self.within[region] = found
        return found

    # --- what is told away ------------------------------------------------------------------------------------------------

    def telling(self, shown: Sequence[Key]) -> set[Key]:
        """Shown cells to hide, one for every group that follows from all of them; none where nothing small follows."""
        cells = [key for key in shown if self.table.n[key] < self.noisy]
        groups = self.groups(cells)
        whole = self.table.n.get(self.table.root, 0)
        cells = [key for key in cells if self.table.n[key] < whole]
        return {self._to_hide(group, cells) for group in sorted(groups)}

    def groups(self, cells: Sequence[Key]) -> set[tuple[int, ...]]:
        """Groups of kinds, as their numbers, of which these cells together tell something."""
        if not self.kinds:
            return set()
        values = self.changes(cells)
        found = {*nought(values, self.firms, self.k), *in_ratio(values, self.firms, self.k)}
        known = {kind for group in found for kind in group}
        for kinds in self._near(known):
            groups = cancelling(values[kinds], self.firms[kinds], self.k)
            found |= {tuple(sorted(int(kinds[row]) for row in group)) for group in groups}
        return found

    def _near(self, known: set[int]) -> Iterator[Numbers]:
        """Small kinds of the largest regions that have no more than MOST of them."""
        waiting = [self.table.root[0]]
        while waiting:
            region = waiting.pop()
            kinds = np.array([kind for kind in self.within[region] if self.firms[kind] < self.k - 2 and kind not in known], int)
            if len(kinds) <= MOST or not self.below[region]:
                yield kinds[:MOST]
            else:
                waiting += self.below[region]

    # --- changes that nobody notices ----------------------------------------------------------------------------------------

    def changes(self, cells: Iterable[Key]) -> Numbers:
        """A row per kind, a column per change."""
        patterns: defaultdict[str, list[Key]] = defaultdict(list)
        for key in cells:
            patterns[key[0]].append(key)
        root = self.table.root[0]
        found = self._changes(root, patterns, 0)
        values = np.zeros((len(self.kinds), DRAWN), np.int64)
        mixed = np.random.default_rng(SEED).integers(1, 2_000_000, (found.shape[1], DRAWN))
        values[self.within[root]] = combined_of(found, mixed)
        return values

    def _changes(self, region: str, cells: dict[str, list[Key]], asked: int) -> Numbers:
        """asked: equations of the regions above."""
        own = self._equations(region, cells)
        random = np.random.default_rng([SEED, self.order[region]])
        parts: list[Numbers] = [np.eye(len(self.own[region]), dtype=np.int64)] if self.own[region] else []
        kinds = [self.own[region]] if self.own[region] else []
        for one in self.below[region]:
            parts.append(self._changes(one, cells, asked + len(own)))
            kinds.append(self.within[one])
        equations = [own[:, self.pair[part]] for part in kinds]
        return combined(parts, equations, asked + SPARE, random)

    def _equations(self, region: str, cells: dict[str, list[Key]]) -> Numbers:
        rows = [self.patterns[key[1:]] for key in cells.get(region, ())]
        return np.array(rows, np.int64).reshape(len(rows), -1) if rows else np.zeros((0, 1 + self.pair.max()), np.int64)

    # --- who is to blame ----------------------------------------------------------------------------------------------------

    def _to_hide(self, group: Sequence[int], cells: Sequence[Key]) -> Key:
        """The smallest cell without which the group would not follow, as far as that can be seen; else the smallest with it."""
        return min(self._around(group, cells), key=lambda key: (self.table.n[key], key))

    def _around(self, group: Sequence[int], cells: Sequence[Key]) -> list[Key]:
        from readiness.disclosure.table import above

        near = {key for kind in group for key in above(self.table.axes, self.kinds[kind])}
        return [key for key in cells if key in near]


def combined_of(found: Numbers, mixed: Numbers) -> Numbers:
    from readiness.disclosure.moves import product_of

    return product_of(found, mixed)

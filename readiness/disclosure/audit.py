"""What follows from all shown cells together: groups of fewer than k firms of which something is known that concerns them alone.

Firms in the same cells are one kind. Changes of what the kinds answered that no shown cell notices are drawn at random
(see `moves`); of a kind that none touches the sum is known, and of up to four kinds that depend on each other a sum or a
difference. Means and shares are told rounded to whole points, so a cell of 200 (k-1) firms or more says nothing of k-1
firms that the range of a score does not say: such cells are left out.

What follows within a province follows in the country as well, so provinces are settled one by one before all are joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from readiness.disclosure.kinds import Kinds
from readiness.disclosure.moves import PRIME, Numbers, combined, product_of
from readiness.disclosure.small_groups import Group, groups
from readiness.disclosure.table import REGION, Key, Table

SEED = 47542260
SPARE = 64  # changes kept of a region beside those that the equations above it may take away
DRAWN = 6  # changes that kinds are compared by
MOST = 700  # kinds of a region of which all pairs are looked at
KEPT = 2  # steps below the root of which changes are kept from round to round

Cells = defaultdict[str, list[Key]]  # by region


class Audit:
    def __init__(self, table: Table, k: int) -> None:
        self.table, self.k = table, k
        self.kinds = Kinds(table)
        self.kept: dict[str, tuple[object, Numbers]] = {}
        self.passed: dict[str, object] = {}

    def telling(self, shown: Iterable[Key]) -> set[Key]:
        """Shown cells to hide, so that the groups found follow no more; none where no small group follows."""
        cells = self._telling_cells(shown)
        for regions in (self.kinds.below[self.kinds.root], [self.kinds.root]):
            groups = sorted({group for region in regions for group in self._groups(region, cells)})
            if groups:
                return self._to_hide(groups, cells)
        return set()

    def told_together(self, shown: Iterable[Key]) -> set[tuple[Key, ...]]:
        """Groups of kinds of which these cells together tell something."""
        cells = self._telling_cells(shown)
        found = self._groups(self.kinds.root, cells) if len(self.kinds.firms) else set()
        return {tuple(self.kinds.keys[kind] for kind in group) for group in found}

    def _telling_cells(self, shown: Iterable[Key]) -> Cells:
        """By region; a difference stands with what it is taken from."""
        cells: Cells = defaultdict(list)
        for key in shown:
            if self.table.n[key] < 200 * (self.k - 1):
                cells[self.table.stands_in(key[REGION])].append(key)
        return cells

    # --- groups -------------------------------------------------------------------------------------------------------------

    def _groups(self, region: str, cells: Cells) -> set[Group]:
        """Groups of kinds, by number, that follow from the cells in a region; none where they have been looked at before."""
        mark = self._mark(region, cells)
        if self.passed.get(region) == mark:
            return set()
        kinds = self.kinds.within[region]
        firms, values = self.kinds.firms[kinds], self._drawn(region, cells)
        place = {int(kind): row for row, kind in enumerate(kinds)}
        found = set[Group]()
        for part in self._parts(region):
            rows = np.array([place[kind] for kind in part], np.int64)
            found |= {tuple(sorted(part[row] for row in group)) for group in groups(values[rows], firms[rows], self.k)}
        if not found:
            self.passed[region] = mark
        return found

    def _parts(self, region: str) -> Iterator[list[int]]:
        """The small kinds of the largest regions that have no more than MOST of them."""
        small = [kind for kind in self.kinds.within[region].tolist() if self.kinds.firms[kind] < self.k]
        if len(small) <= MOST or not self.kinds.below[region]:
            yield small
        else:
            yield from ([kind] for kind in self.kinds.own[region].tolist() if self.kinds.firms[kind] < self.k)
            for one in self.kinds.below[region]:
                yield from self._parts(one)

    def _drawn(self, region: str, cells: Cells) -> Numbers:
        found = self._changes(region, cells, 0)
        return product_of(found, np.random.default_rng(SEED).integers(1, SEED, (found.shape[1], DRAWN)) % PRIME)

    # --- changes that nobody notices ----------------------------------------------------------------------------------------

    def _changes(self, region: str, cells: Cells, depth: int) -> Numbers:
        """A row per kind of the region, a column per change."""
        mark = self._mark(region, cells)
        kept = self.kept.get(region)
        if kept and kept[0] == mark:
            return kept[1]
        found = self._joined(region, cells, depth)
        if depth <= KEPT:
            self.kept[region] = mark, found
        return found

    def _joined(self, region: str, cells: Cells, depth: int) -> Numbers:
        own = self.kinds.own[region]
        parts = [np.eye(len(own), dtype=np.int32)] if len(own) else []
        kinds = [own] if len(own) else []
        for one in self.kinds.below[region]:
            parts.append(self._changes(one, cells, depth + 1))
            kinds.append(self.kinds.within[one])
        random = np.random.default_rng([SEED, self.kinds.order[region]])
        width = SPARE + self.kinds.spread[region]
        return combined(parts, [self.kinds.held(cells.get(region, ()), part) for part in kinds], width, random)

    def _mark(self, region: str, cells: Cells) -> object:
        """Equal as long as the same cells are told in the region and below."""
        return hash((tuple(cells.get(region, ())), *(self._mark(one, cells) for one in self.kinds.below[region])))

    # --- what they follow from ----------------------------------------------------------------------------------------------

    def _to_hide(self, groups: Sequence[Group], cells: Cells) -> set[Key]:
        """For every group the smallest cell it follows from, unless one of those is hidden for another group already."""
        found: set[Key] = set()
        for group in groups:
            by = [key for key in self.kinds.telling(group, cells) if self.table.n[key] < self.table.n[self.table.root]]
            if by and not found & set(by):
                found.add(min(by, key=lambda key: (self.table.n[key], key)))
        return found or {self.table.root}

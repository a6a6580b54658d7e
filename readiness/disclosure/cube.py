"""Which cells of a table over region, industry and size are shown, so that no group of fewer than k firms can be worked out.

A reader knows where every firm belongs, so how many firms a cell has is no secret; what they answered is. A cell is shown
only if

- it has k firms or more, and every cell above it is shown;
- what subtracting along lines leaves over, in whatever order, is nobody or k firms or more;
- a cell with the same firms, on other axes, is shown as well;
- no group of fewer than k firms follows from all shown cells together (see `audit`).

The result depends on the numbers of firms alone: that a cell is hidden says nothing of anybody's answers. This is cell
suppression in linked, hierarchical tables (A. Hundepool et al., Statistical Disclosure Control, Wiley, 2012, chapter 4).
docs/disclosure.md tells it in words.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from readiness.disclosure.audit import Audit
from readiness.disclosure.least import minimum
from readiness.disclosure.table import Axis, Key, Line, Table, above, published

__all__ = ["Axis", "Hidden", "Key", "Table", "protect", "published"]


class Hidden(StrEnum):
    TOO_FEW = "too_few"
    PROTECTS_OTHERS = "protects_others"


def protect(table: Table, k: int) -> dict[Key, Hidden | None]:
    """Every cell of the table → why it is hidden, None where it is shown. Raises ValueError for a k below the least."""
    board = Board(table, minimum(k))
    board.hide(key for key in table.cells if table.n[key] < k)
    board.settle()
    audit = Audit(table, k)
    while found := audit.telling(board.shown()):  # every round hides a cell
        board.hide(found)
        board.settle()
    return {key: board.why(key) for key in table.n}


Known = dict[Key, Line | None]  # a cell → the line it follows from, None where it is shown


class Board:
    """What is hidden so far. Cells are hidden, never shown again, so all comes to an end."""

    def __init__(self, table: Table, k: int) -> None:
        self.table, self.k = table, k
        self.hidden: set[Key] = set()
        self.below: defaultdict[Key, list[Line]] = defaultdict(list)
        self.across: defaultdict[Key, list[Line]] = defaultdict(list)
        for line in table.lines:
            self.below[line.head].append(line)
            for key in line.cells:
                self.across[key].append(line)
        self.twins = twins(table)

    def shown(self) -> list[Key]:
        return [key for key in self.table.cells if key not in self.hidden]

    def why(self, key: Key) -> Hidden | None:
        if self.table.n[key] < self.k:
            return Hidden.TOO_FEW
        return None if self._shown(key) else Hidden.PROTECTS_OTHERS

    def _shown(self, key: Key) -> bool:
        """A difference is shown where both it is taken from are: it follows from them anyway."""
        parts = self.table.axes[0].differences.get(key[0])
        keys = [(region, *key[1:]) for region in parts] if parts else [key]
        return all(not self.table.n.get(one, 0) or one not in self.hidden for one in keys)

    def hide(self, keys: Iterable[Key]) -> None:
        """These, all below them, and those with the same firms."""
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in self.hidden:
                self.hidden.add(key)
                waiting += self.twins.get(key, ())
                waiting += [one for line in self.below[key] for one in line.cells]

    def settle(self) -> None:
        """Hide more until subtracting along lines leaves nobody or k firms."""
        before = -1
        while before != len(self.hidden):
            before, known = len(self.hidden), self._known()
            for line in self.table.lines:
                if line.head in known and 0 < self._left(line, known) < self.k:
                    self.hide([self._next(line, known)])
                    for key in self.hidden & known.keys():
                        known.pop(key)

    def _left(self, line: Line, known: Known) -> int:
        return line.rest + sum(self.table.n[key] for key in line.cells if key not in known)

    def _known(self) -> Known:
        """The shown cells, and those of k firms or more that follow from them one line at a time."""
        known: Known = dict.fromkeys(self.shown())
        waiting = [line for line in self.table.lines if not line.rest and any(key not in known for key in line.cells)]
        before = -1
        while before != len(known):
            before = len(known)
            for line in waiting:
                missing = [key for key in (line.head, *line.cells) if key not in known]
                if len(missing) == 1 and self.table.n[missing[0]] >= self.k:
                    known[missing[0]] = line
        return known

    def _next(self, line: Line, known: Known) -> Key:
        """The shown cell of a line whose hiding costs least; where none is, one of those that the others follow from."""
        told = {key for key in line.cells if key not in self.hidden} or self._told(line, known)
        return min(told - {self.table.root}, key=self._loss, default=self.table.root)

    def _told(self, line: Line, known: Known) -> set[Key]:
        """The shown cells that a line is known by."""
        waiting, seen, told = [line.head, *line.cells], set[Key](), set[Key]()
        while waiting:
            key = waiting.pop()
            if key in seen or key not in known:
                continue
            seen.add(key)
            by = known[key]
            if by is None:
                told.add(key)
            else:
                waiting += [by.head, *by.cells]
        return told

    def _loss(self, key: Key) -> tuple[int, int, Key]:
        """Rather one that no crossing line gives away at once, with few firms; the codes decide between equals."""
        bare = sum(all(one == key or one not in self.hidden for one in line.cells) for line in self.across[key])
        return bare, self.table.n[key], key


def twins(table: Table) -> dict[Key, list[Key]]:
    """Cells with exactly the same firms, each with the others."""
    marks: defaultdict[Key, int] = defaultdict(int)
    for atom, firms in table.atoms.items():
        mark = int.from_bytes(hashlib.blake2b(repr(atom).encode(), digest_size=16).digest(), "big") if firms else 0
        for key in above(table.axes, atom):
            marks[key] ^= mark
    alike: defaultdict[int, list[Key]] = defaultdict(list)
    for key in table.cells:
        alike[marks[key]].append(key)
    return {key: keys for keys in alike.values() if len(keys) > 1 for key in keys}

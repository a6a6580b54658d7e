"""What of a table is hidden so far, and what follows from the rest by subtracting along lines."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.disclosure.table import Key, Table, above

UNKNOWN, SHOWN = -2, -1  # instead of the line that a cell follows from

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Known:
    """Per cell: SHOWN, UNKNOWN, or the line it follows from."""

    by: Numbers

    def forget(self, hidden: NDArray[np.bool_]) -> None:
        """What was shown, but is hidden by now."""
        self.by[(self.by == SHOWN) & hidden] = UNKNOWN


class Board:
    """Cells and lines by number. Cells are hidden, never shown again, so all comes to an end."""

    def __init__(self, table: Table, k: int) -> None:
        self.table, self.k = table, k
        self.number = {key: place for place, key in enumerate(table.cells)}
        self.n = np.array([table.n[key] for key in table.cells], np.int64)
        self.root = self.number.get(table.root, -1)
        self.hidden = np.zeros(len(self.n), bool)
        self._lines()
        self.twins = {self.number[key]: [self.number[one] for one in keys] for key, keys in twins(table).items()}

    def _lines(self) -> None:
        self.head = np.array([self.number[line.head] for line in self.table.lines], np.int64)
        self.rest = np.array([line.rest for line in self.table.lines], np.int64)
        self.cells = [[self.number[key] for key in line.cells] for line in self.table.lines]
        self.child = np.array([cell for cells in self.cells for cell in cells], np.int64)
        self.child_line = np.repeat(np.arange(len(self.cells)), [len(cells) for cells in self.cells])
        self.below: defaultdict[int, list[int]] = defaultdict(list)
        self.across: defaultdict[int, list[int]] = defaultdict(list)
        for line, cells in enumerate(self.cells):
            self.below[int(self.head[line])].append(line)
            for cell in cells:
                self.across[cell].append(line)

    def shown(self) -> list[Key]:
        return [key for key, hidden in zip(self.table.cells, self.hidden, strict=True) if not hidden]

    def hide(self, keys: Iterable[Key]) -> None:
        self._hide([self.number[key] for key in keys])

    def _hide(self, waiting: list[int]) -> None:
        """These, all below them, and those with the same firms."""
        while waiting:
            cell = waiting.pop()
            if not self.hidden[cell]:
                self.hidden[cell] = True
                waiting += self.twins.get(cell, ())
                waiting += [one for line in self.below[cell] for one in self.cells[line]]

    def settle(self) -> None:
        """Hide more until subtracting along lines, in whatever order, leaves nobody or k firms."""
        while lines := self._betraying(known := self._known()):
            for line in lines:
                known.forget(self.hidden)
                if known.by[self.head[line]] != UNKNOWN and 0 < self._left(line, known) < self.k:
                    self._hide(self._next(line, known))

    def _betraying(self, known: Known) -> list[int]:
        unknown = known.by[self.child] == UNKNOWN
        left = self.rest + np.bincount(self.child_line, self.n[self.child] * unknown, len(self.rest)).astype(np.int64)
        return np.flatnonzero((known.by[self.head] != UNKNOWN) & (left > 0) & (left < self.k)).tolist()

    def _left(self, line: int, known: Known) -> int:
        return int(self.rest[line]) + sum(int(self.n[cell]) for cell in self.cells[line] if known.by[cell] == UNKNOWN)

    def _known(self) -> Known:
        """The shown cells, and those of k firms or more that follow from them one line at a time."""
        by: Numbers = np.where(self.hidden, UNKNOWN, SHOWN)
        while True:
            missing = by == UNKNOWN
            lack = np.bincount(self.child_line, missing[self.child], len(self.rest)) + missing[self.head]
            which = np.bincount(self.child_line, self.child * missing[self.child], len(self.rest))
            which = (which + self.head * missing[self.head]).astype(np.int64)
            lines = np.flatnonzero((lack == 1) & (self.rest == 0))
            lines = lines[self.n[which[lines]] >= self.k]
            if not len(lines):
                return Known(by)
            by[which[lines[::-1]]] = lines[::-1]

    def _next(self, line: int, known: Known) -> list[int]:
        """The shown cell of a line whose hiding costs least; where none is, one of those that the others follow from.

        None where one of those has just been hidden: then the others may not follow any more.
        """
        told = {cell for cell in self.cells[line] if not self.hidden[cell]} or self._told(line, known)
        return [min(told - {self.root} or told, key=self._loss)] if told else []

    def _told(self, line: int, known: Known) -> set[int]:
        """The shown cells that a line is known by."""
        waiting = [cell for cell in (int(self.head[line]), *self.cells[line]) if known.by[cell] != UNKNOWN]
        seen = set(waiting)
        while waiting:
            by = known.by[waiting.pop()]
            around = [] if by == SHOWN else [int(self.head[by]), *self.cells[by]]
            if any(known.by[cell] == UNKNOWN for cell in around):
                return set()
            waiting += [cell for cell in around if cell not in seen]
            seen.update(around)
        return {cell for cell in seen if known.by[cell] == SHOWN}

    def _loss(self, cell: int) -> tuple[int, int, int]:
        """Rather one that no crossing line gives away at once, with few firms; the codes decide between equals."""
        bare = sum(all(one == cell or not self.hidden[one] for one in self.cells[line]) for line in self.across[cell])
        return bare, int(self.n[cell]), cell


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

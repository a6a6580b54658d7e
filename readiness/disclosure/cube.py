"""Which cells of a table over region, industry and size may be shown, so that no group of fewer than k firms can be worked out.

Every axis is a tree, so the table holds its own margins: a cell and those one step below it along one axis make a line,
and the figures of a line add up. A reader knows how many firms are in every cell, shown or not; what is protected is
what else is told of them. A cell is shown only if

- it has k firms or more, and so has every cell above it, which is shown too;
- what a line leaves hidden, whether in cells or outside the table, is nobody or k firms or more;
- no hidden group of fewer than k firms follows from all that is shown together (see `audit`).

Cells that are hidden only to protect others are chosen so that few firms are in them. The result depends on the numbers
of firms alone: hiding tells nothing of anybody's score. Method: cell suppression in linked hierarchical tables, as in
A. Hundepool et al., Statistical Disclosure Control (Wiley, 2012), chapter 4.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from readiness.disclosure.audit import found_out
from readiness.disclosure.least import minimum
from readiness.disclosure.lines import Axis, Key, Line, Table, never_told

__all__ = ["Axis", "Hidden", "Key", "Table", "never_told", "protect"]


class Hidden(StrEnum):
    TOO_FEW = "too_few"
    PROTECTS_OTHERS = "protects_others"


def protect(table: Table, k: int) -> dict[Key, Hidden | None]:
    """Every tellable cell → why it is hidden, None where it is shown. Raises ValueError for a k below the least."""
    board = _Board(table, minimum(k))
    board.hide(cell for cell, n in table.n.items() if n < k or cell in table.never)
    board.settle()
    while lines := found_out(table, board.hidden.keys(), k):  # every round hides a cell
        for line in lines:
            board.widen(line)
        board.settle()
    return {cell: board.hidden.get(cell) for cell in table.tellable}


class _Board:
    """left: line → firms in it that are not in a shown cell below its head."""

    def __init__(self, table: Table, k: int) -> None:
        self.table, self.k = table, k
        self.hidden: dict[Key, Hidden] = {}
        self.left = {line: line.rest for line in table.lines}
        self.open: deque[Line] = deque(table.lines)

    def hide(self, cells: Iterable[Key]) -> None:
        """These, and all below them."""
        waiting = list(cells)
        while waiting:
            cell = waiting.pop()
            if cell in self.hidden:
                continue
            n = self.table.n[cell]
            self.hidden[cell] = Hidden.TOO_FEW if n < self.k else Hidden.PROTECTS_OTHERS
            for line in self.table.above(cell):
                self.left[line] += n
                self.open.append(line)
            for line in self.table.below(cell):
                waiting += line.cells

    def settle(self) -> None:
        """Hide more until every line leaves nobody or k firms."""
        while self.open:
            line = self.open.popleft()
            if line.head not in self.hidden and 0 < self.left[line] < self.k:
                self.widen(line)

    def widen(self, line: Line) -> None:
        """Hide one more cell of a line; its head where no cell of it is shown."""
        shown = [cell for cell in line.cells if cell not in self.hidden]
        self.hide([min(shown, key=lambda cell: self._loss(cell, line)) if shown else line.head])

    def _loss(self, cell: Key, line: Line) -> tuple[int, int, Key]:
        """Rather one that other lines do not give away at once, with few firms; the codes decide between equals."""
        crossing = (other for other in self.table.above(cell) if other != line and other.head not in self.hidden)
        return sum(not self.left[other] for other in crossing), self.table.n[cell], cell

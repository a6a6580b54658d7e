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

from enum import StrEnum

from readiness.disclosure.audit import Audit
from readiness.disclosure.board import Board
from readiness.disclosure.least import minimum
from readiness.disclosure.table import REGION, Axis, Key, Table, moved, published

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
    shown = set(board.shown())
    return {key: _why(table, key, shown, k) for key in table.n}


def _why(table: Table, key: Key, shown: set[Key], k: int) -> Hidden | None:
    if table.n[key] < k:
        return Hidden.TOO_FEW
    return None if all(one in shown for one in _parts(table, key)) else Hidden.PROTECTS_OTHERS


def _parts(table: Table, key: Key) -> list[Key]:
    """The cell; of a difference both cells it is taken from, as far as they have firms: it follows from them anyway."""
    parts = table.axes[REGION].differences.get(key[REGION])
    return [key] if parts is None else [one for part in parts if table.n.get(one := moved(key, REGION, part), 0)]

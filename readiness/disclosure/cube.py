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
from readiness.disclosure.table import Axis, Key, Table, published

__all__ = ["Axis", "Hidden", "Key", "Table", "protect", "published"]


class Hidden(StrEnum):
    TOO_FEW = "too_few"
    PROTECTS_OTHERS = "protects_others"


def protect(table: Table, k: int) -> dict[Key, Hidden | None]:
    """Every cell of the table → why it is hidden, None where it is shown. Raises ValueError for a k below the least."""
    board = Board(table, minimum(k))
    if not table.cells:
        return {}
    board.hide(key for key in table.cells if table.n[key] < k)
    board.settle()
    audit, kept_back = Audit(table, k), set[Key]()
    while found := audit.telling(_shown(table, board, kept_back)):  # every round hides a cell
        kept_back.update(found)
        board.hide(key for key in found if not table.taken_from(key))
        board.settle()
    shown = set(_shown(table, board, kept_back))
    return {key: None if key in shown else _why(table.n[key], k) for key in table.n}


def _shown(table: Table, board: Board, kept_back: set[Key]) -> list[Key]:
    """With the differences of k firms or more of which both parts are shown, or have no firms."""
    shown = board.shown()
    told = set(shown)
    return shown + [
        key
        for key in table.differences
        if table.n[key] >= board.k and key not in kept_back
        if all(part in told or not table.n.get(part, 0) for part in table.taken_from(key))
    ]


def _why(n: int, k: int) -> Hidden:
    return Hidden.TOO_FEW if n < k else Hidden.PROTECTS_OTHERS

"""Of which shown cells a figure may be told, if what lines leave over is to keep it as well.

A hidden group of k firms or more has figures too: what is told of a head less what is told of the cells of its line. Where the
figure might not be told of such a group, say because all its firms are on one level, one more cell keeps it back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from readiness.disclosure.table import Key, Line, Table

Sums = tuple[int, ...]  # a count per category, or a single sum
May = Callable[[int, Sums], bool]


def tellable(table: Table, shown: Collection[Key], sums: Mapping[Key, Sums], may: May) -> set[Key]:
    """Cells that may tell the figure.

    sums: cell → what adds up along lines. may: whether the figure may be told of so many firms with such sums.
    """
    told = {key for key in shown if may(table.n[key], sums[key])}
    waiting = list(table.lines)
    while waiting:
        withheld = _withheld(table, told, sums, may, waiting)
        waiting = [line for line in table.lines if withheld & {line.head, *line.cells}]
    return {key for key in told if all(part in told or not table.n.get(part, 0) for part in table.taken_from(key))}


def _withheld(table: Table, told: set[Key], sums: Mapping[Key, Sums], may: May, lines: Collection[Line]) -> set[Key]:
    """Cells that keep the figure back because of these lines; they leave `told`."""
    found: set[Key] = set()
    for line in lines:
        cells = [key for key in line.cells if key in told]
        if line.head not in told:
            found.update(cells)
        elif cells and not _may(table, line, cells, sums, may):
            found.add(min(cells, key=lambda key: (table.n[key], key)))
        told -= found
    return found


def _may(table: Table, line: Line, cells: list[Key], sums: Mapping[Key, Sums], may: May) -> bool:
    n = table.n[line.head] - sum(table.n[key] for key in cells)
    left = tuple(
        whole - sum(parts) for whole, *parts in zip(sums[line.head], *(sums[key] for key in cells), strict=True)
    )
    return n == 0 or may(n, left)

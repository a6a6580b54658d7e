"""What follows from all shown cells of a table together: hidden groups of fewer than k firms, and the lines that give them away.

Every line is an equation between the sums of its cells; what is shown is known. A hidden cell is known exactly if every
solution of these equations gives it the same value. So solutions of the equations without right-hand sides are drawn at
random: a cell that is nought in all of them is determined, and so is the sum or difference of up to four cells that is. Of
several small cells together that is as bad as of one: whoever is in one of them knows its own score.

What lines below a hidden cell say among themselves is no news: the same firms, once by region and once by industry, have
the same sum whatever it is. Solutions of those equations alone tell such groups from the others.

Random solutions are floating point numbers; what lies too near to nought to be sure of counts as determined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

import numpy as np

from readiness.disclosure.lines import Key, Line, Table
from readiness.disclosure.small_sums import groups
from readiness.disclosure.solutions import Equation, solutions

NOUGHT = 1e-6


def found_out(table: Table, hidden: Collection[Key], k: int) -> list[Line]:
    """Lines of which one more cell has to be hidden; none where nothing small can be worked out."""
    unknown = _Unknown(table, hidden)
    lines = (_nearest(table, hidden, cells) for cells in chain(unknown.determined(k), unknown.tied(k)))
    return list(dict.fromkeys(line for line in lines if line is not None))


def _nearest(table: Table, hidden: Collection[Key], cells: Iterable[Key]) -> Line | None:
    """A line with a shown head that holds one of these cells, or what is above them; rather one with shown cells."""
    around = list(cells)
    while around:
        lines = [line for cell in around for line in table.above(cell)]
        telling = [line for line in lines if line.head not in hidden]
        if telling:
            return min(telling, key=lambda line: (all(c in hidden for c in line.cells), table.n[line.head], line.head))
        around = sorted({line.head for line in lines})
    return None


class _Unknown:
    """The hidden cells, and what lines leave outside the table, as columns.

    values: a row per column, a column per solution; alike: the same for the lines below hidden cells alone.
    """

    def __init__(self, table: Table, hidden: Collection[Key]) -> None:
        self.table, self.hidden = table, hidden
        self.cells: list[Key | Line] = []
        self.column: dict[Key | Line, int] = {}
        self.equations = [equation for line in table.lines if (equation := self._equation(line))]
        identities = [one for one in self.equations if min(one.values()) < 0]
        self.values = solutions(self.equations, len(self.cells))
        self.alike = solutions(identities, len(self.cells))
        self.firms = np.array([self._firms(cell) for cell in self.cells], np.int64)

    def _equation(self, line: Line) -> Equation:
        terms = {self._at(cell): 1 for cell in line.cells if cell in self.hidden}
        if line.rest:
            terms[self._at(line)] = 1
        if line.head in self.hidden:
            terms[self._at(line.head)] = -1
        return terms

    def _at(self, cell: Key | Line) -> int:
        if cell not in self.column:
            self.column[cell] = len(self.cells)
            self.cells.append(cell)
        return self.column[cell]

    def _firms(self, cell: Key | Line) -> int:
        return cell.rest if isinstance(cell, Line) else self.table.n[cell]

    def _places(self, columns: Iterable[int]) -> list[Key]:
        """The cells whose lines give them away."""
        found = (self.cells[column] for column in columns)
        return [cell.cells[0] if isinstance(cell, Line) else cell for cell in found]

    def determined(self, k: int) -> Iterator[list[Key]]:
        """Single cells of fewer than k firms."""
        for column in np.flatnonzero((self.firms < k) & (np.abs(self.values).max(axis=1, initial=0) < NOUGHT)):
            yield self._places([column])

    def tied(self, k: int) -> Iterator[list[Key]]:
        """Two to four of them, with fewer than k firms together, whose sum or difference is determined."""
        usable = (self.firms < k - 1) & (np.abs(self.values).max(axis=1, initial=0) >= NOUGHT)
        for columns in _together(self.equations, usable):
            for group in groups(self.values[columns], self.alike[columns], self.firms[columns], k):
                yield self._places(columns[number] for number in group)


def _together(equations: list[Equation], usable: np.ndarray) -> list[list[int]]:
    """The usable columns that may be alone in a sum of equations, by the equations that connect them.

    An equation with a column that no other has, and that is not usable, never gets rid of it.
    """
    left = set(range(len(equations)))
    within: defaultdict[int, set[int]] = defaultdict(set)
    for number, equation in enumerate(equations):
        for column in equation:
            within[column].add(number)
    alone = [column for column, numbers in within.items() if len(numbers) == 1 and not usable[column]]
    while alone:
        for number in tuple(within[alone.pop()]):
            left.discard(number)
            for column in equations[number]:
                within[column].discard(number)
                if len(within[column]) == 1 and not usable[column]:
                    alone.append(column)
    return [[c for c in columns if usable[c]] for columns in _connected(equations, within, sorted(left))]


def _connected(equations: list[Equation], within: dict[int, set[int]], left: list[int]) -> Iterator[list[int]]:
    seen: set[int] = set()
    for first in left:
        waiting, columns = [first], set()
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            columns.update(equations[number])
            waiting += [other for column in equations[number] for other in within[column] if other not in seen]
        if columns:
            yield sorted(columns)

"""A table over three trees as its lines: a cell and those one step below it along one axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Axis:
    """parents: node → the one above it, None for the root."""

    parents: Mapping[str, str | None]


@dataclass(frozen=True)
class Line:
    """cells: those below the head along an axis that hold firms. rest: firms of the head that are in none of them."""

    head: Key
    axis: int
    cells: tuple[Key, ...]
    rest: int

    def __hash__(self) -> int:
        return hash((self.head, self.axis))


@dataclass(frozen=True)
class Table:
    """n: firms of every cell that may be told, and of cells that never are; one that is not there has none, or is never told.

    never: those of them that are never told, but known to a reader who knows where every firm belongs (see `never_told`).
    Raises ValueError where the cells of a line hold more firms than its head.
    """

    axes: tuple[Axis, Axis, Axis]
    n: Mapping[Key, int]
    never: Collection[Key] = frozenset()

    @cached_property
    def tellable(self) -> list[Key]:
        return [cell for cell in self.n if cell not in self.never]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        below: dict[tuple[Key, int], list[Key]] = {}
        for cell in sorted(cell for cell, firms in self.n.items() if firms):
            for axis, tree in enumerate(self.axes):
                above = tree.parents[cell[axis]]
                if above is not None:
                    below.setdefault((_moved(cell, axis, above), axis), []).append(cell)
        return tuple(self._line(head, axis, cells) for (head, axis), cells in below.items())

    def _line(self, head: Key, axis: int, cells: list[Key]) -> Line:
        rest = self.n.get(head, 0) - sum(self.n[cell] for cell in cells)
        if rest < 0:
            raise ValueError(f"The cells below {head} hold {-rest} firms more than it does; found {self.n.get(head)}.")
        return Line(head, axis, tuple(cells), rest)

    def above(self, cell: Key) -> tuple[Line, ...]:
        """The lines it is one of the cells of."""
        return self._above.get(cell, ())

    def below(self, cell: Key) -> tuple[Line, ...]:
        """The lines it is the head of."""
        return self._below.get(cell, ())

    @cached_property
    def _above(self) -> dict[Key, tuple[Line, ...]]:
        return _grouped((cell, line) for line in self.lines for cell in line.cells)

    @cached_property
    def _below(self) -> dict[Key, tuple[Line, ...]]:
        return _grouped((line.head, line) for line in self.lines)


def _moved(cell: Key, axis: int, node: str) -> Key:
    return (*cell[:axis], node, *cell[axis + 1 :])  # type: ignore[return-value]  # still three


def _grouped(pairs: Iterable[tuple[Key, Line]]) -> dict[Key, tuple[Line, ...]]:
    found: dict[Key, list[Line]] = {}
    for cell, line in pairs:
        found.setdefault(cell, []).append(line)
    return {cell: tuple(lines) for cell, lines in found.items()}


# --- where told cells cross ---------------------------------------------------------------------------------------------


def never_told(
    axes: tuple[Axis, Axis, Axis], atoms: Mapping[Key, int], told: Callable[[Key], bool], k: int
) -> dict[Key, int]:
    """Cells that are not told and hold nearly all firms of one that is, where two may differ by few; and what is above them.

    atoms: firms by (region, industry, size), each as exactly as it is known.
    """
    n: Counter[Key] = Counter()
    for atom, firms in atoms.items():
        for cell in above(axes, atom):
            n[cell] += firms
    kept = {cell: firms for cell, firms in n.items() if told(cell)}
    near = [
        cell
        for cell, firms in n.items()
        if cell not in kept and any(k <= kept.get(one, 0) < firms + k for one in above(axes, cell))
    ]
    return {one: n[one] for cell in near for one in above(axes, cell) if one not in kept}


def above(axes: tuple[Axis, Axis, Axis], cell: Key) -> Iterator[Key]:
    """The cell and all above it, along any axes."""
    return product(*(_upwards(axis, node) for axis, node in zip(axes, cell, strict=True)))  # type: ignore[return-value]


def _upwards(axis: Axis, node: str) -> Iterator[str]:
    above: str | None = node
    while above is not None:
        yield above
        above = axis.parents[above]

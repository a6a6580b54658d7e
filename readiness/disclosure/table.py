"""Firms counted over three trees: region, industry, size; every cell with the lines it stands in.

A cell and those one step below it along one axis make a line. What is said of the cells of a line adds up to what is said of
its head, so a line is what a reader subtracts by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

Key = tuple[str, str, str]  # (region, industry, size); "" is every industry, every size
REGION, INDUSTRY, SIZE = range(3)


@dataclass(frozen=True)
class Axis:
    """parents: node → the one above it, None for the root.

    differences: node → (whole, part): the whole without the part, as a province without its separately budgeted city. Such
    a node is in no line.
    """

    parents: Mapping[str, str | None]
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def line(self, node: str) -> tuple[str, ...]:
        """The node and those above it, up to the root. Raises KeyError."""
        found = [node]
        while (above := self.parents[found[-1]]) is not None:
            found.append(above)
        return tuple(found)


Axes = tuple[Axis, Axis, Axis]


def published(key: Key) -> bool:
    """Whether a cell of the tables of regions is told at all, by its codes.

    Country and province: division × size. Prefecture: divisions, and group × size. County: groups, and sizes.
    """
    region, industry, size = key
    depth = depth_of(region)
    if industry.isdigit():
        return depth < 2 or (depth == 2 and not size)
    return depth < 3 or not (industry and size)


def depth_of(region: str) -> int:
    """0 country, 1 province, 2 prefecture, 3 county, by adcode. "330200*", the firms of 330200 without a county, lies below it.

    A province without a city is told as far as the city is: otherwise the city would follow.
    """
    code = region.rstrip("*")
    depth = 2 if "-" in code else 3 - (code == "000000") - code.endswith("0000") - code.endswith("00")
    return depth + region.endswith("*")


@dataclass(frozen=True)
class Line:
    """cells: those below the head along one axis that hold firms. rest: firms of the head that are in none of them."""

    head: Key
    cells: tuple[Key, ...]
    rest: int


@dataclass(frozen=True)
class Table:
    """n: firms of every cell that is told, as far as it has any. atoms: firms by the most exact cell known of each.

    atoms need not be told; without them it cannot be seen where cells of different axes hold nearly the same firms.
    Raises ValueError where the two disagree.
    """

    axes: Axes
    n: Mapping[Key, int]
    atoms: Mapping[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counted = sum(self.atoms.values())
        if self.n.get(self.root, 0) != counted:
            raise ValueError(
                f"The most exact cells hold {counted} firms, the whole table {self.n.get(self.root, 0)}; expected the same. "
                "Make the table with Table.of."
            )

    @classmethod
    def of(cls, axes: Axes, atoms: Mapping[Key, int], told: Callable[[Key], bool] = published) -> Table:
        """All cells that are told, counted from the most exact ones."""
        n: Counter[Key] = Counter()
        for atom, firms in atoms.items():
            for key in above(axes, atom):
                n[key] += firms
        for node, (whole, part) in axes[REGION].differences.items():
            for key in [key for key in n if key[REGION] == whole]:
                n[moved(key, REGION, node)] = n[key] - n.get(moved(key, REGION, part), 0)
        root = _root(axes)
        return cls(axes, {key: firms for key, firms in n.items() if firms and (key == root or told(key))}, dict(atoms))

    @property
    def root(self) -> Key:
        return _root(self.axes)

    @cached_property
    def cells(self) -> tuple[Key, ...]:
        """Those with firms that stand in lines, in one order for ever."""
        return tuple(sorted(key for key, firms in self.n.items() if firms and not self.taken_from(key)))

    @cached_property
    def differences(self) -> tuple[Key, ...]:
        """Those with firms that stand in none."""
        return tuple(sorted(key for key, firms in self.n.items() if firms and self.taken_from(key)))

    def taken_from(self, key: Key) -> list[Key]:
        """Of a difference the two cells it is taken from."""
        return [moved(key, REGION, part) for part in self.axes[REGION].differences.get(key[REGION], ())]

    def stands_in(self, region: str) -> str:
        """The region itself, of a difference the whole."""
        return self.axes[REGION].differences.get(region, (region,))[0]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        below: dict[tuple[Key, int], list[Key]] = {}
        for key in self.cells:
            for axis, tree in enumerate(self.axes):
                node = tree.parents[key[axis]]
                if node is not None:
                    below.setdefault((moved(key, axis, node), axis), []).append(key)
        return tuple(self._line(head, cells) for (head, _), cells in below.items())

    def _line(self, head: Key, cells: list[Key]) -> Line:
        rest = self.n.get(head, 0) - sum(self.n[key] for key in cells)
        if rest < 0:
            raise ValueError(
                f"The cells below {head} hold {self.n.get(head, 0) - rest} firms, it holds {self.n.get(head, 0)}; "
                "expected no more. Make the table with Table.of."
            )
        return Line(head, tuple(cells), rest)


def moved(key: Key, axis: int, node: str) -> Key:
    """The cell with another node on one axis."""
    found = list(key)
    found[axis] = node
    return found[0], found[1], found[2]


def above(axes: Axes, key: Key) -> Iterator[Key]:
    """The cell and all above it, along any axes."""
    regions, industries, sizes = (axis.line(node) for axis, node in zip(axes, key, strict=True))
    return product(regions, industries, sizes)


def _root(axes: Axes) -> Key:
    """Raises ValueError for a tree with no root or several."""
    found = []
    for axis in axes:
        (root,) = (node for node, parent in axis.parents.items() if parent is None)
        found.append(root)
    return found[0], found[1], found[2]

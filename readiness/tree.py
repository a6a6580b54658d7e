"""How scores are put together: a tree of nodes over questions, dimensions and indices, and what it is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from readiness.text import Text

AGGREGATES = ("mean", "sum", "minimum", "cumulative")


Number = int | Fraction


def lean(number: Decimal | Fraction | int) -> Number:
    """Whole numbers as int: as exact as a fraction and several times as fast to add."""
    return int(number) if number == int(number) else Fraction(number)


@dataclass(frozen=True, slots=True)
class Worth:
    """A score on its own scale, from 0 to `full`."""

    value: Number
    full: Number

    @property
    def share(self) -> Fraction:
        return Fraction(self.value) / self.full if self.full else Fraction(0)


@dataclass(frozen=True)
class ScoreNode:
    """One place of the tree. kind: question | dimension | index (a leaf, found by its code) | node (its `parts` together).

    mean: Σ w·s / Σ w. sum: Σ w·s. minimum: the weakest part. cumulative: parts are levels; one counts whole when its
    score reaches the share `met_at` of its scale, and as its own score when not. `scale_to` stretches the node's score
    to another scale. A part that has no score (nothing answered, not applicable) is left out, denominator included.
    """

    kind: str
    code: str = ""
    name: Text | None = None
    weight: Decimal | None = None  # None: the weight of the profile for a dimension, 1 for anything else
    aggregate: str = "mean"
    parts: tuple[ScoreNode, ...] = ()
    scale_to: Decimal | None = None
    met_at: Decimal | None = None

    @cached_property
    def own_weight(self) -> Number:
        return 1 if self.weight is None else lean(self.weight)

    def leaves(self) -> Iterable[ScoreNode]:
        """Every question, dimension and index below, in order."""
        if self.kind != "node":
            yield self
        for part in self.parts:
            yield from part.leaves()

    def nodes(self) -> Iterable[ScoreNode]:
        """This node and every inner node below it."""
        if self.kind == "node":
            yield self
        for part in self.parts:
            yield from part.nodes()


Leaf = Callable[[ScoreNode], Worth | None]
Weigh = Callable[[ScoreNode], Number]


def worth(node: ScoreNode, leaf: Leaf, weigh: Weigh) -> Worth | None:
    """What a node is worth; None when no part of it has a score."""
    if node.kind != "node":
        return leaf(node)
    found = [(weigh(part), worth(part, leaf, weigh)) for part in node.parts]
    counting = [(weight, part) for weight, part in found if part is not None and weight > 0]
    if not counting:
        return None
    total = _TOGETHER[node.aggregate](node, counting)
    if node.scale_to is None:
        return total
    full = lean(node.scale_to)
    return Worth(total.share * full, full)


Parts = list[tuple[Number, Worth]]


def _sum(node: ScoreNode, parts: Parts) -> Worth:
    return Worth(sum(weight * part.value for weight, part in parts), sum(weight * part.full for weight, part in parts))


def _mean(node: ScoreNode, parts: Parts) -> Worth:
    total, weights = _sum(node, parts), sum(weight for weight, _ in parts)
    return Worth(lean(Fraction(total.value) / weights), lean(Fraction(total.full) / weights))


def _minimum(node: ScoreNode, parts: Parts) -> Worth:
    """The weakest part by its share of its own scale, on the largest scale of them: so a better part never lowers it."""
    full = max(part.full for _, part in parts)
    return Worth(lean(min(part.share for _, part in parts) * full), full)


def _cumulative(node: ScoreNode, parts: Parts) -> Worth:
    met_at = Fraction(node.met_at or 1)
    counted = [(weight, Worth(part.full, part.full) if part.share >= met_at else part) for weight, part in parts]
    return _sum(node, counted)


_TOGETHER: dict[str, Callable[[ScoreNode, Parts], Worth]] = {
    "mean": _mean,
    "sum": _sum,
    "minimum": _minimum,
    "cumulative": _cumulative,
}

"""Score trees: how questions, dimensions and indices are put together. Nodes of a closed set, never an expression."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Any

from readiness.intervals import Interval
from readiness.loading.intervals import read_interval
from readiness.loading.reading import Node, describe
from readiness.tree import AGGREGATES, ScoreNode

LEAVES = ("question", "dimension", "index")


def read_tree(node: Node) -> ScoreNode:
    """The fields of a score node that stand in a mapping together with others; `done()` is the caller's."""
    aggregate = node.choice("aggregate", AGGREGATES, "mean")
    met_at = node.decimal("met_at", None, at_least=0)
    if (aggregate == "cumulative") != (met_at is not None) or (met_at is not None and not 0 < met_at <= 1):
        found = "nothing" if met_at is None else describe(met_at)
        node.complain("met_at", found, "a share above 0 and up to 1, like 0.8, for cumulative, and only there")
    scale_to = node.decimal("scale_to", None, at_least=0)
    if scale_to == 0:
        node.complain("scale_to", "0", "a number above 0")
    return ScoreNode(
        kind="node",
        code=node.text("code", ""),
        name=node.bilingual("name", None),
        **_weights(node),
        aggregate=aggregate,
        parts=tuple(_part(item) for item in node.items("of")),
        scale_to=scale_to,
        met_at=met_at,
        bands=tuple(_band(item) for item in node.items("bands", [])),
    )


def _weights(node: Node) -> dict[str, Any]:
    """One weight, or one for each profile: {default: 13, process: 4}."""
    if not isinstance(node.raw("weight"), dict):
        return {"weight": node.decimal("weight", None, at_least=0)}
    inner = node.required("weight")
    return {"weights": MappingProxyType({name: inner.decimal(name, at_least=0) for name in inner.names()})}


def _band(node: Node) -> tuple[Interval, Decimal]:
    band = read_interval(node) or Interval(Decimal(0), None, True, False), node.decimal("value", at_least=0)
    node.done()
    return band


def _part(node: Node) -> ScoreNode:
    kinds = [kind for kind in (*LEAVES, "of") if node.has(kind)]
    if len(kinds) != 1:
        node.complain("", ", ".join(node.names()) or "nothing", "exactly one of question, dimension, index, of")
        return ScoreNode("node")
    leaf = kinds[0] if kinds[0] in LEAVES else None
    found = _leaf(node, leaf) if leaf else read_tree(node)
    node.done()
    return found


def _leaf(node: Node, kind: str) -> ScoreNode:
    return ScoreNode(kind, node.text(kind), **_weights(node))

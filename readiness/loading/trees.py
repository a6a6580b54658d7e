"""Score trees: how questions, dimensions and indices are put together. Nodes of a closed set, never an expression."""

from __future__ import annotations

from readiness.loading.reading import Node, describe
from readiness.tree import AGGREGATES, ScoreNode

LEAVES = ("question", "dimension", "index")


def read_tree(node: Node) -> ScoreNode:
    """The fields of a score node that stand in a mapping together with others; `done()` is the caller's."""
    aggregate = node.choice("aggregate", AGGREGATES, "mean")
    met_at = node.decimal("met_at", None, at_least=0)
    if (aggregate == "cumulative") != (met_at is not None):
        found = "nothing" if met_at is None else describe(met_at)
        node.complain("met_at", found, "a share like 0.8 for cumulative, and only there")
    scale_to = node.decimal("scale_to", None, at_least=0)
    if scale_to == 0:
        node.complain("scale_to", "0", "a number above 0")
    return ScoreNode(
        kind="node",
        code=node.text("code", ""),
        name=node.bilingual("name", None),
        weight=node.decimal("weight", None, at_least=0),
        aggregate=aggregate,
        parts=tuple(_part(item) for item in node.items("of")),
        scale_to=scale_to,
        met_at=met_at,
    )


def _part(node: Node) -> ScoreNode:
    leaf = next((kind for kind in LEAVES if node.has(kind)), None)
    if leaf is None and not node.has("of"):
        node.complain("", ", ".join(node.names()) or "nothing", "one of question, dimension, index, of")
        return ScoreNode("node")
    found = _leaf(node, leaf) if leaf else read_tree(node)
    node.done()
    return found


def _leaf(node: Node, kind: str) -> ScoreNode:
    return ScoreNode(kind, node.text(kind), weight=node.decimal("weight", None, at_least=0))

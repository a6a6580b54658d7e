"""Whether the score trees of a framework hold together: every leaf exists, stands where it may, and nothing turns in a circle."""

from __future__ import annotations

from readiness.framework import Framework
from readiness.loading.reading import Document
from readiness.tree import ScoreNode


def check_trees(framework: Framework, document: Document) -> None:
    for n, dimension in enumerate(framework.dimensions.values()):
        if dimension.score:
            _check(framework, document, f"dimensions[{n}].score", dimension.score, ("question",))
    for n, index in enumerate(framework.indices.values()):
        _check(framework, document, f"indices[{n}]", index.score, ("question", "dimension", "index"))
        if index.code in _behind(framework, index.code, frozenset()):
            document.complain(f"indices[{n}].of", f"{index.code} within itself", "indices without a circle")
    if framework.overall:
        _check(framework, document, "overall", framework.overall, ("question", "dimension", "index"))


def _check(framework: Framework, document: Document, key: str, tree: ScoreNode, allowed: tuple[str, ...]) -> None:
    known = {"question": framework.questions, "dimension": framework.dimensions, "index": framework.indices}
    for leaf in tree.leaves():
        if leaf.kind not in allowed:
            document.complain(key, f"{leaf.kind} {leaf.code}", f"only {' or '.join(allowed)} here")
        elif leaf.code not in known[leaf.kind]:
            document.complain(key, f"{leaf.kind} {leaf.code}", f"the code of a known {leaf.kind}")
    if any(not node.parts for node in tree.nodes()):
        document.complain(key, "a node of nothing", "at least one part under `of`")


def _behind(framework: Framework, code: str, seen: frozenset[str]) -> set[str]:
    """The indices an index is made of, directly or not."""
    index = framework.indices.get(code)
    parts = {leaf.code for leaf in index.score.leaves() if leaf.kind == "index"} if index else set()
    deeper = (_behind(framework, part, seen | parts) for part in parts - seen)
    return parts.union(*deeper)

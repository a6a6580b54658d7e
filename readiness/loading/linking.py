"""Whether the score trees of a framework hold together: every leaf exists, stands where it may, and nothing turns in a circle."""

from __future__ import annotations

from fractions import Fraction

from readiness.framework import Framework
from readiness.loading.reading import Document
from readiness.reckoning import Reckoning
from readiness.tree import ScoreNode


def check_trees(framework: Framework, document: Document) -> None:
    for n, dimension in enumerate(framework.dimensions.values()):
        if dimension.score:
            _check(framework, document, f"dimensions[{n}].score", dimension.score, ("question",))
    for n, index in enumerate(framework.indices.values()):
        if index.code in framework.dimensions or index.code in framework.questions:
            document.complain(f"indices[{n}].code", index.code, "a code no dimension and no question has")
        _check(framework, document, f"indices[{n}]", index.score, ("question", "dimension", "index"))
        if index.code in _behind(framework, index.code, frozenset()):
            document.complain(f"indices[{n}].of", f"{index.code} within itself", "indices without a circle")
    if framework.overall:
        _check(framework, document, "overall", framework.overall, ("question", "dimension", "index"))


def check_reach(framework: Framework, document: Document) -> None:
    """Whether thresholds lie within what can be reached at all, with every question at its best."""
    best = {code: Fraction(question.full) for code, question in framework.questions.items()}
    reckoning = Reckoning(framework, framework.profiles[framework.default_profile], best)
    overall = reckoning.overall()
    for n, level in enumerate(framework.levels):
        if overall and level.threshold is not None and level.threshold > overall.value:
            found = f"{level.threshold} of at most {float(overall.value):g}"
            document.complain(f"levels[{n}].threshold", found, "a score that can be reached")
        for m, gate in enumerate(level.gates):
            most = reckoning.of(gate.dimension) if gate.kind in ("dimension", "score") else None
            if most and gate.at_least > most.value:
                found = f"{gate.at_least} of at most {float(most.value):g}"
                document.complain(f"levels[{n}].gates[{m}].at_least", found, "a score that can be reached")
    if overall and overall.full != framework.scale:
        document.complain("scale", f"{framework.scale}", f"{float(overall.full):g}, the highest overall score")


def _check(framework: Framework, document: Document, key: str, tree: ScoreNode, allowed: tuple[str, ...]) -> None:
    known = {"question": framework.questions, "dimension": framework.dimensions, "index": framework.indices}
    for leaf in tree.leaves():
        if leaf.kind not in allowed:
            document.complain(key, f"{leaf.kind} {leaf.code}", f"only {' or '.join(allowed)} here")
        elif leaf.code not in known[leaf.kind]:
            document.complain(key, f"{leaf.kind} {leaf.code}", f"the code of a known {leaf.kind}")
    if any(not node.parts for node in tree.nodes()):
        document.complain(key, "a node of nothing", "at least one part under `of`")
    for node in tree.nodes():
        _check_node(framework, document, key, node)


def _check_node(framework: Framework, document: Document, key: str, node: ScoreNode) -> None:
    leaves = [(part.kind, part.code) for part in node.parts if part.kind != "node"]
    for kind, code in {leaf for leaf in leaves if leaves.count(leaf) > 1}:
        document.complain(key, f"{kind} {code} twice", "each part once")
    for part in node.parts:
        unknown = set(part.weights or ()) - set(framework.profiles)
        if unknown:
            document.complain(key, ", ".join(sorted(unknown)), "weights by the codes of the profiles")
        elif part.weights is not None and framework.default_profile not in part.weights:
            document.complain(key, "no default weight", f"a weight for {framework.default_profile} as well")


def _behind(framework: Framework, code: str, seen: frozenset[str]) -> set[str]:
    """The indices an index is made of, directly or not."""
    index = framework.indices.get(code)
    parts = {leaf.code for leaf in index.score.leaves() if leaf.kind == "index"} if index else set()
    deeper = (_behind(framework, part, seen | parts) for part in parts - seen)
    return parts.union(*deeper)

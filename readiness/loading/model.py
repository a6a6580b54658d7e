"""The parts of framework.yaml: dimensions, weights, levels, gates, archetypes, phases."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from types import MappingProxyType

from readiness.framework import (
    NO_LEVEL,
    Archetype,
    Band,
    Dimension,
    Gate,
    Index,
    Level,
    Phase,
    WeightProfile,
    mean_of_dimensions,
)
from readiness.levels import GATES
from readiness.loading.reading import Node
from readiness.loading.trees import read_tree
from readiness.questions import Question
from readiness.text import Text
from readiness.tree import ScoreNode

COUNTED = ("questions", "dimensions")


def read_dimension(node: Node, questions: Iterable[Question]) -> Dimension:
    code = node.text("code")
    tree = node.node("score")
    dimension = Dimension(
        code=code,
        kind=node.choice("kind", ("stage", "foundation", "area"), "area"),
        name=node.bilingual("name"),
        intro=node.bilingual("intro", None),
        questions=tuple(question.code for question in questions if question.dimension == code),
        score=_tree(tree) if tree else None,
    )
    node.done()
    return dimension


def _tree(node: Node) -> ScoreNode:
    tree = read_tree(node)
    node.done()
    return tree


def read_overall(root: Node, dimensions: Iterable[str]) -> ScoreNode | None:
    """The overall score: the weighted mean of the dimensions, a tree of its own, or `none`."""
    if not root.has("overall"):
        root.raw("overall")
        return mean_of_dimensions(dimensions)
    if root.raw("overall") == "none":
        return None
    return _tree(root.required("overall"))


def read_index(node: Node) -> Index:
    index = Index(node.text("code"), node.bilingual("name"), read_tree(node))
    node.done()
    return index


def read_profiles(root: Node, dimensions: Iterable[str]) -> list[WeightProfile]:
    """The weight profiles; without any, one in which every dimension weighs the same."""
    if root.has("profiles"):
        return [_profile(node) for node in root.items("profiles")]
    name = Text("各维度权重相同", "All dimensions weigh the same")
    return [WeightProfile(root.text("default_profile", "default"), name, dict.fromkeys(dimensions, Decimal(1)))]


def _profile(node: Node) -> WeightProfile:
    weights = node.required("weights")
    profile = WeightProfile(
        code=node.text("code"),
        name=node.bilingual("name"),
        weights=MappingProxyType({code: weights.decimal(code, at_least=0) for code in weights.names()}),
        note=node.bilingual("note", None),
    )
    node.done()
    return profile


def read_level(node: Node) -> Level:
    level = Level(
        code=node.text("code"),
        name=node.bilingual("name"),
        summary=node.bilingual("summary", None),
        threshold=node.decimal("threshold", None, at_least=0),
        gates=tuple(_gate(gate) for gate in node.items("gates", [])),
    )
    node.done()
    return level


def read_no_level(root: Node, levels: tuple[Level, ...]) -> Level | None:
    """What is said where no level holds. Without levels there is nothing else to say."""
    node = root.node("no_level")
    if node is None:
        return None if levels else Level(NO_LEVEL, Text("不分等级", "No overall level"), None, None)
    level = Level(NO_LEVEL, node.bilingual("name"), node.bilingual("summary", None), None)
    node.done()
    return level


def read_band(node: Node) -> Band:
    band = Band(node.text("code"), node.bilingual("name"), node.decimal("threshold", at_least=0))
    node.done()
    return band


def _gate(node: Node) -> Gate:
    gate = Gate(
        code=node.text("code"),
        kind=node.choice("kind", GATES),
        text=node.bilingual("text"),
        dimension=node.text("dimension", "") or node.text("of", ""),
        at_least=node.decimal("at_least", Decimal(0)),
        scenes=node.whole("scenes", 0),
        stages=node.whole("stages", 0),
        stages_short_of_applicable=node.whole("stages_short_of_applicable", None),
        with_benefit=node.whole("with_benefit", 0),
        counts=node.choice("counts", COUNTED, "questions"),
        tags=frozenset(node.texts("tags", ())),
        questions=node.texts("questions", ()),
        option_tags=frozenset(node.texts("option_tags", ())),
        reaching=node.text("reaching", ""),
        count=node.whole("count", 0),
        gates=tuple(_part(part) for part in node.items("gates", [])),
    )
    node.done()
    _check_gate(node, gate)
    return gate


def _part(node: Node) -> Gate:
    """A gate within another one; its words are optional, since the outer one speaks."""
    if not node.has("text"):
        node.value = {"code": "part", "text": {"zh": "其中一项", "en": "one part of it"}} | node.value
    return _gate(node)


def _check_gate(node: Node, gate: Gate) -> None:
    """Every kind of gate has something to ask for."""
    wanted = {
        "dimension": (gate.dimension, "dimension"),
        "score": (gate.dimension, "of"),
        "every_dimension": (gate.at_least, "at_least"),
        "count": (gate.count and (gate.reaching or gate.at_least), "count, and reaching or at_least"),
        "selected": (gate.count, "count"),
        "production": (gate.scenes, "scenes"),
        "all": (gate.gates, "gates"),
        "any": (gate.gates, "gates"),
    }
    value, name = wanted.get(gate.kind, (True, ""))
    if not value:
        node.complain("", "nothing", f"{name}, for a gate of the kind {gate.kind}")


def read_archetype(node: Node) -> Archetype:
    archetype = Archetype(
        code=node.text("code"),
        name=node.bilingual("name"),
        summary=node.bilingual("summary"),
        advice=node.bilingual("advice"),
        application_high=node.flag("application_high"),
        enablers_high=node.flag("enablers_high"),
    )
    node.done()
    return archetype


def read_phase(node: Node) -> Phase:
    phase = Phase(
        number=node.whole("number", at_least=0),
        name=node.bilingual("name"),
        summary=node.bilingual("summary"),
        from_month=node.whole("from_month", at_least=0),
        to_month=node.whole("to_month", at_least=0),
    )
    node.done()
    return phase

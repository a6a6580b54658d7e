"""The parts of framework.yaml: dimensions, weights, levels, gates, archetypes, phases."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from types import MappingProxyType

from readiness.framework import Archetype, Dimension, Gate, Level, Phase, WeightProfile
from readiness.loading.reading import Node
from readiness.questions import Question

GATES = ("production", "dimension", "every_dimension")


def read_dimension(node: Node, questions: Iterable[Question]) -> Dimension:
    code = node.text("code")
    dimension = Dimension(
        code=code,
        kind=node.choice("kind", ("stage", "foundation")),
        name=node.bilingual("name"),
        intro=node.bilingual("intro"),
        questions=tuple(question.code for question in questions if question.dimension == code),
    )
    node.done()
    return dimension


def read_profile(node: Node) -> WeightProfile:
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
        summary=node.bilingual("summary"),
        threshold=node.decimal("threshold", at_least=0),
        gates=tuple(_gate(gate) for gate in node.items("gates")),
    )
    node.done()
    return level


def _gate(node: Node) -> Gate:
    gate = Gate(
        code=node.text("code"),
        kind=node.choice("kind", GATES),
        text=node.bilingual("text"),
        dimension=node.text("dimension", ""),
        at_least=node.decimal("at_least", Decimal(0)),
        scenes=node.whole("scenes", 0),
        stages=node.whole("stages", 0),
        stages_short_of_applicable=node.whole("stages_short_of_applicable", None),
        with_benefit=node.whole("with_benefit", 0),
    )
    node.done()
    return gate


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

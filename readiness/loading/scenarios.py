"""The scenario library and its feasibility screen."""

from __future__ import annotations

from readiness.framework import Criterion, Scenario, Screen
from readiness.loading.reading import Document, Node


def read_scenarios(document: Document) -> tuple[Screen, tuple[Scenario, ...]]:
    root = document.root
    screen = root.required("screen")
    result = Screen(
        start_at=screen.whole("start_at", at_least=0),
        never_zero=screen.texts("never_zero"),
        criteria=tuple(_criterion(node) for node in screen.items("criteria")),
    )
    screen.done()
    scenarios = tuple(_scenario(node) for node in root.items("scenarios"))
    root.done()
    return result, scenarios


def _criterion(node: Node) -> Criterion:
    criterion = Criterion(node.text("code"), node.bilingual("text"), node.bilinguals("scale"))
    node.done()
    return criterion


def _scenario(node: Node) -> Scenario:
    scenario = Scenario(
        code=node.text("code"),
        group=node.text("group"),
        stage=node.text("stage"),
        name=node.bilingual("name"),
        pain=node.bilingual("pain"),
        does=node.bilingual("does"),
        data=node.bilingual("data"),
        measure=node.bilingual("measure"),
        caution=node.bilingual("caution"),
        actions=node.texts("actions"),
    )
    node.done()
    return scenario

"""Consistency rules: combinations of a few known tests, never an expression."""

from __future__ import annotations

from readiness.framework import ConsistencyRule, Predicate
from readiness.loading.reading import Document, Node

PROFILE_FIELDS = ("employees", "revenue_wan")


def read_rules(document: Document) -> tuple[ConsistencyRule, ...]:
    root = document.root
    rules = tuple(_rule(node) for node in root.items("rules"))
    root.done()
    return rules


def _rule(node: Node) -> ConsistencyRule:
    rule = ConsistencyRule(
        code=node.text("code"),
        severity=node.choice("severity", ("confirm", "risk")),
        when=_predicate(node.required("when")),
        message=node.bilingual("message"),
        advice=node.bilingual("advice"),
    )
    node.done()
    return rule


def _predicate(node: Node) -> Predicate:
    """A combination, or one of the leaf tests; see docs/content.md for the list."""
    for kind in ("all", "any"):
        if node.has(kind):
            parts = tuple(_predicate(part) for part in node.items(kind))
            node.done()
            return Predicate(kind, parts)
    if node.has("not"):
        return Predicate("not", (_predicate(node.required("not")),))
    for read in (_on_question, _on_profile, _on_scenes, _on_page):
        predicate = read(node)
        if predicate:
            node.done()
            return predicate
    node.complain(
        "",
        "no test that is known: " + ", ".join(node.names()),
        "all, any, not, question, profile, scenes_in_production …",
    )
    return Predicate("all")


def _on_question(node: Node) -> Predicate | None:
    if not node.has("question"):
        return None
    question = node.text("question")
    for kind in ("at_most", "at_least"):
        if node.has(kind):
            return Predicate(kind, subject=question, operand=node.text(kind))
    for kind in ("above", "below"):
        if node.has(kind):
            return Predicate(kind, subject=question, number=node.decimal(kind))
    return Predicate("selected", subject=question, operand=node.text("selected"))


def _on_profile(node: Node) -> Predicate | None:
    if not node.has("profile"):
        return None
    field = node.choice("profile", PROFILE_FIELDS)
    kind = "above" if node.has("above") else "below"
    return Predicate(f"profile_{kind}", subject=field, number=node.decimal(kind))


def _on_scenes(node: Node) -> Predicate | None:
    if not node.has("scenes_in_production"):
        return None
    inner = node.required("scenes_in_production")
    kind = "at_most" if inner.has("at_most") else "at_least"
    predicate = Predicate(f"scenes_{kind}", number=inner.decimal(kind))
    inner.done()
    return predicate


def _on_page(node: Node) -> Predicate | None:
    if node.has("identical_answers_in"):
        return Predicate("identical", subject=node.text("identical_answers_in"))
    if node.has("completed_under_minutes"):
        return Predicate("completed_under", number=node.decimal("completed_under_minutes"))
    return None

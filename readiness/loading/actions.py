"""The file of actions: what a firm can do, what it lifts, what it costs, what it waits for."""

from __future__ import annotations

from types import MappingProxyType

from readiness.framework import Action, Basis, Lift, Range
from readiness.loading.reading import Document, Node, describe

USES = ("compute", "model", "data", "labelling", "software", "equipment", "network", "service", "training", "security")


def read_actions(document: Document) -> tuple[list[Action], Basis, Basis]:
    root = document.root
    basis = root.required("cost_basis")
    cost_basis = Basis(basis.bilingual("text"), basis.date("compiled_on"))
    basis.done()
    effect_basis = Basis(root.bilingual("effect_basis"))
    actions = [_action(node) for node in root.items("actions")]
    root.done()
    return actions, cost_basis, effect_basis


def _action(node: Node) -> Action:
    fit = node.node("fit")
    action = Action(
        code=node.text("code"),
        name=node.bilingual("name"),
        what=node.bilingual("what"),
        first_step=node.bilingual("first_step"),
        done_when=node.bilingual("done_when"),
        lifts=tuple(_lift(item) for item in node.items("lifts")),
        after=_groups(node),
        preconditions=node.bilinguals("preconditions"),
        cost_wan=_range(node, "cost_wan"),
        months=_range(node, "months"),
        phase=node.whole("phase", at_least=0),
        effect=node.bilingual("effect"),
        not_yet=node.bilingual("not_yet"),
        effort=node.whole("effort", 1, at_least=1),
        scene=node.text("scene", None),
        scenes_in_production=node.whole("scenes_in_production", 0, at_least=0),
        uses=node.texts("uses", ()),
        fit=MappingProxyType({group: fit.decimal(group, at_least=0) for group in fit.names()} if fit else {}),
        cost_unit=node.bilingual("cost_unit", None),
        running_wan_per_year=_range(node, "running_wan_per_year") if node.has("running_wan_per_year") else None,
    )
    for use in action.uses:
        if use not in USES:
            node.complain("uses", use, "one of " + ", ".join(USES))
    node.done()
    return action


def _lift(node: Node) -> Lift:
    to = node.text("to")
    lift = Lift(node.text("question"), to, node.text("at_least", to))
    node.done()
    return lift


def _groups(node: Node) -> tuple[tuple[str, ...], ...]:
    groups = node.raw("after")
    if isinstance(groups, list) and all(isinstance(group, list) and group for group in groups):
        return tuple(tuple(str(code) for code in group) for group in groups)
    node.complain("after", describe(groups), "a list of lists of action codes, e.g. [[A05, A08], [A09]]")
    return ()


def _range(node: Node, name: str) -> Range:
    inner = node.required(name)
    low, high = inner.decimal("low", at_least=0), inner.decimal("high", at_least=0)
    likely = inner.decimal("likely", (low + high) / 2)
    if not low <= likely <= high:
        node.complain(name, f"{low} / {likely} / {high}", "low ≤ likely ≤ high")
    inner.done()
    return Range(low, likely, high)

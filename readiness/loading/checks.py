"""What only shows when a whole framework is read: dangling codes, weights, thresholds, circles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from readiness.framework import Action, Framework, Gate, Lift, Predicate
from readiness.loading.linking import check_trees
from readiness.loading.reading import Document


def check_framework(framework: Framework, documents: Mapping[str, Document]) -> None:
    main = documents["framework.yaml"]
    _check_codes(framework, documents)
    _check_profiles(framework, main)
    check_trees(framework, main)
    _check_levels(framework, main)
    _check_bands(framework, main)
    if framework.actions:
        _check_actions(framework, documents["actions.yaml"])
    if framework.scenarios:
        _check_scenarios(framework, documents["scenarios.yaml"])
    for n, rule in enumerate(framework.rules):
        _check_predicate(framework, documents["consistency.yaml"], f"rules[{n}].when", rule.when)


def _check_codes(framework: Framework, documents: Mapping[str, Document]) -> None:
    """Every code once in its list, questions in a known dimension, dimensions with questions."""
    lists = {
        "dimensions": "framework.yaml",
        "profiles": "framework.yaml",
        "levels": "framework.yaml",
        "archetypes": "framework.yaml",
        "indices": "framework.yaml",
    }
    lists |= {"actions": "actions.yaml", "scenarios": "scenarios.yaml", "rules": "consistency.yaml"}
    lists |= {"questions:" + name: name for name in documents if name.startswith("questions/")}
    seen: dict[str, str] = {}
    for label, name in lists.items():
        key = label.partition(":")[0]
        for n, item in enumerate(_listed(documents.get(name), key)):
            code = f"{key} {item.get('code')}" if isinstance(item, dict) else ""
            if code in seen:
                documents[name].complain(f"{key}[{n}].code", f"{code} again (also in {seen[code]})", "each code once")
            seen[code] = name
    for question in framework.questions.values():
        if question.dimension not in framework.dimensions:
            documents["framework.yaml"].complain(
                "dimensions", f"no {question.dimension}", f"the dimension of {question.code}"
            )
    for code, dimension in framework.dimensions.items():
        if not dimension.questions:
            documents["framework.yaml"].complain(
                "dimensions", f"{code} without questions", "a file questions/" + code + ".yaml"
            )


def _listed(document: Document | None, key: str) -> list[Any]:
    values = document.value.get(key) if document and isinstance(document.value, dict) else None
    return values if isinstance(values, list) else []


def _check_profiles(framework: Framework, document: Document) -> None:
    if framework.default_profile not in framework.profiles:
        document.complain("default_profile", framework.default_profile, "the code of one of the profiles")
    if not (isinstance(document.value, dict) and document.value.get("profiles")):
        return
    for n, profile in enumerate(framework.profiles.values()):
        if set(profile.weights) != set(framework.dimensions):
            document.complain(
                f"profiles[{n}].weights",
                ", ".join(profile.weights),
                "a weight for each of " + ", ".join(framework.dimensions),
            )
        elif sum(profile.weights.values()) != 100:
            document.complain(f"profiles[{n}].weights", f"a sum of {sum(profile.weights.values())}", "a sum of 100")


def _check_levels(framework: Framework, document: Document) -> None:
    thresholds = [level.threshold for level in framework.levels if level.threshold is not None]
    if sorted(set(thresholds)) != thresholds:
        document.complain("levels", ", ".join(map(str, thresholds)), "thresholds that rise")
    first = framework.levels[0] if framework.levels else None
    if first and framework.no_level is None and (first.threshold or first.gates):
        found = f"a first level that asks for something ({first.code})"
        document.complain("levels", found, "a first level with the threshold 0 and no gates, or no_level")
    if framework.quick_cap and framework.quick_cap not in {level.code for level in framework.levels}:
        document.complain("quick_cap", framework.quick_cap, "the code of a level")
    for n, level in enumerate(framework.levels):
        if level.threshold and framework.overall is None:
            document.complain(f"levels[{n}].threshold", f"{level.threshold}", "an overall score to compare it with")
        for m, gate in enumerate(level.gates):
            _check_gate(framework, document, f"levels[{n}].gates[{m}]", gate)


def _check_gate(framework: Framework, document: Document, key: str, gate: Gate) -> None:
    scored = {*framework.dimensions, *framework.indices, *framework.questions}
    if gate.kind == "dimension" and gate.dimension not in framework.dimensions:
        document.complain(f"{key}.dimension", gate.dimension or "nothing", "the code of a dimension")
    if gate.kind == "score" and gate.dimension not in scored:
        document.complain(f"{key}.of", gate.dimension or "nothing", "the code of a dimension, an index or a question")
    for code in gate.questions:
        if code not in framework.questions:
            document.complain(f"{key}.questions", code, "the code of a question")
    for tag in gate.tags - {tag for question in framework.questions.values() for tag in question.tags}:
        document.complain(f"{key}.tags", tag, "a tag that some question has")
    if gate.reaching:
        _check_reaching(framework, document, key, gate)
    for n, part in enumerate(gate.gates):
        _check_gate(framework, document, f"{key}.gates[{n}]", part)


def _check_reaching(framework: Framework, document: Document, key: str, gate: Gate) -> None:
    """Every question counted must know the option that is to be reached."""
    about = [q for q in framework.questions.values() if q.code in gate.questions or gate.tags & q.tags]
    for question in about or framework.questions.values():
        if gate.reaching not in dict(question.steps):
            document.complain(f"{key}.reaching", gate.reaching, f"an option that {question.code} has as well")


def _check_bands(framework: Framework, document: Document) -> None:
    thresholds = [band.threshold for band in framework.dimension_levels]
    if thresholds and (thresholds[0] != 0 or sorted(set(thresholds)) != thresholds):
        document.complain("dimension_levels", ", ".join(map(str, thresholds)), "thresholds that rise from 0")
    if framework.archetypes and framework.archetype_cut is None:
        document.complain("archetype_cut", "nothing", "a number, for there are archetypes")
    corners = {(a.application_high, a.enablers_high) for a in framework.archetypes}
    if framework.archetypes and len(corners) != 4:
        document.complain("archetypes", f"{len(corners)} of the four corners", "one archetype for each corner")


def _check_actions(framework: Framework, document: Document) -> None:
    phases = {phase.number for phase in framework.phases}
    for n, action in enumerate(framework.actions.values()):
        for m, lift in enumerate(action.lifts):
            _check_lift(framework, document, f"actions[{n}].lifts[{m}]", lift)
        for code in (code for group in action.after for code in group if code not in framework.actions):
            document.complain(f"actions[{n}].after", code, "the code of an action")
        if action.scene and action.scene not in framework.dimensions:
            document.complain(f"actions[{n}].scene", action.scene, "the code of a stage")
        if action.phase not in phases:
            document.complain(f"actions[{n}].phase", str(action.phase), "the number of a phase")
        for group in set(action.fit) - set(framework.profiles):
            document.complain(f"actions[{n}].fit", group, "a policy group")
    for code in _in_circle(framework.actions):
        document.complain("actions", f"{code} waiting for itself", "prerequisites without a circle")


def _check_lift(framework: Framework, document: Document, key: str, lift: Lift) -> None:
    question = framework.questions.get(lift.question)
    if question is None:
        document.complain(f"{key}.question", lift.question, "the code of a question")
        return
    steps = dict(question.steps)
    for name, code in (("to", lift.to), ("at_least", lift.at_least)):
        if code not in steps:
            document.complain(f"{key}.{name}", code, "one of " + ", ".join(steps))


def _in_circle(actions: Mapping[str, Action]) -> list[str]:
    """Actions that can never start because their prerequisites, directly or not, wait for them."""
    startable: set[str] = set()
    while True:
        more = {
            code
            for code, action in actions.items()
            if code not in startable and all(any(c in startable for c in group) for group in action.after)
        }
        if not more:
            return sorted(set(actions) - startable)
        startable |= more


def _check_scenarios(framework: Framework, document: Document) -> None:
    for n, scenario in enumerate(framework.scenarios):
        if scenario.group not in framework.profiles:
            document.complain(f"scenarios[{n}].group", scenario.group, "a policy group")
        if scenario.stage not in framework.dimensions:
            document.complain(f"scenarios[{n}].stage", scenario.stage, "the code of a stage")
        for code in scenario.actions:
            if code not in framework.actions:
                document.complain(f"scenarios[{n}].actions", code, "the code of an action")


def _check_predicate(framework: Framework, document: Document, key: str, predicate: Predicate) -> None:
    for part in predicate.parts:
        _check_predicate(framework, document, key, part)
    if predicate.kind in ("at_most", "at_least", "above", "below", "selected"):
        question = framework.questions.get(predicate.subject)
        if question is None:
            document.complain(key, predicate.subject, "the code of a question")
        elif predicate.kind in ("at_most", "at_least") and predicate.operand not in dict(question.steps):
            document.complain(key, f"{predicate.subject} {predicate.operand}", "a rung of that question")
        elif predicate.kind == "selected" and predicate.operand not in {option.code for option in question.options}:
            document.complain(key, f"{predicate.subject} {predicate.operand}", "an option of that question")
    if predicate.kind == "identical" and predicate.subject not in framework.dimensions:
        document.complain(key, predicate.subject, "the code of a dimension")

"""What only shows when a whole framework is read: dangling codes, weights, thresholds, circles."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.framework import Action, Framework, Predicate
from readiness.loading.reading import Document


def check_framework(framework: Framework, documents: Mapping[str, Document]) -> None:
    main = documents["framework.yaml"]
    _check_codes(framework, documents)
    _check_profiles(framework, main)
    _check_levels(framework, main)
    _check_actions(framework, documents["actions.yaml"])
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
    }
    lists |= {"actions": "actions.yaml", "scenarios": "scenarios.yaml", "rules": "consistency.yaml"}
    lists |= {"questions:" + name: name for name in documents if name.startswith("questions/")}
    seen: dict[str, str] = {}
    for label, name in lists.items():
        key = label.partition(":")[0]
        for n, item in enumerate((documents[name].value or {}).get(key) or []):
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


def _check_profiles(framework: Framework, document: Document) -> None:
    if framework.default_profile not in framework.profiles:
        document.complain("default_profile", framework.default_profile, "the code of one of the profiles")
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
    thresholds = [level.threshold for level in framework.levels]
    if not thresholds or thresholds[0] != 0 or sorted(set(thresholds)) != thresholds:
        document.complain("levels", ", ".join(map(str, thresholds)) or "nothing", "thresholds that rise from 0")
    for n, level in enumerate(framework.levels):
        for m, gate in enumerate(level.gates):
            if gate.kind == "dimension" and gate.dimension not in framework.dimensions:
                document.complain(
                    f"levels[{n}].gates[{m}].dimension", gate.dimension or "nothing", "the code of a dimension"
                )


def _check_actions(framework: Framework, document: Document) -> None:
    phases = {phase.number for phase in framework.phases}
    for n, action in enumerate(framework.actions.values()):
        for m, lift in enumerate(action.lifts):
            if lift.question not in framework.questions:
                document.complain(f"actions[{n}].lifts[{m}].question", lift.question, "the code of a question")
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
        elif predicate.kind == "selected" and predicate.operand not in {option.code for option in question.options}:
            document.complain(key, f"{predicate.subject} {predicate.operand}", "an option of that question")
    if predicate.kind == "identical" and predicate.subject not in framework.dimensions:
        document.complain(key, predicate.subject, "the code of a dimension")

"""Framework files to a frozen `Framework`. Refuses what is unknown, double, dangling or out of order, all at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from readiness.framework import (
    LADDER,
    LADDER_SCORES,
    Action,
    Archetype,
    Basis,
    Condition,
    ConsistencyRule,
    Criterion,
    Dimension,
    Evidence,
    Framework,
    Gate,
    Input,
    Interval,
    Level,
    Lift,
    Option,
    Phase,
    Predicate,
    Question,
    Range,
    Reference,
    Scenario,
    Screen,
    WeightProfile,
)
from readiness.loading.reading import Document, Node, describe, raise_problems, read_yaml
from readiness.text import Text

FRAMEWORKS = Path(__file__).resolve().parent.parent / "content" / "frameworks"

KINDS = ("single", "multiple", "number", "ratio")
GATES = ("production", "dimension", "every_dimension")
SOURCES = ("opinions", "miit", "cmmm", "dcmm")
USES = ("compute", "model", "data", "labelling", "software", "equipment", "network", "service", "training", "security")
PROFILE_FIELDS = ("employees", "revenue_wan")

_INTERVAL = re.compile(r"^([\[(])\s*([0-9.]+)\s*,\s*([0-9.]+|inf)\s*([\])])$")


@cache
def published(reference: str) -> Framework:
    """The framework named "key@version" that ships with the product. Raises KeyError or ContentError."""
    key, _, version = reference.partition("@")
    folder = FRAMEWORKS / key / version
    if not version or key.startswith(".") or not (folder / "framework.yaml").is_file():
        raise KeyError(reference)
    return load_framework(folder)


def published_references() -> tuple[str, ...]:
    """All "key@version" that ship with the product."""
    return tuple(f"{path.parent.parent.name}@{path.parent.name}" for path in sorted(FRAMEWORKS.glob("*/*/framework.yaml")))


def load_framework(folder: Path) -> Framework:
    """Load one version of a framework from its folder. Raises ContentError with every problem of every file."""
    paths = sorted(path for path in folder.rglob("*.yaml") if "vectors" not in path.relative_to(folder).parts)
    documents = {str(path.relative_to(folder)): read_yaml(path, f"{folder.name}/{path.relative_to(folder)}") for path in paths}
    for name in ("framework.yaml", "actions.yaml", "scenarios.yaml", "consistency.yaml"):
        documents.setdefault(name, read_yaml(folder / name, f"{folder.name}/{name}"))
    raise_problems(*documents.values())
    framework = _read(documents, _digest(folder, paths))
    _check(framework, documents)
    raise_problems(*documents.values())
    return framework


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of all files that can change a score, a route or a text."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _read(documents: Mapping[str, Document], digest: str) -> Framework:
    root = documents["framework.yaml"].root
    question_files = [document for name, document in documents.items() if name.startswith("questions/")]
    questions = _by_code([question for document in question_files for question in _questions(document)], "questions")
    actions, cost_basis, effect_basis = _actions(documents["actions.yaml"])
    screen, scenarios = _scenarios(documents["scenarios.yaml"])
    framework = Framework(
        key=root.text("key"),
        version=root.text("version"),
        name=root.bilingual("name"),
        digest=digest,
        dimensions=_by_code([_dimension(node, questions.values()) for node in root.items("dimensions")], "dimensions"),
        questions=questions,
        profiles=_by_code([_profile(node) for node in root.items("profiles")], "profiles"),
        default_profile=root.text("default_profile"),
        levels=tuple(_level(node) for node in root.items("levels")),
        quick_cap=root.choice("quick_cap", LADDER),
        archetypes=tuple(_archetype(node) for node in root.items("archetypes")),
        archetype_cut=root.decimal("archetype_cut"),
        actions=_by_code(actions, "actions"),
        phases=tuple(_phase(node) for node in root.items("phases")),
        scenarios=scenarios,
        screen=screen,
        rules=_rules(documents["consistency.yaml"]),
        cost_basis=cost_basis,
        effect_basis=effect_basis,
        answered_share=root.decimal("answered_share"),
        dimension_not_applicable_share=root.decimal("dimension_not_applicable_share"),
        reference_only_share=root.decimal("reference_only_share"),
    )
    root.done()
    return framework


def _by_code(things: Iterable[Any], where: str) -> Mapping[str, Any]:
    return MappingProxyType({thing.code: thing for thing in things})


def _dimension(node: Node, questions: Iterable[Question]) -> Dimension:
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


def _profile(node: Node) -> WeightProfile:
    weights = node.required("weights")
    profile = WeightProfile(
        code=node.text("code"),
        name=node.bilingual("name"),
        weights=MappingProxyType({code: weights.decimal(code, at_least=0) for code in weights.keys()}),
        note=node.bilingual("note", None),
    )
    node.done()
    return profile


def _level(node: Node) -> Level:
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


def _archetype(node: Node) -> Archetype:
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


def _phase(node: Node) -> Phase:
    phase = Phase(
        number=node.whole("number", at_least=0),
        name=node.bilingual("name"),
        summary=node.bilingual("summary"),
        from_month=node.whole("from_month", at_least=0),
        to_month=node.whole("to_month", at_least=0),
    )
    node.done()
    return phase


# --- questions -----------------------------------------------------------------------------------------------------


def _questions(document: Document) -> list[Question]:
    root = document.root
    dimension = root.text("dimension")
    questions = [_question(node, dimension) for node in root.items("questions")]
    root.done()
    return questions


def _question(node: Node, dimension: str) -> Question:
    kind = node.choice("kind", KINDS)
    applies_to_all = not node.flag("not_applicable")
    question = Question(
        code=node.text("code"),
        dimension=dimension,
        kind=kind,
        topic=node.bilingual("topic"),
        text=node.bilingual("text"),
        help=node.bilingual("help"),
        options=tuple(_option(option, kind) for option in node.items("options")),
        example=node.bilingual("example"),
        pitfall=node.bilingual("pitfall"),
        evidence=tuple(_evidence(item) for item in node.items("evidence")),
        references=tuple(_reference(item) for item in node.items("references")),
        quick=node.flag("quick"),
        not_applicable_when=None if applies_to_all else node.bilingual("not_applicable_when"),
        weight=node.decimal("weight", Decimal(1), at_least=0),
        inputs=tuple(_input(item, node) for item in node.items("inputs", [])),
        numerator=node.text("numerator", ""),
        denominator=node.text("denominator", ""),
        part_of_whole=node.flag("part_of_whole", False),
        conditions=tuple(_condition(item) for item in node.items("conditions", [])),
        scoring=node.choice("scoring", ("sum", "count"), "sum"),
        count_bands=tuple(_option(item, "number") for item in node.items("count_bands", [])),
    )
    node.raw("unit")
    node.done()
    _check_question(node, question)
    return question


def _option(node: Node, kind: str) -> Option:
    code = node.text("code")
    banded = kind in ("number", "ratio")
    option = Option(
        code=code,
        text=node.bilingual("text"),
        score=LADDER_SCORES.get(code, Decimal(0)) if kind != "multiple" else node.decimal("value", Decimal(0), at_least=0),
        exclusive=node.flag("exclusive", False),
        range=_interval(node) if banded else None,
        requires=node.text("requires", None) if banded else None,
    )
    node.done()
    return option


def _interval(node: Node) -> Interval | None:
    text = node.text("range")
    match = _INTERVAL.match(str(text))
    if not match:
        node.complain("range", describe(text), 'an interval like "[0, 10]", "(10, 20]" or "[36, inf)"')
        return None
    opening, lower, upper, closing = match.groups()
    return Interval(Decimal(lower), None if upper == "inf" else Decimal(upper), opening == "[", closing == "]")


def _evidence(node: Node) -> Evidence:
    evidence = Evidence(node.choice("class", ("observed", "document")), node.bilingual("text"))
    node.done()
    return evidence


def _reference(node: Node) -> Reference:
    reference = Reference(node.choice("source", SOURCES), node.bilingual("item"))
    node.done()
    return reference


def _input(node: Node, question: Node) -> Input:
    """An input; a question with one number may state its unit once for the question."""
    unit = node.bilingual("unit", None) or question.bilingual("unit")
    wanted = Input(node.text("code"), node.bilingual("label"), unit, node.flag("whole"))
    node.done()
    return wanted


def _condition(node: Node) -> Condition:
    condition = Condition(node.text("code"), node.bilingual("text"))
    node.done()
    return condition


def _check_question(node: Node, question: Question) -> None:
    codes = tuple(option.code for option in question.options)
    if len(set(codes)) != len(codes):
        node.complain("options", ", ".join(codes), "each option code once")
    if question.kind != "multiple" and codes != LADDER:
        node.complain("options", ", ".join(codes) or "nothing", "the five options " + ", ".join(LADDER))
    if question.kind in ("number", "ratio"):
        _check_measure(node, question)
    if question.kind == "multiple":
        _check_multiple(node, question)


def _check_measure(node: Node, question: Question) -> None:
    inputs = {item.code for item in question.inputs}
    wanted = {question.numerator, question.denominator} if question.kind == "ratio" else {"value"}
    if inputs != wanted:
        node.complain("inputs", ", ".join(sorted(inputs)) or "nothing", "exactly the inputs " + ", ".join(sorted(wanted)))
    conditions = {condition.code for condition in question.conditions}
    for n, option in enumerate(question.options):
        if option.requires and option.requires not in conditions:
            node.complain(f"options[{n}].requires", option.requires, "the code of one of the conditions")
    _check_bands(node, "options", question.options, whole=False)


def _check_multiple(node: Node, question: Question) -> None:
    if sum(option.exclusive for option in question.options) > 1:
        node.complain("options", "several exclusive options", "one at the most")
    if question.scoring == "count":
        _check_bands(node, "count_bands", question.count_bands, whole=True)
    elif sum(option.score for option in question.options) < 100:
        node.complain("options", "values that add up to less than 100", "values with which 100 can be reached")


def _check_bands(node: Node, key: str, bands: tuple[Option, ...], whole: bool) -> None:
    """Bands must follow one another without gap or overlap from 0 up (whole numbers may skip the space between)."""
    ranges = [band.range for band in bands if band.range]
    if len(ranges) != len(bands) or not ranges:
        return
    if ranges[0].lower != 0 or not ranges[0].lower_closed:
        node.complain(key, str(ranges[0]), "a first range that starts at [0")
    for lower, upper in zip(ranges, ranges[1:], strict=False):
        meets = lower.upper == upper.lower and lower.upper_closed != upper.lower_closed
        follows = whole and lower.upper is not None and lower.upper_closed and upper.lower_closed and lower.upper + 1 == upper.lower
        if not (meets or follows):
            node.complain(key, f"{lower} then {upper}", "ranges without gap or overlap")


# --- actions, scenarios, rules --------------------------------------------------------------------------------------


def _actions(document: Document) -> tuple[list[Action], Basis, Basis]:
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
        preconditions=_texts(node, "preconditions"),
        cost_wan=_range(node, "cost_wan"),
        months=_range(node, "months"),
        phase=node.whole("phase", at_least=0),
        effect=node.bilingual("effect"),
        not_yet=node.bilingual("not_yet"),
        effort=node.whole("effort", 1, at_least=1),
        scene=node.text("scene", None),
        scenes_in_production=node.whole("scenes_in_production", 0, at_least=0),
        uses=node.texts("uses", ()),
        fit=MappingProxyType({group: fit.decimal(group, at_least=0) for group in fit.keys()} if fit else {}),
        cost_unit=node.bilingual("cost_unit", None),
        running_wan_per_year=_range(node, "running_wan_per_year") if node.has("running_wan_per_year") else None,
    )
    for use in action.uses:
        if use not in USES:
            node.complain("uses", use, "one of " + ", ".join(USES))
    node.done()
    return action


def _lift(node: Node) -> Lift:
    to = node.choice("to", LADDER)
    lift = Lift(node.text("question"), to, node.choice("at_least", LADDER, to))
    node.done()
    return lift


def _groups(node: Node) -> tuple[tuple[str, ...], ...]:
    groups = node.raw("after")
    if isinstance(groups, list) and all(isinstance(group, list) and group for group in groups):
        return tuple(tuple(str(code) for code in group) for group in groups)
    node.complain("after", describe(groups), "a list of lists of action codes, e.g. [[A05, A08], [A09]]")
    return ()


def _texts(node: Node, name: str) -> tuple[Text, ...]:
    """A list of bilingual texts."""
    found = []
    for item in node.items(name):
        found.append(Text(item.text("zh"), item.text("en")))
        item.done()
    return tuple(found)


def _range(node: Node, name: str) -> Range:
    inner = node.required(name)
    low, high = inner.decimal("low", at_least=0), inner.decimal("high", at_least=0)
    likely = inner.decimal("likely", (low + high) / 2)
    if not low <= likely <= high:
        node.complain(name, f"{low} / {likely} / {high}", "low ≤ likely ≤ high")
    inner.done()
    return Range(low, likely, high)


def _scenarios(document: Document) -> tuple[Screen, tuple[Scenario, ...]]:
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
    criterion = Criterion(node.text("code"), node.bilingual("text"), _texts(node, "scale"))
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


def _rules(document: Document) -> tuple[ConsistencyRule, ...]:
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
    node.complain("", "no test that is known: " + ", ".join(node.keys()), "all, any, not, question, profile, scenes_in_production …")
    return Predicate("all")


def _on_question(node: Node) -> Predicate | None:
    if not node.has("question"):
        return None
    question = node.text("question")
    for kind in ("at_most", "at_least"):
        if node.has(kind):
            return Predicate(kind, subject=question, operand=node.choice(kind, LADDER))
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


# --- what only shows when everything is read ------------------------------------------------------------------------


def _check(framework: Framework, documents: Mapping[str, Document]) -> None:
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
    lists = {"dimensions": "framework.yaml", "profiles": "framework.yaml", "levels": "framework.yaml", "archetypes": "framework.yaml"}
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
            documents["framework.yaml"].complain("dimensions", f"no {question.dimension}", f"the dimension of {question.code}")
    for code, dimension in framework.dimensions.items():
        if not dimension.questions:
            documents["framework.yaml"].complain("dimensions", f"{code} without questions", "a file questions/" + code + ".yaml")


def _check_profiles(framework: Framework, document: Document) -> None:
    if framework.default_profile not in framework.profiles:
        document.complain("default_profile", framework.default_profile, "the code of one of the profiles")
    for n, profile in enumerate(framework.profiles.values()):
        if set(profile.weights) != set(framework.dimensions):
            document.complain(f"profiles[{n}].weights", ", ".join(profile.weights), "a weight for each of " + ", ".join(framework.dimensions))
        elif sum(profile.weights.values()) != 100:
            document.complain(f"profiles[{n}].weights", f"a sum of {sum(profile.weights.values())}", "a sum of 100")


def _check_levels(framework: Framework, document: Document) -> None:
    thresholds = [level.threshold for level in framework.levels]
    if not thresholds or thresholds[0] != 0 or sorted(set(thresholds)) != thresholds:
        document.complain("levels", ", ".join(map(str, thresholds)) or "nothing", "thresholds that rise from 0")
    for n, level in enumerate(framework.levels):
        for m, gate in enumerate(level.gates):
            if gate.kind == "dimension" and gate.dimension not in framework.dimensions:
                document.complain(f"levels[{n}].gates[{m}].dimension", gate.dimension or "nothing", "the code of a dimension")


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

"""A file of questions: kinds, options, bands and their checks."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from readiness.loading.reading import Document, Node, describe
from readiness.questions import LADDER, LADDER_SCORES, Condition, Evidence, Input, Interval, Option, Question, Reference

KINDS = ("single", "multiple", "number", "ratio")
SOURCES = ("opinions", "miit", "cmmm", "dcmm")

_INTERVAL = re.compile(r"^([\[(])\s*([0-9.]+)\s*,\s*([0-9.]+|inf)\s*([\])])$")


def read_questions(document: Document) -> list[Question]:
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
        score=LADDER_SCORES.get(code, Decimal(0))
        if kind != "multiple"
        else node.decimal("value", Decimal(0), at_least=0),
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
        node.complain(
            "inputs", ", ".join(sorted(inputs)) or "nothing", "exactly the inputs " + ", ".join(sorted(wanted))
        )
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
    for lower, upper in pairwise(ranges):
        meets = lower.upper == upper.lower and lower.upper_closed != upper.lower_closed
        follows = (
            whole
            and lower.upper is not None
            and lower.upper_closed
            and upper.lower_closed
            and lower.upper + 1 == upper.lower
        )
        if not (meets or follows):
            node.complain(key, f"{lower} then {upper}", "ranges without gap or overlap")

"""A file of questions: kinds, options, bands and their checks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from readiness.loading.reading import REQUIRED, Document, Node, describe
from readiness.questions import (
    HIGHEST,
    LADDER_SCORES,
    LEAVE_OUT,
    LOWEST,
    Column,
    Condition,
    Evidence,
    Input,
    Interval,
    Missing,
    Option,
    Question,
    Reference,
    Row,
)
from readiness.text import Text

KINDS = ("single", "multiple", "number", "ratio", "matrix")
MISSING = (LEAVE_OUT, LOWEST, HIGHEST)
SOURCES = ("opinions", "miit", "cmmm", "dcmm")

_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")
RESERVED = ("na", "unknown", "exact")  # what an answer can say beside the options
_INTERVAL = re.compile(r"^([\[(])\s*(-?[0-9.]+|-inf)\s*,\s*(-?[0-9.]+|inf)\s*([\])])$")


def read_questions(document: Document) -> list[Question]:
    root = document.root
    dimension = root.text("dimension")
    questions = [_question(node, dimension) for node in root.items("questions")]
    root.done()
    return questions


def _question(node: Node, dimension: str) -> Question:
    kind = node.choice("kind", KINDS)
    text = node.bilingual("text")
    scoring = node.choice("scoring", ("sum", "count"), "sum")
    parts = {
        "options": tuple(
            _option(option, kind) for option in node.items("options", [] if kind == "matrix" else REQUIRED)
        ),
        "count_bands": tuple(_option(item, "number") for item in node.items("count_bands", [])),
        "rows": tuple(_row(item) for item in node.items("rows", REQUIRED if kind == "matrix" else [])),
        "columns": tuple(_column(item) for item in node.items("columns", REQUIRED if kind == "matrix" else [])),
        "select": node.choice("select", ("one", "many"), "one"),
        "combine": node.choice("combine", ("mean", "sum", "minimum"), "mean"),
        "scoring": scoring,
    }
    full, normaliser = _scale(node, kind, parts)
    question = Question(
        code=node.text("code"),
        dimension=dimension,
        kind=kind,
        topic=node.bilingual("topic", text),
        text=text,
        help=node.bilingual("help", None),
        example=node.bilingual("example", None),
        pitfall=node.bilingual("pitfall", None),
        evidence=tuple(_evidence(item) for item in node.items("evidence", [])),
        references=tuple(_reference(item) for item in node.items("references", [])),
        quick=node.flag("quick", False),
        not_applicable_when=_not_applicable(node),
        weight=node.decimal("weight", Decimal(1), at_least=0),
        tags=frozenset(node.texts("tags", ())),
        missing=read_missing(node, Missing()) if node.has("missing") else None,
        full=full,
        normaliser=normaliser,
        inputs=tuple(_input(item, node) for item in node.items("inputs", [])),
        numerator=node.text("numerator", ""),
        denominator=node.text("denominator", ""),
        part_of_whole=node.flag("part_of_whole", False),
        conditions=tuple(_condition(item) for item in node.items("conditions", [])),
        **parts,
    )
    node.raw("unit")
    node.done()
    _check_question(node, question)
    return question


def _not_applicable(node: Node) -> Text | None:
    found: Text | None = node.bilingual("not_applicable_when") if node.flag("not_applicable", False) else None
    return found


def read_missing(node: Node, default: Missing) -> Missing:
    """What becomes of answers that do not count; `default` where nothing is said."""
    inner = node.node("missing")
    if inner is None:
        return default
    found = Missing(
        inner.choice("not_applicable", MISSING, default.not_applicable),
        inner.choice("unknown", MISSING, default.unknown),
        inner.choice("unanswered", MISSING, default.unanswered),
    )
    inner.done()
    return found


def _scale(node: Node, kind: str, parts: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """(full, normaliser): by default the most an answer can give; 100 where options are added up."""
    highest = _highest(kind, parts)
    adds_up = kind == "multiple" and parts["scoring"] == "sum"
    full = node.decimal("full", Decimal(100) if adds_up else highest, at_least=0)
    normaliser = node.decimal("normaliser", full if adds_up else highest, at_least=0)
    if not full or not normaliser:
        node.complain("full", "0", "options of which at least one is worth something")
    return full or Decimal(100), normaliser or Decimal(100)


def _highest(kind: str, parts: dict[str, Any]) -> Decimal:
    """The most an answer can give, before it is put on the scale of the question."""
    if kind == "matrix":
        return _highest_of_matrix(parts)
    if kind == "multiple" and parts["scoring"] == "count":
        return max((band.score for band in parts["count_bands"]), default=Decimal(0))
    if kind == "multiple":
        return sum((option.score for option in parts["options"] if option.score > 0), Decimal(0))
    return max((option.score for option in parts["options"]), default=Decimal(0))


def _highest_of_matrix(parts: dict[str, Any]) -> Decimal:
    scores = [column.score for column in parts["columns"] if not column.left_out]
    together = [c.score for c in parts["columns"] if not (c.left_out or c.exclusive) and c.score > 0]
    row = max([*scores, sum(together, Decimal(0))] if parts["select"] == "many" else scores, default=Decimal(0))
    if parts["combine"] != "sum":
        return row
    return row * sum((item.weight for item in parts["rows"]), Decimal(0))


def _option(node: Node, kind: str) -> Option:
    banded = kind in ("number", "ratio")
    code = node.text("code")
    option = Option(
        code=code,
        text=node.bilingual("text"),
        score=_value(node, kind, code),
        exclusive=node.flag("exclusive", False),
        range=_interval(node) if banded else None,
        requires=node.text("requires", None) if banded else None,
        tags=frozenset(node.texts("tags", ())),
    )
    node.done()
    return option


def _value(node: Node, kind: str, code: str) -> Decimal:
    """What an option is worth. The rungs L1 to L5 need not say it; only where options add up may it be negative."""
    if kind == "multiple":
        return Decimal(node.decimal("value", Decimal(0)))
    return Decimal(node.decimal("value", LADDER_SCORES.get(code, REQUIRED), at_least=0))


def _row(node: Node) -> Row:
    row = Row(node.text("code"), node.bilingual("text"), node.decimal("weight", Decimal(1), at_least=0))
    node.done()
    return row


def _column(node: Node) -> Column:
    left_out = node.flag("left_out", False)
    column = Column(
        code=node.text("code"),
        text=node.bilingual("text"),
        score=node.decimal("value", Decimal(0) if left_out else REQUIRED),
        exclusive=node.flag("exclusive", False),
        left_out=left_out,
    )
    node.done()
    return column


def _interval(node: Node) -> Interval | None:
    text = node.text("range")
    match = _INTERVAL.match(str(text))
    if not match:
        node.complain("range", describe(text), 'an interval like "[0, 10]", "(10, 20]" or "[36, inf)"')
        return None
    opening, lower, upper, closing = match.groups()
    return Interval(
        None if lower == "-inf" else Decimal(lower),
        None if upper == "inf" else Decimal(upper),
        opening == "[",
        closing == "]",
    )


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


def _check_codes(node: Node, question: Question) -> None:
    """Codes are part of addresses and of the names of inputs; some words have a meaning of their own in an answer."""
    named: list[tuple[str, Iterable[Any]]] = [("code", [question]), ("options", question.options)]
    named += [("rows", question.rows), ("columns", question.columns), ("inputs", question.inputs)]
    for key, items in [*named, ("conditions", question.conditions)]:
        for item in items:
            if not _CODE.match(item.code):
                node.complain(key, item.code, "a code of at most 40 letters, digits, - and _")
            elif key in ("options", "columns") and item.code in RESERVED:
                node.complain(key, item.code, "a code other than " + ", ".join(RESERVED))


def _check_question(node: Node, question: Question) -> None:
    _check_codes(node, question)
    for name in ("options", "rows", "columns", "count_bands"):
        codes = [item.code for item in getattr(question, name)]
        if len(set(codes)) != len(codes):
            node.complain(name, ", ".join(codes), "each code once")
    if question.kind in ("number", "ratio"):
        _check_measure(node, question)
    if question.kind == "multiple":
        _check_multiple(node, question)
    elif question.kind != "matrix" and len(question.options) < 2:
        node.complain("options", f"{len(question.options)} options", "two or more")
    if question.kind == "matrix" and not (question.rows and question.columns):
        node.complain("rows", "no rows or no columns", "at least one of each")


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
        return
    together = sum(option.score for option in question.options if option.score > 0)
    if together < question.normaliser:
        wanted = f"values with which {question.normaliser:f} can be reached"
        node.complain("options", f"values that add up to {together:f}", wanted)


def _check_bands(node: Node, key: str, bands: tuple[Option, ...], whole: bool) -> None:
    """Bands must follow one another without gap or overlap from 0 up (whole numbers may skip the space between)."""
    ranges = [band.range for band in bands if band.range]
    if len(ranges) != len(bands) or not ranges:
        return
    first = ranges[0].lower
    if first is not None and (first > 0 or (first == 0 and not ranges[0].lower_closed)):
        node.complain(key, str(ranges[0]), "a first range that starts at [0, or below")
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

"""Fields, named lists and rules of the subsidy catalogue: what may be asked, of whom, and compared with what."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from readiness.industries import SECTIONS
from readiness.loading.reading import Document, Node, describe
from readiness.reference import Reference
from readiness.regions import NATIONAL
from readiness.subsidies.rules import (
    FIELD_KINDS,
    LIST_KINDS,
    OPERATORS,
    Field,
    Group,
    NamedList,
    Predicate,
    Rule,
    Scalar,
)
from readiness.text import Text

# What may be asked of a field of each kind.
_OPERATORS: Mapping[str, tuple[str, ...]] = {
    "region": ("within", "in_list"),
    "industry": ("within", "in_list"),
    "text": ("eq", "in", "in_list", "exists"),
    "titles": ("has",),
    "flag": ("eq",),
    "money": ("gt", "gte", "lt", "lte", "exists"),
    "number": ("gt", "gte", "lt", "lte", "eq", "exists"),
    "date": ("gt", "gte", "lt", "lte", "exists"),
    "choice": ("eq", "in"),
}


@dataclass(frozen=True)
class Vocabulary:
    """What rules may speak of."""

    fields: Mapping[str, Field]
    lists: Mapping[str, NamedList]
    reference: Reference


def read_fields(document: Document) -> dict[str, Field]:
    root = document.root
    read = [(node, _field(node)) for node in root.items("fields")]
    root.done()
    found: dict[str, Field] = {}
    for node, field in read:
        if field.code in found:
            node.complain("field", repr(field.code), "each field once")
        found[field.code] = field
    for node, field in read:
        for part in field.sum_of:
            if part not in found:
                node.complain("sum_of", repr(part), "fields of this file")
    return found


def _field(node: Node) -> Field:
    field = Field(
        code=node.text("field"),
        kind=node.choice("kind", FIELD_KINDS),
        label=node.bilingual("label"),
        question=node.bilingual("question"),
        holds=node.bilingual("holds", None),
        fails=node.bilingual("fails", None),
        unit=node.bilingual("unit", None),
        options=read_labels(node, "options") if node.has("options") else None,
        sum_of=node.texts("sum_of", ()),
    )
    if field.kind == "flag" and not (field.holds and field.fails):
        node.complain("holds, fails", "nothing", "the condition in words, when it is true and when it is false")
    if field.kind in {"titles", "choice"} and not field.options:
        node.complain("options", "nothing", "the codes and their words")
    node.done()
    return field


def read_labels(node: Node, name: str) -> dict[str, Text]:
    """A mapping from codes to texts in both languages."""
    labels = node.required(name)
    return {code: labels.bilingual(code) for code in labels.names()}


def read_lists(document: Document, reference: Reference) -> dict[str, NamedList]:
    found: dict[str, NamedList] = {}
    root = document.root
    for node in root.items("lists"):
        named = _list(node, reference)
        if named.code in found:
            node.complain("list", repr(named.code), "each list once")
        found[named.code] = named
    root.done()
    return found


def _list(node: Node, reference: Reference) -> NamedList:
    named = NamedList(
        code=node.text("list"),
        name=node.bilingual("name"),
        question=node.bilingual("question"),
        kind=node.choice("kind", LIST_KINDS),
        members=node.texts("members"),
        complete=node.flag("complete"),
        as_of=node.date("as_of"),
        source=node.bilingual("source"),
        adcode=node.text("adcode", NATIONAL),
    )
    if named.adcode != NATIONAL and named.adcode not in reference.regions:
        node.complain("adcode", repr(named.adcode), "an adcode of the list of regions")
    known = {"region": reference.regions, "industry": reference.industries}.get(named.kind)
    for member in named.members:
        if known is not None and member not in known:
            node.complain("members", repr(member), f"codes of the {named.kind} list")
    node.done()
    return named


def read_rule(node: Node, vocabulary: Vocabulary) -> Rule:
    """A predicate, or `all`, `any`, `not` over rules."""
    kinds = [kind for kind in ("all", "any", "not") if node.has(kind)]
    if not kinds:
        return _predicate(node, vocabulary)
    if len(node.names()) > 1:
        node.complain("", ", ".join(node.names()), "one of all, any, not, and nothing beside it")
    kind = kinds[0]
    parts = [node.required("not")] if kind == "not" else node.items(kind)
    if not parts:
        node.complain(kind, "an empty list", "at least one condition")
    for other in node.names():
        node.raw(other)
    return Group(kind, tuple(read_rule(part, vocabulary) for part in parts))


def _predicate(node: Node, vocabulary: Vocabulary) -> Predicate:
    predicate = Predicate(
        field=node.choice("field", vocabulary.fields),
        op=node.choice("op", OPERATORS),
        values=_values(node),
        text=node.bilingual("text", None),
        excluding=node.texts("excluding", ()),
        unclear_in=node.texts("unclear_in", ()),
    )
    node.done()
    field = vocabulary.fields.get(predicate.field)
    if field and field.kind and predicate.op:
        _check(node, predicate, field, vocabulary)
    return predicate


def _values(node: Node) -> tuple[Scalar, ...]:
    value = node.raw("value")
    values = value if isinstance(value, list) else [value] if node.has("value") else []
    return tuple(_scalar(item) for item in values)


def _scalar(value: Any) -> Scalar:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _check(node: Node, predicate: Predicate, field: Field, vocabulary: Vocabulary) -> None:
    allowed = _OPERATORS[field.kind]
    if predicate.op not in allowed:
        node.complain("op", repr(predicate.op), f"for {field.code} one of {', '.join(allowed)}")
        return
    if not predicate.values and predicate.op != "exists":
        node.complain("value", "nothing", "what the field is compared with")
    if len(predicate.values) > 1 and predicate.op not in {"in", "within"}:
        node.complain("value", f"{len(predicate.values)} values", f"one value for {predicate.op}")
    for value in predicate.values:
        expected = _expected(predicate, field, value, vocabulary)
        if expected:
            node.complain("value", describe(value), expected)
    for name, codes in (("excluding", predicate.excluding), ("unclear_in", predicate.unclear_in)):
        if any(code not in vocabulary.reference.regions for code in codes):
            node.complain(name, ", ".join(codes), "adcodes of the list of regions")


def _expected(predicate: Predicate, field: Field, value: Scalar, vocabulary: Vocabulary) -> str | None:
    """What should have stood there, None when the value is as it should be."""
    if predicate.op == "in_list":
        named = vocabulary.lists.get(str(value))
        return None if named and named.kind == field.kind else f"a {field.kind} list of lists.yaml"
    checks = {
        "region": (value == NATIONAL or value in vocabulary.reference.regions, "an adcode of the list of regions"),
        "industry": (_known_industry(str(value), vocabulary.reference), "a GB/T 4754 section or code"),
        "text": (isinstance(value, str), "a text"),
        "titles": (value in (field.options or ()), "one of " + ", ".join(field.options or ())),
        "choice": (value in (field.options or ()), "one of " + ", ".join(field.options or ())),
        "flag": (isinstance(value, bool), "true or false"),
        "money": (isinstance(value, Decimal), "a number of 万元"),
        "number": (isinstance(value, Decimal), "a number"),
        "date": (bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value))), "a date like 2026-11-23"),
    }
    holds, expected = checks[field.kind]
    return None if holds else expected


def _known_industry(code: str, reference: Reference) -> bool:
    return code in SECTIONS or code.lstrip("ABCDEFGHIJKLMNOPQRST") in reference.industries

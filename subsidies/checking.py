"""What is wrong with a record or a list before it may hold: all problems at once, by the rules of the loader."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import replace

from readiness.errors import Problem
from readiness.loading.catalogue import published_catalogue, published_wording, read_records
from readiness.loading.conditions import Vocabulary, read_lists
from readiness.loading.reading import Document, Node
from readiness.regions import NATIONAL
from readiness.subsidies.rules import NamedList
from subsidies.catalogue import current

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 80
PARTS = ("lists", "records", "parents")
VERIFIED = ("last_verified_on", "verified_by")
_FIGURES = ("rate_percent", "cap_wan", "min_spend_wan", "pool_wan_per_year", "tiers")


def problems_of(content, code: str, adcode: str) -> list[Problem]:
    """What keeps this content from holding as the record of this code and region."""
    document, held = Document(code, value={"records": [content]}), current()
    read_records([document], vocabulary(held.lists), published_wording(), _ids(held))
    check_record(Node(document, "records[0]", content), code, adcode)
    _check_issue(Node(document, "records[0]", content))
    return [replace(problem, key=_inside(problem.key), line=None) for problem in document.problems]


def list_problems_of(content, code: str, adcode: str) -> list[Problem]:
    """What keeps this content from holding as the named list of this code and region."""
    document, held = Document(code, value={"lists": [content]}), current().lists.get(code)
    read_lists(document, published_catalogue().reference)
    node = Node(document, "lists[0]", content)
    fixed = {"list": code, "adcode": adcode} | ({"kind": held.kind} if held else {})
    for name, value in fixed.items():
        found = content.get(name) or (NATIONAL if name == "adcode" else None)
        if found != value:
            node.complain(name, repr(found), f"{value}, which never changes")
    return [replace(problem, key=_inside(problem.key), line=None) for problem in document.problems]


def _inside(key):
    """The key without the list the loader was handed the content in."""
    return key.removeprefix("records[0]").removeprefix("lists[0]").removeprefix(".")


def vocabulary(lists) -> Vocabulary:
    shipped = published_catalogue()
    return Vocabulary(shipped.fields, lists, shipped.reference)


def _ids(catalogue):
    return {record.id for record in catalogue.records}


def check_record(node: Node, code: str | None, adcode: str | None) -> None:
    """What the loader cannot know. code, adcode: of a record that is already here; they never change."""
    found, region = node.raw("id"), node.raw("region")
    if isinstance(found, str) and not (SLUG.fullmatch(found) and len(found) <= LONGEST_CODE):
        node.complain("id", repr(found), f"lower-case letters, digits and hyphens, at most {LONGEST_CODE}")
    if code and found != code:
        node.complain("id", repr(found), f"{code}, which never changes")
    where = region.get("adcode") if isinstance(region, dict) else None
    if adcode and where != adcode:
        node.complain("region.adcode", repr(where), f"{adcode}, which never changes")
    knowledge = node.raw("knowledge")
    for name in VERIFIED:
        if isinstance(knowledge, dict) and knowledge.get(name):
            node.complain(f"knowledge.{name}", str(knowledge[name]), "nothing: verified is what has a saved copy")


def _check_issue(node: Node) -> None:
    """A figure holds from some day on."""
    amount, valid = node.raw("amount"), node.raw("valid")
    if not isinstance(amount, dict) or not isinstance(valid, dict):
        return
    if any(amount.get(name) for name in _FIGURES) and not valid.get("from"):
        node.complain("valid.from", "nothing", "the day of issue, as the amount has figures")


def check_files(documents: Iterable[Document], adcodes: dict[str, str]) -> None:
    """Note in the documents what is wrong with files of lists, records and parents. adcodes: of the records here."""
    documents, held = [one for one in documents if isinstance(one.value, dict)], current()
    lists = dict(held.lists)
    for document in documents:
        lists |= _checked_lists(document)
    everything = [Document(one.name, one.problems, one.lines, _part(one, "records")) for one in documents]
    read_records(everything, vocabulary(lists), published_wording(), _ids(held))
    known = {code for document in documents for code in _codes(document)} | _ids(held)
    for document in documents:
        _check_rest(document, adcodes, known)


def _part(document, name):
    found = document.value.get(name)
    return {name: [] if found is None else found}


def _checked_lists(document) -> dict[str, NamedList]:
    part = Document(document.name, document.problems, document.lines, _part(document, "lists"))
    return read_lists(part, published_catalogue().reference)


def _items(document):
    found = document.value.get("records")
    items = found if isinstance(found, list) else []
    return [(n, item) for n, item in enumerate(items) if isinstance(item, dict)]


def _codes(document):
    return [item["id"] for _n, item in _items(document) if isinstance(item.get("id"), str)]


def _check_rest(document: Document, adcodes: dict[str, str], known: Container[str]) -> None:
    for n, item in _items(document):
        check_record(Node(document, f"records[{n}]", item), None, adcodes.get(str(item.get("id"))))
    root = document.root
    for name in PARTS:
        root.raw(name)
    root.done()
    if (parents := root.node("parents")) is None:
        return
    for code in parents.names():
        for one in (code, parents.text(code)):
            if one not in known:
                parents.complain(code, repr(one), "the id of a record")

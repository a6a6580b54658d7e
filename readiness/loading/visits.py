"""The walks through a factory, from their folder: one file per version of a framework, every question in it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path

from readiness.loading.framework import published
from readiness.loading.reading import Node, raise_problems, read_yaml
from readiness.text import Text
from readiness.visits import Item, Stop, Visit

VISITS = Path(__file__).resolve().parent.parent / "content" / "visits"
FEWEST_TO_SEE, MOST_TO_SEE = 2, 4


@cache
def published_visits() -> dict[str, Visit]:
    """Those that ship with the product, by the reference of their framework. Raises ContentError."""
    visits = [_published(path) for path in sorted(VISITS.glob("*.yaml"))]
    return {visit.framework: visit for visit in visits}


def _published(path: Path) -> Visit:
    document = read_yaml(path)
    reference = document.root.text("framework")
    raise_problems(document)
    return load_visit(path, reference, published(reference).questions)


def load_visit(path: Path, reference: str, questions: Collection[str]) -> Visit:
    """Read one walk for the framework with these questions. Raises ContentError with every problem of the file."""
    document = read_yaml(path)
    raise_problems(document)
    root = document.root
    found = root.text("framework")
    if found != reference:
        root.complain("framework", repr(found), repr(reference))
    stops = [(node, _stop(node)) for node in root.items("stops")]
    _refuse_twins(stops)
    _refuse_lost(root, stops, questions)
    minutes = root.whole("minutes_per_question", at_least=1)
    root.done()
    raise_problems(document)
    return Visit(found, minutes, tuple(stop for _, stop in stops))


def _stop(node: Node) -> Stop:
    found = Stop(
        code=node.text("code"),
        place=node.bilingual("place"),
        ask=node.bilingual("ask"),
        opening=node.bilingual("opening"),
        minutes=node.whole("minutes", at_least=1),
        look=_items(node, "look"),
        documents=_items(node, "documents"),
        questions=node.texts("questions"),
    )
    if not FEWEST_TO_SEE <= len(found.look) <= MOST_TO_SEE:
        node.complain("look", f"{len(found.look)}", f"{FEWEST_TO_SEE} to {MOST_TO_SEE} things to see")
    if not found.documents:
        node.complain("documents", "nothing", "at least one document to ask for")
    node.done()
    return found


def _items(stop: Node, name: str) -> tuple[Item, ...]:
    letter = stop.text("code")
    found = []
    for node in stop.items(name):
        code = node.text("code")
        number = code.removeprefix(letter)
        if number == code or not (number.isascii() and number.isdigit()):
            node.complain("code", repr(code), f"{letter} and a number, like {letter}1")
        found.append(Item(code, Text(node.text("zh"), node.text("en"))))
        node.done()
    return tuple(found)


def _refuse_twins(stops: list[tuple[Node, Stop]]) -> None:
    """Codes of stops, of items and of questions stand once in the whole file."""
    codes = Counter(stop.code for _, stop in stops)
    items = Counter(item.code for _, stop in stops for item in stop.items)
    questions = Counter(code for _, stop in stops for code in stop.questions)
    for node, stop in stops:
        twice = [stop.code] if codes[stop.code] > 1 else []
        twice += [item.code for item in stop.items if items[item.code] > 1]
        twice += [code for code in stop.questions if questions[code] > 1]
        for code in dict.fromkeys(twice):
            node.complain("", f"{code} more than once in this file", "every code once")


def _refuse_lost(root: Node, stops: list[tuple[Node, Stop]], questions: Collection[str]) -> None:
    """Every question of the framework, and no other."""
    for node, stop in stops:
        for code in stop.questions:
            if code not in questions:
                node.complain("questions", repr(code), "codes of questions of the framework")
    asked = {code for _, stop in stops for code in stop.questions}
    missing = [code for code in questions if code not in asked]
    if missing:
        root.complain("stops", f"no place for {', '.join(missing)}", "every question of the framework at one stop")

"""Read YAML so that nothing wrong slips through: duplicate and unknown keys, missing values, wrong kinds.

A `Document` holds one file, a `Node` is a place in it. Asking a node for a key checks the value, notes a problem if it
is not as expected, and hands back something harmless so that reading goes on and all problems are reported together.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from readiness.errors import ContentError, Problem
from readiness.text import Text

REQUIRED = object()
LARGEST_FILE = 2_000_000  # characters
LARGEST_BYTES = 4 * LARGEST_FILE  # a character of UTF-8 has at most four
MOST_VALUES = 50_000  # of one file, references to earlier parts counted as often as they are used
DEEPEST = 50  # mappings and lists within each other
LONGEST_NUMBER = 30  # digits before and after the point


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 habits: `yes` and `no` stay text, numbers with a point become Decimal, dates become dates."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false|True|False)$"), list("tTfF"))


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:
    text = loader.construct_scalar(node)
    try:
        return Decimal(text.replace("_", ""))
    except InvalidOperation:
        return text


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


@dataclass
class Document:
    """One file: its values, the line of every key, and the problems found so far."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    value: Any = None

    def complain(self, key: str, found: str, expected: str) -> None:
        self.problems.append(Problem(self.name, key or "(file)", found, expected, self.line_of(key)))

    def line_of(self, key: str) -> int | None:
        """The line of a key, or of the nearest thing around it that is there."""
        while key and key not in self.lines:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.lines.get(key)

    @property
    def root(self) -> Node:
        return Node(self, "", self.value)


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one YAML file; a file that cannot be parsed is a document with one problem and no value."""
    document = Document(name or path.name)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        return unreadable(document, error)
    return read_bytes(content, document)


def unreadable(document: Document, error: Exception) -> Document:
    if isinstance(error, FileNotFoundError):
        document.complain("", "no such file", "a readable YAML file")
    else:
        document.complain("", f"unreadable content ({type(error).__name__})", "a YAML file in UTF-8")
    return document


def read_bytes(content: bytes, document: Document) -> Document:
    """The same for content that is already at hand."""
    try:
        text = "" if len(content) > LARGEST_BYTES else content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return unreadable(document, error)
    if len(content) > LARGEST_BYTES or len(text) > LARGEST_FILE:
        document.complain("", "a larger file", f"at most {LARGEST_FILE:,} characters")
        return document
    return parse_yaml(text, document)


def parse_yaml(text: str, document: Document) -> Document:
    loader = _Loader(text)
    try:
        _refuse_depth(text)
        tree = loader.get_single_node()
        if tree is not None:
            document.value = _construct(loader, tree, "", document)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        document.lines[""] = mark.line + 1 if mark else 1
        document.complain("", _first_line(error), "valid YAML")
    finally:
        loader.dispose()
    return document


def _refuse_depth(text: str) -> None:
    """Raises YAMLError before the parser, which recurses in C, runs out of its stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem=f"more than {DEEPEST} levels", problem_mark=mark)


def _first_line(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "a part that contains itself"
    problem = getattr(error, "problem", None)
    return str(problem or error).splitlines()[0].removeprefix("found ")


def _construct(loader: _Loader, node: yaml.Node, key: str, document: Document) -> Any:
    document.lines.setdefault(key, node.start_mark.line + 1)
    if len(document.lines) > MOST_VALUES:
        raise yaml.MarkedYAMLError(problem=f"more than {MOST_VALUES:,} values", problem_mark=node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _construct_mapping(loader, node, key, document)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, child, f"{key}[{n}]", document) for n, child in enumerate(node.value)]
    return _construct_scalar(loader, node, key, document)


def _construct_scalar(loader: _Loader, node: yaml.Node, key: str, document: Document) -> Any:
    """One value; what is no value of its kind (2026-02-30, !!bool maybe, a number of 5,000 digits) is a problem here."""
    expected = f"a value of the kind {node.tag.rpartition(':')[2]}"
    try:
        number = node.tag in _NUMBERS and len(node.value) > 2 * LONGEST_NUMBER
        value = None if number else loader.construct_object(node)
    except (ValueError, KeyError, AttributeError):
        document.complain(key, describe(node.value), expected)
        return None
    if number or (isinstance(value, int | Decimal) and not _of_sense(value)):
        document.complain(key, describe(node.value), f"a number of at most {LONGEST_NUMBER} digits")
        return None
    if isinstance(value, bytes):  # !!binary: no text a person could read, and nothing JSON knows
        document.complain(key, describe(node.value), "a text")
        return None
    return value


_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


def _of_sense(number: int | Decimal) -> bool:
    exact = Decimal(number)
    places = exact.as_tuple().exponent
    return isinstance(places, int) and places >= -LONGEST_NUMBER and (not exact or exact.adjusted() < LONGEST_NUMBER)


def _construct_mapping(loader: _Loader, node: yaml.MappingNode, key: str, document: Document) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name_node, child in node.value:
        name = name_node.value if isinstance(name_node, yaml.ScalarNode) else "?"
        path = f"{key}.{name}" if key else name
        document.lines[path] = name_node.start_mark.line + 1
        if name in values:
            document.complain(path, "the same key twice", "each key once")
        values[name] = _construct(loader, child, path, document)
    return values


def describe(value: Any) -> str:
    """A found value in words short enough for one line."""
    if value is REQUIRED or value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


class Node:
    """A place in a document. Every key asked for is known; `done()` complains about the others."""

    def __init__(self, document: Document, key: str, value: Any):
        self.document, self.key, self.value = document, key, value
        self._asked: set[str] = set()
        if not isinstance(value, dict | list) and not document.problems:
            self.complain("", describe(value), "a mapping or a list")

    def path(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key and name else self.key or name

    def complain(self, name: str, found: str, expected: str) -> None:
        self.document.complain(self.path(name), found, expected)

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def names(self) -> list[str]:
        return list(self.value) if isinstance(self.value, dict) else []

    def raw(self, name: str) -> Any:
        """The value as it stands, marked as asked for."""
        self._asked.add(name)
        return self.value.get(name, REQUIRED) if isinstance(self.value, dict) else REQUIRED

    def text(self, name: str, default: Any = REQUIRED) -> Any:
        value = self.raw(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return str(value)
        return self._other(name, value, default, "a text", "")

    def choice(self, name: str, among: Collection[str], default: Any = REQUIRED) -> Any:
        value = self.raw(name)
        if isinstance(value, str) and value in among:
            return value
        return self._other(name, value, default, "one of " + ", ".join(sorted(among)), "")

    def whole(self, name: str, default: Any = REQUIRED, at_least: int | None = None) -> Any:
        value = self.raw(name)
        if isinstance(value, int) and not isinstance(value, bool) and (at_least is None or value >= at_least):
            return value
        expected = "a whole number" if at_least is None else f"a whole number, {at_least} or more"
        return self._other(name, value, default, expected, 0)

    def decimal(self, name: str, default: Any = REQUIRED, at_least: int | None = None) -> Any:
        value = self.raw(name)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite() and (at_least is None or number >= at_least):
                return number
        expected = "a number" if at_least is None else f"a number, {at_least} or more"
        return self._other(name, value, default, expected, Decimal(0))

    def flag(self, name: str, default: Any = REQUIRED) -> Any:
        value = self.raw(name)
        return value if isinstance(value, bool) else self._other(name, value, default, "true or false", False)

    def date(self, name: str, default: Any = REQUIRED) -> Any:
        value = self.raw(name)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if isinstance(value, str):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                pass
        return self._other(name, value, default, "a date like 2026-11-23", datetime.date.min)

    def bilingual(self, name: str, default: Any = REQUIRED) -> Any:
        value = self.raw(name)
        if isinstance(value, dict):
            node = Node(self.document, self.path(name), value)
            text = Text(node.text("zh"), node.text("en"))
            node.done()
            return text
        return self._other(name, value, default, "a text in zh and en", Text("", ""))

    def bilinguals(self, name: str) -> tuple[Text, ...]:
        """A list of texts in both languages."""
        found = []
        for item in self.items(name):
            found.append(Text(item.text("zh"), item.text("en")))
            item.done()
        return tuple(found)

    def texts(self, name: str, default: Any = REQUIRED) -> Any:
        """A list of plain texts."""
        value = self.raw(name)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        return self._other(name, value, default, "a list of texts", ())

    def node(self, name: str) -> Node | None:
        """The mapping under `name`, or None when the key is absent."""
        value = self.raw(name)
        if value is REQUIRED or value is None:
            return None
        if isinstance(value, dict):
            return Node(self.document, self.path(name), value)
        self.complain(name, describe(value), "a mapping")
        return None

    def required(self, name: str) -> Node:
        node = self.node(name)
        if node is None and self.value is not None and not isinstance(self.value.get(name), str | int | list):
            self.complain(name, "nothing", "a mapping")
        return node or Node(self.document, self.path(name), {})

    def items(self, name: str, default: Any = REQUIRED) -> list[Node]:
        """The mappings of the list under `name`."""
        value = self.raw(name)
        if isinstance(value, list):
            return list(self._mappings(name, value))
        found: list[Node] = self._other(name, value, default, "a list", [])
        return found

    def _mappings(self, name: str, values: list[Any]) -> Iterator[Node]:
        for n, value in enumerate(values):
            key = f"{self.path(name)}[{n}]"
            if isinstance(value, dict):
                yield Node(self.document, key, value)
            else:
                self.document.complain(key, describe(value), "a mapping")

    def done(self) -> None:
        """Refuse every key nobody asked for."""
        for name in self.names():
            if name not in self._asked:
                self.complain(name, "a key that is not known here", "one of " + ", ".join(sorted(self._asked)))

    def _other(self, name: str, value: Any, default: Any, expected: str, harmless: Any) -> Any:
        if value is REQUIRED or value is None:
            if default is not REQUIRED:
                return default
            self.complain(name, "nothing", expected)
        else:
            self.complain(name, describe(value), expected)
        return harmless


def raise_problems(*documents: Document) -> None:
    """Stop with all problems of these documents, if there is any."""
    problems = [problem for document in documents for problem in document.problems]
    if problems:
        raise ContentError(problems)

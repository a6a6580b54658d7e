"""What changed between two frameworks: every place that differs, by what it decides."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readiness.framework import Framework, Range
from readiness.intervals import Interval
from readiness.plain import plain
from readiness.text import Text
from readiness.tree import ScoreNode

GROUPS = (
    "questions", "kinds", "options", "values", "weights", "dimensions", "trees", "levels", "thresholds", "gates",
    "profiles", "actions", "rules", "scenarios", "other", "texts",
)  # fmt: skip
WHOLE = (Text, Range, Interval, ScoreNode)  # compared as one value
_IDENTITY = {"key", "version", "digest", "wording"}  # of a framework: they always differ
_PARTS = {"options", "count_bands", "rows", "columns", "inputs", "conditions"}
_OF_QUESTIONS = {
    "kind": "kinds", "select": "kinds", "combine": "kinds", "scoring": "kinds",
    "weight": "weights", "full": "weights", "normaliser": "weights", "missing": "weights",
}  # fmt: skip
_OF_FRAMEWORKS = {
    "profiles": "profiles", "default_profile": "profiles", "actions": "actions", "phases": "actions",
    "rules": "rules", "scenarios": "scenarios", "screen": "scenarios", "dimensions": "dimensions",
    "overall": "trees", "indices": "trees", "scale": "trees", "dimension_levels": "thresholds",
    "quick_cap": "thresholds", "archetype_cut": "thresholds", "answered_share": "thresholds",
    "dimension_not_applicable_share": "thresholds", "reference_only_share": "thresholds", "missing": "weights",
    "level_rule": "levels", "no_level": "levels",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """kind: added | removed | renamed | moved | changed. before, after: plain data, None for what is not there."""

    group: str
    kind: str
    at: str
    before: Any = None
    after: Any = None


def difference(one: Framework, two: Framework) -> tuple[Change, ...]:
    """All changes from one framework to another, group by group, in the order they stand in."""
    names = [field.name for field in dataclasses.fields(Framework) if field.name not in _IDENTITY]
    changes = [c for name in names for c in _compare((name,), getattr(one, name), getattr(two, name))]
    return tuple(sorted(changes, key=lambda change: GROUPS.index(change.group)))


def _compare(at: tuple[str, ...], one: Any, two: Any) -> Iterator[Change]:
    if one == two:
        if isinstance(one, Mapping) and list(one) != list(two):
            yield _change("moved", at, list(one), list(two))
        return
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        yield from _compare_coded(at, one, two)
    elif isinstance(one, tuple) and isinstance(two, tuple):
        yield from _compare_lists(at, one, two)
    elif dataclasses.is_dataclass(one) and type(one) is type(two) and not isinstance(one, WHOLE):
        for field in dataclasses.fields(one):
            if not (at[0] == "dimensions" and field.name == "questions"):  # the questions themselves say where they are
                yield from _compare((*at, field.name), getattr(one, field.name), getattr(two, field.name))
    else:
        yield _change("changed", at, one, two)


def _compare_lists(at: tuple[str, ...], one: Sequence[Any], two: Sequence[Any]) -> Iterator[Change]:
    first, second = _by_code(one), _by_code(two)
    if first is not None and second is not None:
        yield from _compare_coded(at, first, second)
    elif len(one) == len(two):
        for n, (a, b) in enumerate(zip(one, two, strict=True), 1):
            yield from _compare((*at, str(n)), a, b)
    else:
        yield _change("changed", at, one, two)


def _by_code(items: Sequence[Any]) -> dict[str, Any] | None:
    """The items by their codes; None when they have none, or not each its own."""
    found = {getattr(item, "code", ""): item for item in items}
    return found if len(found) == len(items) and "" not in found else None


def _compare_coded(at: tuple[str, ...], one: Mapping[str, Any], two: Mapping[str, Any]) -> Iterator[Change]:
    new = {code: _nameless(item) for code, item in two.items() if code not in one}
    renamed: dict[str, str] = {}
    for code, item in one.items():
        if code in two:
            yield from _compare((*at, code), item, two[code])
            continue
        again = next((c for c, other in new.items() if other == _nameless(item) and c not in renamed.values()), None)
        if again and dataclasses.is_dataclass(item):
            renamed[code] = again
            yield Change(_group(at, None), "renamed", "/".join((*at, code)), code, again)
        else:
            yield _change("removed", (*at, code), item, None)
    for code in new:
        if code not in renamed.values():
            yield _change("added", (*at, code), None, two[code])
    before, after = [c for c in one if c in two], [c for c in two if c in one]
    if before != after:
        yield _change("moved", at, before, after)


def _nameless(item: Any) -> Any:
    coded = dataclasses.is_dataclass(item) and not isinstance(item, type) and hasattr(item, "code")
    return dataclasses.replace(item, code="") if coded else item


def _change(kind: str, at: tuple[str, ...], one: Any, two: Any) -> Change:
    return Change(_group(at, one or two), kind, "/".join(at), _said(one), _said(two))


def _group(at: tuple[str, ...], thing: Any) -> str:
    """What a place decides."""
    if isinstance(thing, Text):
        return "texts"
    if isinstance(thing, ScoreNode):
        return "trees"
    if at[0] == "questions":
        return _group_of_question(at)
    if at[0] == "levels":
        return "gates" if "gates" in at else "thresholds" if at[-1] == "threshold" else "levels"
    return _OF_FRAMEWORKS.get(at[0], "other")


def _group_of_question(at: tuple[str, ...]) -> str:
    if len(at) < 3:
        return "questions"
    if at[2] not in _PARTS:
        return _OF_QUESTIONS.get(at[2], "other")
    if at[-1] == "range":
        return "thresholds"
    return "values" if at[-1] in ("score", "weight") and len(at) > 4 else "options"


def _said(thing: Any) -> Any:
    """A value as people read it: trees as a formula, intervals as they are written."""
    if isinstance(thing, ScoreNode):
        return formula(thing)
    if isinstance(thing, Interval):
        return str(thing)
    return plain(thing)


def formula(node: ScoreNode) -> str:
    """ "sum(B1, mean(B2, 3 × B3)) on a scale to 10"."""
    weight = "" if node.weight is None else f"{node.weight} × "
    if node.kind != "node":
        return weight + node.code
    inner = f"{node.aggregate}({', '.join(formula(part) for part in node.parts)})"
    met = "" if node.met_at is None else f" met at {node.met_at}"
    scale = "" if node.scale_to is None else f" on a scale to {node.scale_to}"
    return weight + inner + met + scale

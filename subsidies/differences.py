"""What differs between two revisions, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from subsidies.content import ordered
from subsidies.labels import label, shown


@dataclass(frozen=True)
class Difference:
    """One place. before, after: in words, "" for nothing."""

    key: str
    label: str
    before: str
    after: str


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Every place that differs, in the order of a record."""
    one, two = dict(_leaves(before)), dict(_leaves(after))
    keys = dict(_leaves(ordered(before))) | dict(_leaves(ordered(after)))
    found = [
        Difference(key, label(key), _shown(key, one.get(key)), _shown(key, two.get(key)))
        for key in keys
        if one.get(key) != two.get(key)
    ]
    return [each for each in found if each.before or each.after]  # an empty group that got its first place says nothing


def _shown(key, value):
    """A text in two languages in both of them: one may have changed without the other."""
    if isinstance(value, dict) and set(value) <= {"zh", "en"}:
        return "\n".join(str(value[name]) for name in ("zh", "en") if value.get(name))
    return shown(key, value)


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Places and their values: texts in two languages, rules and lists of codes are compared as one."""
    if isinstance(value, dict) and value and key != "rule" and not set(value) <= {"zh", "en"}:
        for name, item in value.items():
            yield from _leaves(item, f"{key}.{name}" if key else name)
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        for n, item in enumerate(value):
            yield from _leaves(item, f"{key}[{n}]")
    else:
        yield key, value

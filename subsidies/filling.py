"""A record as the fields of a form, and back without loss: what has no field of its own is written as YAML."""

from __future__ import annotations

import copy
from typing import Any

from subsidies.content import written

# Form field → where it stands in a record.
TEXTS = {
    "name": "name",
    "title": "title",
    "issuer": "issuer",
    "base": "amount.base",
    "amount_note": "amount.note",
    "how": "apply.how",
    "doubt": "valid.doubt",
    "stacking_text": "stacking.text",
    "verify_before_use": "knowledge.verify_before_use",
    "note": "note",
}
LINES = {"applicants": "applicants", "confirm": "confirm"}
SINGLE = {
    "number": "number",
    "instrument": "instrument",
    "relevance": "relevance",
    "needs": "needs",
    "amount_kind": "amount.kind",
    "rate_percent": "amount.rate_percent",
    "cap_wan": "amount.cap_wan",
    "cap_period": "amount.cap_period",
    "min_spend_wan": "amount.min_spend_wan",
    "pool_wan_per_year": "amount.pool_wan_per_year",
    "figures": "amount.base_fields",
    "spend_counts": "spend_counts",
    "spend_excluded": "spend_excluded",
    "valid_from": "valid.from",
    "valid_to": "valid.to",
    "open_ended": "valid.open_ended",
    "continuous": "apply.continuous",
    "stacking_kind": "stacking.kind",
    "evidence": "knowledge.evidence",
    "confidence": "knowledge.confidence",
    "rule": "rule",
}
ROWS = {"windows": "apply.windows", "sources": "sources"}
FIXED = ("id", "region")
LANGUAGES = ("zh", "en")
EMPTY: tuple[Any, ...] = (None, "", [], False, {})
# Mappings the loader wants to see although nothing stands in them.
ALWAYS = ("valid", "apply", "amount", "stacking", "knowledge")


def initial_of(content: dict[str, Any]) -> dict[str, Any]:
    """What the fields of the form show."""
    shown = {name: at(content, path) for name, path in SINGLE.items()}
    shown["rule"] = written(shown["rule"])
    for name, path in TEXTS.items():
        text = at(content, path)
        for language in LANGUAGES:
            shown[f"{name}_{language}"] = text.get(language) if isinstance(text, dict) else text
    for name, path in LINES.items():
        lines = at(content, path) or []
        for language in LANGUAGES:
            shown[f"{name}_{language}"] = "\n".join(str(line.get(language, "")) for line in lines)
    shown["rest"] = written(rest_of(content))
    return shown


def rest_of(content: dict[str, Any]) -> dict[str, Any]:
    """What has no field of its own."""
    rest = copy.deepcopy({name: value for name, value in content.items() if name not in FIXED})
    for path in (*TEXTS.values(), *LINES.values(), *SINGLE.values(), *ROWS.values()):
        _drop(rest, path.split("."))
    return rest


def rows_of(content: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The windows or the sources as rows of a form."""
    return [_row(row) for row in at(content, ROWS[name]) or [] if isinstance(row, dict)]


def _row(row):
    shown = {}
    for name, value in row.items():
        if isinstance(value, dict):
            shown |= {f"{name}_{language}": value.get(language) for language in LANGUAGES}
        else:
            shown[name] = value
    return shown


def content_of(before: dict[str, Any], typed: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The record as it is after the form; what was empty before in its own way stays so."""
    content = {name: before[name] for name in FIXED if name in before} | copy.deepcopy(typed["rest"])
    for name, path in SINGLE.items():
        _put(content, path, typed[name], before)
    for name, path in TEXTS.items():
        _put(content, path, bilingual(typed, name), before)
    for name, path in LINES.items():
        _put(content, path, _paired(typed, name), before)
    for name, path in ROWS.items():
        _put(content, path, [_unrow(row) for row in rows[name] if any(row.values())], before)
    for name in ALWAYS:
        content.setdefault(name, {})
    for name in ("applicants", "confirm", "sources"):
        content.setdefault(name, [])
    return content


def bilingual(typed, name):
    return {language: text for language in LANGUAGES if (text := typed.get(f"{name}_{language}"))}


def _paired(typed, name):
    """Line for line, as many as the longer side has."""
    sides = [lines(typed.get(f"{name}_{language}")) for language in LANGUAGES]
    return [
        {language: side[n] for language, side in zip(LANGUAGES, sides, strict=True) if n < len(side)}
        for n in range(max(map(len, sides)))
    ]


def lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _unrow(row):
    found: dict[str, Any] = {}
    for name, value in row.items():
        base, _, language = name.rpartition("_")
        if language in LANGUAGES:
            if value:
                found.setdefault(base, {})[language] = value
        elif value not in (None, ""):
            found[name] = value
    return found


def at(content: Any, path: str) -> Any:
    """The value of a place, None where nothing is."""
    for name in path.split("."):
        content = content.get(name) if isinstance(content, dict) else None
    return content


def stands(content: Any, path: str) -> bool:
    """Whether the place itself is there, even if with nothing in it."""
    outer, _, name = path.rpartition(".")
    found = at(content, outer) if outer else content
    return isinstance(found, dict) and name in found


def _put(content, path, value, before):
    if value in EMPTY:
        if not stands(before, path) or at(before, path) not in EMPTY:
            return
        value = at(before, path)
    *outer, name = path.split(".")
    for part in outer:
        if not isinstance(content.get(part), dict):
            content[part] = {}
        content = content[part]
    content[name] = value


def _drop(content, names):
    first, *others = names
    if not isinstance(content, dict) or first not in content:
        return
    if others:
        _drop(content[first], others)
    if not others or content[first] == {}:
        del content[first]

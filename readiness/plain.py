"""Frozen values to plain data and canonical JSON: the form a result is stored, hashed and compared in."""

import dataclasses
import datetime
import hashlib
import json
import re
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from readiness.scoring import as_decimal

PLACES = 6  # decimal places of scores in plain data; decisions are taken before, on the exact values
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")  # a decimal string nobody can make long


def plain(value: Any) -> Any:
    """Dataclasses and mappings to dicts, sequences to lists, numbers to decimal strings, dates to ISO text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Fraction):
        return str(as_decimal(value, PLACES))
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    return [plain(item) for item in value]


def canonical_json(data: Any) -> str:
    """One text for one value: keys sorted, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(data: Any) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def fits(kind: Any, data: Any) -> bool:
    """Whether plain data from outside could have come from a value of this type: a dataclass, a collection, a number."""
    outer, inner = typing.get_origin(kind) or kind, typing.get_args(kind)
    if outer in (typing.Union, types.UnionType):
        return any(fits(option, data) for option in inner)
    if isinstance(outer, type) and dataclasses.is_dataclass(outer):
        fields = _fields(outer)
        return isinstance(data, dict) and set(data) == set(fields) and all(fits(fields[k], data[k]) for k in fields)
    if isinstance(outer, type) and issubclass(outer, Mapping):
        return isinstance(data, dict) and all(fits(inner[1], item) for item in data.values())
    if isinstance(outer, type) and issubclass(outer, tuple | frozenset):
        return isinstance(data, list) and all(fits(inner[0], item) for item in data)
    return outer in (Any, object) or _fits_simple(outer, data)


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _fits_simple(kind: Any, data: Any) -> bool:
    if kind in (Decimal, Fraction):
        return isinstance(data, str) and NUMBER.fullmatch(data) is not None
    if kind is datetime.date:
        return isinstance(data, str) and _is_date(data)
    if kind is int:
        return isinstance(data, int) and not isinstance(data, bool)
    return data is None if kind is types.NoneType else isinstance(data, kind)


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

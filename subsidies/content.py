"""What a record says, as plain data: from YAML and back, as one canonical text, and the digest of it.

Plain data: mappings, lists, texts, whole numbers, decimals, true and false. Dates are texts like 2026-11-23.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from readiness.loading.reading import Document, parse_yaml

# How people write a record: what it is first, then the money, the conditions, the dates, where it comes from.
_ORDER = (
    "lists list records parents id name title number issuer region instrument relevance needs amount applicants "
    "spend_counts spend_excluded rule confirm valid apply stacking sources knowledge "
    "zh en adcode level zone open_to_all kind rate_percent base base_fields tiers choose cap_wan cap_period "
    "min_spend_wan pool_wan_per_year percent_field pro_rata places group ids percent when flat_wan "
    "field op value excluding unclear_in all any not text question members complete as_of source "
    "from to open_ended doubt windows certain only_in continuous how start_field end_field url official "
    "evidence confidence recalled verify_before_use note"
).split()
_RANK = {key: rank for rank, key in enumerate(_ORDER)}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def plain(value: Any) -> Any:
    """The same without dates and with each number in its simplest form, so that 5 and 5.0 are one content."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value


def canonical(value: Any) -> str:
    """One text for one content: keys sorted, no spaces, decimals written as they are and never as floats."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_quoted(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return f"{value:f}" if isinstance(value, Decimal) else _quoted(value)


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def parsed(text: str) -> Any:
    """The plain data of a canonical text."""
    return json.loads(text, parse_float=Decimal)


def digest_of(content: Any) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def read(text: str, name: str) -> Document:
    """YAML typed or pasted, as a document whose value is plain; what cannot be read is among its problems."""
    document = parse_yaml(text, Document(name))
    refuse_unkept(document)
    document.value = plain(document.value)
    return document


def refuse_unkept(document: Document) -> None:
    """Note every text with characters that not every database keeps: YAML can escape what nobody can type."""
    for key, text in _texts(document.value, ""):
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
            document.complain(key, "a control character", "letters, figures and punctuation")


def _texts(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(str(name), key)
            yield from _texts(item, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _texts(item, f"{key}[{n}]")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}"))
_Dumper.add_representer(
    str,
    lambda dumper, value: (
        dumper.represent_scalar("tag:yaml.org,2002:timestamp", value) if is_date(value) else dumper.represent_str(value)
    ),
)


def is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def ordered(value: Any) -> Any:
    """The same with the keys of every mapping in the order people write them in."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (_RANK.get(name, len(_RANK)), name))
        return {name: ordered(value[name]) for name in names}
    return [ordered(item) for item in value] if isinstance(value, list) else value


def written(value: Any) -> str:
    """Plain data as YAML a person can read and change; nothing for nothing."""
    if value in (None, {}, []):
        return ""
    return yaml.dump(ordered(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)

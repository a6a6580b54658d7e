"""The named lists on a bureau's desk: those of the whole country, of the regions it lies in, and its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from accounts.reference import in_language, reference
from readiness.regions import NATIONAL, within_region
from readiness.subsidies.rules import NamedList
from readiness.text import Text
from subsidies import seed
from subsidies.bureaus import Bureau
from subsidies.catalogue import current
from subsidies.desk import PAGES, Kept, last_two, latest_of
from subsidies.records import Record


@dataclass(frozen=True)
class Entry(Kept):
    """One list. named: as it holds today, None if it does not."""

    named: NamedList | None

    kind = Record.Kind.LIST
    way = MappingProxyType({"page": "subsidies:list"} | {name: f"subsidies:list_{name}" for name in PAGES})

    @property
    def holds(self) -> bool:
        return self.named is not None

    @property
    def name(self) -> Text:
        return self.named.name if self.named else self._written_name()

    @property
    def region(self) -> Text | None:
        """None: of the whole country."""
        return None if self.adcode == NATIONAL else reference().regions[self.adcode].name


def sees(bureau: Bureau, adcode: str) -> bool:
    return adcode == NATIONAL or bureau.keeps(adcode) or within_region(bureau.adcode, adcode)


def entries(bureau: Bureau) -> list[Entry]:
    """All lists the bureau may see, its own first. A constant number of queries."""
    records = {record.code: record for record in Record.objects.lists() if sees(bureau, record.adcode)}
    named = {code: one for code, one in current().lists.items() if sees(bureau, one.adcode)}
    latest = latest_of(records.values())
    found = [_entry(code, records.get(code), named.get(code), latest) for code in {*records, *named}]
    return sorted(found, key=lambda entry: (not bureau.keeps(entry.adcode), entry.adcode, entry.code))


def own(bureau: Bureau) -> list[Entry]:
    return [entry for entry in entries(bureau) if bureau.keeps(entry.adcode)]


def _entry(code, record, named, latest):
    return Entry(code, record.adcode if record else named.adcode, record, *last_two(latest, record), named)


def entry(code: str) -> Entry | None:
    """The list of this code, None where nothing has it."""
    named, record = current().lists.get(code), Record.objects.lists().filter(code=code).first()
    if record is None and named is None:
        return None
    return _entry(code, record, named, latest_of([record] if record else []))


def known_codes() -> set[str]:
    """Codes nobody may take for a new list."""
    return {*seed.lists(), *Record.objects.lists().values_list("code", flat=True)}


def named_in(content: Any) -> Iterator[str]:
    """The codes of the lists that a record names, wherever in it a rule may stand."""
    if isinstance(content, dict):
        if content.get("op") == "in_list" and isinstance(content.get("value"), str):
            yield content["value"]
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from named_in(part)


def member_named(kind: str, member: str) -> str:
    """A member as people know it: the code of a place or an industry with its name."""
    names: dict[str, Mapping[str, Any]] = {"region": reference().regions, "industry": reference().industries}
    known = names.get(kind, {})
    return f"{member} {in_language(known[member].name)}" if member in known else member

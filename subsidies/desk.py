"""What lies on a bureau's desk: every record of its region, whether it ships or was written here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from readiness.regions import NATIONAL
from readiness.subsidies.records import Catalogue, Subsidy
from readiness.subsidies.states import Status, status_on
from readiness.text import Text
from subsidies import seed
from subsidies.bureaus import Bureau
from subsidies.catalogue import current
from subsidies.records import Record, Revision

PAGES = ("edit", "send", "hand_back", "publish", "give_up", "withdraw", "changes")
NEVER_TOUCHED = 1  # the number the first revision of a record gets that so far only ships


@dataclass(frozen=True)
class Kept:
    """Something on a desk. record: None while it only ships; newest: its last revision; open: the one being written or reviewed.

    way: the names of its pages, by what is done there.
    """

    code: str
    adcode: str
    record: Record | None
    newest: Revision | None
    open: Revision | None

    kind: ClassVar[str]
    way: ClassVar[Mapping[str, str]]

    @property
    def holds(self) -> bool:
        """Whether something stands under its code today."""
        raise NotImplementedError

    @property
    def number(self) -> int:
        """Of the newest revision: what a form says it was written from."""
        return self.newest.number if self.newest else NEVER_TOUCHED

    @cached_property
    def content(self) -> dict[str, Any]:
        """What is being written, else what holds or held last."""
        ships = seed.shipped(self.kind, self.code)
        if self.record is None:
            return ships
        if self.open:
            return self.open.data
        last = self.record.revisions.exclude(published_at=None).last() or self.newest
        if last is not None and last.origin == Revision.Origin.SEED:
            return ships or last.data  # what ships now
        return last.data if last else {}

    @property
    def state(self) -> str:
        """What is happening to it: a state of a revision, or "shipped"."""
        if self.open:
            return self.open.state
        if not self.holds:
            return Revision.State.WITHDRAWN if self.newest else "shipped"
        return "shipped" if self.newest is None or self.newest.origin == Revision.Origin.SEED else "published"

    def _written_name(self) -> Text:
        """Of what does not hold."""
        name = self.newest.data.get("name") if self.newest else None
        name = name if isinstance(name, dict) else {}
        return Text(name.get("zh") or self.code, name.get("en") or name.get("zh") or self.code)


@dataclass(frozen=True)
class Entry(Kept):
    """One record. subsidy: as it holds today, None if it does not."""

    subsidy: Subsidy | None
    status: Status | None

    kind = Record.Kind.SUBSIDY
    way = MappingProxyType({"page": "subsidies:record"} | {name: f"subsidies:{name}" for name in PAGES})

    @property
    def holds(self) -> bool:
        return self.subsidy is not None

    @property
    def name(self) -> Text:
        return self.subsidy.name if self.subsidy else self._written_name()


def entries(bureau: Bureau, on: datetime.date | None = None) -> list[Entry]:
    """All records of the bureau's region, by region and code. A constant number of queries."""
    on, held = on or timezone.localdate(), current()
    records = {record.code: record for record in Record.objects.subsidies().within(bureau.adcode)}
    latest = latest_of(records.values())
    subsidies = {one.id: one for one in held.records if bureau.keeps(one.region.adcode)}
    found = [_entry(code, records.get(code), subsidies.get(code), latest, on) for code in {*records, *subsidies}]
    return sorted(found, key=lambda entry: (entry.adcode, entry.code))


def latest_of(records: Iterable[Record]) -> dict[int, list[Revision]]:
    """record → its open revision and its newest one, which may be the same; by number."""
    last = models.Max("record__revisions__number")
    rows = Revision.objects.filter(record__in=list(records)).annotate(last=last).order_by("number")
    found: dict[int, list[Revision]] = {}
    for row in rows.filter(models.Q(number=models.F("last")) | models.Q(state__in=Revision.OPEN)).select_related(
        "author"
    ):
        found.setdefault(row.record_id, []).append(row)
    return found


def _entry(code, record, subsidy, latest, on):
    adcode = record.adcode if record else subsidy.region.adcode
    status = status_on(subsidy, on, adcode) if subsidy else None
    return Entry(code, adcode, record, *last_two(latest, record), subsidy, status)


def last_two(latest: Mapping[int, list[Revision]], record: Record | None) -> tuple[Revision | None, Revision | None]:
    """(newest, open) of a record."""
    rows = latest.get(record.pk, []) if record else []
    return rows[-1] if rows else None, next((row for row in rows if row.is_open), None)


def entry(code: str, on: datetime.date | None = None) -> Entry | None:
    """The record of this code, None where nothing has it."""
    held = current()
    subsidy = find(held, code)
    record = Record.objects.subsidies().filter(code=code).first()
    if record is None and subsidy is None:
        return None
    return _entry(code, record, subsidy, latest_of([record] if record else []), on or timezone.localdate())


def find(held: Catalogue, code: str) -> Subsidy | None:
    return next((one for one in held.records if one.id == code), None)


def known_codes() -> set[str]:
    """Codes nobody may take for a new record."""
    return {*seed.records(), *Record.objects.subsidies().values_list("code", flat=True)}


def national() -> list[tuple[str, Text]]:
    """Codes and names of the national records, from which one may be a parent."""
    return [(one.id, one.name) for one in current().records if one.region.adcode == NATIONAL]


def parent_of(code: str) -> str:
    """The code of the national record that this one carries out; empty where none is named."""
    return Record.objects.subsidies().filter(code=code).values_list("parent", flat=True).first() or ""

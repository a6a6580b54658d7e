"""The catalogue that holds at a moment: what ships with the product, overlaid by what was published here.

Asking costs one query, for what is published but not for what it says. The same answer is the same catalogue: it is made
once per process, and its digest follows from the digests of all that went into it.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from readiness.errors import ContentError
from readiness.loading.catalogue import published_catalogue, published_wording, read_records
from readiness.loading.conditions import Vocabulary, read_lists
from readiness.loading.reading import Document
from readiness.subsidies.records import Catalogue, Subsidy
from readiness.subsidies.rules import NamedList
from subsidies import seed
from subsidies.records import Record, Revision
from subsidies.verifications import Verification

KEPT = 8  # catalogues a process keeps: those of today, and a few of the past that were asked for
_made: OrderedDict[tuple, Catalogue] = OrderedDict()
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """What the database says about one record at a moment. content: the key of its revision, None: what ships holds.

    verified_on, verified_by: of exactly this content, with a copy of the official page.
    """

    kind: str
    code: str
    sha256: str
    content: int | None
    withdrawn: bool
    verified_on: datetime.date | None
    verified_by: str | None


def current(on: datetime.date | None = None) -> Catalogue:
    """The catalogue that held at a moment, or at the end of a day; None: now."""
    return _catalogue(tuple(entries(_moment(on))))


def _moment(on):
    if on is None:
        return timezone.now()
    if isinstance(on, datetime.datetime):
        return on
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time.max))


def entries(moment: datetime.datetime) -> list[Entry]:
    """What holds beside the seed, by one query."""
    verified = Verification.objects.of_content(OuterRef("record"), OuterRef("sha256"), moment)
    rows = (
        Revision.objects.ever_standing(moment)
        .annotate(
            verified_on=Subquery(verified.values("opened_on")[:1]),
            verified_by=Subquery(verified.values("verified_by")[:1]),
        )
        .values(
            "record__kind", "record__code", "pk", "sha256", "origin", "state", "ended_at", "verified_on", "verified_by"
        )
    )
    last = {(row["record__kind"], row["record__code"]): row for row in rows}
    found = (_entry(key, row, moment) for key, row in sorted(last.items()))
    return [entry for entry in found if entry]


def _entry(key, row, moment):
    """None where nothing differs from the seed."""
    ended = row["ended_at"] is not None and row["ended_at"] <= moment
    verified = (row["verified_on"], row["verified_by"])
    if ended:
        withdrawn = row["state"] == Revision.State.WITHDRAWN
        return Entry(*key, row["sha256"], None, True, None, None) if withdrawn else None
    if seed.digests().get(key) == row["sha256"]:
        return Entry(*key, row["sha256"], None, False, *verified) if row["verified_on"] else None
    if row["origin"] == Revision.Origin.SEED:
        return None  # what shipped with an earlier release: what ships now has taken its place
    return Entry(*key, row["sha256"], row["pk"], False, *verified)


def _catalogue(found: tuple[Entry, ...]) -> Catalogue:
    shipped = published_catalogue()
    key = (shipped.digest, *found)
    if not found:
        return shipped
    if key not in _made:
        _made[key] = _overlaid(shipped, found)
        while len(_made) > KEPT:
            _made.popitem(last=False)
    return _made[key]


def _overlaid(shipped: Catalogue, found: tuple[Entry, ...]) -> Catalogue:
    contents = _contents(found)
    lists = dict(shipped.lists) | _read_lists(found, contents, shipped)
    vocabulary = Vocabulary(shipped.fields, lists, shipped.reference)
    records = {record.id: record for record in shipped.records}
    for entry in found:
        if entry.kind == Record.Kind.SUBSIDY:
            _lay(records, entry, contents, vocabulary)
    # Without the keys of the rows: the same content in another database is the same catalogue.
    said = [(e.kind, e.code, e.sha256, e.withdrawn, str(e.verified_on), e.verified_by) for e in found]
    digest = hashlib.sha256(repr((shipped.digest, said)).encode()).hexdigest()
    return replace(shipped, records=tuple(records.values()), lists=MappingProxyType(lists), digest=digest)


def _contents(found: Iterable[Entry]):
    return Revision.objects.in_bulk([entry.content for entry in found if entry.content])


def _lay(records: dict[str, Subsidy], entry: Entry, contents: Mapping[int, Revision], vocabulary: Vocabulary) -> None:
    if entry.withdrawn:
        records.pop(entry.code, None)
        return
    read = read_record(contents[entry.content].data, vocabulary) if entry.content else records[entry.code]
    if read is not None:
        records[entry.code] = replace(read, last_verified_on=entry.verified_on, verified_by=entry.verified_by)


def read_record(content, vocabulary: Vocabulary) -> Subsidy | None:
    """A record published earlier; None, with a line in the log, for one that this version of the rules refuses."""
    document = Document(str(content.get("id")), value={"records": [content]})
    (record,) = read_records([document], vocabulary, published_wording(), _Anything())
    if document.problems:
        _log.error("A published record cannot be read and is left out: %s", ContentError(document.problems))
        return None
    return record


class _Anything:
    """A published record may name another that was withdrawn since."""

    def __contains__(self, code: object) -> bool:
        return True


def _read_lists(found, contents, shipped) -> dict[str, NamedList]:
    """Each by itself: one that cannot be read any more takes no other with it."""
    listed = [contents[entry.content].data for entry in found if entry.kind == Record.Kind.LIST and entry.content]
    read: dict[str, NamedList] = {}
    for data in listed:
        read |= _read_list(data, shipped.reference)
    return read


def _read_list(data, reference) -> dict[str, NamedList]:
    document = Document("lists", value={"lists": [data]})
    read = read_lists(document, reference)
    if document.problems:
        _log.error("A published list cannot be read and is left out: %s", ContentError(document.problems))
        return {}
    return read

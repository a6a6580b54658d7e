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

from django.utils import timezone

from readiness.errors import ContentError
from readiness.loading.catalogue import published_catalogue, published_wording, read_records
from readiness.loading.conditions import Vocabulary, read_lists
from readiness.loading.reading import Document
from readiness.subsidies.records import Catalogue, Subsidy
from readiness.subsidies.rules import NamedList
from subsidies import seed
from subsidies.records import Record, Revision

KEPT = 8  # catalogues a process keeps: those of today, and a few of the past that were asked for
_made: OrderedDict[tuple, Catalogue] = OrderedDict()
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """What the database says about one record at a moment. content: the key of the revision, 0 where it is withdrawn."""

    kind: str
    code: str
    sha256: str
    content: int

    @property
    def withdrawn(self) -> bool:
        return not self.content


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
    rows = Revision.objects.ever_standing(moment).values_list(
        "record__kind", "record__code", "pk", "sha256", "state", "ended_at"
    )
    last = {(kind, code): (pk, sha256, state, ended) for kind, code, pk, sha256, state, ended in rows}
    found = (_entry(key, *columns, moment) for key, columns in sorted(last.items()))
    return [entry for entry in found if entry]


def _entry(key, pk, sha256, state, ended, moment):
    """None where nothing differs from the seed."""
    if ended is not None and ended <= moment:
        return Entry(*key, sha256, 0) if state == Revision.State.WITHDRAWN else None
    if seed.digests().get(key) == sha256:
        return None
    return Entry(*key, sha256, pk)


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
    digest = hashlib.sha256(repr((shipped.digest, found)).encode()).hexdigest()
    return replace(shipped, records=tuple(records.values()), lists=MappingProxyType(lists), digest=digest)


def _contents(found: Iterable[Entry]):
    return Revision.objects.in_bulk([entry.content for entry in found if entry.content])


def _lay(records: dict[str, Subsidy], entry: Entry, contents: Mapping[int, Revision], vocabulary: Vocabulary) -> None:
    if entry.withdrawn:
        records.pop(entry.code, None)
        return
    read = read_record(contents[entry.content].data, vocabulary)
    if read is not None:
        records[entry.code] = read


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
    listed = [contents[entry.content].data for entry in found if entry.kind == Record.Kind.LIST and entry.content]
    document = Document("lists", value={"lists": listed})
    read = read_lists(document, shipped.reference)
    if document.problems:
        _log.error("Published lists cannot be read and are left out: %s", ContentError(document.problems))
        return {}
    return read

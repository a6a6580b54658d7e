"""Records, named lists and parents as YAML files: what holds here written out, and files brought in.

A file is a mapping with any of `lists`, `records` and `parents` (code → code of the national record).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from readiness.loading.reading import Document, raise_problems, read_yaml
from readiness.regions import within_region
from subsidies import seed
from subsidies.checking import check_files
from subsidies.content import plain, refuse_unkept, written
from subsidies.records import Record, Revision
from subsidies.workflow import adcode_of, replace_standing

_FOLDER = ("lists.yaml", "national.yaml", "local-*.yaml")


@dataclass(frozen=True)
class Taken:
    """Codes by what an import did with them."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def opened(paths: Iterable[Path]) -> list[Document]:
    """The files named; of a folder those that hold records or lists. Raises ContentError."""
    documents = [read_yaml(path) for one in paths for path in _within(one)]
    for document in documents:
        refuse_unkept(document)
    raise_problems(*documents)
    return documents


def _within(path):
    return [found for name in _FOLDER for found in sorted(path.glob(name))] if path.is_dir() else [path]


def check(documents: Iterable[Document]) -> None:
    """Raises ContentError with every problem of every file."""
    documents = list(documents)
    for document in documents:
        if not isinstance(document.value, dict):
            document.complain("", "no mapping", "a mapping with lists, records or parents")
    check_files(documents, dict(Record.objects.subsidies().values_list("code", "adcode")))
    raise_problems(*documents)


@transaction.atomic
def take(documents: Iterable[Document], user=None) -> Taken:
    """Let everything in the files hold from now on. Raises ContentError, and nothing is changed then."""
    documents = list(documents)
    check(documents)
    done: dict[str, list[str]] = {"new": [], "changed": [], "same": []}
    for kind, code, content in _contents(documents):
        done[_take(kind, code, content, user)].append(code)
    for document in documents:
        for code, parent in (document.value.get("parents") or {}).items():
            Record.objects.subsidies().filter(code=code).update(parent=parent)
    return Taken(*(tuple(done[name]) for name in ("new", "changed", "same")))


def _contents(documents):
    for document in documents:
        for content in plain(document.value.get("lists") or []):
            yield Record.Kind.LIST, content["list"], content
        for content in plain(document.value.get("records") or []):
            yield Record.Kind.SUBSIDY, content["id"], content


def _take(kind, code, content, user):
    record, new = Record.objects.get_or_create(kind=kind, code=code, defaults={"adcode": adcode_of(kind, content)})
    made = replace_standing(record, content, user)
    return "new" if new else "changed" if made else "same"


def exported(adcode: str = "000000") -> str:
    """What holds now in a region, as one file that can be brought in elsewhere."""
    lists, records = dict(seed.lists()), dict(seed.records())
    for revision in _last_published():
        found = records if revision.record.kind == Record.Kind.SUBSIDY else lists
        if revision.is_standing:
            found[revision.record.code] = revision.data
        else:
            found.pop(revision.record.code, None)
    inside = [one for one in records.values() if within_region(one["region"]["adcode"], adcode)]
    codes = {one["id"] for one in inside}
    parents = Record.objects.subsidies().exclude(parent="").filter(code__in=codes).values_list("code", "parent")
    parts = {"lists": list(lists.values()), "records": inside, "parents": dict(parents)}
    return written({name: part for name, part in parts.items() if part})


def _last_published():
    """Of every record the revision that was published last, whether or not it still holds."""
    rows = Revision.objects.exclude(published_at=None).select_related("record").order_by("published_at", "pk")
    return {revision.record_id: revision for revision in rows}.values()

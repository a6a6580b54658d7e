"""Every framework this installation knows, by reference: loaded once per process, whether it ships or was installed."""

import time

from django.db import IntegrityError, transaction

from frameworks.models import FrameworkVersion, Rewording
from readiness.errors import ContentError
from readiness.framework import Framework
from readiness.loading.framework import load_framework, published, published_references

RECHECK = 30  # seconds after which a process asks again whether the texts of an installed version were corrected

_loaded: dict[tuple[str, str, str], Framework] = {}  # by reference, digest and wording
_seen: dict[str, tuple[float, str, str]] = {}  # reference → when asked, digest, newest wording


class NotOffered(Exception):
    """A version with which nothing new can begin. `changed`: its files are not those that were published."""

    def __init__(self, reference, changed=False):
        self.reference, self.changed = reference, changed
        super().__init__(reference)


def framework(reference: str, wording: str | None = None) -> Framework:
    """A version with its texts as of a link of the chain of corrections, None for the newest.

    Raises KeyError for what is not known here, ContentError for what cannot be loaded.
    """
    if reference in published_references():
        shipped = published(reference)
        return shipped if wording in (None, shipped.wording) else published(reference, wording)
    digest, newest = _standing(reference)
    key = (reference, digest, newest if wording is None else wording)
    if key not in _loaded:
        _loaded[key] = _load(*key)
    return _loaded[key]


def _standing(reference: str) -> tuple[str, str]:
    """(digest, newest wording) of an installed version. Raises KeyError."""
    asked, digest, newest = _seen.get(reference, (-RECHECK, "", ""))
    if time.monotonic() - asked >= RECHECK or not digest:
        row = FrameworkVersion.objects.filter(reference=reference).values("pk", "digest").first()
        if row is None:
            raise KeyError(reference)
        digest, newest = row["digest"], newest_wording(row["pk"])
        _seen[reference] = (time.monotonic(), digest, newest)
    return digest, newest


def newest_wording(version_pk) -> str:
    last = Rewording.objects.filter(version=version_pk).order_by("number").last()
    return last.wording if last else ""


def _load(reference: str, digest: str, wording: str) -> Framework:
    version = FrameworkVersion.objects.get(reference=reference)
    return load_framework(version.source(), wording, {reference: digest}, reference)


def forget() -> None:
    """Ask the database again for everything installed."""
    _seen.clear()
    _loaded.clear()


def references(withdrawn: bool = True) -> list[str]:
    """All versions known here, with or without those that were withdrawn."""
    rows = dict(FrameworkVersion.objects.values_list("reference", "withdrawn"))
    return sorted(reference for reference in {*published_references(), *rows} if withdrawn or not rows.get(reference))


def version_of(reference: str) -> FrameworkVersion:
    """The row of a version; one that ships gets it when it is first needed. Raises KeyError or ContentError."""
    row = FrameworkVersion.objects.filter(reference=reference).defer("files").first()
    return row or _registered(framework(reference))


def _registered(shipped: Framework) -> FrameworkVersion:
    facts = {"digest": shipped.digest, "name_zh": shipped.name.zh, "name_en": shipped.name.en}
    try:
        with transaction.atomic():
            return FrameworkVersion.objects.create(reference=shipped.reference, **facts)
    except IntegrityError:  # another process was first
        return FrameworkVersion.objects.get(reference=shipped.reference)


def offered(reference: str) -> FrameworkVersion:
    """The row of a version an assessment may begin with. Raises NotOffered, KeyError or ContentError."""
    version = version_of(reference)
    if version.withdrawn:
        raise NotOffered(reference)
    try:
        if framework(reference).digest != version.digest:
            raise NotOffered(reference, changed=True)
    except ContentError:
        raise NotOffered(reference, changed=True) from None
    return version

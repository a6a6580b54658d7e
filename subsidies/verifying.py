"""Recording that a record agrees with the official page: only with a copy of that page."""

from __future__ import annotations

import hashlib

from django.db import transaction

from subsidies import seed
from subsidies.copies import examined, keep, kept_name, most_bytes
from subsidies.records import Record, Revision
from subsidies.verifications import Verification
from subsidies.workflow import locked, replace_standing


class Unusable(Exception):
    """Why a file is no copy of a page: a key of `forms.UNUSABLE`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def judged(upload):
    """What the file is. Raises Unusable."""
    if not upload.size:
        raise Unusable("empty")
    if upload.size > most_bytes():
        raise Unusable("large")
    copy = examined(upload)
    if copy is None:
        raise Unusable("type")
    return copy


@transaction.atomic
def verify(
    record: Record, upload, url: str, opened_on, user, bureau=None, said_by: str = "", compared: str | None = None
) -> Verification:
    """Of what is being written or reviewed, else of what holds. compared: the digest of what was compared with the page,
    where it may have been changed meanwhile. Raises Unusable."""
    copy, revision = judged(upload), _revision(locked(record))
    if revision is None:
        raise Unusable("nothing")
    if compared not in (None, revision.sha256):
        raise Unusable("changed")
    return Verification.objects.create(
        revision=revision,
        bureau=bureau,
        verified_by=bureau.name if bureau else said_by,
        by=user,
        url=url,
        opened_on=opened_on,
        copy=keep(upload, record.code, copy),
        name=kept_name(upload.name or "", copy.kind),
        kind=copy.kind,
        size=copy.size,
        sha256=copy.sha256,
    )


def _revision(record: Record) -> Revision | None:
    """What the desk shows. What holds because it ships is that of the present release, not that of an earlier one."""
    shown = record.revisions.open().first() or record.revisions.standing().first()
    ships = seed.shipped(record.kind, record.code)
    if shown and ships and shown.origin == Revision.Origin.SEED:
        return replace_standing(record, ships, None) or shown
    return shown


def is_whole(verification: Verification) -> bool:
    """Whether the copy is still there with the content it was kept with."""
    try:
        with verification.copy.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == verification.sha256
    except OSError:
        return False

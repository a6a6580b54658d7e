"""Where finished reports lie: private, named by their content, put in place whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings


def folder():
    return Path(settings.MEDIA_ROOT) / "reports"


def path_of(sha256):
    return folder() / sha256[:2] / f"{sha256}.pdf"


def temporary():
    """A name to write to; the file is not made."""
    place = folder() / "unfinished"
    place.mkdir(parents=True, exist_ok=True)
    return place / f"{secrets.token_hex(16)}.pdf"


def keep(written, sha256):
    put(written, path_of(sha256))


def put(written, target):
    """Move a written and synced file to its place; the folder is synced too, so that a power cut cannot lose it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(written, target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(sha256):
    with contextlib.suppress(FileNotFoundError):
        path_of(sha256).unlink()

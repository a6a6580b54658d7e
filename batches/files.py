"""Where the ZIPs lie until they are fetched: private, named by their content, put in place whole or not at all."""

import contextlib
import secrets
import time
from pathlib import Path

from django.conf import settings

DAY = 24 * 60 * 60  # seconds


def folder():
    return Path(settings.MEDIA_ROOT) / "batches"


def path_of(sha256):
    return folder() / sha256[:2] / f"{sha256}.zip"


def temporary():
    place = folder() / "unfinished"
    place.mkdir(parents=True, exist_ok=True)
    return place / f"{secrets.token_hex(16)}.zip"


def discard(sha256):
    with contextlib.suppress(FileNotFoundError):
        path_of(sha256).unlink()


def discard_unfinished():
    """What workers left that were killed while packing; none packs for a day."""
    for left in (folder() / "unfinished").glob("*.zip"):
        with contextlib.suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - DAY:
                left.unlink()

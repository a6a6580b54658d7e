"""Where a file that came in waits until it has been scanned and examined, by others than this process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from evidence.refused import Refused
from evidence.scanner import scan

MIME = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MEMORY_MB = 512
SECONDS = 20
MEGABYTE = 1024 * 1024
# Children of this process at a time: several large pictures at once would take the memory of the machine.
_at_once = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Examined:
    """A file that may be kept: `path` lies in the quarantine and is gone when it is left."""

    path: Path
    kind: str
    size: int
    sha256: str
    clean: bool  # a scanner has said so

    @property
    def mime(self) -> str:
        return MIME[self.kind]


@contextmanager
def examined(upload: Path, bounds: Mapping[str, Any] | None = None) -> Iterator[Examined]:
    """The file at `upload` as it may be kept. Raises Refused. bounds: of a picture, see `evidence.images`."""
    if upload.stat().st_size == 0:
        raise Refused("empty")
    clean = scan(upload)
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        copy = Path(folder) / "copy"
        said = _ask_the_child(upload, copy, bounds or {"megapixels": settings.EVIDENCE_MEGAPIXELS})
        path = copy if said["copied"] else upload
        size, sha256 = measured(path)
        if size > most_bytes():  # a picture may grow when it is painted anew
            raise Refused("large", most=settings.EVIDENCE_FILE_MB)
        yield Examined(path, said["kind"], size, sha256, clean)


def most_bytes() -> int:
    return settings.EVIDENCE_FILE_MB * MEGABYTE


def measured(path: Path) -> tuple[int, str]:
    """(bytes, SHA-256)"""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _ask_the_child(upload, copy, bounds):
    limits = {
        "memory_mb": MEMORY_MB,
        "seconds": SECONDS,
        "file_mb": 4 * settings.EVIDENCE_FILE_MB,
        "bounds": bounds,
    }
    try:
        with _at_once:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "evidence.examination", str(upload), str(copy), json.dumps(limits)],
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=2 * SECONDS,
                check=True,
            )
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Refused("limits") from error
    if "refused" in said:
        raise Refused(said["refused"], **said["details"])
    return said

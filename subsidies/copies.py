"""Saved copies of official pages: PDF, PNG or HTML by content, kept as they are and only ever handed out for saving."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import storages

HEAD = 1024  # bytes that tell
MEGABYTE = 1024 * 1024
LONGEST_NAME = 150
MIME = {"pdf": "application/pdf", "png": "image/png", "html": "text/html"}


def store():
    """The private storage of uploaded files. A callable, so that migrations do not write its settings down."""
    return storages["evidence"]


@dataclass(frozen=True)
class Copy:
    """What was found in a file."""

    kind: str
    size: int
    sha256: str


def most_bytes() -> int:
    return settings.EVIDENCE_FILE_MB * MEGABYTE


def kind_of(head: bytes) -> str:
    """pdf, png or html by the first bytes; "" for anything else, whatever it is called."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith((b"<!doctype html", b"<html", b"<!--", b"<?xml")) and b"<html" in start
    return "html" if page and b"\0" not in head else ""


def examined(upload) -> Copy | None:
    """What an uploaded file is; None when it is nothing that is kept."""
    upload.seek(0)
    kind = kind_of(upload.read(HEAD))
    if not kind:
        return None
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return Copy(kind, upload.size, digest.hexdigest())


def kept_name(typed: str, kind: str) -> str:
    """The name people see, without what could deceive, ending as the content demands."""
    plain = unicodedata.normalize("NFC", typed.replace("\\", "/"))
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C")
    stem = PurePosixPath(plain).stem.strip(" .") or "page"
    return f"{stem[: LONGEST_NAME - len(kind) - 1]}.{kind}"


def keep(upload, code: str, copy: Copy) -> str:
    """The name under which the storage has the file; the same content of a record is kept once."""
    name = f"subsidies/{code}/{copy.sha256}.{copy.kind}"
    if store().exists(name):
        return name
    upload.seek(0)
    return store().save(name, upload)

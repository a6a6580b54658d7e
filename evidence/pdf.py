"""Whether a PDF only shows pages: no password, no script, nothing that starts, nothing hidden inside."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pikepdf

from evidence.refused import Refused

MOST_PAGES = 500
MOST_OBJECTS = 100_000
# What a key or an action stands for → why it is refused.
KEYS = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EF": "attachment",
    "/EmbeddedFiles": "attachment",
    "/XFA": "script",
}
ACTIONS = {
    "/JavaScript": "script",
    "/Rendition": "script",
    "/RichMediaExecute": "script",
    "/Launch": "starts",
    "/ImportData": "starts",
    "/SubmitForm": "starts",
    "/GoToE": "attachment",
}
TYPES = {"/EmbeddedFile": "attachment", "/RichMedia": "script", "/FileAttachment": "attachment", "/3D": "script"}
HARMLESS_OPENINGS = ("/GoTo",)  # a page to begin with; many programs write one


def check_pdf(path: Path) -> None:
    """Raises Refused."""
    _is_whole(path)
    if zipfile.is_zipfile(path):
        raise Refused("two_files")
    try:
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as document:
            _judge(document)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError) as error:
        raise Refused("damaged") from error


def _is_whole(path: Path) -> None:
    """Begins with its version, ends with its trailer and nothing behind it."""
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(0, 2)
        file.seek(-min(file.tell(), 2048), 2)
        tail = file.read()
    if not re.match(rb"%PDF-[12]\.\d", head) or b"startxref" not in tail:
        raise Refused("damaged")
    if tail.rstrip(b"\r\n\t \0").rpartition(b"%%EOF")[2] or b"%%EOF" not in tail:
        raise Refused("two_files" if b"%%EOF" in tail else "damaged")


def _judge(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Refused("encrypted")
    if len(document.objects) > MOST_OBJECTS or len(document.pages) > MOST_PAGES:
        raise Refused("pages", most=MOST_PAGES)
    _judge_object(document.trailer)
    for thing in document.objects:
        _judge_object(thing)


def _judge_object(thing) -> None:
    """An object with everything written inside it; what it refers to gets its own turn."""
    waiting = [thing]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            pairs = {key: value.get(key) for key in value.keys()}  # noqa: SIM118  (a stream cannot be iterated)
            _judge_pairs(pairs)
            inner = list(pairs.values())
        elif isinstance(value, pikepdf.Array):
            inner = list(value)
        else:
            continue
        waiting += [one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _judge_pairs(pairs) -> None:
    reasons = [reason for key, reason in KEYS.items() if key in pairs]
    reasons += [ACTIONS.get(_name(pairs.get("/S")), "")]
    reasons += [TYPES.get(_name(pairs.get(key)), "") for key in ("/Type", "/Subtype")]
    opening = pairs.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and _name(opening.get("/S")) not in HARMLESS_OPENINGS:
        reasons.append("starts")
    for reason in filter(None, reasons):
        raise Refused(reason)


def _name(value) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""

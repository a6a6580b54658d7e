"""Whether a zip is a harmless XLSX or DOCX: judged by its table of contents and its bytes, before any library opens it."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path

from evidence.refused import Refused

MOST_ENTRIES = 5000
MOST_BYTES = 200 * 1024 * 1024  # of everything unpacked
MOST_RATIO = 150  # unpacked : packed, for parts large enough to hurt
SMALL = 1024 * 1024
CHUNK = 64 * 1024
MAIN_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
TYPES = "[content_types].xml"
END = struct.Struct("<4s4H2LH")  # the end of a zip's table of contents


def office_kind(path: Path) -> str:
    """xlsx or docx. Raises Refused."""
    _ends_where_it_says(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _judge(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError) as error:
        raise Refused("damaged") from error


def _ends_where_it_says(path: Path) -> None:
    """Nothing before, nothing behind: a second file hides there. The count is checked before the table is read."""
    with path.open("rb") as file:
        if b"%PDF-" in file.read(1024):
            raise Refused("two_files")
        file.seek(0, 2)
        if file.tell() < END.size:
            raise Refused("damaged")
        file.seek(-END.size, 2)
        mark, _, _, _, entries, length, _, comment = END.unpack(file.read(END.size))
    if mark != b"PK\x05\x06" or comment:
        raise Refused("two_files")
    if entries > MOST_ENTRIES or length > MOST_ENTRIES * 400:
        raise Refused("parts", most=MOST_ENTRIES)


def _judge(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused("parts", most=MOST_ENTRIES)
    for entry in entries:
        _judge_entry(entry)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise Refused("paths")
    _judge_layout(entries)
    kind = _kind(names)
    _read_through(archive, entries)
    return kind


def _judge_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Refused("encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("damaged")
    if _tricky(entry):
        raise Refused("paths")
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise Refused("bomb")


def _tricky(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    climbs = ".." in name.split("/") or name.startswith("/")
    return climbs or any(c in name for c in '\\:\0*?"<>|') or stat.S_ISLNK(entry.external_attr >> 16)


def _judge_layout(entries: list[zipfile.ZipInfo]) -> None:
    """Entries lie one after the other from the first byte on; overlapping ones are how small bombs are made."""
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Refused("bomb")
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise Refused("bomb")
        if end == 0 and entry.header_offset > 0:
            raise Refused("two_files")
        end = entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size


def _kind(names: list[str]) -> str:
    found = [kind for part, kind in MAIN_PARTS.items() if part in names]
    if TYPES not in names or len(found) != 1:
        raise Refused("type", found="pptx" if "ppt/presentation.xml" in names else "zip")
    if any(_is_macro(name) for name in names):
        raise Refused("macros")
    return found[0]


def _is_macro(name: str) -> bool:
    return name.rpartition("/")[2] == "vbaproject.bin" or "/macrosheets/" in name or "/activex/" in name


def _read_through(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack every part once without keeping it: sizes and checksums must be what the table says."""
    for entry in entries:
        with archive.open(entry) as part:
            first = part.read(CHUNK)
            _judge_text(entry.filename.lower(), first)
            if entry.filename.lower() == TYPES:
                first += part.read(SMALL)
                _judge_types(first)
            while part.read(CHUNK):
                pass


def _judge_text(name: str, first: bytes) -> None:
    # Office writes no document type definitions; entities are what they would be for.
    if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in first.replace(b"\0", b""):
        raise Refused("bomb")


def _judge_types(text: bytes) -> None:
    plain = text.replace(b"\0", b"").lower()  # the same in UTF-8 and UTF-16
    if b"macroenabled" in plain or b"vbaproject" in plain:
        raise Refused("macros")

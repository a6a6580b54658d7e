"""Whether a zip is a harmless XLSX or DOCX: judged by its table of contents and its bytes, before any library opens it."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from evidence.refused import Refused

MOST_RATIO = 150  # unpacked : packed, for parts large enough to hurt
SMALL = 1024 * 1024
CHUNK = 64 * 1024
MAIN_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
TYPES = "[content_types].xml"
RELATIONS = ".rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an OLE object begins, whatever its part is called
END = struct.Struct("<4s4H2LH")  # the end of a zip's table of contents


@dataclass(frozen=True)
class Room:
    """How much a file may hold. bytes: of everything unpacked. inside: whether it lies within another file."""

    entries: int = 5000
    bytes: int = 200 * 1024 * 1024
    inside: bool = False


ROOM = Room()


def office_kind(path: Path) -> str:
    """xlsx or docx. Raises Refused."""
    with path.open("rb") as file:
        return kind_of_office(file, ROOM)


def kind_of_office(file: BinaryIO, room: Room) -> str:
    """The same for an open file. Raises Refused."""
    _ends_where_it_says(file, room)
    try:
        with zipfile.ZipFile(file) as archive:
            return _judge(archive, room)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError) as error:
        raise Refused("damaged") from error


def _ends_where_it_says(file: BinaryIO, room: Room) -> None:
    """Nothing before, nothing behind: a second file hides there. The count is checked before the table is read."""
    file.seek(0)
    if b"%PDF-" in file.read(1024):
        raise Refused("two_files")
    file.seek(0, 2)
    if file.tell() < END.size:
        raise Refused("damaged")
    file.seek(-END.size, 2)
    mark, _, _, _, entries, length, _, comment = END.unpack(file.read(END.size))
    if mark != b"PK\x05\x06" or comment:
        raise Refused("two_files")
    if entries > room.entries or length > room.entries * 400:
        raise Refused("parts", most=room.entries)


def _judge(archive: zipfile.ZipFile, room: Room) -> str:
    entries = archive.infolist()
    if len(entries) > room.entries:
        raise Refused("parts", most=room.entries)
    for entry in entries:
        _judge_entry(entry)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise Refused("paths")
    _judge_layout(entries, room)
    kind = _kind(names)
    _read_through(archive, entries, room)
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


def _judge_layout(entries: list[zipfile.ZipInfo], room: Room) -> None:
    """Entries lie one after the other from the first byte on; overlapping ones are how small bombs are made."""
    if sum(entry.file_size for entry in entries) > room.bytes:
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
    if any("/activex/" in name for name in names):
        raise Refused("objects")
    return found[0]


def _is_macro(name: str) -> bool:
    return name.rpartition("/")[2] == "vbaproject.bin" or "/macrosheets/" in name


def _read_through(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], room: Room) -> None:
    """Unpack every part once without keeping it: sizes and checksums must be what the table says."""
    for entry in entries:
        name = entry.filename.lower()
        with archive.open(entry) as part:
            first = part.read(CHUNK)
            _judge_text(name, first)
            _judge_object(name, first)
            if name == TYPES or name.endswith(RELATIONS):
                _judge_types(first + part.read(SMALL))
            elif first.startswith(b"PK\x03\x04"):
                _judge_inside(first + part.read(), room)
            while part.read(CHUNK):
                pass


def _judge_text(name: str, first: bytes) -> None:
    # Office writes no document type definitions; entities are what they would be for.
    if name.endswith((".xml", RELATIONS)) and b"<!DOCTYPE" in first.replace(b"\0", b""):
        raise Refused("bomb")


def _judge_object(name: str, first: bytes) -> None:
    if first.startswith(OLE) or name.rpartition("/")[2].startswith("oleobject"):
        raise Refused("objects")


def _judge_inside(content: bytes, room: Room) -> None:
    """A file within the file: the data of a chart is a plain workbook, and only that."""
    if room.inside:
        raise Refused("objects")
    try:
        kind_of_office(io.BytesIO(content), replace(room, inside=True))
    except Refused as refused:
        raise Refused("objects") from refused


def _judge_types(text: bytes) -> None:
    """What the file says its parts are, and what they are for."""
    plain = text.replace(b"\0", b"").lower()  # the same in UTF-8 and UTF-16
    if b"macroenabled" in plain or b"vbaproject" in plain:
        raise Refused("macros")
    if b"/oleobject" in plain or b".oleobject" in plain or b"activex" in plain:
        raise Refused("objects")

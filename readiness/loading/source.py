"""Where the files of a framework come from: a folder, or texts that are kept elsewhere, such as in a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from readiness.loading.reading import LARGEST_BYTES, Document, read_bytes, unreadable

WORDING = "wording"  # the folder of corrections of texts


class Source(Protocol):
    """The YAML files of one version by their path within it, such as "questions/RD.yaml"."""

    @property
    def name(self) -> str: ...

    def paths(self) -> list[str]:
        """All files, in a fixed order."""

    def read(self, path: str) -> bytes:
        """The content of a file. Raises OSError."""


@dataclass(frozen=True)
class Folder:
    root: Path

    @property
    def name(self) -> str:
        return self.root.name

    def paths(self) -> list[str]:
        found = (path.relative_to(self.root) for path in self.root.rglob("*.yaml"))
        return in_order(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts))

    def read(self, path: str) -> bytes:
        with (self.root / path).open("rb") as file:
            return file.read(LARGEST_BYTES + 1)


@dataclass(frozen=True)
class Files:
    name: str
    texts: Mapping[str, str]

    def paths(self) -> list[str]:
        return in_order(path for path in self.texts if path.endswith(".yaml"))

    def read(self, path: str) -> bytes:
        if path not in self.texts:
            raise FileNotFoundError(path)
        return self.texts[path].encode()


def in_order(paths: Iterable[str]) -> list[str]:
    """Folder by folder; the digest of a version depends on this order."""
    return sorted(paths, key=lambda path: PurePosixPath(path).parts)


def read_from(source: Source, path: str) -> tuple[Document, bytes]:
    """One file and its bytes; a file that cannot be read is a document with one problem."""
    document = Document(f"{source.name}/{path}")
    try:
        content = source.read(path)
    except OSError as error:
        return unreadable(document, error), b""
    return read_bytes(content, document), content


def texts_of(source: Source) -> dict[str, str]:
    """All files as texts, byte for byte. Raises UnicodeDecodeError."""
    return {path: source.read(path).decode("utf-8") for path in source.paths()}

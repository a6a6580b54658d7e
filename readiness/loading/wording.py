"""The files under wording/: corrections of texts, each hashed onto those before it, so that none can be slipped in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from readiness.framework import Framework
from readiness.loading.reading import Document, Node
from readiness.loading.source import WORDING, Source
from readiness.rewording import Misplaced, Rewording, reworded

NAME = re.compile(rf"{WORDING}/\d{{3}}-[A-Za-z0-9._-]+\.yaml")


def wording_paths(source: Source) -> list[str]:
    return [path for path in source.paths() if path.startswith(f"{WORDING}/")]


def chain(contents: Iterable[bytes]) -> list[str]:
    """The digest of the wording before the first correction (none: "") and after each file."""
    links = [""]
    for content in contents:
        own = hashlib.sha256(content).hexdigest()
        links.append(hashlib.sha256(f"{links[-1]}\0{own}".encode()).hexdigest())
    return links


def apply(framework: Framework, path: str, document: Document) -> Framework:
    """The framework with the corrections of one file; those that do not fit are noted as problems of the file."""
    if not NAME.fullmatch(path):
        document.complain("", f"the name {path}", f"a name like {WORDING}/001-typing-errors.yaml")
    root = document.root
    for node in root.items("changes"):
        framework = _apply(framework, node)
    root.done()
    return framework


def _apply(framework: Framework, node: Node) -> Framework:
    change = _change(node)
    if node.document.problems:
        return framework  # a correction that was not understood is not tried
    try:
        return reworded(framework, change)
    except Misplaced as error:
        node.complain(error.key, error.found, error.expected)
        return framework


def _change(node: Node) -> Rewording:
    change = Rewording(
        at=node.text("at"),
        was=node.bilingual("was"),
        becomes=node.bilingual("becomes"),
        why=node.text("why"),
        on=node.date("on"),
    )
    node.done()
    return change

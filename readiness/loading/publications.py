"""The list of published versions and their digests: what stands in it never changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from readiness.loading.reading import describe, raise_problems, read_yaml

FRAMEWORKS = Path(__file__).resolve().parent.parent / "content" / "frameworks"
LIST = FRAMEWORKS / "published.yaml"

_DIGEST = re.compile(r"[0-9a-f]{64}")


@cache
def publications(path: Path = LIST) -> Mapping[str, str]:
    """reference → SHA-256 of the files of every published version that ships. Raises ContentError."""
    document = read_yaml(path)
    raise_problems(document)
    root, found = document.root, {}
    for node in root.items("versions"):
        reference, digest = node.text("reference"), node.text("digest")
        node.done()
        if not _DIGEST.fullmatch(digest):
            node.complain("digest", describe(digest), "64 digits and letters a to f, in quotes")
        if reference in found:
            node.complain("reference", f"{reference} again", "each version once")
        found[reference] = digest
    root.done()
    raise_problems(document)
    return MappingProxyType(found)

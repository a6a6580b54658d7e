"""The look into a file, run as a limited process of its own: python -m evidence.examination FILE COPY LIMITS

Prints one line of JSON: {"kind": …, "copied": …}, or {"refused": …, "details": …}. A picture is painted anew into COPY.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from evidence.refused import Refused
from evidence.sniffing import ENOUGH, kind_of

MEGABYTE = 1024 * 1024


def examine(path: Path, copy: Path, bounds: dict) -> dict:
    """What the file is, and whether `copy` is to be kept instead of it. Raises Refused."""
    with path.open("rb") as file:
        kind = kind_of(file.read(ENOUGH))
    if kind in ("png", "jpg"):
        from evidence.images import Bounds, repaint  # each library is loaded only for its own files

        repaint(path, copy, kind, Bounds(**bounds))
    elif kind == "pdf":
        from evidence.pdf import check_pdf

        check_pdf(path)
    elif kind == "zip":
        from evidence.office import office_kind

        kind = office_kind(path)
    else:
        raise Refused("type", found=kind)
    return {"kind": kind, "copied": copy.exists()}


def limit(memory_mb: int, seconds: int, file_mb: int) -> None:
    for kind, amount in (
        (resource.RLIMIT_AS, memory_mb * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_mb * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


def main(path: str, copy: str, limits: str) -> None:
    asked = json.loads(limits)
    bounds = asked.pop("bounds")
    limit(**asked)
    try:
        said = examine(Path(path), Path(copy), bounds)
    except Refused as refused:
        said = {"refused": refused.reason, "details": refused.details}
    except (MemoryError, RecursionError):
        said = {"refused": "limits", "details": {}}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])

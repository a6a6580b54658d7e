"""What a submission freezes about evidence: plain data in an order that does not depend on when things were added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.strength import CLASSES
from readiness.plain import fits

TEXTS = ("class", "kind", "name", "link", "note", "caption", "sha256")


@dataclass(frozen=True)
class Gist:
    """The form of it, but for the entries: see `evidence.strength`."""

    questions: Mapping[str, tuple[Mapping[str, Any], ...]]


def gist(assessment, sheet=None):
    """See `evidence.strength` for its form."""
    questions = {}
    for row in assessment.evidence.standing():
        questions.setdefault(row.question, []).append(_plain(row))
    return {"questions": {code: sorted(entries, key=_place) for code, entries in sorted(questions.items())}}


def _plain(row):
    return {
        "class": row.evidence_class,
        "kind": row.kind,
        "name": row.name,
        "link": row.link,
        "note": row.note,
        "caption": row.caption,
        "sha256": row.sha256,
        "size": row.size,
    }


def _place(entry):
    return CLASSES.index(entry["class"]), entry["kind"], entry["name"], entry["link"], entry["note"], entry["sha256"]


def well_formed(data: Any) -> bool:
    """Whether data from outside have the form of a gist."""
    return fits(Gist, data) and all(_is_entry(entry) for entries in data["questions"].values() for entry in entries)


def _is_entry(entry):
    texts = all(isinstance(entry.get(name), str) for name in TEXTS)
    return set(entry) == {*TEXTS, "size"} and texts and entry["class"] in CLASSES and fits(int | None, entry["size"])

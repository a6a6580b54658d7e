"""What a submission freezes about evidence: plain data in an order that does not depend on when things were added."""

from evidence.strength import CLASSES


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

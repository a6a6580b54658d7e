"""The findings that follow from their log, held against the rows: for `manage.py verify_answers`."""

from __future__ import annotations

from surveys.replay import NOTHING, Replayed
from verification.models import Finding, FindingEvent, Verification


def replay_findings() -> Replayed:
    faults = []
    for verification in Verification.objects.order_by("pk").iterator():
        faults += _differences(verification)
        faults += _breaks(verification)
    return Replayed("findings", Finding.objects.count(), tuple(faults))


def _differences(verification):
    """Findings whose row is not what the log says."""
    events = FindingEvent.objects.filter(verification=verification, new_revision__isnull=False).order_by("pk")
    log = {event.question: (event.new_revision, event.new_value) for event in events}
    table = {row.question: (row.revision, row.plain) for row in verification.findings.all()}
    for question in sorted(log | table):
        said, kept = log.get(question), table.get(question)
        if said != kept:
            yield f"verification {verification.uuid} {question}: the log says {said}, the table says {kept}"


def _breaks(verification):
    """Where the log does not follow on from itself, as after the loss of an event."""
    standing = {}
    for event in FindingEvent.objects.filter(verification=verification).order_by("pk"):
        before, found = standing.get(event.question, NOTHING), (event.found_revision, event.old_value)
        if before != found:
            yield (
                f"verification {verification.uuid} {event.question}: "
                f"the log goes on from {found} but had come to {before}"
            )
        accepted = event.new_revision is not None
        standing[event.question] = (event.new_revision, event.new_value) if accepted else found

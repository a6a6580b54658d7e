"""The only door through which evidence is added, reworded or withdrawn.

Everything happens with the assessment locked: only while it is open, and two uploads at once cannot exceed the quota.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_for
from accounts.rights import EDIT
from evidence.models import Evidence
from evidence.quarantine import MEGABYTE, Examined
from evidence.refused import Refused
from evidence.storage import name_of, store
from surveys.models import Assessment
from surveys.saving import locked

MOST_ENTRIES = 60  # links, notes and files of one question


@transaction.atomic
def add(assessment, question: str, user, drafts: list[Evidence], found: Examined | None = None) -> None:
    """Keep `drafts`, rows without owner, for a question; a draft of a file goes with what was `found`. Raises Refused."""
    _held_open(assessment)
    acting = acting_for(user, assessment, EDIT)
    for draft in drafts:
        draft.assessment, draft.question, draft.added_by, draft.added_for = assessment, question, user, acting
        if draft.kind == Evidence.Kind.FILE and found:
            _describe(draft, found)
            _judge_room(draft)
        _judge_entry(draft)
    for draft in drafts:
        if draft.kind == Evidence.Kind.FILE and found:
            _take_in(draft, found)
        draft.save(force_insert=True)


def _held_open(assessment):
    if not locked(assessment).open:
        raise Refused("submitted")


def _describe(draft, found):
    draft.mime, draft.size, draft.sha256 = found.mime, found.size, found.sha256
    draft.scan = Evidence.Scan.CLEAN if found.clean else Evidence.Scan.NONE


def _judge_room(draft):
    """Whether this file still fits."""
    files = draft.assessment.evidence.files()
    if files.filter(question=draft.question).count() >= settings.EVIDENCE_FILES_PER_QUESTION:
        raise Refused("files", most=settings.EVIDENCE_FILES_PER_QUESTION)
    if files.bytes() + draft.size > settings.EVIDENCE_QUOTA_MB * MEGABYTE:
        raise Refused("quota", most=settings.EVIDENCE_QUOTA_MB)


def _judge_entry(draft):
    mine = draft.assessment.evidence.standing().filter(question=draft.question)
    if mine.filter(kind=draft.kind, sha256=draft.sha256, link=draft.link, note=draft.note).exists():
        raise Refused("twice")
    if mine.count() >= MOST_ENTRIES:
        raise Refused("entries", most=MOST_ENTRIES)


def _take_in(draft, found):
    name = name_of(draft.assessment, found.sha256, found.kind)
    if store().exists(name):
        draft.file = name
        return
    with found.path.open("rb") as file:
        draft.file = store().save(name, File(file))


@transaction.atomic
def reword(evidence: Evidence, user, evidence_class: str, caption: str) -> None:
    """Another class or caption. Raises Refused."""
    _held_open(evidence.assessment)
    rows = Evidence.objects.standing().filter(pk=evidence.pk)
    rows = rows.exclude(evidence_class=evidence_class, caption=caption)  # saved as it was: nobody changed anything
    trace = {"reworded_by": user, "reworded_for": acting_for(user, evidence, EDIT), "reworded_at": timezone.now()}
    rows.update(evidence_class=evidence_class, caption=caption, **trace)


@transaction.atomic
def withdraw(evidence: Evidence, user) -> None:
    """Take it back; its file goes with the last row that uses it. Raises Refused."""
    _held_open(evidence.assessment)
    rows = Evidence.objects.standing().filter(pk=evidence.pk)
    trace = {"withdrawn_by": user, "withdrawn_for": acting_for(user, evidence, EDIT), "withdrawn_at": timezone.now()}
    rows.update(file="", **trace)
    forget(evidence)


def forget(evidence: Evidence) -> None:
    """After this transaction, remove a file that no row uses any more."""
    if evidence.file.name:
        transaction.on_commit(partial(_remove_unused, evidence.assessment_id, evidence.file.name), robust=True)


@transaction.atomic
def _remove_unused(assessment_id, name):
    # Held against somebody who is just adding the same file again. An assessment that is gone has nobody who could.
    Assessment.objects.select_for_update(no_key=True).filter(pk=assessment_id).first()
    if not Evidence.objects.filter(file=name).exists():
        store().delete(name)

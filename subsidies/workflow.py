"""How a record changes: written as a draft, reviewed and published by a second person, withdrawn with a reason.

Everything happens with the record locked, so that two people at once cannot leave it in two states.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from readiness.regions import NATIONAL
from readiness.subsidies.records import Subsidy
from readiness.subsidies.rules import predicates
from subsidies import seed
from subsidies.catalogue import current
from subsidies.checking import list_problems_of, problems_of
from subsidies.content import canonical, digest_of, is_date, plain
from subsidies.records import Record, Revision

State, Origin = Revision.State, Revision.Origin


class Refused(Exception):
    """Why nothing was changed: a key of `sentences.SENTENCES`. problems: what is wrong with the content."""

    def __init__(self, reason: str, problems=()):
        super().__init__(reason)
        self.reason, self.problems = reason, tuple(problems)


@transaction.atomic
def adopt(code: str, kind: str = Record.Kind.SUBSIDY) -> Record:
    """The record of this code; one that only ships gets its row and first revision. Raises KeyError."""
    found = Record.objects.filter(kind=kind, code=code).first()
    if found:
        return found
    content = seed.shipped(kind, code)
    if content is None:
        raise KeyError(code)
    record, new = Record.objects.get_or_create(kind=kind, code=code, defaults={"adcode": adcode_of(kind, content)})
    if new:
        replace_standing(record, content, None)
    return record


def adcode_of(kind, content):
    return content["region"]["adcode"] if kind == Record.Kind.SUBSIDY else content.get("adcode", NATIONAL)


def locked(record: Record) -> Record:
    return Record.objects.select_for_update(no_key=True).get(pk=record.pk)


def newest(record: Record) -> Revision | None:
    return record.revisions.last()


@transaction.atomic
def draft(record: Record, content, author, base: int) -> Revision:
    """Keep what was written, complete or not. base: the number of the revision it was written from. Raises Refused."""
    record, content = locked(record), plain(content)
    last = newest(record)
    if last and last.number != base:
        raise Refused("changed_meanwhile")
    written = record.revisions.open().first()
    if written and written.state == State.IN_REVIEW:
        raise Refused("in_review")
    before = written or record.revisions.standing().first()
    if before and before.sha256 == digest_of(content) and not (written and overtaken(written)):
        return before
    if written:
        _end(written, State.SUPERSEDED, author)
    return _new(record, last, content, Origin.PAGE, author)


def _new(record, last, content, origin, author, **facts):
    return Revision.objects.create(
        record=record,
        number=(last.number if last else 0) + 1,
        content=canonical(content),
        sha256=digest_of(content),
        valid_to=_day(content),
        origin=origin,
        author=author,
        **facts,
    )


def _day(content):
    """The last day of validity, where it reads as one."""
    valid = content.get("valid")
    last = valid.get("to") if isinstance(valid, dict) else None
    return datetime.date.fromisoformat(last) if isinstance(last, str) and is_date(last) else None


def _end(revision, state, by=None, reason="", at=None):
    revision.state, revision.ended_by, revision.ended_at, revision.reason = state, by, at or timezone.now(), reason
    revision.save(update_fields=["state", "ended_by", "ended_at", "reason"])


@transaction.atomic
def discard(record: Record, user) -> None:
    """Give up what is being written. Raises Refused."""
    _end(_open(record, State.DRAFT), State.SUPERSEDED, user)


@transaction.atomic
def send(record: Record, user) -> Revision:
    """Ask for a review. Raises Refused with every problem."""
    revision = _open(record, State.DRAFT)
    _refuse_overtaken(revision)
    _refuse_problems(revision)
    revision.state, revision.sent_by, revision.sent_at = State.IN_REVIEW, user, timezone.now()
    revision.remark = ""
    revision.save(update_fields=["state", "sent_by", "sent_at", "remark"])
    return revision


@transaction.atomic
def hand_back(record: Record, user, remark: str) -> Revision:
    """From the review back to the draft, by the reviewer or by whoever wants to go on writing. Raises Refused."""
    revision = _open(record, State.IN_REVIEW)
    revision.state, revision.remark = State.DRAFT, remark
    revision.save(update_fields=["state", "remark"])
    return revision


@transaction.atomic
def publish(record: Record, reviewer, read: int | None = None) -> Revision:
    """Let it hold. Nobody publishes what they have written a part of. read: the number of the revision the reviewer has
    compared, where another may have been sent meanwhile. Raises Refused."""
    revision = _open(record, State.IN_REVIEW)
    if reviewer.pk in writers(revision):
        raise Refused("own_work")
    if read not in (None, revision.number):
        raise Refused("not_read")
    _refuse_overtaken(revision)
    _refuse_problems(revision)
    now = timezone.now()
    _supersede(record, now)
    revision.state, revision.reviewer = State.PUBLISHED, reviewer
    revision.reviewed_at = revision.published_at = now
    revision.save(update_fields=["state", "reviewer", "reviewed_at", "published_at"])
    return revision


def writers(revision: Revision) -> set[int]:
    """Everybody who wrote or sent a revision since the last one that was published."""
    earlier = revision.record.revisions.filter(number__lt=revision.number).exclude(published_at=None)
    since = earlier.order_by("-number").values_list("number", flat=True).first() or 0
    rows = revision.record.revisions.filter(number__lte=revision.number, number__gt=since)
    return {person for row in rows.values_list("author", "sent_by") for person in row if person}


@transaction.atomic
def withdraw(record: Record, user, reason: str, read: int | None = None) -> None:
    """It no longer holds, nor does what ships under its code. read: the number of the revision the reason speaks of,
    where another may have been published meanwhile. Raises Refused."""
    record = locked(record)
    standing = record.revisions.standing().first()
    if standing is None:
        raise Refused("not_published")
    if read not in (None, standing.number):
        raise Refused("not_read")
    if record.kind == Record.Kind.LIST and naming(record.code):
        raise Refused("named_by_rules")
    _end(standing, State.WITHDRAWN, user, reason)


@transaction.atomic
def replace_standing(record: Record, content, author) -> Revision | None:
    """Let this hold at once, as the operator may; None when it holds already."""
    record, content = locked(record), plain(content)
    standing = record.revisions.standing().first()
    if standing and standing.sha256 == digest_of(content):
        return None
    now = timezone.now()
    _supersede(record, now)
    ships = seed.digests().get((record.kind, record.code)) == digest_of(content)
    facts = {"state": State.PUBLISHED, "published_at": now}
    return _new(record, newest(record), content, Origin.SEED if ships else Origin.FILE, author, **facts)


def _supersede(record, now):
    standing = record.revisions.standing().first()
    if standing:
        _end(standing, State.SUPERSEDED, at=now)


def _open(record, state):
    record = locked(record)
    revision = record.revisions.open().first()
    if revision is None or revision.state != state:
        raise Refused("moved_on")
    return revision


def overtaken(revision: Revision) -> bool:
    """Whether something was published after this was written, as the operator may do from a file."""
    return revision.record.revisions.filter(number__gt=revision.number).exclude(published_at=None).exists()


def _refuse_overtaken(revision):
    if overtaken(revision):
        raise Refused("overtaken")


def _refuse_problems(revision):
    problems = problems_in(revision)
    if problems:
        raise Refused("incomplete", problems)


def problems_in(revision: Revision):
    """What keeps a revision from holding."""
    record = revision.record
    check = list_problems_of if record.kind == Record.Kind.LIST else problems_of
    return check(revision.data, record.code, record.adcode)


def naming(code: str) -> list[Subsidy]:
    """The records that hold now and whose rules name this list."""
    return [record for record in current().records if code in _lists_of(record)]


def _lists_of(record):
    rules = [record.rule, *(tier.when for tier in record.amount.tiers)]
    return {str(one.values[0]) for rule in rules for one in predicates(rule) if one.op == "in_list" and one.values}


@transaction.atomic
def expire(day) -> int:
    """Mark what was valid until before this day; it goes on standing, as expired. How many."""
    return Revision.objects.filter(state=State.PUBLISHED, valid_to__lt=day).update(state=State.EXPIRED)

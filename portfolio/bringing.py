"""What becomes of an uploaded list of clients: a worker looks at it, somebody says so, a worker keeps it portion by portion.

Each portion is kept together with the note that it is, in one transaction: a worker that dies on the way leaves what
is kept and what is not apart, and the next one goes on from there.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from functools import partial
from typing import Any

from celery import current_app
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import translation

from accounts.guards import rights_of
from accounts.models import Organisation
from accounts.rights import MANAGE
from exchange.refusals import Unreadable
from portfolio.lists import MOST_AT_WORK, ClientList, ListFile, Portion
from portfolio.reading import ClientsRead, read_clients
from portfolio.trial import AT_ONCE, Change, Trial, keep, laid_aside, taken_up, try_out
from reports import leases

log = logging.getLogger(__name__)

SHOWN = 200  # lines of each kind
NAMED = 5  # enterprises in a sentence
State, Step = leases.State, ClientList.Step


class TooManyAtWork(Exception):
    """The provider has as many lists at work as there can be."""


# --- what people do -----------------------------------------------------------------------------------------------------


@transaction.atomic
def take(provider: Organisation, user, name: str, content: bytes, language: str) -> ClientList:
    """Raises TooManyAtWork."""
    Organisation.objects.select_for_update(no_key=True).get(pk=provider.pk)
    if ClientList.objects.filter(provider=provider).at_work().count() >= MOST_AT_WORK:
        raise TooManyAtWork
    made = ClientList.objects.create(provider=provider, user=user, name=name, language=language)
    ListFile.objects.create(list=made, content=content)
    transaction.on_commit(partial(ring, made.pk))
    return made


@transaction.atomic
def confirm(pk: int, user) -> bool:
    """Keep what was looked at. False where that is not to be kept, or is being kept already."""
    waiting = ClientList.objects.filter(pk=pk, step=Step.LOOK, state=State.DONE, changes__gt=0)
    return _again(waiting, pk, step=Step.KEEP, user=user)


@transaction.atomic
def go_on(pk: int, user) -> bool:
    """With what has failed, from where it stopped."""
    return _again(ClientList.objects.filter(pk=pk, state=State.FAILED), pk, user=user)


def _again(lists, pk, **facts) -> bool:
    start = {"state": State.PENDING, "attempts": 0, "progress": 0, "next_run": Now(), "error": "", "finished_at": None}
    if not lists.update(**start, **facts):
        return False
    transaction.on_commit(partial(ring, pk))
    return True


def ring(pk: int) -> None:
    try:
        current_app.send_task("portfolio.tasks.work_on_list", (pk,), retry=False, expires=300)
    except Exception as error:
        log.warning("list %s waits for the sweeper: the queue is out of reach (%s)", pk, type(error).__name__)


# --- what workers do ----------------------------------------------------------------------------------------------------


def work(pk: int) -> bool:
    """True when this call has finished it. May be called twice; only one call does anything."""
    token = ClientList.objects.claim(pk)
    if token is None:
        return False
    found = ClientList.objects.select_related("provider", "user").get(pk=pk)
    done = leases.work(ClientList.objects, pk, token, partial(_looked if found.step == Step.LOOK else _kept, found))
    if done:
        ListFile.objects.filter(list=pk).delete()
    return done


def _looked(found: ClientList, heart) -> dict[str, Any]:
    """The fields of the outcome; the changes are laid aside in portions."""
    with translation.override(found.language):
        try:
            read = read_clients(bytes(found.file.content), lambda part: heart(round(5 + 70 * part)))
        except Unreadable as unreadable:
            return {"refusal": {"zh": unreadable.text.zh, "en": unreadable.text.en}}
        trials = []
        for first in range(0, len(read.clients), AT_ONCE):
            trials.append(try_out(found.provider, read.clients[first : first + AT_ONCE]))
            heart(75 + 20 * first // len(read.clients))
        return {"told": _told(read, trials), "changes": _lay_aside(found, trials, heart)}


def _lay_aside(found, trials: list[Trial], heart) -> int:
    """How many changes. Only who holds the lease may: a worker thought dead would lay them aside a second time."""
    portions = [Portion(list=found, rows=laid_aside(trial.changes)) for trial in trials if trial.changes]
    with transaction.atomic():
        heart.rows.heartbeat(heart.pk, heart.token, 96)
        found.portions.all().delete()
        Portion.objects.bulk_create(portions, 20)
    return sum(len(portion.rows) for portion in portions)


def _told(read: ClientsRead, trials: list[Trial]) -> dict[str, Any]:
    """What the page says, as plain data: everything counted, the first of each kind by name."""
    new, changed, served = ([one for trial in trials for one in getattr(trial, kind)] for kind in KINDS)
    return {
        "counts": {"new": len(new), "changed": len(changed), "served": len(served)}
        | {"same": sum(trial.same for trial in trials), "problems": sum(read.counts.values())},
        "columns": dict(read.counts),
        "problems": [asdict(problem) for problem in read.problems],
        "new": [[one.after.name, one.after.uscc, one.after.email] for one in new[:SHOWN]],
        "changed": [[one.after.name, one.after.uscc, _differences(one)] for one in changed[:SHOWN]],
        "served": served[:NAMED],
    }


KINDS = ("new", "changed", "served")


def _differences(change: Change) -> list[list[str]]:
    """(column, before, after), nothing as an empty text."""
    pairs = ((name, getattr(change.before, name), getattr(change.after, name)) for name in change.differing)
    return [[name, *("" if value is None else str(value) for value in values)] for name, *values in pairs]


def _kept(found: ClientList, heart) -> dict[str, Any]:
    while portion := found.portions.first():
        if MANAGE not in rights_of(found.user, found.provider):
            raise PermissionError("whoever wanted it kept may not keep lists for this provider any more")
        _keep(found, portion, heart)
    return {}


@transaction.atomic
def _keep(found, portion, heart) -> None:
    done = found.changes - AT_ONCE * found.portions.count()
    heart.rows.heartbeat(heart.pk, heart.token, max(1, min(99, 100 * done // found.changes)))
    kept = keep(found.provider, found.user, taken_up(portion.rows))
    portion.delete()
    ClientList.objects.filter(pk=found.pk).update(
        made=models.F("made") + kept.made,
        changed=models.F("changed") + kept.changed,
        left=models.F("left") + len(kept.left),
    )
    found.left_names = [*found.left_names, *kept.left][:NAMED]
    ClientList.objects.filter(pk=found.pk).update(left_names=found.left_names)


# --- sweeping -----------------------------------------------------------------------------------------------------------


def sweep() -> None:
    ClientList.objects.end_spent()
    for pk in ClientList.objects.due().values_list("pk", flat=True)[:50]:
        ring(pk)


def tidy() -> None:
    ClientList.objects.outlived().delete()

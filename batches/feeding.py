"""How a batch goes on: what is finished is noted, what is next is asked for, never more at a time than a slice.

`advance` may be called by anybody at any time, twice or not at all: it looks at the rows and does what is left to do.
"""

import logging

from django.db import transaction

from batches import packing
from batches.models import Batch, Item
from comparisons.rights import allowed, belongs
from reports import jobs
from reports.models import Report

log = logging.getLogger(__name__)

SLICE = 20  # reports of one batch that wait or are made at a time

State, Done = Item.State, Report.State


@transaction.atomic
def advance(batch_pk):
    batch = _held(batch_pk)
    if batch is None:
        return
    settle(batch)
    if batch.state != Batch.State.RUNNING:
        return
    if not belongs(batch.requested_by_id, batch.provider):
        _become(batch, Batch.State.PAUSED)  # whoever asked has left; a colleague may go on
        return
    _ask(batch)
    if not batch.items.filter(state__in=[State.WAITING, State.ASKED]).exists():
        _become(batch, Batch.State.DONE)
        packing.request(batch)


def _held(batch_pk):
    return (
        Batch.objects.select_for_update(no_key=True, of=("self",))
        .select_related("provider")
        .filter(pk=batch_pk)
        .first()
    )


def _become(batch, state):
    batch.state = state
    Batch.objects.filter(pk=batch.pk).update(state=state)


def settle(batch):
    """Note what has become of the reports that were asked for. A report that is gone is asked for again."""
    asked = batch.items.filter(state=State.ASKED)
    asked.filter(report=None).update(state=State.WAITING)
    asked.filter(report__state=Done.DONE).update(state=State.DONE)
    asked.filter(report__state=Done.FAILED).update(state=State.FAILED)


def _ask(batch):
    while free := SLICE - batch.items.filter(state=State.ASKED).count():
        items = list(batch.items.filter(state=State.WAITING).with_facts()[:free])
        if not items:
            return
        clients = allowed(batch.provider, {item.client.pk for item in items})
        for item in items:
            _ask_for(batch, item, item.client.pk in clients)


def _ask_for(batch, item, may):
    if may:
        report = jobs.request_result(
            item.snapshot,
            item.language,
            batch.requested_by,
            branding=batch.branding,
            acting=batch.provider,
            bulk=True,
        )
        if report.state == Done.FAILED:
            jobs.retry(report)
        item.report, item.state = report, State.DONE if report.state == Done.DONE else State.ASKED
    else:
        item.report, item.state = None, State.REFUSED
    item.save(update_fields=["report", "state"])


# --- what people do -------------------------------------------------------------------------------------------------


@transaction.atomic
def pause(batch_pk):
    batch = _held(batch_pk)
    if batch.state == Batch.State.RUNNING:
        _become(batch, Batch.State.PAUSED)
        _withdraw(batch)


@transaction.atomic
def cancel(batch_pk):
    """What is finished stays and is packed."""
    batch = _held(batch_pk)
    if batch.state not in (Batch.State.RUNNING, Batch.State.PAUSED):
        return
    _become(batch, Batch.State.CANCELLED)
    _withdraw(batch)
    batch.items.filter(state__in=[State.WAITING, State.ASKED]).update(state=State.LEFT)
    packing.request(batch)


@transaction.atomic
def resume(batch_pk, user):
    batch = _held(batch_pk)
    if batch.state == Batch.State.PAUSED:
        _go_on(batch, user)


@transaction.atomic
def retry(batch_pk, user):
    """Ask again for what has failed and for what was not allowed: it may be now."""
    batch = _held(batch_pk)
    again = batch.items.filter(state__in=[State.FAILED, State.REFUSED])
    if batch.state != Batch.State.CANCELLED and again.update(state=State.WAITING):
        _go_on(batch, user)


def _go_on(batch, user):
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.RUNNING, requested_by=user)
    packing.ring_advance(batch.pk)


def _withdraw(batch):
    """Reports nobody has begun yet and nobody else has asked for are not made."""
    settle(batch)
    asked = batch.items.filter(state=State.ASKED)
    Report.objects.filter(
        bulk=True, state=Done.PENDING, attempts=0, file_sha256="", batch_items__in=asked
    ).distinct().delete()
    asked.filter(report=None).update(state=State.WAITING)


# --- what workers ask and tell --------------------------------------------------------------------------------------


def wanted(report):
    """Whether a report asked for by batches is still to be made: one of them runs and may still read the client."""
    items = Item.objects.filter(report=report, state=State.ASKED, batch__state=Batch.State.RUNNING)
    client = report.snapshot.assessment.organisation_id
    return any(client in allowed(item.batch.provider_id, [client]) for item in items.select_related("batch"))


def report_finished(report_pk):
    for batch_pk in Batch.objects.filter(items__report=report_pk, items__state=State.ASKED).values_list(
        "pk", flat=True
    ):
        advance(batch_pk)


def sweep():
    """Go on with every batch that is open or has reports on the way, and ring for archives that wait."""
    on_the_way = Batch.objects.filter(items__state=State.ASKED)
    for batch_pk in (
        (Batch.objects.filter(state=Batch.State.RUNNING) | on_the_way).distinct().values_list("pk", flat=True)
    ):
        advance(batch_pk)
    packing.sweep()

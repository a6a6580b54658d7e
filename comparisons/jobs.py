"""The job of a paper: rung for, made by one worker, swept up when anything is lost. See `reports.leases`."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction

from accounts.models import Organisation
from comparisons.models import Paper
from comparisons.rights import clients_of
from comparisons.sheet import comparison_html, sample_html
from reports import leases
from reports.jobs import outcome
from reports.pdf import render_to_file
from reports.press import EXPECTED, print_to_keep

log = logging.getLogger(__name__)

HTML = {Paper.Kind.COMPARISON: comparison_html, Paper.Kind.SAMPLE: sample_html}


class NoLonger(Exception):
    """A client of the comparison may not be read any more."""


def ring_on_commit(paper):
    transaction.on_commit(partial(ring, paper.pk))


def ring(paper_pk):
    try:
        current_app.send_task("comparisons.tasks.make", (paper_pk,), retry=False, expires=300)
    except Exception as error:
        log.warning("paper %s waits for the sweeper: the queue is out of reach (%s)", paper_pk, type(error).__name__)


def make(paper_pk):
    """True when this call has made the paper."""
    token = Paper.objects.claim(paper_pk)
    if token is None:
        return False
    paper = Paper.objects.select_related("provider", "branding").get(pk=paper_pk)
    return leases.work(Paper.objects, paper_pk, token, partial(_made, paper), (*EXPECTED, NoLonger))


def _made(paper, heart):
    if ended(paper):
        raise NoLonger("the access to a client has ended")
    html, identifier = HTML[paper.kind](paper), paper.request_key[:32].encode()
    return outcome(print_to_keep(lambda written: render_to_file(html, written, identifier, on_progress=heart)))


def ended(paper):
    """The clients in it that the provider may not read any more."""
    clients = Organisation.objects.filter(pk__in=paper.key_lines.values("client"))
    return list(clients.exclude(pk__in=clients_of(paper.provider).values("pk")))


def retry(paper):
    if Paper.objects.filter(pk=paper.pk, state=leases.State.FAILED).start_again():
        ring_on_commit(paper)


def make_again(paper):
    """The file is gone from the disk."""
    if Paper.objects.filter(pk=paper.pk, state=leases.State.DONE).start_again():
        ring_on_commit(paper)


def sweep():
    Paper.objects.end_spent()
    for pk in Paper.objects.due().values_list("pk", flat=True)[:50]:
        ring(pk)

"""The life of a report job: requested once, claimed by one worker, finished or visibly failed.

Whoever works on a row holds a lease with a token of its own. The database's clock decides when it ends; every write of
the outcome names the token, so that a worker that was thought dead and comes back changes nothing.
"""

import logging
import secrets
from datetime import timedelta
from functools import partial

from celery import current_app
from django.db import models, transaction
from django.db.models.functions import Now

from accounts.acting import acting_for
from accounts.models import AccessEvent
from accounts.rights import READ
from readiness.plain import digest
from reports.documents import TEMPLATE_VERSION
from reports.models import Report
from verification.parts import gist

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=45)  # renewed every few seconds while a worker is alive
WAITS = (timedelta(seconds=5), timedelta(seconds=30))  # before the second and the third attempt
LONGEST_ERROR = 300
SWEPT_AT_ONCE = 200

State, Document = Report.State, Report.Document


class LeaseLost(Exception):
    """Somebody else has the job now: stop, write nothing."""


# --- asking ---------------------------------------------------------------------------------------------------------


def request_key(snapshot, language, document=Document.RESULT, content=None):
    """The same request gives the same key, whoever asks however often."""
    return digest([snapshot.sha256, snapshot.pk, document, TEMPLATE_VERSION, language, content or {}])


def verified_since(snapshot):
    """What a report of a result says beside it: the statements that stand today; None where there are none."""
    signed = gist(snapshot)
    return {"verified": signed} if signed else None


def request_result(snapshot, language, user=None):
    """The report of a result as it stands today."""
    return request(snapshot, language, user, content=verified_since(snapshot))


def request(snapshot, language, user=None, document=Document.RESULT, content=None):
    """The report of a snapshot in a language: the one there is, or a new job. Rings the bell once it is committed.

    content: what a document says that is not the result itself.
    """
    facts = {"snapshot": snapshot, "document": document, "content": content}
    return _requested(request_key(snapshot, language, document, content), language, user, facts)


def request_paper(assessment, language, user, document, content):
    """The same for a paper of an assessment that brings its own content and needs no result."""
    key = digest([str(assessment.uuid), document, TEMPLATE_VERSION, language, content])
    return _requested(key, language, user, {"assessment": assessment, "document": document, "content": content})


def _requested(key, language, user, facts):
    facts = facts | {"language": language, "template_version": TEMPLATE_VERSION, "requested_by": user}
    with transaction.atomic():
        report, created = Report.objects.get_or_create(request_key=key, defaults=facts)
        if created and user:
            AccessEvent.objects.note(
                AccessEvent.Kind.REPORT,
                report.organisation,
                user,
                acting_for(user, report, READ),
                detail={"about": report.number},
            )
    if created:
        ring_on_commit(report)
    return report


def retry(report):
    """Start a failed report again; any other stays as it is."""
    failed = Report.objects.filter(pk=report.pk, state=State.FAILED)
    if failed.update(state=State.PENDING, attempts=0, progress=0, next_run=Now(), error=""):
        ring_on_commit(report)


def make_again(report):
    """A finished report whose file is gone from the disk is rendered anew, under the same number."""
    done = Report.objects.filter(pk=report.pk, state=State.DONE)
    if done.update(state=State.PENDING, attempts=0, progress=0, next_run=Now(), finished_at=None):
        log.error("report %s: its file is gone; it is made again", report.pk)
        ring_on_commit(report)


def ring_on_commit(report):
    transaction.on_commit(partial(ring, report.pk))


def ring(report_pk):
    """Tell a worker. A queue that is down delays the report until the sweeper comes by; it breaks nothing."""
    try:
        current_app.send_task("reports.tasks.make", (report_pk,), retry=False, expires=300)
    except Exception as error:
        log.warning("report %s waits for the sweeper: the queue is out of reach (%s)", report_pk, type(error).__name__)


# --- working --------------------------------------------------------------------------------------------------------


def due():
    """Jobs somebody may claim: waiting and due, or left behind by a worker whose lease has run out."""
    waiting = models.Q(state=State.PENDING, next_run__lte=Now())
    left_behind = models.Q(state=State.RUNNING, lease_until__lt=Now())
    return Report.objects.filter(waiting | left_behind, attempts__lt=MOST_ATTEMPTS)


def claim(report_pk):
    """A token for this job, or None when it is not to be had. One conditional UPDATE decides between workers."""
    token = secrets.token_hex(16)
    taken = (
        due()
        .filter(pk=report_pk)
        .update(
            state=State.RUNNING,
            lease_token=token,
            lease_until=Now() + LEASE,
            attempts=models.F("attempts") + 1,
            progress=1,
            error="",
        )
    )
    return token if taken else None


def _held(report_pk, token):
    return Report.objects.filter(pk=report_pk, state=State.RUNNING, lease_token=token)


def heartbeat(report_pk, token, progress):
    """Renew the lease and show how far it is. Raises LeaseLost."""
    if not _held(report_pk, token).update(lease_until=Now() + LEASE, progress=progress):
        raise LeaseLost


def finish(report_pk, token, rendered):
    """Write the outcome. Raises LeaseLost when the job is no longer this worker's."""
    done = {"file_sha256": rendered.sha256, "size": rendered.size, "pages": rendered.pages}
    if not _held(report_pk, token).update(
        state=State.DONE, progress=100, lease_until=None, finished_at=Now(), error="", **done
    ):
        raise LeaseLost


def fail(report_pk, token, error):
    """Put it back for a later attempt, or let it fail for all to see."""
    attempts = Report.objects.filter(pk=report_pk).values_list("attempts", flat=True).first() or 0
    held = _held(report_pk, token)
    if attempts >= MOST_ATTEMPTS:
        held.update(state=State.FAILED, lease_until=None, finished_at=Now(), error=error[:LONGEST_ERROR])
        log.error("report %s failed after %s attempts: %s", report_pk, attempts, error)
        return
    wait = WAITS[min(attempts, len(WAITS)) - 1]
    held.update(state=State.PENDING, lease_until=None, next_run=Now() + wait, error=error[:LONGEST_ERROR])
    log.warning("report %s: attempt %s failed: %s", report_pk, attempts, error)


# --- sweeping -------------------------------------------------------------------------------------------------------


def sweep():
    """Ring for every job that is due, and end those that have used up their attempts. Returns (rung, ended)."""
    spent = Report.objects.filter(state=State.RUNNING, lease_until__lt=Now(), attempts__gte=MOST_ATTEMPTS)
    ended = spent.update(
        state=State.FAILED, lease_until=None, finished_at=Now(), error="the worker disappeared while rendering"
    )
    found = list(due().order_by("next_run").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    for pk in found:
        ring(pk)
    if ended:
        log.error("%s report(s) ended: the worker disappeared on the last attempt", ended)
    return len(found), ended

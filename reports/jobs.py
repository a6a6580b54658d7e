"""The life of a report job: requested once, claimed by one worker, finished or visibly failed. See `leases`."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from django.dispatch import Signal

from accounts.acting import acting_for
from accounts.models import AccessEvent
from accounts.rights import READ
from readiness.plain import digest
from reports.documents import TEMPLATE_VERSION
from reports.leases import MOST_ATTEMPTS, LeaseLost
from reports.models import Report
from verification.parts import gist

__all__ = ["MOST_ATTEMPTS", "LeaseLost"]

log = logging.getLogger(__name__)

SWEPT_AT_ONCE = 200

State, Document = Report.State, Report.Document

report_finished = Signal()  # keyword: report, the key of one that is done or has failed for good


# --- asking ---------------------------------------------------------------------------------------------------------


def request_key(snapshot, language, document=Document.RESULT, content=None, branding=None):
    """The same request gives the same key, whoever asks however often."""
    asked = [snapshot.sha256, snapshot.pk, document, TEMPLATE_VERSION, language, content or {}]
    return digest([*asked, branding.digest] if branding else asked)


def verified_since(snapshot):
    """What a report of a result says beside it: the statements that stand today; None where there are none."""
    signed = gist(snapshot)
    return {"verified": signed} if signed else None


def request_result(snapshot, language, user=None, **how):
    """The report of a result as it stands today. how: as in `request`."""
    return request(snapshot, language, user, content=verified_since(snapshot), **how)


def request(
    snapshot, language, user=None, document=Document.RESULT, content=None, branding=None, acting=None, bulk=False
):
    """The report of a snapshot in a language: the one there is, or a new job. Rings the bell once it is committed.

    content: what a document says that is not the result itself. acting: the organisation the person acts for, where it
    is known. bulk: one of many; it waits in a queue of its own, and nobody but those many wants it.
    """
    key = request_key(snapshot, language, document, content, branding)
    facts = {"snapshot": snapshot, "document": document, "content": content, "branding": branding}
    return _requested(key, language, user, facts, acting, bulk)


def request_paper(assessment, language, user, document, content):
    """The same for a paper of an assessment that brings its own content and needs no result."""
    key = digest([str(assessment.uuid), document, TEMPLATE_VERSION, language, content])
    return _requested(key, language, user, {"assessment": assessment, "document": document, "content": content})


def _requested(key, language, user, facts, acting=None, bulk=False):
    facts |= {"language": language, "template_version": TEMPLATE_VERSION, "requested_by": user, "bulk": bulk}
    with transaction.atomic():
        report, created = Report.objects.get_or_create(request_key=key, defaults=facts)
        if created and user:
            AccessEvent.objects.note(
                AccessEvent.Kind.REPORT,
                report.organisation,
                user,
                acting or acting_for(user, report, READ),
                detail={"about": report.number},
            )
    if report.bulk and not bulk:
        Report.objects.filter(pk=report.pk).update(bulk=False)
        report.bulk = False
    elif not created:
        return report
    ring_on_commit(report)
    return report


def retry(report):
    """Start a failed report again; any other stays as it is."""
    failed = Report.objects.filter(pk=report.pk, state=State.FAILED)
    if failed.start_again():
        ring_on_commit(report)


def make_again(report):
    """A finished report whose file is gone from the disk is rendered anew, under the same number."""
    done = Report.objects.filter(pk=report.pk, state=State.DONE)
    if done.start_again():
        log.error("report %s: its file is gone; it is made again", report.pk)
        ring_on_commit(report)


def ring_on_commit(report):
    transaction.on_commit(partial(_bell(report.bulk), report.pk))


def _bell(bulk):
    return ring_for_one_of_many if bulk else ring


def ring(report_pk):
    """Tell a worker. A queue that is down delays the report until the sweeper comes by; it breaks nothing."""
    _send(report_pk, "report")


def ring_for_one_of_many(report_pk):
    """Workers take from their queues in turn, so that a single report waits for one of the many, not for all."""
    _send(report_pk, "batch")


def _send(report_pk, queue):
    try:
        current_app.send_task("reports.tasks.make", (report_pk,), retry=False, expires=300, queue=queue)
    except Exception as error:
        log.warning("report %s waits for the sweeper: the queue is out of reach (%s)", report_pk, type(error).__name__)


# --- working --------------------------------------------------------------------------------------------------------


def due():
    return Report.objects.due()


def claim(report_pk):
    return Report.objects.claim(report_pk)


def heartbeat(report_pk, token, progress):
    """Raises LeaseLost."""
    Report.objects.heartbeat(report_pk, token, progress)


def outcome(rendered):
    return {"file_sha256": rendered.sha256, "size": rendered.size, "pages": rendered.pages}


def finish(report_pk, token, rendered):
    """Raises LeaseLost when the job is no longer this worker's."""
    Report.objects.finish(report_pk, token, **outcome(rendered))


def fail(report_pk, token, error):
    return Report.objects.fail(report_pk, token, error)


def tell(report_pk):
    """Those who wait for many reports hear of each that is finished; what they do with it cannot harm it."""
    if not Report.objects.filter(pk=report_pk, state__in=[State.DONE, State.FAILED]).exists():
        return
    for receiver, answer in report_finished.send_robust(sender=Report, report=report_pk):
        if isinstance(answer, Exception):
            log.error("%s failed after report %s: %r", receiver.__name__, report_pk, answer)


# --- sweeping -------------------------------------------------------------------------------------------------------


def sweep():
    """Ring for every job that is due, and end those that have used up their attempts. Returns (rung, ended)."""
    ended = Report.objects.end_spent()
    found = list(due().order_by("bulk", "next_run").values_list("pk", "bulk")[:SWEPT_AT_ONCE])
    for pk, bulk in found:
        _bell(bulk)(pk)
    for pk in ended:
        tell(pk)
    return len(found), len(ended)

"""A row that is a job: claimed with a lease by one worker, finished or visibly failed, found again when anything is lost.

Whoever works on a row holds a lease with a token of its own. The database's clock decides when it ends; every write of
the outcome names the token, so that a worker that was thought dead and comes back changes nothing.
"""

import logging
import secrets
import time
from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=45)  # renewed every few seconds while a worker is alive
WAITS = (timedelta(seconds=5), timedelta(seconds=30))  # before the second and the third attempt
LONGEST_ERROR = 300
BEAT = 2.0  # seconds between two writes of the progress


class LeaseLost(Exception):
    """Somebody else has the job now: stop, write nothing."""


class State(models.TextChoices):
    PENDING = "pending", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class LeasedQuerySet(models.QuerySet):
    def due(self):
        """Jobs somebody may claim: waiting and due, or left behind by a worker whose lease has run out."""
        waiting = models.Q(state=State.PENDING, next_run__lte=Now())
        left_behind = models.Q(state=State.RUNNING, lease_until__lt=Now())
        return self.filter(waiting | left_behind, attempts__lt=MOST_ATTEMPTS)

    def claim(self, pk):
        """A token for this job, or None when it is not to be had. One conditional UPDATE decides between workers."""
        token = secrets.token_hex(16)
        taken = self.due().filter(pk=pk)
        held = {"lease_token": token, "lease_until": Now() + LEASE, "attempts": models.F("attempts") + 1}
        return token if taken.update(state=State.RUNNING, progress=1, error="", **held) else None

    def _held(self, pk, token):
        return self.filter(pk=pk, state=State.RUNNING, lease_token=token)

    def heartbeat(self, pk, token, progress):
        """Renew the lease and show how far it is. Raises LeaseLost."""
        if not self._held(pk, token).update(lease_until=Now() + LEASE, progress=progress):
            raise LeaseLost

    def finish(self, pk, token, **outcome):
        """Write the outcome. Raises LeaseLost when the job is no longer this worker's."""
        if not self._held(pk, token).update(
            state=State.DONE, progress=100, lease_until=None, finished_at=Now(), error="", **outcome
        ):
            raise LeaseLost

    def fail(self, pk, token, error):
        """Put it back for a later attempt, or let it fail for all to see. True when it has failed for good."""
        attempts = self.filter(pk=pk).values_list("attempts", flat=True).first() or 0
        held, error, name = self._held(pk, token), error[:LONGEST_ERROR], self.model._meta.model_name
        if attempts >= MOST_ATTEMPTS:
            failed = held.update(state=State.FAILED, lease_until=None, finished_at=Now(), error=error)
            log.error("%s %s failed after %s attempts: %s", name, pk, attempts, error)
            return bool(failed)
        wait = WAITS[min(attempts, len(WAITS)) - 1]
        held.update(state=State.PENDING, lease_until=None, next_run=Now() + wait, error=error)
        log.warning("%s %s: attempt %s failed: %s", name, pk, attempts, error)
        return False

    def end_spent(self):
        """End those whose worker has disappeared on the last attempt. Returns their keys."""
        spent = self.filter(state=State.RUNNING, lease_until__lt=Now(), attempts__gte=MOST_ATTEMPTS)
        ended = [pk for pk in spent.values_list("pk", flat=True) if self._end(spent.filter(pk=pk))]
        if ended:
            log.error("%s %s(s) ended: the worker disappeared on the last attempt", len(ended), self.model.__name__)
        return ended

    def _end(self, spent):
        return spent.update(
            state=State.FAILED, lease_until=None, finished_at=Now(), error="the worker disappeared while rendering"
        )

    def start_again(self):
        """From the beginning, with all attempts; how many rows that were."""
        return self.update(state=State.PENDING, attempts=0, progress=0, next_run=Now(), error="", finished_at=None)


class Leased(models.Model):
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    attempts = models.PositiveSmallIntegerField(default=0)
    next_run = models.DateTimeField(default=Now)  # the clock that also decides what is due
    lease_token = models.CharField(max_length=32, blank=True)  # who may write the outcome
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)  # for the operator
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def finished(self):
        return self.state in (State.DONE, State.FAILED)


class Heart:
    """Beats at most every few seconds, however often the work reports."""

    def __init__(self, rows, pk, token):
        self.rows, self.pk, self.token, self.last = rows, pk, token, 0.0

    def __call__(self, percent):
        now = time.monotonic()
        if now - self.last >= BEAT or not self.last:
            self.rows.heartbeat(self.pk, self.token, percent)
            self.last = now


def work(rows, pk, token, produce, expected=(OSError,)):
    """Do a job that was claimed. `produce(heart)` gives the fields of the outcome. True when this call has finished it.

    expected: errors whose words may be kept; of any other only the name is, and it is raised again.
    """
    try:
        rows.finish(pk, token, **produce(Heart(rows, pk, token)))
    except LeaseLost:
        return False
    except expected as error:
        rows.fail(pk, token, f"{type(error).__name__}: {error}")
        return False
    except Exception as error:
        rows.fail(pk, token, type(error).__name__)
        raise
    return True

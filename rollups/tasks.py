"""What workers do. Each may run twice, and is one call."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from rollups.periods import last_over
from rollups.rolling import FRAMEWORK, roll_up

log = logging.getLogger(__name__)
LONGEST_S = 1800


# Not handed out again when it takes long: a second worker would only count the same. The next day asks anew.
@shared_task(name="rollups.tasks.count", acks_late=False, time_limit=LONGEST_S, soft_time_limit=LONGEST_S - 60)
def count():
    """The half-year that is over, if it has not been counted."""
    on = timezone.localdate()
    run, made = roll_up(last_over(on), settings.REACH_MINIMUM, FRAMEWORK, on)
    if made:
        log.info("%s counted: %s firms, %s", run.period, run.firms, run.state)

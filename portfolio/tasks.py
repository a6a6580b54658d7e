"""What workers do. Each may run twice, and is a few calls."""

import logging
from itertools import islice

from celery import current_app, shared_task
from django.utils import timezone

from portfolio import bringing
from portfolio.refreshing import forget, outstanding, refresh

log = logging.getLogger(__name__)
AT_ONCE = 2000  # rows of one run, so that none takes longer than a task may


@shared_task(name="portfolio.tasks.refresh")
def make_anew():
    """Rows of yesterday and missing ones; what does not fit into one run is left to the next, which this one calls."""
    on = timezone.localdate()
    forget()
    refresh(list(islice(outstanding(on), AT_ONCE)), on)
    if outstanding(on).exists():
        ring()


def ring():
    """Tell a worker. A queue that is down delays the rows until the next day's task; it breaks nothing."""
    try:
        current_app.send_task("portfolio.tasks.refresh", retry=False, expires=3600)
    except Exception as error:
        log.warning("portfolios wait for the daily task: the queue is out of reach (%s)", type(error).__name__)


@shared_task(name="portfolio.tasks.work_on_list")
def work_on_list(pk):
    """New files have no rows in the table yet."""
    if bringing.work(pk):
        ring()


@shared_task(name="portfolio.tasks.sweep")
def sweep():
    bringing.sweep()


@shared_task(name="portfolio.tasks.tidy")
def tidy():
    bringing.tidy()

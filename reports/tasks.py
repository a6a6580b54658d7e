"""What workers do. Each takes an id or nothing, may run twice, and is one call."""

from celery import shared_task
from celery.signals import worker_init, worker_ready

from reports import jobs, pdf, press


@shared_task(name="reports.tasks.make")
def make(report_pk):
    press.make(report_pk)


@shared_task(name="reports.tasks.sweep")
def sweep():
    jobs.sweep()


@worker_ready.connect
def sweep_at_start(**_):
    """Jobs left over from before are picked up at once. Through the queue: the main process keeps no connection."""
    sweep.apply_async(retry=False, expires=60)


@worker_init.connect
def warm_up(**_):
    """Fonts and styles are loaded once, before the pool is forked, and shared by its processes."""
    pdf.warm_up()

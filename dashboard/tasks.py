"""What workers do. Each takes an id or nothing, may run twice, and is one call."""

from celery import shared_task

from dashboard import jobs


@shared_task(name="dashboard.tasks.make")
def make(export_pk):
    jobs.make(export_pk)


@shared_task(name="dashboard.tasks.sweep")
def sweep():
    jobs.sweep()

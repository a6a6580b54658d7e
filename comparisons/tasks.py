"""What workers do. Each takes an id or nothing, may run twice, and is one call."""

from celery import shared_task

from comparisons import jobs


@shared_task(name="comparisons.tasks.make")
def make(paper_pk):
    jobs.make(paper_pk)


@shared_task(name="comparisons.tasks.sweep")
def sweep():
    jobs.sweep()

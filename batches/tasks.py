"""What workers do. Each takes an id or nothing, may run twice, and is one call."""

from celery import shared_task

from batches import feeding, packing


@shared_task(name="batches.tasks.advance")
def advance(batch_pk):
    feeding.advance(batch_pk)


@shared_task(name="batches.tasks.pack")
def pack(archive_pk):
    packing.pack(archive_pk)


@shared_task(name="batches.tasks.sweep")
def sweep():
    feeding.sweep()


@shared_task(name="batches.tasks.tidy")
def tidy():
    packing.tidy()

"""What workers do for the catalogue. Each task may run twice, and is one call."""

from celery import shared_task
from django.utils import timezone

from subsidies import workflow


@shared_task(name="subsidies.tasks.expire")
def expire():
    """What was valid until yesterday is marked as expired; a day that was missed is made up for."""
    workflow.expire(timezone.localdate())

"""What workers do for the interface. Each task may run twice, and is one call."""

from celery import shared_task

from api.models import Reply


@shared_task(name="api.tasks.forget")
def forget():
    """Replies are kept for a day."""
    Reply.objects.forget()

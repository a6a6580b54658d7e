"""What workers do. Each takes ids, may run twice, and is one call."""

from celery import shared_task

from accounts.models import User
from bureaus import counting
from subsidies.models import Bureau


@shared_task(name="bureaus.tasks.count")
def count(bureau_pk, user_pk=None):
    counting.count(Bureau.objects.get(pk=bureau_pk), User.objects.filter(pk=user_pk).first())

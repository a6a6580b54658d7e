"""A row that is deleted, alone or with its assessment, leaves no file behind."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from evidence.keeping import forget
from evidence.models import Evidence


@receiver(post_delete, sender=Evidence)
def remove_the_file(sender, instance, **kwargs):
    forget(instance)

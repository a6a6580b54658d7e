"""What this floor hears: a deleted paper takes its file along, a deleted client the comparisons it is in."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from comparisons.models import KeyLine, Paper
from reports import files


@receiver(post_delete, sender=Paper)
def remove_file(instance, **_):
    if instance.file_sha256 and not Paper.objects.filter(file_sha256=instance.file_sha256).exists():
        files.discard(instance.file_sha256)


@receiver(post_delete, sender=KeyLine)
def remove_paper(instance, **_):
    for paper in Paper.objects.filter(pk=instance.paper_id):
        paper.delete()

"""What this floor hears: a report is finished, a report is about to be made, something of a batch is deleted."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from batches import feeding, files
from batches.models import Archive, Item
from reports import jobs, press

press.wanted.append(feeding.wanted)


@receiver(jobs.report_finished)
def go_on(report, **_):
    feeding.report_finished(report)


@receiver(post_delete, sender=Archive)
def remove_file(instance, **_):
    if instance.file_sha256 and not Archive.objects.filter(file_sha256=instance.file_sha256).exists():
        files.discard(instance.file_sha256)


@receiver(post_delete, sender=Item)
def remove_archives(instance, **_):
    """A client that is deleted is deleted from the ZIPs as well."""
    for archive in Archive.objects.filter(batch=instance.batch_id):
        archive.delete()

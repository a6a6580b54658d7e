"""What this floor hears: a submission asks for its report; a deleted report takes its file along."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from reports import files, jobs
from reports.models import Report
from surveys.signals import assessment_submitted


@receiver(assessment_submitted)
def request_report(snapshot, **_):
    """The Chinese report is made at once; the English one when somebody asks for it."""
    jobs.request(snapshot, Report.Language.CHINESE, snapshot.assessment.submitted_by)


@receiver(post_delete, sender=Report)
def remove_file(instance, **_):
    if instance.file_sha256 and not Report.objects.filter(file_sha256=instance.file_sha256).exists():
        files.discard(instance.file_sha256)

"""Replay the log of changes of every assessment and compare it with the answers that are kept; to be run every night."""

from django.core.management.base import BaseCommand, CommandError

from surveys.models import Assessment
from surveys.replay import breaks, differences


class Command(BaseCommand):
    help = "Compares the answers of every assessment with the log of changes they came from."

    def handle(self, *args, **options):
        checked = wrong = torn = 0
        for assessment in Assessment.objects.order_by("pk").iterator():
            checked += 1
            for subject, (log, table) in differences(assessment).items():
                wrong += 1
                self.stderr.write(f"{assessment.uuid} {subject}: the log says {log}, the table says {table}")
            for subject, before, found in breaks(assessment):
                torn += 1
                self.stderr.write(f"{assessment.uuid} {subject}: the log goes on from {found} but had come to {before}")
        if wrong or torn:
            raise CommandError(f"{wrong} answers differ from their log; the log is broken in {torn} places.")
        self.stdout.write(f"{checked} assessments checked; every answer is what its log says.")

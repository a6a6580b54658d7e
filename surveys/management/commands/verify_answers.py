"""Replay the log of changes of every assessment and compare it with the answers that are kept; to be run every night."""

from django.core.management.base import BaseCommand, CommandError

from surveys.models import Assessment
from surveys.replay import differences


class Command(BaseCommand):
    help = "Compares the answers of every assessment with the log of changes they came from."

    def handle(self, *args, **options):
        checked = wrong = 0
        for assessment in Assessment.objects.order_by("pk").iterator():
            checked += 1
            for subject, (log, table) in differences(assessment).items():
                wrong += 1
                self.stderr.write(f"{assessment.uuid} {subject}: the log says {log}, the table says {table}")
        if wrong:
            raise CommandError(f"{wrong} answers differ from their log.")
        self.stdout.write(f"{checked} assessments checked; every answer is what its log says.")

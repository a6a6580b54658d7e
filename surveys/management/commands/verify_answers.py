"""Replay the logs of changes and compare them with what is kept; to be run every night."""

from django.core.management.base import BaseCommand, CommandError

from surveys.models import Assessment
from surveys.replay import LOGS, breaks, differences


class Command(BaseCommand):
    help = "Compares the answers of every assessment, and what other rooms log, with the changes they came from."

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
        others = [check() for check in LOGS]
        for other in others:
            for sentence in other.faults:
                self.stderr.write(sentence)
        self._end(checked, wrong, torn, others)

    def _end(self, checked, wrong, torn, others):
        faults = [f"{len(other.faults)} {other.name} differ from their log." for other in others if other.faults]
        if wrong or torn:
            faults.insert(0, f"{wrong} answers differ from their log; the log is broken in {torn} places.")
        if faults:
            raise CommandError(" ".join(faults))
        self.stdout.write(f"{checked} assessments checked; every answer is what its log says.")
        for other in others:
            self.stdout.write(f"{other.checked} {other.name} checked; every one is what its log says.")

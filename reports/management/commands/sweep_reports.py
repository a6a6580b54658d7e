"""manage.py sweep_reports: what the worker does every half minute, by hand."""

from django.core.management.base import BaseCommand

from reports.jobs import sweep


class Command(BaseCommand):
    help = "Ring for reports that wait, and end those whose worker has disappeared for good."

    def handle(self, **options):
        rung, ended = sweep()
        self.stdout.write(f"{rung} waiting, {ended} ended as failed")

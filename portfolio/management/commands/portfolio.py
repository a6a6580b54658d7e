"""manage.py portfolio: make the rows of all clients anew, whatever they say now."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from portfolio.refreshing import forget, refresh
from portfolio.standings import served


class Command(BaseCommand):
    help = "Make anew what the tables of clients show: latest results, and the dates of public money ahead."

    def handle(self, **options):
        gone = forget()
        made = refresh(list(served().values_list("pk", flat=True)), timezone.localdate())
        self.stdout.write(f"{made} rows made, {gone} of former clients removed.")

"""The floor that tells: listens for submissions, warms up workers."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from reports import checks, listening  # noqa: F401

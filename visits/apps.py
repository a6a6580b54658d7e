from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = _("Visits")

    def ready(self):
        from reports import papers as brought
        from reports.models import Report
        from surveys import panels
        from visits import checks, papers, parts  # noqa: F401  (checks registers)

        panels.on("tasks", parts.pack)
        brought.bring(Report.Document.FORM, brought.Paper(papers.form, papers.title, papers.page))
        brought.bring(Report.Document.ROUTE, brought.Paper(papers.route, papers.title, papers.page))

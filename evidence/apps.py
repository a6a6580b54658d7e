"""The room of evidence: hangs its parts on the pages of an assessment."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")

    def ready(self):
        from evidence import checks, leaving, panels  # noqa: F401

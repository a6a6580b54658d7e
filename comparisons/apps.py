from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = _("Comparisons of clients")

    def ready(self):
        from comparisons import checking, listening  # noqa: F401  (listening registers)
        from reports.verification import tell_of

        tell_of(checking.known)

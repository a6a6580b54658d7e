from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubsidiesConfig(AppConfig):
    name = "subsidies"
    verbose_name = _("Subsidies")

    def ready(self):
        from accounts import open_facts
        from subsidies import catalogue, checks  # noqa: F401  (registers the system checks)

        open_facts.ask_for(catalogue.current)

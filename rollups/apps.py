from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RollupsConfig(AppConfig):
    name = "rollups"
    verbose_name = _("Figures over many firms")

    def ready(self):
        from rollups import listening  # noqa: F401

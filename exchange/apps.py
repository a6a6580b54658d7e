from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Files and other frameworks")

    def ready(self):
        from exchange import listening, parts  # noqa: F401
        from surveys import panels

        panels.on("tasks", parts.known_elsewhere)
        panels.on("tasks", parts.files)
        panels.on("review", parts.level_elsewhere)
        panels.with_result("elsewhere", parts.gist, parts.is_gist)

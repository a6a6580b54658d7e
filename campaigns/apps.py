from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self):
        from bureaus import sharing_parts
        from campaigns import listening, parts  # noqa: F401
        from surveys import panels

        panels.on("head", parts.taking_part)
        panels.on("decision", parts.sharing)
        panels.decided_with_submission(parts.decide)
        sharing_parts.show(parts.by_name)

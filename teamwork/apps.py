from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamworkConfig(AppConfig):
    name = "teamwork"
    verbose_name = _("Working together")

    def ready(self):
        from surveys import panels
        from teamwork import parts
        from teamwork.deciding import gist, well_formed

        panels.beside_questions(parts.talk)
        panels.on("head", parts.mine)
        panels.on("tasks", parts.team)
        panels.styled_by("css/teamwork.css")
        panels.with_result("consensus", gist, well_formed)

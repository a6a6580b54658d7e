from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = _("Suggested answers")

    def ready(self):
        from suggestions import parts
        from surveys import panels

        panels.beside_questions(parts.beside_questions)
        panels.on("tasks", parts.still_open)
        panels.on("review", parts.still_open)

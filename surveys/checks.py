"""What must hold before the first visitor: the questionnaire that is current and the subsidy catalogue load."""

from django.core.checks import Error, register

from readiness.errors import ContentError
from readiness.loading.catalogue import published_catalogue
from surveys.content import CURRENT, framework


@register()
def content_loads(app_configs, **kwargs):
    found = [
        _try(f"framework {CURRENT}", "E001", lambda: framework(CURRENT)),
        _try("subsidy catalogue", "E002", published_catalogue),
    ]
    return [error for error in found if error]


def _try(name, number, load):
    try:
        load()
    except (ContentError, KeyError, OSError) as error:
        return Error(f"The {name} cannot be loaded: {error}", id=f"surveys.{number}")
    return None

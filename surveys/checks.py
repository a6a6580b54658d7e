"""What must hold before the first visitor: the questionnaire and the subsidy catalogue load."""

from django.core.checks import Error, register

from readiness.errors import ContentError
from readiness.loading.framework import published_references
from surveys.content import CURRENT, catalogue, framework


@register()
def content_loads(app_configs, **kwargs):
    found = [_try(f"framework {reference}", "E001", lambda r=reference: framework(r)) for reference in references()]
    found.append(_try("subsidy catalogue", "E002", catalogue))
    return [error for error in found if error]


def references():
    return sorted({CURRENT, *published_references()})


def _try(name, number, load):
    try:
        load()
    except (ContentError, KeyError, OSError) as error:
        return Error(f"The {name} cannot be loaded: {error}", id=f"surveys.{number}")
    return None

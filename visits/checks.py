"""What must hold before the first visitor: the walks load."""

from django.core.checks import Error, register

from readiness.errors import ContentError
from readiness.loading.visits import published_visits


@register()
def visits_load(app_configs, **kwargs):
    try:
        published_visits()
    except (ContentError, KeyError, OSError) as error:
        return [Error(f"The interview routes cannot be loaded: {error}", id="visits.E001")]
    return []

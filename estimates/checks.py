"""What must hold before the first visitor: the assumptions load."""

from django.core.checks import Error, register

from readiness.errors import ContentError
from readiness.loading.compute import published_assumptions


@register()
def assumptions_load(app_configs, **kwargs):
    try:
        published_assumptions()
    except (ContentError, OSError) as error:
        return [Error(f"The assumptions about computing power cannot be loaded: {error}", id="estimates.E001")]
    return []

"""What must hold before the first visitor: the sheets load."""

from django.core.checks import Error, register

from readiness.errors import ContentError
from readiness.loading.suppliers import published_sheets


@register()
def sheets_load(app_configs, **kwargs):
    try:
        published_sheets()
    except (ContentError, OSError) as error:
        return [Error(f"The questions to suppliers cannot be loaded: {error}", id="suppliers.E001")]
    return []

"""What this room hears: an assessment that came as a file has moved to the enterprise it is about."""

from django.dispatch import receiver

from exchange.models import Import
from surveys.signals import assessment_moved


@receiver(assessment_moved)
def follow(assessment, after, **_):
    """The same file brought in there again meets it, unless the enterprise has brought it in itself."""
    for row in Import.objects.filter(assessment=assessment):
        if not Import.objects.filter(organisation=after, source=row.source, state=row.state).exists():
            Import.objects.filter(pk=row.pk).update(organisation=after)

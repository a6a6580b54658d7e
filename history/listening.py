"""What this room hears: the assessments of a prepared file have moved to the enterprise it is about."""

from django.dispatch import receiver

from history.models import ActionProgress
from surveys.signals import assessment_moved


@receiver(assessment_moved)
def follow(assessment, before, after, **_):
    """What was noted about actions goes along with results; what the enterprise has noted itself stays."""
    if assessment.open:
        return
    known = list(ActionProgress.objects.filter(organisation=after).values_list("action", flat=True))
    ActionProgress.objects.filter(organisation=before).exclude(action__in=known).update(organisation=after)

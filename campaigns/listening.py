"""What this room hears: an enterprise that takes its consent back ends what it has allowed in campaigns."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from bureaus.models import Consent
from campaigns.models import Choice


@receiver(post_save, sender=Consent, dispatch_uid="nothing is shared in campaigns either")
def end_what_was_allowed(instance, created, **_):
    if created and instance.scope == Consent.Scope.NONE:
        Choice.objects.end_all(instance.organisation, instance.by)

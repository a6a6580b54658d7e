"""What this room hears: a result, a moved result, and every change of the facts about an enterprise."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import EnterpriseProfile, Grant, PlannedSpend, Qualification, SubsidyFact
from portfolio.models import Contact
from portfolio.refreshing import changed
from surveys.signals import assessment_moved, assessment_submitted


@receiver(assessment_submitted)
def note_result(assessment, **_):
    changed(assessment.organisation_id)


@receiver(assessment_moved)
def note_move(before, after, **_):
    changed(before.pk)
    changed(after.pk)


@receiver(post_save, sender=Grant)
def note_grant(instance, **_):
    """With the first grant the enterprise has people of its own: nobody writes to its contact any more."""
    Contact.objects.filter(organisation=instance.client_id).delete()
    changed(instance.client_id)


@receiver(post_save, sender=EnterpriseProfile)
def note_profile(instance, raw=False, **_):
    if not raw:
        changed(instance.organisation_id)


@receiver([post_save, post_delete], sender=Qualification)
@receiver([post_save, post_delete], sender=PlannedSpend)
@receiver([post_save, post_delete], sender=SubsidyFact)
def note_fact(instance, **_):
    """Of an enterprise; where it is being deleted itself, there is nothing left to note."""
    found = EnterpriseProfile.objects.filter(pk=instance.enterprise_id).values_list("organisation", flat=True).first()
    if found:
        changed(found)

"""What this room hears: a result that is kept, one that moves to the enterprise it is about, and a signed statement."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from rollups.facts import Fact
from rollups.noting import note, note_statement
from surveys.signals import assessment_moved, result_kept
from verification.models import Statement


@receiver(result_kept)
def note_result(assessment, data, **_):
    note(assessment, data)


@receiver(assessment_moved)
def follow(assessment, after, **_):
    Fact.objects.filter(assessment=assessment).update(organisation=after)


@receiver(post_save, sender=Statement)
def note_signature(instance, created, **_):
    if created:
        note_statement(instance)

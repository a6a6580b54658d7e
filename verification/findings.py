"""What an assessor found about one answer, and the log from which it can be rebuilt.

In plain form {"outcome": "different", "value": "L2", "evidence": "observed", "note": "…"}; None where nothing is said.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from evidence.models import Evidence
from verification.verifications import Verification

LONGEST_NOTE = 1000


class OfAVerification(models.QuerySet):
    def for_user(self, user):
        return self.filter(verification__in=Verification.objects.for_user(user).values("pk"))


class Finding(models.Model):
    """No outcome: it was taken back."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("finding", "Confirmed")
        DIFFERENT = "different", pgettext_lazy("finding", "Different")
        UNCHECKED = "unchecked", pgettext_lazy("finding", "Could not be checked")

    verification = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="findings")
    question = models.CharField(max_length=40)  # its code; of a scene its place in the register, "scene:2"
    outcome = models.CharField(_("Finding"), max_length=9, choices=Outcome, blank=True)
    value = models.JSONField(null=True)  # the verified answer, as `readiness.answers` reads it
    evidence = models.CharField(max_length=8, choices=Evidence.Class, blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField()

    objects = OfAVerification.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verification", "question"], name="one_finding_per_question"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="finding_revision_from_1"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "unchecked"], value__isnull=True, evidence="")
                | Q(outcome="confirmed", value__isnull=True, evidence__in=["observed", "document", "oral"])
                | Q(outcome="different", value__isnull=False, evidence__in=["observed", "document", "oral", "plan"]),
                name="finding_says_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.outcome}"

    @property
    def organisation(self):
        return self.verification.organisation

    @property
    def plain(self):
        if not self.outcome:
            return None
        return {"outcome": self.outcome, "value": self.value, "evidence": self.evidence, "note": self.note}


class FindingEvent(models.Model):
    """One change that reached us, accepted or in conflict. Written once; a conflicting one has no `new_revision`."""

    verification = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="events")
    question = models.CharField(max_length=40)
    mutation = models.UUIDField()
    base_revision = models.PositiveIntegerField()
    found_revision = models.PositiveIntegerField()
    new_revision = models.PositiveIntegerField(null=True)
    old_value = models.JSONField(null=True)
    new_value = models.JSONField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = OfAVerification.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["verification", "mutation"], name="a_finding_arrives_once"),
            models.UniqueConstraint(
                fields=["verification", "question", "new_revision"], name="a_finding_revision_is_made_once"
            ),
            models.CheckConstraint(
                condition=Q(new_revision=None) | Q(new_revision=models.F("found_revision") + 1),
                name="a_finding_revision_follows_the_last",
            ),
        ]

    def __str__(self):
        return f"{self.question} {self.found_revision} → {self.new_revision}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A finding event is never changed.")
        super().save(*args, **kwargs)

    @property
    def organisation(self):
        return self.verification.organisation

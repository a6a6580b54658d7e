"""Answers as rows, and the log from which they can be rebuilt.

A value has the plain form that `readiness.answers` reads; None stands for an answer that was taken back.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from readiness.scenes import FREQUENCIES, STATUSES
from surveys.assessments import Assessment


class BelongsToAnAssessment(models.QuerySet):
    def for_user(self, user):
        return self.filter(assessment__organisation__in=Organisation.objects.for_user(user)).select_related(
            "assessment__organisation"
        )


class Answer(models.Model):
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")  # for whom
    updated_at = models.DateTimeField()

    objects = BelongsToAnAssessment.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="one_answer_per_question"),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="answer_revision_from_1"),
        ]

    def __str__(self):
        return f"{self.question}: {self.value}"

    @property
    def organisation(self):
        return self.assessment.organisation


class SceneEntry(models.Model):
    """One line of the scene register. It may be incomplete; what it lacks is said, not refused."""

    class Status(models.TextChoices):
        IDEA = "idea", _("Idea")
        PILOT = "pilot", _("Pilot")
        PRODUCTION = "production", _("In production")

    class Frequency(models.TextChoices):
        CONTINUOUS = "continuous", _("Continuously")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        RARELY = "rarely", _("Less often")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scenes")
    uuid = models.UUIDField(default=uuid.uuid4)
    stage = models.CharField(_("Stage"), max_length=40, blank=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, blank=True)
    start_month = models.DateField(_("In use since"), null=True, blank=True)  # the first of that month
    owner = models.CharField(_("Business owner"), max_length=60, blank=True)
    frequency = models.CharField(_("How often it is used"), max_length=10, choices=Frequency, blank=True)
    benefit = models.TextField(_("Measured benefit"), blank=True)
    evidence = models.TextField(_("Evidence"), blank=True)
    removed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")  # for whom
    updated_at = models.DateTimeField()

    objects = BelongsToAnAssessment.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("scene")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "uuid"], name="scene_once"),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="scene_revision_from_1"),
            models.CheckConstraint(condition=models.Q(status__in=["", *STATUSES]), name="scene_status"),
            models.CheckConstraint(condition=models.Q(frequency__in=["", *FREQUENCIES]), name="scene_frequency"),
        ]

    def __str__(self):
        return self.name or str(self.uuid)

    @property
    def organisation(self):
        return self.assessment.organisation


class AnswerEvent(models.Model):
    """One change that reached us, accepted or in conflict. Written once; replaying the accepted ones gives the answers.

    `subject` is the code of a question or "scene:" with the address of a scene. A conflicting change has no
    `new_revision`; `found_revision` is what the server had when the change arrived.
    """

    class Origin(models.TextChoices):
        TYPED = "typed", _("Given by a person")
        CARRIED = "carried", _("Carried over from an earlier assessment")
        ADOPTED = "adopted", _("Proposed from elsewhere, confirmed by a person")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="events")
    subject = models.CharField(max_length=60)
    mutation = models.UUIDField()
    origin = models.CharField(max_length=7, choices=Origin, default=Origin.TYPED)
    base_revision = models.PositiveIntegerField()
    found_revision = models.PositiveIntegerField()
    new_revision = models.PositiveIntegerField(null=True)
    old_value = models.JSONField(null=True)
    new_value = models.JSONField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # The organisation the person acted for; empty in events written before this was asked.
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = BelongsToAnAssessment.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "mutation"], name="a_change_arrives_once"),
            # Two accepted changes can never claim the same revision.
            models.UniqueConstraint(fields=["assessment", "subject", "new_revision"], name="a_revision_is_made_once"),
            models.CheckConstraint(
                condition=models.Q(new_revision=None) | models.Q(new_revision=models.F("found_revision") + 1),
                name="a_revision_follows_the_last",
            ),
        ]

    def __str__(self):
        return f"{self.subject} {self.found_revision} → {self.new_revision}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An answer event is never changed.")
        super().save(*args, **kwargs)

    @property
    def organisation(self):
        return self.assessment.organisation

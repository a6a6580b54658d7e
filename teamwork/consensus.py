"""Consensus mode of an assessment: own opinions of several people on a question, and what was decided from them.

A value has the plain form that an answer has; None stands for an opinion that was taken back.
"""

from django.conf import settings
from django.db import models

from accounts.acting import acting_for, entitled
from accounts.models import Organisation
from accounts.rights import EDIT, MANAGE
from surveys.answers import BelongsToAnAssessment
from surveys.models import Assessment


class ConsensusQuerySet(BelongsToAnAssessment):
    def is_on(self, assessment):
        return self.filter(assessment=assessment, on=True).exists()

    def of(self, assessment):
        """The row while it is on, with who switched it."""
        return self.filter(assessment=assessment, on=True).select_related("switched_by", "switched_for").first()

    def switch(self, assessment, user, on):
        facts = {"on": on, "switched_by": user, "switched_for": acting_for(user, assessment, MANAGE)}
        return self.update_or_create(assessment=assessment, defaults=facts)


class Consensus(models.Model):
    """Whether an assessment collects opinions. Switching it off keeps them."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="consensus")
    on = models.BooleanField(default=False)
    switched_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    switched_for = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    switched_at = models.DateTimeField(auto_now=True)

    objects = ConsensusQuerySet.as_manager()

    def __str__(self):
        return f"{self.assessment}: {self.on}"

    @property
    def organisation(self):
        return self.assessment.organisation


class OpinionQuerySet(BelongsToAnAssessment):
    def given(self, assessment):
        """The opinions that count: of people who may answer for the enterprise today, in order of giving."""
        return (
            self.filter(entitled(assessment.organisation_id, EDIT), assessment=assessment)
            .exclude(value=None)
            .order_by("at", "pk")
        )


class Opinion(models.Model):
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="opinions")
    question = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="opinions")
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")  # for whom
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    objects = OpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question", "user"], name="one_opinion_each"),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="opinion_revision_from_1"),
        ]

    def __str__(self):
        return f"{self.question}: {self.value}"

    @property
    def organisation(self):
        return self.assessment.organisation


class Decision(models.Model):
    """The answer decided last on a question, by whom, and from which opinions: [{"value", "count"}], without names."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="decisions")
    question = models.CharField(max_length=20)
    value = models.JSONField()
    opinions = models.JSONField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_for = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = BelongsToAnAssessment.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="one_decision_per_question")]

    def __str__(self):
        return f"{self.question}: {self.value}"

    @property
    def organisation(self):
        return self.assessment.organisation

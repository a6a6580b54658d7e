"""What a submission leaves behind: the frozen outcome and its scores as rows. Written once, never changed."""

import json
from decimal import Decimal
from functools import cached_property

from django.db import models

from accounts.models import Organisation
from surveys.assessments import Assessment


class ResultSnapshotQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(assessment__organisation__in=Organisation.objects.for_user(user)).select_related(
            "assessment__organisation"
        )

    def of_firm(self, organisation):
        """Those of one organisation, the latest first."""
        return self.filter(assessment__organisation=organisation).order_by("-assessment__submitted_at", "-pk")


class Immutable(models.Model):
    """Rows that are written once."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(f"A {self._meta.verbose_name} is never changed.")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})


class ResultSnapshot(Immutable):
    """The outcome of a submission, frozen: canonical JSON of `readiness.record.outcome_to_plain` and its SHA-256."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="snapshot")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    framework_digest = models.CharField(max_length=64)
    catalogue_digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=20)
    level = models.CharField(max_length=40)
    overall = models.DecimalField(max_digits=15, decimal_places=6, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")  # who submitted

    objects = ResultSnapshotQuerySet.as_manager()

    def __str__(self):
        return f"{self.assessment} / {self.level} / {self.sha256[:12]}"

    @cached_property
    def data(self):
        """The outcome as plain data; what pages and documents are made from."""
        return json.loads(self.text)

    @property
    def organisation(self):
        return self.assessment.organisation


class DimensionScore(Immutable):
    """The score of one dimension, as a row, for aggregation. `score` is empty when the dimension was not assessed."""

    snapshot = models.ForeignKey(ResultSnapshot, on_delete=models.CASCADE, related_name="dimension_scores")
    code = models.CharField(max_length=40)
    score = models.DecimalField(max_digits=15, decimal_places=6, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "code"], name="one_score_per_dimension"),
            # How high a score can be is for its framework to say.
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=Decimal(0)), name="score_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.score}"

"""What one assessor says about a case: an answer to each question, how sure of it, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from calibration.observations import OfARound
from calibration.rounds import Round

LONGEST_WHY = 500


class Scorer(models.Model):
    """One person's share in a round. Forgotten people leave their answers behind, without a name."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scorers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    handed_in_at = models.DateTimeField(null=True)

    objects = OfARound.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="scores_a_round_once")]

    def __str__(self):
        return f"{self.user} / {self.round_id}"

    @property
    def organisation(self):
        return self.round.provider


class OfAScorer(models.QuerySet):
    def for_user(self, user):
        return self.filter(scorer__in=Scorer.objects.for_user(user).values("pk"))


class Rating(models.Model):
    """value: as `readiness.answers` reads it; None: nothing is said, or it was taken back."""

    class Confidence(models.TextChoices):
        SURE = "sure", pgettext_lazy("confidence", "Sure")
        FAIRLY = "fairly", pgettext_lazy("confidence", "Fairly sure")
        UNSURE = "unsure", pgettext_lazy("confidence", "Could be another")

    scorer = models.ForeignKey(Scorer, on_delete=models.CASCADE, related_name="ratings")
    question = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    why = models.TextField(max_length=LONGEST_WHY, blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    objects = OfAScorer.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scorer", "question"], name="one_rating_per_question"),
            models.CheckConstraint(
                condition=Q(confidence__in=["", "sure", "fairly", "unsure"]), name="rating_confidence"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="rating_revision_from_1"),
        ]

    def __str__(self):
        return f"{self.question}: {self.value}"

    @property
    def organisation(self):
        return self.scorer.round.provider

    @property
    def plain(self):
        return {"value": self.value, "confidence": self.confidence, "why": self.why}

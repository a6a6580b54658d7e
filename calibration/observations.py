"""What is seen of the firm about one question of a case, and the answer its author holds right."""

from django.db import models
from django.utils.translation import get_language

from calibration.rounds import Round

LONGEST_SEEN = 2000
LONGEST_REASON = 1000


class OfARound(models.QuerySet):
    def for_user(self, user):
        return self.filter(round__in=Round.objects.for_user(user).values("pk"))


class Observation(models.Model):
    """In English too where there are two texts. reference: the plain answer, hidden until the round closes; or None."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="observations")
    question = models.CharField(max_length=40)
    seen = models.TextField(max_length=LONGEST_SEEN, blank=True)
    seen_en = models.TextField(max_length=LONGEST_SEEN, blank=True)
    reference = models.JSONField(null=True)
    reason = models.TextField(max_length=LONGEST_REASON, blank=True)
    reason_en = models.TextField(max_length=LONGEST_REASON, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OfARound.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "question"], name="one_observation_per_question")]

    def __str__(self):
        return f"{self.round_id} / {self.question}"

    @property
    def organisation(self):
        return self.round.provider

    @property
    def seen_text(self):
        return in_language(self.seen, self.seen_en)

    @property
    def reason_text(self):
        return in_language(self.reason, self.reason_en)


def in_language(text, english):
    """In the language of the page, where the text stands in it."""
    return english if english and (get_language() or "").startswith("en") else text

"""Suggested answers as rows.

Whether a suggestion is settled is read off the answers, not written down: it is open while its question has no answer
and nobody has dismissed it. Answers arrive through many doors (autosave, page form, another suggestion, an import);
a rule at reading time cannot miss one, and a cleared answer brings its suggestion back. Who confirmed what, and when,
stands in the log of the answers (`AnswerEvent.Origin.ADOPTED`).
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from surveys.models import Answer, Assessment

OPEN, CONFIRMED, CHANGED, DISMISSED = "open", "confirmed", "changed", "dismissed"


class SuggestionQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(assessment__organisation__in=Organisation.objects.for_user(user)).select_related(
            "assessment__organisation__enterprise"
        )

    def unsettled(self):
        """Not dismissed, and without an answer to their question."""
        answered = Answer.objects.filter(
            assessment=models.OuterRef("assessment"), question=models.OuterRef("question"), value__isnull=False
        )
        return self.filter(~models.Exists(answered), dismissed_at=None)


class Suggestion(models.Model):
    class Source(models.TextChoices):
        MINISTRY = "ministry", _("Assessment of the ministry")
        EARLIER = "earlier", _("Earlier assessment")
        FILE = "file", _("File")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="suggestions")
    question = models.CharField(max_length=20)
    value = models.JSONField()  # as in surveys.Answer
    source = models.CharField(max_length=10, choices=Source)
    detail = models.CharField(max_length=300, blank=True)  # the question it came from; for EARLIER the date, 2025-03-01
    exact = models.BooleanField(default=True)  # whether the question it came from asks the same
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    dismissed_at = models.DateTimeField(null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question", "source"], name="one_suggestion_per_question_and_source"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=["ministry", "earlier", "file"]), name="suggestion_source"
            ),
            models.CheckConstraint(
                condition=models.Q(dismissed_by=None) | models.Q(dismissed_at__isnull=False),
                name="dismissed_has_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.value} ({self.source})"

    @property
    def organisation(self):
        return self.assessment.organisation

    def state_beside(self, answer):
        """open | confirmed | changed | dismissed, next to the answer its question has now (None: none)."""
        if answer is not None:
            return CONFIRMED if answer == self.value else CHANGED
        return DISMISSED if self.dismissed_at else OPEN

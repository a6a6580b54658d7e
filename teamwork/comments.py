"""What people of an enterprise say to each other about a question. Never part of a score."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Organisation
from surveys.answers import BelongsToAnAssessment
from surveys.models import Assessment

LONGEST = 1000  # characters


class CommentQuerySet(BelongsToAnAssessment):
    def about(self, assessment, question):
        return self.filter(assessment=assessment, question=question).select_related("author", "acting")

    def counts(self, assessment):
        """question code → how many comments stand."""
        rows = self.filter(assessment=assessment, removed_at=None).values_list("question")
        return dict(rows.annotate(models.Count("pk")).order_by())


class Comment(models.Model):
    """A removed comment leaves a trace, so that replies to it still make sense; its text is gone for good."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="comments")
    question = models.CharField(max_length=20)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acting = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # for whom the author speaks
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["assessment", "question"], name="comments_of_a_question")]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(removed_at=None) & ~models.Q(text=""))
                | models.Q(removed_at__isnull=False, text=""),
                name="comment_has_a_text_until_removed",
            )
        ]

    def __str__(self):
        return f"{self.question}: {self.text[:40]}"

    @property
    def organisation(self):
        return self.assessment.organisation

    def remove(self):
        self.text, self.removed_at = "", timezone.now()
        self.save(update_fields=["text", "removed_at"])

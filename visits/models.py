"""What has been seen on a visit: one row per thing ticked off."""

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from surveys.models import Assessment


class SeenQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(assessment__organisation__in=Organisation.objects.for_user(user))


class Seen(models.Model):
    """Something the walk says to check or to ask for, and that somebody has ticked off. It counts for nothing else."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="seen_on_visits")
    item = models.CharField(max_length=12)  # its code on the walk, "C3"
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="seen_once")]

    def __str__(self):
        return f"{self.assessment} / {self.item}"

    @property
    def organisation(self):
        return self.assessment.organisation

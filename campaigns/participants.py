"""Firms that take part: one of their people has said so, by the link of a letter or by the open one.

Before that nothing is told of a firm, even where a bureau has its name on a list and it is at home here.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from accounts.models import Organisation
from campaigns.campaigns import Campaign
from campaigns.targets import Target
from surveys.models import Assessment


class ParticipantQuerySet(models.QuerySet):
    def for_user(self, user):
        """Those of one's own enterprises."""
        return self.filter(organisation__in=Organisation.objects.own(user))

    def with_progress(self, campaign):
        """started_at and submitted_at of what counts for the campaign; None for what has not happened."""
        here = assessments_of(campaign, OuterRef("organisation"))
        counted = submissions_of(campaign, OuterRef("organisation"))
        begun = here.filter(Q(state=Assessment.State.DRAFT) | Q(pk__in=counted.values("pk")))
        return self.filter(campaign=campaign).annotate(
            started_at=Subquery(begun.order_by("started_at").values("started_at")[:1]),
            submitted_at=Subquery(counted.order_by("submitted_at").values("submitted_at")[:1]),
        )


def assessments_of(campaign, organisation):
    """With the questionnaire of the campaign, begun before its end."""
    _begin, end = campaign.span
    return Assessment.objects.filter(
        organisation=organisation, framework_version=campaign.framework_version_id, started_at__lt=end
    )


def submissions_of(campaign, organisation):
    """Those that count."""
    begin, end = campaign.span
    counted = assessments_of(campaign, organisation).submitted().filter(submitted_at__gte=begin, submitted_at__lt=end)
    return counted.filter(mode=Assessment.Mode.FULL) if campaign.full_only else counted


class Participant(models.Model):
    """adcode: where it counts, as the list of the bureau says it, else as the firm did when it came."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="campaigns")
    target = models.OneToOneField(Target, null=True, on_delete=models.SET_NULL, related_name="participant")
    adcode = models.CharField(max_length=6)
    joined_at = models.DateTimeField(auto_now_add=True)
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["campaign", "adcode"], name="participants_by_county")]
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation"], name="takes_part_once")]

    def __str__(self):
        return f"{self.organisation} / {self.campaign}"

"""Whose result the bureau of a campaign may read by name, and which result that is."""

from campaigns.models import Campaign, Choice, Participant
from campaigns.participants import submissions_of
from surveys.models import ResultSnapshot


def allowed(campaign: Campaign):
    """Those who have submitted for the campaign and let themselves be read by now."""
    here = Participant.objects.with_progress(campaign).exclude(submitted_at=None)
    return (
        here.filter(organisation__in=Choice.objects.by_name(campaign))
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )


def result_of(campaign: Campaign, organisation) -> ResultSnapshot:
    """The last one that counts for the campaign: nothing the firm submits after it."""
    last = submissions_of(campaign, organisation).order_by("submitted_at").last()
    return ResultSnapshot.objects.select_related("assessment").get(assessment=last)

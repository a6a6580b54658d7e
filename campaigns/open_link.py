"""The open link of a campaign: whoever holds it may take part, if the campaign is meant for them. Only its hash is kept."""

import secrets

from django.conf import settings
from django.urls import reverse

from accounts.invitations import hashed
from campaigns.models import Campaign


def renew(campaign):
    """The address of a new link; the one before ends."""
    token = secrets.token_urlsafe(32)
    Campaign.objects.filter(pk=campaign.pk).update(link_sha256=hashed(token))
    return settings.SITE_URL + reverse("campaigns:open_invitation", args=[token])


def end(campaign):
    """Whether there was one."""
    return bool(Campaign.objects.filter(pk=campaign.pk).exclude(link_sha256=None).update(link_sha256=None))

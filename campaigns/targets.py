"""Firms a bureau has invited by name. Each has a link of its own, whose token is known to no table: only its hash is.

The token follows from the key of this installation, so that a letter can be printed again; a new number makes a new one.
"""

import base64
import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.invitations import hashed
from campaigns.campaigns import Campaign
from campaigns.regions import name_of


class TargetQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(campaign__in=Campaign.objects.for_user(user)).select_related(
            "campaign__bureau__organisation"
        )

    def by_token(self, token):
        return self.filter(token_sha256=hashed(token)).select_related("campaign__bureau__organisation")


class Target(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    uscc = models.CharField(_("Unified social credit code"), max_length=18)
    name = models.CharField(_("Name of the enterprise"), max_length=120)
    adcode = models.CharField(_("Region"), max_length=6)
    email = models.EmailField(_("E-mail address"), blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    link_number = models.PositiveSmallIntegerField(default=1)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["adcode", "name", "pk"]
        indexes = [models.Index(fields=["campaign", "adcode"], name="targets_by_county")]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "uscc"], name="target_once_a_campaign"),
            models.CheckConstraint(condition=~Q(uscc="") & ~Q(name=""), name="target_has_code_and_name"),
        ]

    def __str__(self):
        return f"{self.name} / {self.uscc}"

    def save(self, *args, **kwargs):
        self.token_sha256 = hashed(self.token)
        super().save(*args, **kwargs)

    @property
    def organisation(self):
        return self.campaign.organisation

    @property
    def token(self):
        """43 characters that cannot be guessed without the key of this installation."""
        made = salted_hmac("campaigns.target", f"{self.uuid}/{self.link_number}", algorithm="sha256").digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    @property
    def link(self):
        return settings.SITE_URL + reverse("campaigns:invitation", args=[self.token])

    @property
    def place(self):
        return name_of(self.adcode)

    @transaction.atomic
    def delete_unless_taking_part(self):
        """Whether it was taken off the list. In turn with taking part, which locks the campaign, too."""
        Campaign.objects.select_for_update(no_key=True, of=("self",)).get(pk=self.campaign_id)
        return bool(Target.objects.filter(pk=self.pk, participant=None).delete()[0])

"""Where a bureau's reminders go besides e-mail: an address of its own that passes them on as SMS, 企业微信 or 钉钉.

The secret that signs them is in no table: it follows from the key of this installation and a number, and is shown once.
"""

from __future__ import annotations

import base64
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Organisation
from subsidies.models import Bureau


class GatewayQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bureau__organisation__in=Organisation.objects.own(user))

    def of(self, bureau):
        return self.filter(bureau=bureau).first()


class Gateway(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.OneToOneField(Bureau, on_delete=models.CASCADE, related_name="gateway")
    url = models.URLField(max_length=500)
    secret_number = models.PositiveSmallIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)

    objects = GatewayQuerySet.as_manager()

    def __str__(self):
        return f"{self.bureau} / {self.host}"

    @property
    def organisation(self):
        return self.bureau.organisation

    @property
    def host(self):
        return urlsplit(self.url).hostname or ""

    @property
    def secret(self):
        made = salted_hmac("campaigns.gateway", f"{self.uuid}/{self.secret_number}", algorithm="sha256").digest()
        return "whs_" + base64.urlsafe_b64encode(made).decode().rstrip("=")


def trouble_with(url: str) -> str:
    """Why nothing is sent to an address; "" for one that will do. Whether its host is public is asked at every sending."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _("This is no address. Expected is something like https://gateway.example.com/readiness.")
    schemes = ("https", "http") if settings.WEBHOOK_PRIVATE else ("https",)
    if parts.scheme not in schemes or not parts.hostname:
        return _("The address must begin with https://, so that nobody reads the messages on their way.")
    if parts.username or parts.password:
        return _("The address must not hold a user name or password: messages are signed instead.")
    if port == 0 or not url.isascii() or not url.isprintable() or " " in url:
        return _("The address holds a character or port that no server takes. Please copy it again.")
    return ""

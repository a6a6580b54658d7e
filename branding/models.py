"""One version of a provider's look. Written once: a report made with it can be made again and looks the same."""

import base64
import hashlib
import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils.safestring import mark_safe

from accounts.models import Organisation
from readiness.plain import digest

LONGEST_NAME, LONGEST_LINE = 60, 80
LINES = 3  # of contact


class BrandingQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(provider__in=Organisation.objects.own(user)).select_related("provider")

    def current(self, provider):
        """The version reports are made with from now on; None where nobody has made one, or it was put away."""
        latest = self.filter(provider=provider).order_by("-version").first()
        return latest if latest and latest.used else None

    def keep(self, provider, user, **facts):
        """The next version; the one there is when nothing has changed."""
        with transaction.atomic():
            Organisation.objects.select_for_update(no_key=True).get(pk=provider.pk)
            latest = self.filter(provider=provider).order_by("-version").first()
            made = Branding(provider=provider, made_by=user, version=latest.version + 1 if latest else 1, **facts)
            made.digest = digest(made.plain)
            if latest and latest.digest == made.digest and latest.used == made.used:
                return latest
            made.save()
            return made


class Branding(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="brandings")
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=LONGEST_NAME)
    primary = models.CharField(max_length=7)
    accent = models.CharField(max_length=7)
    contact = models.JSONField(default=list)  # up to three lines
    logo = models.BinaryField(null=True)  # painted anew by us
    logo_kind = models.CharField(max_length=4, blank=True)  # png | jpeg
    used = models.BooleanField(default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = BrandingQuerySet.as_manager()

    class Meta:
        ordering = ["provider", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "version"], name="branding_version"),
            models.CheckConstraint(condition=~models.Q(name=""), name="branding_has_a_name"),
            models.CheckConstraint(condition=models.Q(logo_kind__in=["", "png", "jpeg"]), name="branding_logo_kind"),
        ]

    def __str__(self):
        return f"{self.name} / {self.version}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A version of a look is never changed.")
        super().save(*args, **kwargs)

    @property
    def organisation(self):
        return self.provider

    @property
    def plain(self):
        """What a reader sees of it: what its digest is made of."""
        logo = hashlib.sha256(bytes(self.logo)).hexdigest() if self.logo else ""
        return {"name": self.name, "colours": [self.primary, self.accent], "contact": list(self.contact), "logo": logo}

    @property
    def logo_address(self):
        """The picture as an address of its own, for paper and pages."""
        if not self.logo:
            return ""
        data = base64.b64encode(bytes(self.logo)).decode()
        return mark_safe(f"data:image/{self.logo_kind};base64,{data}")  # noqa: S308 - base64 of what we have painted

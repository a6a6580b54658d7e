"""Organisations and who belongs to them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.rights import RIGHTS


class OrganisationQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(memberships__user=user) if user.is_authenticated else self.none()

    def bureaus(self):
        return self.filter(kind=Organisation.Kind.BUREAU)

    def enterprises(self):
        return self.filter(kind=Organisation.Kind.ENTERPRISE)


class Organisation(models.Model):
    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        PROVIDER = "provider", _("Service provider")
        BUREAU = "bureau", _("Bureau")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ENTERPRISE)
    name = models.CharField(_("Name"), max_length=120)
    created = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["enterprise", "provider", "bureau"]), name="organisation_kind"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def organisation(self):
        """Itself, so that guards ask every object the same question."""
        return self

    @property
    def is_bureau(self):
        return self.kind == self.Kind.BUREAU


class MembershipQuerySet(models.QuerySet):
    def for_user(self, user):
        """All memberships of the organisations this user belongs to."""
        return self.filter(organisation__in=Organisation.objects.for_user(user))

    def holding(self, right):
        """Those whose role holds this right."""
        return self.filter(role__in=[role for role, rights in RIGHTS.items() if right in rights])


class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        VIEWER = "viewer", _("Viewer")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role)
    created = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_each"),
            models.CheckConstraint(condition=models.Q(role__in=["owner", "editor", "viewer"]), name="membership_role"),
        ]

    def __str__(self):
        return f"{self.user} / {self.organisation} / {self.role}"

"""Organisations and who belongs to them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.rights import RIGHTS

# From a membership in a provider to the organisations it works for.
GRANTED = "organisation__grants_held__client"
PREPARED = "organisation__prepared_files__organisation"


def live(to_grant=""):
    """What a grant that counts today fulfils; `to_grant`: the lookup that leads to it."""
    today = timezone.localdate()
    facts = {"ended_at": None, "begins__lte": today, "until__gte": today}
    return models.Q(**{to_grant + name: value for name, value in facts.items()})


class OrganisationQuerySet(models.QuerySet):
    def own(self, user):
        """Those this person belongs to."""
        return self.filter(memberships__user=user) if user.is_authenticated else self.none()

    def for_user(self, user):
        """Own ones, and those a service provider of one's own works for: by a live grant, or as a prepared file.

        People, addresses, consents and desks are asked of `own` instead.
        """
        if not user.is_authenticated:
            return self.none()
        ways = Membership.objects.filter(user=user)
        return self.filter(
            models.Q(pk__in=ways.values("organisation"))
            | models.Q(pk__in=ways.filter(live("organisation__grants_held__")).values(GRANTED))
            | models.Q(pk__in=ways.exclude(**{PREPARED: None}).values(PREPARED))
        )

    def bureaus(self):
        return self.filter(kind=Organisation.Kind.BUREAU)

    def providers(self):
        return self.filter(kind=Organisation.Kind.PROVIDER)

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

    @property
    def is_provider(self):
        return self.kind == self.Kind.PROVIDER

    def role_label(self, role):
        """What a role is called here."""
        return ROLES_AT_A_PROVIDER[role] if self.is_provider else Membership.Role(role).label


class MembershipQuerySet(models.QuerySet):
    def for_user(self, user):
        """All memberships of the organisations this user belongs to; never those of clients."""
        return self.filter(organisation__in=Organisation.objects.own(user))

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

    @property
    def role_label(self):
        return self.organisation.role_label(self.role)


ROLES_AT_A_PROVIDER = {
    Membership.Role.OWNER: pgettext_lazy("role at a provider", "Administrator"),
    Membership.Role.EDITOR: pgettext_lazy("role at a provider", "Assessor"),
    Membership.Role.VIEWER: pgettext_lazy("role at a provider", "Read only"),
}

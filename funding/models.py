"""The calendar a person subscribes to: an address without sign-in, for one person and one organisation.

Whoever knows the address can read it, so its token is known to nobody here: only its SHA-256 is kept. It hangs on the
membership and goes with it: who leaves the organisation, or comes back later, has no address any more.
"""

import secrets

from django.db import models

from accounts.invitations import hashed
from accounts.models import Membership


class SubscriptionQuerySet(models.QuerySet):
    def for_user(self, user):
        """A person's own; nobody else needs to see them."""
        return self.filter(membership__user=user)

    def by_token(self, token):
        """Of people who may still sign in."""
        found = self.filter(token_sha256=hashed(token), membership__user__is_active=True)
        return found.select_related("membership__organisation__enterprise")

    def renew(self, membership):
        """The token of a new address, told this once. An earlier address of the same person ends."""
        token = secrets.token_urlsafe(32)
        self.update_or_create(membership=membership, defaults={"token_sha256": hashed(token)})
        return token


class Subscription(models.Model):
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="money_calendar")
    token_sha256 = models.CharField(max_length=64, unique=True)
    renewed = models.DateTimeField(auto_now=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(token_sha256=""), name="subscription_has_a_token"),
        ]

    def __str__(self):
        return f"{self.membership} / {self.renewed:%Y-%m-%d}"

    @property
    def organisation(self):
        return self.membership.organisation

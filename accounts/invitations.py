"""Invitations: how a colleague comes to belong to an organisation.

Whoever holds the link may join, so its token is known to nobody here: only its SHA-256 is kept.
"""

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations import Membership, Organisation

VALID_DAYS = 14
MOST_A_DAY = 50  # per organisation: a mail server must not be lent to whoever wants to write to strangers


def hashed(token):
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.own(user))

    def unsettled(self):
        """Neither used nor revoked; perhaps expired."""
        return self.filter(used_at=None, revoked_at=None)

    def open(self):
        return self.unsettled().filter(expires__gt=timezone.now())

    def by_token(self, token):
        return self.filter(token_sha256=hashed(token)).select_related("organisation", "invited_by")

    def revoke(self):
        return self.unsettled().update(revoked_at=timezone.now())

    def made_today(self, organisation):
        return self.filter(organisation=organisation, created__gte=timezone.now() - timedelta(days=1)).count()

    @transaction.atomic
    def invite(self, organisation, user, email, role):
        """(invitation, token). The token is told this once. An earlier open invitation of this address ends."""
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        self.filter(organisation=organisation, email=email).revoke()
        token = secrets.token_urlsafe(32)
        made = self.create(
            organisation=organisation,
            email=email,
            role=role,
            invited_by=user,
            token_sha256=hashed(token),
            expires=timezone.now() + timedelta(days=VALID_DAYS),
        )
        return made, token


class Invitation(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail address"))
    role = models.CharField(max_length=8, choices=Membership.Role)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=["owner", "editor", "viewer"]), name="invitation_role"),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(revoked_at=None), name="invitation_used_or_revoked"
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(used_at=None, revoked_at=None),
                name="one_open_invitation_per_address",
            ),
        ]

    def __str__(self):
        return f"{self.email} / {self.organisation} / {self.role}"

    @property
    def inviter(self):
        """Who invites, by name; an e-mail address is not told to whoever holds the link."""
        return self.invited_by.name or _("The owner")

    @property
    def role_label(self):
        return self.organisation.role_label(self.role)

    @property
    def open(self):
        return self.used_at is None and self.revoked_at is None and self.expires > timezone.now()

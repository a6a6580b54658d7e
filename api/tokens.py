"""Tokens by which a program acts for a person, within one organisation and no further than the token says.

Only the SHA-256 of a token is kept. It hangs on the membership and goes with it: who leaves the organisation, or comes
back later, has no token any more.
"""

import secrets
import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.invitations import hashed
from accounts.models import Membership, Organisation
from accounts.rights import MANAGE

PREFIX = "rdy_"
SHOWN = 10  # characters of a token that stay readable, so that it can be told apart
LONGEST_DAYS = 365
MOST_TOKENS = 20  # live ones of one organisation

VIEW, EDIT, SUBMIT, REPORT = "view", "edit", "submit", "report"
SCOPES = {EDIT: "may_edit", SUBMIT: "may_submit", REPORT: "may_report"}  # viewing is always included
SCOPE_WORDS = {VIEW: _("view"), EDIT: _("fill in"), SUBMIT: _("submit"), REPORT: _("request reports")}


class ApiTokenQuerySet(models.QuerySet):
    def for_user(self, user):
        """Those of the organisations this person manages, their own and those of colleagues."""
        managed = Membership.objects.holding(MANAGE).filter(user=user) if user.is_authenticated else []
        organisations = [membership.organisation_id for membership in managed]
        return self.filter(membership__organisation__in=organisations).select_related(
            "membership__organisation", "membership__user"
        )

    def of(self, organisation):
        return self.filter(membership__organisation=organisation)

    def live(self):
        return self.filter(revoked_at=None, expires__gte=timezone.localdate())

    def by_token(self, token):
        """Live ones of people who may still sign in."""
        found = self.live().filter(token_sha256=hashed(token), membership__user__is_active=True)
        return found.select_related("membership__organisation", "membership__user")

    def make(self, membership, name, scopes, days=LONGEST_DAYS):
        """(the row, the token), the token told this once."""
        token = PREFIX + secrets.token_urlsafe(32)
        made = self.create(
            membership=membership,
            name=name,
            prefix=token[:SHOWN],
            token_sha256=hashed(token),
            expires=timezone.localdate() + timedelta(days=days),
            **{column: scope in scopes for scope, column in SCOPES.items()},
        )
        return made, token


class ApiToken(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("Name"), max_length=60)
    prefix = models.CharField(max_length=SHOWN)
    token_sha256 = models.CharField(max_length=64, unique=True)
    may_edit = models.BooleanField(default=False)
    may_submit = models.BooleanField(default=False)
    may_report = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateField()  # the last day it counts
    used_on = models.DateField(null=True)  # the last day it was used; no more is kept
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(token_sha256=""), name="api_token_is_a_hash"),
            models.CheckConstraint(condition=~models.Q(name=""), name="api_token_has_a_name"),
        ]

    def __str__(self):
        return f"{self.prefix}… / {self.name}"

    @property
    def organisation(self) -> Organisation:
        return self.membership.organisation

    @property
    def user(self):
        return self.membership.user

    @property
    def scopes(self):
        return frozenset({VIEW} | {scope for scope, column in SCOPES.items() if getattr(self, column)})

    @property
    def in_words(self):
        return [str(word) for scope, word in SCOPE_WORDS.items() if scope in self.scopes]

    @property
    def live(self):
        return self.revoked_at is None and self.expires >= timezone.localdate()

    def revoke(self):
        ApiToken.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())

    def note_use(self):
        """Written once a day at most."""
        today = timezone.localdate()
        if self.used_on != today:
            ApiToken.objects.filter(pk=self.pk).update(used_on=today)

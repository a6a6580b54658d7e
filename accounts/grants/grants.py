"""Grants: what a service provider may do for an enterprise, for what purpose and until when.

What was given is never edited. Another scope or another date ends the grant and gives a new one, so the past stays told.
"""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.grants.events import AccessEvent
from accounts.organisations import Organisation, live
from accounts.rights import EDIT, READ, SUBMIT, VERIFY

LONGEST_YEARS = 3
LONGEST_PURPOSE = 200  # characters
SCOPES = {EDIT: "may_edit", SUBMIT: "may_submit", VERIFY: "may_verify"}  # viewing is always included
SCOPE_WORDS = {READ: _("view"), EDIT: _("fill in"), SUBMIT: _("submit"), VERIFY: _("verify")}


def latest_until(begins: date) -> date:
    """The last day a grant that begins on this day may have."""
    try:
        return begins.replace(year=begins.year + LONGEST_YEARS)
    except ValueError:  # the 29th of February
        return begins + timedelta(days=365 * LONGEST_YEARS)


def in_words(rights):
    """The scopes in words, in their order."""
    return [str(word) for right, word in SCOPE_WORDS.items() if right in rights]


class Scoped(models.Model):
    """What is allowed, what for and until when: of a grant, and of the offer of one."""

    may_edit = models.BooleanField(_("Fill in"), default=False)
    may_submit = models.BooleanField(_("Submit"), default=False)
    may_verify = models.BooleanField(_("Verify"), default=False)
    purpose = models.CharField(_("Purpose"), max_length=LONGEST_PURPOSE)
    until = models.DateField(_("Until"))

    class Meta:
        abstract = True

    @property
    def rights(self):
        """What it allows by itself, whatever the role of the person who uses it."""
        return frozenset({READ} | {right for right, column in SCOPES.items() if getattr(self, column)})

    @property
    def in_words(self):
        return in_words(self.rights)


class GrantQuerySet(models.QuerySet):
    def for_user(self, user):
        """Those that one's own organisations have given or hold."""
        own = Organisation.objects.own(user).values("pk")
        return self.filter(models.Q(client__in=own) | models.Q(provider__in=own)).select_related("client", "provider")

    def live(self):
        return self.filter(live())

    @transaction.atomic
    def give(self, client, provider, user, rights, purpose, until, confirmed_by=None):
        """A new grant in the place of the one there may be. Raises ValueError where the two cannot have one.

        confirmed_by: the person at the provider who accepted what the client had offered.
        """
        begins = timezone.localdate()
        _fits(client, provider, begins, until)
        Organisation.objects.select_for_update(no_key=True).get(pk=client.pk)
        before = self.filter(client=client, provider=provider, ended_at=None)
        replaced = before.live().exists()
        before.update(ended_at=timezone.now(), ended_by=user)
        scopes = {column: right in rights for right, column in SCOPES.items()}
        made = self.create(
            client=client, provider=provider, given_by=user, begins=begins, purpose=purpose, until=until, **scopes
        )
        kind = AccessEvent.Kind.CHANGED if replaced else AccessEvent.Kind.GIVEN
        doer = (confirmed_by, provider) if confirmed_by else (user, client)
        AccessEvent.objects.note(kind, client, *doer, provider=provider, detail=made.plain)
        return made


def _fits(client, provider, begins, until):
    if client.kind != Organisation.Kind.ENTERPRISE or not provider.is_provider:
        raise ValueError("A grant is given by an enterprise to a service provider.")
    if not begins <= until <= latest_until(begins):
        raise ValueError("A grant ends within three years.")


class Grant(Scoped):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grants_given")
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grants_held")
    begins = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(client=models.F("provider")), name="grant_to_somebody_else"),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("begins")), name="grant_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~models.Q(purpose=""), name="grant_has_a_purpose"),
            models.UniqueConstraint(
                fields=["client", "provider"], condition=models.Q(ended_at=None), name="one_standing_grant_per_pair"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "until"], condition=models.Q(ended_at=None), name="grants_that_stand")
        ]

    def __str__(self):
        return f"{self.client} → {self.provider} / {self.until}"

    @property
    def organisation(self):
        """Whose access it is: who may end it is asked of the client."""
        return self.client

    @property
    def live(self):
        return self.ended_at is None and self.begins <= timezone.localdate() <= self.until

    @property
    def plain(self):
        """What it says, for the log."""
        return {"rights": sorted(self.rights), "purpose": self.purpose, "until": self.until.isoformat()}

    @transaction.atomic
    def end(self, user, acting):
        """From the next request on it gives nothing. acting: the side that ends it."""
        standing = Grant.objects.filter(pk=self.pk, ended_at=None)
        if standing.update(ended_at=timezone.now(), ended_by=user):
            AccessEvent.objects.note(AccessEvent.Kind.ENDED, self.client, user, acting, provider=self.provider)

"""Offers: how a grant comes about. One side offers, the other looks at it and accepts or declines; nothing is silent.

A provider asks an enterprise, an enterprise invites a provider, or a provider hands the file it has prepared to the
enterprise it is about. Whoever holds the link or the code may look at it; only keyed hashes of both are kept.
"""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.grants.grants import SCOPES, Scoped
from accounts.invitations import VALID_DAYS
from accounts.organisations import Organisation

CODE_LENGTH = 8
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that sounds or looks like something else


def new_code():
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def plain_code(typed):
    """A code as it was made, however it was typed or read aloud."""
    return "".join(character for character in typed.upper() if character.isalnum())


def keyed(secret):
    """A code is short: without the key of this installation its hash could be guessed from a copy of the database."""
    return salted_hmac("accounts.offers", secret, algorithm="sha256").hexdigest()


class OfferQuerySet(models.QuerySet):
    def for_user(self, user):
        """Those that one's own organisations have made."""
        return self.filter(made_for__in=Organisation.objects.own(user).values("pk"))

    def unsettled(self):
        return self.filter(settled_at=None)

    def open(self):
        return self.unsettled().filter(expires__gt=timezone.now())

    def by_token(self, token):
        return self.filter(token_hash=keyed(token)).select_related("provider", "client__enterprise", "made_by")

    def by_code(self, typed):
        return self.filter(code_hash=keyed(plain_code(typed)))

    def made_today(self, organisation):
        return self.filter(made_for=organisation, created__gte=timezone.now() - timedelta(days=1)).count()

    @transaction.atomic
    def offer(self, kind, made_for, user, rights, purpose, until, **parties):
        """(offer, token, code): token and code are told this once. An earlier open one to the same parties ends."""
        Organisation.objects.select_for_update(no_key=True).get(pk=made_for.pk)
        same = {name: value for name, value in parties.items() if name != "email" or value}
        if same.keys() & {"email", "client"}:
            self.unsettled().filter(kind=kind, made_for=made_for, **same).settle(Offer.Outcome.WITHDRAWN, user)
        token, code = secrets.token_urlsafe(32), new_code()
        made = self.create(
            kind=kind,
            made_for=made_for,
            made_by=user,
            purpose=purpose,
            until=until,
            token_hash=keyed(token),
            code_hash=keyed(code),
            expires=timezone.now() + timedelta(days=VALID_DAYS),
            **parties,
            **{column: right in rights for right, column in SCOPES.items()},
        )
        return made, token, code

    def settle(self, outcome, user):
        """How many open ones this ends."""
        return self.unsettled().update(outcome=outcome, settled_at=timezone.now(), settled_by=user)


class Offer(Scoped):
    class Kind(models.TextChoices):
        ASKS = "asks", _("A provider asks for access")
        INVITES = "invites", _("An enterprise invites a provider")
        HANDS_OVER = "hands_over", _("A provider hands over a file")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    made_for = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers_made")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Known from the start, or filled in by who accepts.
    provider = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("E-mail address"), blank=True)
    note = models.CharField(max_length=120, blank=True)  # what the maker calls the other side
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["asks", "invites", "hands_over"]), name="offer_kind"),
            models.CheckConstraint(
                condition=models.Q(outcome="", settled_at=None)
                | models.Q(outcome__in=["accepted", "declined", "withdrawn"], settled_at__isnull=False),
                name="offer_settled_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="asks", provider__isnull=False)
                | models.Q(kind="invites", client__isnull=False)
                | models.Q(kind="hands_over", provider__isnull=False, client__isnull=False),
                name="offer_names_its_side",
            ),
            models.CheckConstraint(condition=~models.Q(purpose=""), name="offer_has_a_purpose"),
        ]

    def __str__(self):
        return f"{self.kind} / {self.made_for} / {self.expires:%Y-%m-%d}"

    @property
    def organisation(self):
        return self.made_for

    @property
    def open(self):
        return self.settled_at is None and self.expires > timezone.now()

    @property
    def maker(self):
        """Who offers, by name; an e-mail address is not told to whoever holds the link."""
        return self.made_by.name or _("a person there")

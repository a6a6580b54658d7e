"""What a provider has signed, what the enterprise says to it, and its withdrawal. Each is written once."""

import json
import uuid
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from surveys.results import Immutable
from verification.findings import OfAVerification
from verification.verifications import Verification

LONGEST_COMMENT = 1000
LONGEST_REASON = 500


class StatementQuerySet(OfAVerification):
    def of(self, assessment):
        """Those on one assessment with all that belongs to them, the oldest first: one query."""
        found = self.filter(verification__assessment=assessment).order_by("pk")
        return found.select_related("verification__provider", "comment", "withdrawal")

    def signed_by_provider(self, user):
        """Those of one's own providers, whether or not the client still gives access."""
        own = Organisation.objects.own(user).values("pk")
        return self.filter(verification__provider__in=own).select_related(
            "verification__provider", "verification__assessment__organisation", "withdrawal"
        )


class Statement(Immutable):
    """text: canonical JSON of what is stated (see `closing`), sha256 its hash; the verified outcome with its own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    verification = models.OneToOneField(Verification, on_delete=models.CASCADE, related_name="statement")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    outcome_text = models.TextField()
    outcome_sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification statement")

    def __str__(self):
        return f"{self.verification} / {self.sha256[:12]}"

    @property
    def organisation(self):
        return self.verification.organisation

    @cached_property
    def data(self):
        return json.loads(self.text)

    @property
    def standing(self):
        """Whether it has not been withdrawn."""
        return getattr(self, "withdrawal", None) is None


class FirmComment(Immutable):
    """The statement of the firm: said once, by an owner."""

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="comment")
    text = models.TextField(max_length=LONGEST_COMMENT)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("statement of the firm")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="firm_comment_says_something")]

    def __str__(self):
        return self.text[:60]


class StatementWithdrawal(Immutable):
    """The statement stays as it was signed; this row says that it counts no more, and why."""

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.TextField(max_length=LONGEST_REASON)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawal of a statement")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason")]

    def __str__(self):
        return self.reason[:60]

"""One provider looks at one submitted assessment, question by question, until it signs what it has found."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessEvent, Organisation
from surveys.models import Assessment


def note(kind, assessment, user, provider):
    """A line in the log of the enterprise, about what happens to a verification."""
    detail = {"assessment": str(assessment.uuid)}
    AccessEvent.objects.note(kind, assessment.organisation, user, provider, provider=provider, detail=detail)


class VerificationQuerySet(models.QuerySet):
    def for_user(self, user):
        """An open one is seen by the provider at work alone; a closed one by whoever may read the result."""
        return self.filter(
            Q(state=Verification.State.CLOSED) | Q(provider__in=Organisation.objects.own(user).values("pk")),
            assessment__organisation__in=Organisation.objects.for_user(user),
        ).select_related("assessment__organisation__enterprise", "assessment__snapshot", "provider")

    def open(self):
        return self.filter(state=Verification.State.OPEN)

    @transaction.atomic
    def begin(self, assessment, provider, user):
        """The open verification of this provider, or a new one. Raises ValueError for a draft."""
        assessment = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
        if assessment.open:
            raise ValueError("Only a submitted assessment is verified.")
        found = self.open().filter(assessment=assessment, provider=provider).first()
        return found or self._opened(assessment, provider, user)

    def _opened(self, assessment, provider, user):
        note(AccessEvent.Kind.VERIFYING, assessment, user, provider)
        return self.create(assessment=assessment, provider=provider, opened_by=user)


class Verification(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("Under way")
        CLOSED = "closed", _("Signed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="verifications")
    # Forgotten when the provider is deleted; a statement names it in its own words.
    provider = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="verifications")
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["open", "closed"]), name="verification_state"),
            models.UniqueConstraint(
                fields=["assessment", "provider"],
                condition=Q(state="open"),
                name="one_open_verification_per_provider",
            ),
        ]

    def __str__(self):
        return f"{self.assessment} / {self.provider} / {self.state}"

    @property
    def organisation(self):
        return self.assessment.organisation

    @property
    def open(self):
        return self.state == self.State.OPEN

    @property
    def result(self):
        """What is verified: the frozen result, as plain data."""
        return self.assessment.snapshot.data

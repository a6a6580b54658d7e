"""The log of access to an enterprise: what happened, who did it and for whom. Rows are only added."""

import json
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations import Organisation

DAYS = uuid.UUID("6f1d2b0e-1d3a-4c55-9a0f-3c5f0f0a7b11")  # the namespace of keys that hold for one day


class AccessEventQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")

    def note(self, kind, organisation, user, acting, provider=None, detail=None):
        """acting: the organisation the person acts for; provider: whose access it is about."""
        return self.create(
            kind=kind, organisation=organisation, user=user, acting=acting, provider=provider, detail=detail or {}
        )

    def note_each(self, kind, user, provider, about):
        """The same at many enterprises. about: pairs of organisation and detail."""
        self.bulk_create(_of_provider(kind, user, provider, *one) for one in about)

    def note_once_a_day(self, kind, user, provider, about):
        """The first time on a day that somebody of a provider does this there; later ones add no line. about: as above.

        Two at the same moment make one line: the database holds the key once.
        """
        rows = [_of_provider(kind, user, provider, *one) for one in about]
        for row in rows:
            row.once = _key_of_today(row)
        told = set(self.filter(once__in=[row.once for row in rows]).values_list("once", flat=True))
        self.bulk_create([row for row in rows if row.once not in told], ignore_conflicts=True)


def _of_provider(kind, user, provider, organisation, detail):
    people = {"user": user, "acting": provider, "provider": provider}
    return AccessEvent(kind=kind, organisation=organisation, detail=detail, **people)


def _key_of_today(row):
    detail = json.dumps(row.detail, sort_keys=True)
    about = (row.kind, row.organisation_id, row.user_id, row.acting_id, detail, timezone.localdate())
    return uuid.uuid5(DAYS, " ".join(str(part) for part in about))


class AccessEvent(models.Model):
    class Kind(models.TextChoices):
        GIVEN = "given", _("Access given")
        CHANGED = "changed", _("Access changed")
        ENDED = "ended", _("Access ended")
        DECLINED = "declined", _("Request for access declined")
        PREPARED = "prepared", _("File prepared")
        TAKEN_OVER = "taken_over", _("File taken over")
        MOVED = "moved", _("Assessments moved here from a prepared file")
        REPORT = "report", _("Report requested")
        CASE = "case", _("Anonymised case made")
        LOOKED = "looked", _("Result looked at by a bureau")
        DOWNLOAD = "download", _("Report downloaded")
        BATCH = "batch", _("Included in a batch of reports")
        COMPARED = "compared", _("Included in a comparison without names")
        READ = "read", _("Result read by a program")
        VERIFYING = "verifying", _("Verification begun")
        SIGNED = "signed", _("Verification signed")
        WITHDRAWN = "withdrawn", _("Verification withdrawn")
        FACTS = "facts", _("Facts about the enterprise changed")

    OF_A_DAY = frozenset({Kind.DOWNLOAD, Kind.READ})  # one line however often somebody does it on a day

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="access_events")
    kind = models.CharField(max_length=12, choices=Kind)
    provider = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    detail = models.JSONField(default=dict)
    once = models.UUIDField(null=True, editable=False)  # of what is told once a day

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organisation", "at"], name="access_log")]
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=models.Q(once__isnull=False), name="told_once_a_day")
        ]

    def __str__(self):
        return f"{self.organisation} / {self.kind} / {self.at:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An access event is never changed.")
        super().save(*args, **kwargs)

"""The log of access to an enterprise: what happened, who did it and for whom. Rows are only added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.organisations import Organisation


class AccessEventQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")

    def note(self, kind, organisation, user, acting, provider=None, detail=None):
        """acting: the organisation the person acts for; provider: whose access it is about."""
        return self.create(
            kind=kind, organisation=organisation, user=user, acting=acting, provider=provider, detail=detail or {}
        )


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

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="access_events")
    kind = models.CharField(max_length=12, choices=Kind)
    provider = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    detail = models.JSONField(default=dict)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organisation", "at"], name="access_log")]

    def __str__(self):
        return f"{self.organisation} / {self.kind} / {self.at:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An access event is never changed.")
        super().save(*args, **kwargs)

"""A batch, its items and the ZIP made of them. An item's report is an ordinary report job; the batch only asks for it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from branding.models import Branding
from reports import leases
from reports.models import Report
from surveys.models import ResultSnapshot

MOST_ITEMS = 500
DAYS_KEPT = 7


class BatchQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(provider__in=Organisation.objects.own(user)).select_related("provider")


class Batch(models.Model):
    class State(models.TextChoices):
        RUNNING = "running", _("Being made")
        PAUSED = "paused", _("Paused")
        CANCELLED = "cancelled", _("Cancelled")
        DONE = "done", _("Finished")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ticket = models.UUIDField(
        unique=True, editable=False
    )  # of the page it was asked on: a second click meets the first
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="batches")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    branding = models.ForeignKey(Branding, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.RUNNING)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "paused", "cancelled", "done"]), name="batch_state"
            ),
        ]

    def __str__(self):
        return f"{self.provider} / {self.created_at:%Y-%m-%d} / {self.state}"

    @property
    def organisation(self):
        return self.provider

    @property
    def archive(self):
        return self.archives.order_by("-pk").first()


class ItemQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(batch__in=Batch.objects.for_user(user))

    def with_facts(self):
        """With what a line about it says; without the text of the result, which is long."""
        return self.select_related("report", "snapshot__assessment__organisation__enterprise").defer("snapshot__text")


class Item(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ASKED = "asked", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")
        REFUSED = "refused", _("No longer allowed")
        LEFT = "left", _("Cancelled")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(ResultSnapshot, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, choices=Report.Language)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="batch_items")

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["batch", "state", "number"], name="batch_items_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_item_number"),
            models.UniqueConstraint(fields=["batch", "snapshot", "language"], name="one_item_per_report_of_a_batch"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_ITEMS), name="batch_of_at_most_500"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "asked", "done", "failed", "refused", "left"]),
                name="batch_item_state",
            ),
        ]

    def __str__(self):
        return f"{self.batch_id} / {self.number} / {self.state}"

    @property
    def organisation(self):
        return self.batch.provider

    @property
    def client(self):
        """Whose report it is; asked anew each time, because a prepared file may have moved to its enterprise."""
        return self.snapshot.assessment.organisation


class ArchiveQuerySet(leases.LeasedQuerySet):
    def for_user(self, user):
        return self.filter(batch__in=Batch.objects.for_user(user)).select_related("batch__provider")


class Archive(leases.Leased):
    """A ZIP of a batch. contents: its lines as they were when it was asked for."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="archives")
    key = models.CharField(max_length=64, unique=True)  # of batch and contents: asked for twice, built once
    contents = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(null=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "running", "done", "failed"]), name="archive_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(file_sha256=""), name="done_archive_has_a_file"
            ),
        ]

    def __str__(self):
        return f"{self.batch_id} / {self.key[:12]} / {self.state}"

    @property
    def organisation(self):
        return self.batch.provider

"""The figures of a region as a file somebody asked for: what of which count, in which form. The row is the job."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports import leases
from reports.models import Report, new_number
from rollups.models import Run
from subsidies.models import Bureau


class ExportQuerySet(leases.LeasedQuerySet):
    def for_user(self, user):
        return self.filter(bureau__in=Bureau.objects.for_user(user)).select_related("bureau__organisation", "run")


class Export(leases.Leased):
    """region, industry, size: as on the page it was asked for on. A withdrawn run is no longer handed out."""

    State = leases.State

    class Kind(models.TextChoices):
        WORKBOOK = "xlsx", _("Excel workbook")
        CSV = "csv", _("CSV, one line per figure")
        PAPER = "pdf", _("Report of the region (PDF)")
        DOCUMENT = "docx", _("Report of the region (Word)")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=24, unique=True, default=new_number, editable=False)
    request_key = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=4, choices=Kind)
    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="exports")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="exports")
    region = models.CharField(max_length=13)
    industry = models.CharField(max_length=16, blank=True)
    size = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=8, choices=Report.Language)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    length = models.PositiveIntegerField(null=True)  # bytes
    pages = models.PositiveSmallIntegerField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "running", "done", "failed"]), name="export_state"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["xlsx", "csv", "pdf", "docx"]), name="export_kind"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(file_sha256=""), name="done_export_has_a_file"
            ),
        ]

    def __str__(self):
        return f"{self.number} / {self.kind} / {self.state}"

    @property
    def organisation(self):
        return self.bureau.organisation

    @property
    def withdrawn(self):
        return self.run.state == Run.State.WITHDRAWN

    @property
    def finished_with_file(self):
        return self.state == self.State.DONE and not self.withdrawn

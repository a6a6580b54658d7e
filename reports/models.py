"""The report job. The row is the job; a message of the queue only rings the bell."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from branding.models import Branding
from reports import leases
from surveys.models import Assessment, ResultSnapshot

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else on paper


def new_number():
    """AR-20261123-7K3F9QXW: can be read aloud, cannot be guessed within reason (10¹² a day)."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"AR-{timezone.localdate():%Y%m%d}-{drawn}"


class ReportQuerySet(leases.LeasedQuerySet):
    def for_user(self, user):
        theirs = Organisation.objects.for_user(user)
        of_result = models.Q(snapshot__assessment__organisation__in=theirs)
        return self.filter(of_result | models.Q(assessment__organisation__in=theirs)).select_related(
            "snapshot__assessment__organisation", "assessment__organisation"
        )


class Report(leases.Leased):
    State = leases.State

    class Language(models.TextChoices):
        CHINESE = "zh-hans", "中文"
        ENGLISH = "en", "English"

    class Document(models.TextChoices):
        RESULT = "result", _("Result")
        PLAN = "plan", _("Plan")
        FORM = "form", _("Paper form")
        ROUTE = "route", _("Interview route")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=24, unique=True, default=new_number, editable=False)
    request_key = models.CharField(max_length=64, unique=True, editable=False)
    # A result or a plan tells of a snapshot; what is taken to a visit belongs to an assessment that has none yet.
    snapshot = models.ForeignKey(ResultSnapshot, null=True, on_delete=models.CASCADE, related_name="reports")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.CASCADE, related_name="papers")
    document = models.CharField(max_length=20, choices=Document, default=Document.RESULT)
    content = models.JSONField(null=True, blank=True)  # what is said beside the result, frozen when asked for
    branding = models.ForeignKey(Branding, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    bulk = models.BooleanField(default=False)  # asked for among many, and not by itself since
    template_version = models.CharField(max_length=20)
    language = models.CharField(max_length=8, choices=Language)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_run"], name="report_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "running", "done", "failed"]), name="report_state"
            ),
            models.CheckConstraint(
                condition=models.Q(document="result")
                | models.Q(document__in=["plan", "form", "route"], content__isnull=False),
                name="report_content_of_no_result",
            ),
            models.CheckConstraint(
                condition=models.Q(document__in=["result", "plan"], snapshot__isnull=False, assessment=None)
                | models.Q(document__in=["form", "route"], snapshot=None, assessment__isnull=False),
                name="report_of_a_result_or_an_assessment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(file_sha256=""), name="done_report_has_a_file"
            ),
        ]

    def __str__(self):
        return f"{self.number} / {self.language} / {self.state}"

    @property
    def organisation(self):
        return self.about.organisation

    @property
    def about(self):
        """The assessment it belongs to."""
        return self.assessment or self.snapshot.assessment

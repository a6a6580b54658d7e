"""A paper of a provider that is about no single client: a comparison, or the sample of its look. What it says is frozen."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from branding.models import Branding
from reports import leases
from reports.models import Report, new_number

FEWEST = 5  # results in a comparison: fewer would be recognised
MOST = 100


class PaperQuerySet(leases.LeasedQuerySet):
    def for_user(self, user):
        return self.filter(provider__in=Organisation.objects.own(user)).select_related("provider")


class Paper(leases.Leased):
    State = leases.State

    class Kind(models.TextChoices):
        COMPARISON = "comparison", _("Comparison")
        SAMPLE = "sample", _("Sample of our look")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=24, unique=True, default=new_number, editable=False)
    request_key = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="papers")
    language = models.CharField(max_length=8, choices=Report.Language)
    content = models.JSONField()  # the results without a name, in the order of their letters
    branding = models.ForeignKey(Branding, null=True, on_delete=models.SET_NULL, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "running", "done", "failed"]), name="paper_state"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["comparison", "sample"]), name="paper_kind"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(file_sha256=""), name="done_paper_has_a_file"
            ),
        ]

    def __str__(self):
        return f"{self.number} / {self.kind} / {self.state}"

    @property
    def organisation(self):
        return self.provider


class KeyLineQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(paper__in=Paper.objects.for_user(user))


class KeyLine(models.Model):
    """Which client a letter stands for: for the provider alone, never on the paper. Goes with the client's organisation."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="key_lines")
    letter = models.CharField(max_length=4)
    client = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    objects = KeyLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "letter"], name="letter_of_a_comparison")]

    def __str__(self):
        return f"{self.paper_id} / {self.letter}"

    @property
    def organisation(self):
        return self.paper.provider

"""One thing that backs one answer."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from evidence.storage import store
from evidence.strength import CLASSES, strongest
from surveys.answers import BelongsToAnAssessment
from surveys.models import Assessment

LONGEST_CAPTION = 120
LONGEST_LINK = 500
LONGEST_NOTE = 2000
LONGEST_NAME = 150


class EvidenceQuerySet(BelongsToAnAssessment):
    def standing(self):
        """What has not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def with_people(self):
        """With who added and reworded each, and for whom."""
        return self.select_related("added_by", "added_for", "reworded_by", "reworded_for")

    def files(self):
        return self.standing().filter(kind=Evidence.Kind.FILE)

    def bytes(self):
        return self.files().aggregate(total=models.Sum("size"))["total"] or 0

    def by_question(self):
        """question → (how many, the strongest class), by one query."""
        found: dict[str, list[str]] = {}
        for code, strength in self.standing().order_by().values_list("question", "evidence_class"):
            found.setdefault(code, []).append(strength)
        return {code: (len(classes), strongest(classes)) for code, classes in found.items()}


class Evidence(models.Model):
    """A file, a link or a note. Withdrawn, the row stays as a trace and the file is gone."""

    class Kind(models.TextChoices):
        FILE = "file", pgettext_lazy("evidence", "File")
        LINK = "link", pgettext_lazy("evidence", "Link")
        NOTE = "note", pgettext_lazy("evidence", "Note")

    class Class(models.TextChoices):
        """Strongest first, as in `strength.CLASSES`."""

        OBSERVED = "observed", pgettext_lazy("evidence", "Observed")
        DOCUMENT = "document", pgettext_lazy("evidence", "Document")
        ORAL = "oral", pgettext_lazy("evidence", "Oral")
        PLAN = "plan", pgettext_lazy("evidence", "Plan")

    class Scan(models.TextChoices):
        CLEAN = "clean", _("Scanned for viruses, clean")
        NONE = "none", _("Not scanned for viruses")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    question = models.CharField(max_length=20)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=4, choices=Kind)
    evidence_class = models.CharField(max_length=8, choices=Class)
    caption = models.CharField(max_length=LONGEST_CAPTION, blank=True)
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    file = models.FileField(storage=store, max_length=200, blank=True)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)  # as the person called the file
    mime = models.CharField(max_length=100, blank=True)  # of what was found in it
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=5, choices=Scan, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_for = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    # Who last changed its class or caption, and for whom.
    reworded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reworded_for = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reworded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_for = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")
        indexes = [models.Index(fields=["assessment", "question"], name="evidence_of_question")]
        constraints = [
            models.CheckConstraint(condition=Q(evidence_class__in=CLASSES), name="evidence_class"),
            models.CheckConstraint(
                condition=(Q(kind="file", link="", note="") & ~Q(sha256="") & ~Q(name="") & ~Q(scan=""))
                | (Q(kind="link", note="", sha256="", file="") & ~Q(link=""))
                | (Q(kind="note", link="", sha256="", file="") & ~Q(note="")),
                name="evidence_is_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(kind="file") | Q(withdrawn_at=None) & ~Q(file="") | Q(withdrawn_at__isnull=False, file=""),
                name="evidence_has_its_file",
            ),
            models.UniqueConstraint(
                fields=["assessment", "question", "sha256"],
                condition=Q(kind="file", withdrawn_at=None),
                name="evidence_file_once_per_question",
            ),
        ]

    def __str__(self):
        return f"{self.question} / {self.evidence_class} / {self.title}"

    @property
    def organisation(self):
        return self.assessment.organisation

    @property
    def title(self):
        """The one line that tells it from the others."""
        return self.name or self.link or self.note

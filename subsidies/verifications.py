"""Verifications: somebody opened the official page, compared it with a revision, and kept a copy of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from frameworks.models import DIGEST, WrittenOnce
from subsidies.bureaus import Bureau
from subsidies.copies import LONGEST_NAME, store
from subsidies.records import Revision

LONGEST_URL = 1000


class VerificationQuerySet(models.QuerySet):
    def of_content(self, record, sha256, moment=None):
        """Those of what a record says, in whichever revision it says it; the latest first."""
        found = self.filter(revision__record=record, revision__sha256=sha256).order_by("-opened_on", "-pk")
        return found if moment is None else found.filter(added_at__lte=moment)


class Verification(WrittenOnce):
    """verified_by: the name of the bureau, as results tell it. bureau: None for the operator of the site."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="verifications")
    bureau = models.ForeignKey(Bureau, null=True, blank=True, on_delete=models.SET_NULL, related_name="verifications")
    verified_by = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    url = models.CharField(max_length=LONGEST_URL)
    opened_on = models.DateField()
    copy = models.FileField(storage=store, max_length=200)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, validators=[DIGEST])
    added_at = models.DateTimeField(auto_now_add=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["pdf", "png", "html"]), name="copy_kind"),
            models.CheckConstraint(
                condition=~Q(copy="") & ~Q(sha256="") & ~Q(url="") & Q(size__gt=0), name="verified_with_a_copy"
            ),
        ]

    def __str__(self):
        return f"{self.revision} / {self.opened_on}"

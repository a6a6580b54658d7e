"""A count of the firms of a region: at most one of a bureau and a month, and what came of it never changes."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from frameworks.models import WrittenOnce
from readiness.disclosure import LEAST
from subsidies.models import Bureau


class RunQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bureau__organisation__in=Organisation.objects.own(user))

    def told(self):
        """Those that brought figures."""
        return self.filter(outcome=Run.Outcome.TOLD)


class Run(WrittenOnce):
    """firms: the keys of the organisations counted, as JSON. They are there to compare counts and are never shown.

    outcome: told; or kept, because too few firms had agreed, or too few had come or gone since an earlier count.
    """

    class Outcome(models.TextChoices):
        TOLD = "told"
        KEPT = "kept"

    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="runs")
    month = models.DateField()  # its first day
    as_of = models.DateTimeField()
    k = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=4, choices=Outcome)
    firms = models.TextField(default="[]")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "month"], name="one_run_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="run_month_is_a_first"),
            models.CheckConstraint(condition=Q(k__gte=LEAST), name="run_over_enough_firms"),
            models.CheckConstraint(condition=Q(outcome__in=["told", "kept"]), name="run_outcome"),
        ]

    def __str__(self):
        return f"{self.bureau} / {self.month:%Y-%m}"

    @property
    def organisation(self):
        return self.bureau.organisation

    @property
    def counted(self):
        return frozenset(json.loads(self.firms))

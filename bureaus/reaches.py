"""How many firms the rule of one record reached in one run: what is told of it, and what stands behind it."""

import json
from decimal import Decimal
from functools import cached_property

from django.db import models

from accounts.models import Organisation
from bureaus.runs import Run
from frameworks.models import DIGEST, WrittenOnce
from readiness.disclosure.reach import CELLS, Range, Row, Told


class ReachQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(run__bureau__organisation__in=Organisation.objects.own(user))

    def of(self, bureau, code=None):
        """Those of a bureau, or of one of its records, the latest first."""
        found = self.filter(run__bureau=bureau).select_related("run").order_by("-run__month", "code")
        return found.filter(code=code) if code else found

    def beside(self, bureaus):
        """Those of several bureaus, the latest first."""
        return self.filter(run__bureau__in=bureaus).select_related("run").order_by("-run__month", "-run", "code")


class Reach(WrittenOnce):
    """numbers: what is told, as JSON. revision: of the record as it held; 0, as it ships.

    behind: which firm counted where and with how much, as JSON; it is there to compare rows and is never shown.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="reaches")
    code = models.SlugField(max_length=80)
    revision = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, validators=[DIGEST])
    numbers = models.TextField()
    behind = models.TextField()

    objects = ReachQuerySet.as_manager()

    class Meta:
        ordering = ["run", "code"]
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="record_reached_once_a_run")]

    def __str__(self):
        return f"{self.run} / {self.code}"

    @property
    def organisation(self):
        return self.run.organisation

    @cached_property
    def told(self):
        return json.loads(self.numbers)

    @cached_property
    def _behind(self):
        return json.loads(self.behind)

    def as_told(self):
        """The row with the firms behind it, as `readiness.disclosure` compares it with others."""
        told = self.told
        cells = {cell: _range(told["cells"][cell]) for cell in CELLS}
        row = Row(_range(told["total"]), cells, _range(told["rest"]), frozenset(told["own"]))
        return Told({cell: frozenset(self._behind["cells"][cell]) for cell in CELLS}, row)

    @property
    def unknown(self):
        """Firms that meet the rule and have not told what they spend; where their number was told."""
        return frozenset(self._behind["unknown"])

    def parts(self, name):
        """firm → its part of a sum, where the sum was told."""
        return {int(firm): Decimal(amount) for firm, amount in self._behind[name].items()}


def _range(plain):
    return Range(*plain) if plain else None

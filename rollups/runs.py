"""One count of a half-year over the whole country: at most one of a period, and what came of it never changes."""

import uuid

from django.db import models
from django.db.models import Q

from frameworks.models import WrittenOnce
from readiness.disclosure.least import LEAST


class RunQuerySet(models.QuerySet):
    def told(self):
        """Those that brought figures that still stand, the latest first; made-up firms after real ones."""
        return self.filter(state=Run.State.TOLD).order_by("simulated", "-period")

    def withdraw(self, run, reason, at):
        """Hide a mistaken run for good. Its results are never counted again. Whether it was standing."""
        said = {"state": Run.State.WITHDRAWN, "withdrawn_reason": reason, "withdrawn_at": at}
        return bool(self.filter(pk=run.pk).exclude(state=Run.State.WITHDRAWN).update(**said))


class Run(WrittenOnce):
    """firms: how many were counted. versions: the frameworks they answered, "reference digest" a line.

    digest: SHA-256 over all that was told. simulated: over made-up firms only; it stands beside the run of real ones.
    state: told; or kept, because fewer firms had agreed than a run needs; or withdrawn, which hides it with a reason.
    """

    class State(models.TextChoices):
        TOLD = "told"
        KEPT = "kept"
        WITHDRAWN = "withdrawn"

    may_change = frozenset({"state", "withdrawn_reason", "withdrawn_at"})

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.CharField(max_length=6)
    simulated = models.BooleanField(default=False)
    as_of = models.DateTimeField()
    k = models.PositiveSmallIntegerField()
    framework = models.CharField(max_length=80)  # its key
    versions = models.TextField(blank=True)
    firms = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=9, choices=State)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["period", "simulated"]
        constraints = [
            models.UniqueConstraint(fields=["period", "simulated"], name="one_run_a_period"),
            models.CheckConstraint(condition=Q(k__gte=LEAST), name="rollup_over_enough_firms"),
            models.CheckConstraint(condition=Q(state__in=["told", "kept", "withdrawn"]), name="rollup_state"),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_at=None, withdrawn_reason=""),
                name="withdrawn_run_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.period} / {self.state}"


class RunCell(WrittenOnce):
    """What may be told of the firms of a region, an industry and a size; see `places` for the codes, `figures` for the JSON.

    hidden: "" where it is shown, else why not; then nothing else is kept. A cell without row has too few firms.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="cells")
    region = models.CharField(max_length=13)
    industry = models.CharField(max_length=16, blank=True)
    size = models.CharField(max_length=8, blank=True)
    n = models.PositiveIntegerField(null=True)
    hidden = models.CharField(max_length=16, blank=True)
    figures = models.TextField(blank=True)

    class Meta:
        constraints = [
            # First region, then the run, so that a trend over runs and the cells of a page both read a stretch of it.
            models.UniqueConstraint(fields=["region", "run", "industry", "size"], name="cell_once_a_run"),
            models.CheckConstraint(
                condition=Q(hidden="", n__isnull=False) | ~Q(hidden="") & Q(n=None, figures=""),
                name="hidden_cell_tells_nothing",
            ),
        ]

    def __str__(self):
        return f"{self.run} / {self.region} / {self.industry or '*'} / {self.size or '*'}"


class RunAnswers(WrittenOnce):
    """How the firms of a large region answered each question: shares by rung, as JSON."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="answers")
    region = models.CharField(max_length=13)
    industry = models.CharField(max_length=16, blank=True)
    n = models.PositiveIntegerField()
    shares = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "run", "industry"], name="answers_once_a_run")]

    def __str__(self):
        return f"{self.run} / {self.region} / {self.industry or '*'}"

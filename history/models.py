"""What has become of the actions a firm was advised to take."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class ActionProgressQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")

    def done_between(self, first, last):
        """Those marked done from the month of one day to the month of another."""
        months = (first.replace(day=1), last)
        return self.filter(state=ActionProgress.State.DONE, done_month__range=months).order_by("done_month", "action")


class ActionProgress(models.Model):
    """How far one action is in one organisation. It belongs to the firm, not to a result: routes come and go."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DOING = "doing", _("Under way")
        DONE = "done", _("Done")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="actions")
    action = models.CharField(max_length=10)
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    # Months are kept as their first day.
    planned_month = models.DateField(null=True)  # when it is meant to start
    started_month = models.DateField(null=True)
    done_month = models.DateField(null=True)
    note = models.TextField(blank=True)
    cost_wan = models.DecimalField(max_digits=10, decimal_places=2, null=True)  # really spent, in 万元
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField()

    objects = ActionProgressQuerySet.as_manager()

    class Meta:
        ordering = ["action"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "action"], name="progress_of_an_action_once"),
            models.CheckConstraint(condition=models.Q(state__in=["planned", "doing", "done"]), name="progress_state"),
            models.CheckConstraint(
                condition=models.Q(state="done", done_month__isnull=False)
                | (~models.Q(state="done") & models.Q(done_month=None)),
                name="done_has_a_month",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="planned") | models.Q(started_month=None),
                name="what_is_planned_has_not_started",
            ),
            models.CheckConstraint(
                condition=models.Q(started_month=None)
                | models.Q(done_month=None)
                | models.Q(started_month__lte=models.F("done_month")),
                name="started_before_done",
            ),
            models.CheckConstraint(
                condition=models.Q(cost_wan=None) | models.Q(cost_wan__gte=0), name="progress_cost_from_0"
            ),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="progress_revision_from_1"),
        ]

    def __str__(self):
        return f"{self.organisation} / {self.action} / {self.state}"

    @property
    def month(self):
        """The month its state speaks of."""
        return {"planned": self.planned_month, "doing": self.started_month, "done": self.done_month}[self.state]


def record(organisation, user, action, base, values):
    """Set the progress of an action if its revision is still `base` (0: none yet). Whether it was."""
    values = values | {"updated_by": user, "updated_at": timezone.now()}
    if base == 0:
        _row, made = ActionProgress.objects.get_or_create(organisation=organisation, action=action, defaults=values)
        return made
    rows = ActionProgress.objects.filter(organisation=organisation, action=action, revision=base)
    return rows.update(revision=base + 1, **values) == 1

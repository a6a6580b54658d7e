"""Following a plan: its actions become planned, each with the month it is meant to start in."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from history.models import ActionProgress

MONTHS = 12
PLANNED = ActionProgress.State.PLANNED


@transaction.atomic
def adopt(organisation, user, starts, today):
    """(planned, left): how many actions are planned now, how many were left, being under way or done.

    starts: action → the month of the plan it starts in, 0 being the month of today.
    """
    Organisation.objects.select_for_update(no_key=True).get(
        pk=organisation.pk
    )  # two plans at once: one after the other
    now, wanted = timezone.now(), {action: month_after(today, months) for action, months in starts.items()}
    kept = ActionProgress.objects.filter(organisation=organisation, action__in=wanted)
    known = {row.action: row for row in kept.select_for_update(no_key=True)}
    moved = [row for row in known.values() if row.state == PLANNED and row.planned_month != wanted[row.action]]
    for row in moved:
        row.planned_month, row.revision = wanted[row.action], row.revision + 1
        row.updated_by, row.updated_at = user, now
    ActionProgress.objects.bulk_update(moved, ["planned_month", "revision", "updated_by", "updated_at"])
    new = {"organisation": organisation, "updated_by": user, "updated_at": now}
    ActionProgress.objects.bulk_create(
        [ActionProgress(action=a, planned_month=month, **new) for a, month in wanted.items() if a not in known],
        ignore_conflicts=True,  # what somebody else has just told stays
    )
    planned = kept.filter(state=PLANNED).count()
    return planned, len(wanted) - planned


def month_after(day, months):
    """The first of the month that is so many months after the one of a day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return datetime.date(year, month + 1, 1)

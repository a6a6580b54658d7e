"""How far a campaign is: invited, registered, started, submitted, by county and by day. Counts of status, never of scores."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate

from campaigns.models import Campaign, Participant
from campaigns.regions import name_of

STAGES = ("invited", "registered", "started", "submitted")


@dataclass(frozen=True)
class Counts:
    """Each stage holds those of the next. invited: on the list of the bureau, or come by the open link."""

    invited: int = 0
    registered: int = 0
    started: int = 0
    submitted: int = 0

    def share(self, stage: str) -> int:
        """Of those invited, in whole per cent, rounded down: nothing is called complete before it is."""
        return 100 * getattr(self, stage) // self.invited if self.invited else 0

    @property
    def lines(self) -> list[tuple[str, int, int]]:
        """(stage, how many, per cent)"""
        return [(stage, getattr(self, stage), self.share(stage)) for stage in STAGES]


@dataclass(frozen=True)
class Funnel:
    """counties: (name, counts) by code; days: (day, counts of what happened on it), the latest first."""

    total: Counts
    counties: tuple[tuple[str, Counts], ...]
    days: tuple[tuple[datetime.date, Counts], ...]


def funnel_of(campaign: Campaign, bureau) -> Funnel:
    """As the bureau sees it: its own campaign whole, that of a bureau above it in its own region. Five queries."""
    cells = {stage: _counted(queries) for stage, queries in _rows(campaign, bureau).items()}
    places, days = _told(cells, 0), _told(cells, 1)
    return Funnel(
        Counts(**{stage: counted.total() for stage, counted in cells.items()}),
        tuple((name_of(place), places[place]) for place in sorted(places)),
        tuple((day, days[day]) for day in sorted(days, reverse=True)),
    )


def _rows(campaign, bureau):
    """stage → queries of its rows, each with the moment it is counted by."""
    targets = campaign.part_of(bureau, campaign.targets.all())
    here = campaign.part_of(bureau, Participant.objects.with_progress(campaign))
    return {
        "invited": [(targets, "created"), (here.filter(target=None), "joined_at")],
        "registered": [(here, "joined_at")],
        "started": [(here.exclude(started_at=None), "started_at")],
        "submitted": [(here.exclude(submitted_at=None), "submitted_at")],
    }


def _counted(queries) -> Counter:
    """(adcode, day) → how many."""
    found: Counter = Counter()
    for rows, moment in queries:
        told = rows.order_by().annotate(day=TruncDate(moment)).values_list("adcode", "day").annotate(n=Count("pk"))
        for place, day, n in told:
            found[place, day] += n
    return found


def _told(cells: dict[str, Counter], axis: int) -> dict[Any, Counts]:
    """Counts by county (axis 0) or by day (axis 1)."""
    summed: dict[Any, Counter] = {}
    for stage, counted in cells.items():
        for cell, n in counted.items():
            summed.setdefault(cell[axis], Counter())[stage] += n
    return {key: Counts(**stages) for key, stages in summed.items()}

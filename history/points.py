"""The results of one firm in the order of their days, and which two of them are set side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from reports import figures
from surveys.content import framework
from surveys.models import ResultSnapshot
from surveys.wording import said


@dataclass(frozen=True)
class Point:
    """One result, as the chart and the table show it."""

    snapshot: ResultSnapshot
    on: str  # 2026-11-23
    day: str  # in words
    quick: bool
    level: str
    level_name: str
    score: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def assessment(self):
        return self.snapshot.assessment

    @property
    def method(self):
        """What two results must share for their points to mean the same."""
        return self.snapshot.data["framework_digest"], self.snapshot.data["weights"]

    @property
    def level_number(self):
        return self.level.removeprefix("L")

    @property
    def range(self):
        """ "28.1–61.0" where answers are missing; empty where the score is certain."""
        if self.low is None or self.low == self.high:
            return ""
        return f"{figures.score(self.low)}–{figures.score(self.high)}"


def points_of(organisation) -> list[Point]:
    snapshots = ResultSnapshot.objects.filter(assessment__organisation=organisation).select_related("assessment")
    return [_point(snapshot) for snapshot in snapshots.order_by("assessment__submitted_at", "pk")]


def _point(snapshot):
    data = snapshot.data
    return Point(
        snapshot=snapshot,
        on=data["on"],
        day=figures.date(data["on"], get_language()),
        quick=data["mode"] == "quick",
        level=data["level"],
        level_name=_level_name(data),
        score=figures.score(data["overall"]),
        value=_number(data["overall"]),
        low=_number(data["interval"]["low"]),
        high=_number(data["interval"]["high"]),
    )


def _number(text):
    return None if text is None else Decimal(text)


def _level_name(data):
    try:
        return said(framework(data["framework"]).level(data["level"]).name)
    except (KeyError, StopIteration):
        return ""


def pair(points, first="", second="") -> tuple[Point, Point]:
    """The two to compare: those asked for by the address of their assessment, or the last with the last of its kind.

    An estimate and the full result it became are one look at the firm, so a full result looks back to a full one.
    """
    found = {str(point.assessment.uuid): point for point in points}
    after = found.get(second, points[-1])
    earlier = points[: points.index(after)]
    if not earlier:
        return points[0], points[1]
    alike = [point for point in earlier if point.quick == after.quick]
    wanted = [point for point in earlier if str(point.assessment.uuid) == first]
    return (wanted or alike or earlier)[-1], after

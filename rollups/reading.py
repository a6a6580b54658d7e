"""What a run tells, for pages and documents: frozen values, one query each.

A cell that is not kept is told like one with too few firms: nobody learns whether there are none.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FilteredRelation, Q

from readiness.disclosure.cube import Hidden
from readiness.regions import NATIONAL
from rollups.places import ALL, places
from rollups.runs import Run, RunAnswers, RunCell

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Told:
    """A run whose figures stand."""

    pk: int
    period: str
    as_of: datetime.datetime
    k: int
    firms: int
    framework: str
    versions: tuple[tuple[str, str], ...]  # (reference, digest)
    digest: str
    simulated: bool


@dataclass(frozen=True)
class Cell:
    """The firms of a region, an industry ("" for all) and a size ("" for all). n: None where it is hidden.

    mean: whole points; None with hidden: the cell is hidden; None without: that figure alone may not be told.
    """

    region: str
    industry: str
    size: str
    n: int | None = None
    hidden: Hidden | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.region, self.industry, self.size

    @property
    def shown(self) -> bool:
        return self.hidden is None

    @property
    def mean(self) -> int | None:
        return self.figures.get("mean")

    @property
    def dimensions(self) -> Mapping[str, int]:
        """code → mean in whole points; a dimension that is missing may not be told."""
        return self.figures.get("dimensions", {})

    @property
    def levels(self) -> Mapping[str, int] | None:
        """level → percent of firms."""
        return self.figures.get("levels")

    @property
    def bands(self) -> list[int] | None:
        """Percent of firms with 0–9 points, 10–19 … 90–100."""
        return self.figures.get("bands")

    @property
    def quartiles(self) -> tuple[int, int, int] | None:
        found = self.figures.get("quartiles")
        return tuple(found) if found else None

    @property
    def gates(self) -> Mapping[str, str]:
        """gate (or "L3-score") → percent of firms it keeps from their next level: "37", "<9", ">91"."""
        return self.figures.get("gates", {})

    @property
    def gaps(self) -> Mapping[str, str]:
        """question → percent of firms for which it is among the five answers worth most; the ten most frequent, in order."""
        return self.figures.get("gaps", {})

    @property
    def verified(self) -> Verification | None:
        found = self.figures.get("verified")
        return Verification(**found) if found else None


@dataclass(frozen=True)
class Verification:
    """Of the firms somebody from outside has looked at: how many, what they stated, what was found, in whole points."""

    n: int
    stated: int
    found: int

    @property
    def difference(self) -> int:
        return self.found - self.stated


@dataclass(frozen=True)
class Heat:
    """Industry groups of a region by dimension; a missing mean may not be told."""

    whole: Cell
    rows: tuple[Cell, ...]


@dataclass(frozen=True)
class Answers:
    """How the firms of a cell answered: question → rung, "open" or "outside" → percent; a question may not be told."""

    region: str
    industry: str
    n: int | None = None
    shares: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


# --- runs -------------------------------------------------------------------------------------------------------------


def latest(period: str | None = None) -> Told | None:
    """The run of a period, or the last one; of real firms if there is one, else of made-up ones."""
    found = Run.objects.told().filter(**({"period": period} if period else {})).first()
    return told(found) if found else None


def runs(simulated: bool = False) -> tuple[Told, ...]:
    """All whose figures stand, the oldest first."""
    return tuple(told(run) for run in Run.objects.told().filter(simulated=simulated).order_by("period"))


def told(run: Run) -> Told:
    """A run as it is told, whatever has become of it."""
    versions = tuple((line.partition(" ")[0], line.partition(" ")[2]) for line in run.versions.splitlines())
    return Told(run.pk, run.period, run.as_of, run.k, run.firms, run.framework, versions, run.digest, run.simulated)


# --- cells ------------------------------------------------------------------------------------------------------------


def cell(run: Told, key: Key) -> Cell:
    region, industry, size = key
    return _cells(run, [key], region=region, industry=industry, size=size)[0]


def below(run: Told, region: str, industry: str = ALL, size: str = ALL) -> tuple[Cell, ...]:
    """The regions below one, in the order of their codes; those without a figure too."""
    inside = places().below(region)
    keys = [(code, industry, size) for code in inside]
    return _cells(run, keys, region__in=inside, industry=industry, size=size)


def by_industry(run: Told, region: str, size: str = ALL, group: str | None = None) -> tuple[Cell, ...]:
    """The policy groups of a region, or the divisions of one of them."""
    codes = places().industries.children(group or ALL)
    if size and group:
        codes = codes if places().regions.depths[region] < 2 else ()
    keys = [(region, code, size) for code in codes]
    return _cells(run, keys, region=region, industry__in=codes, size=size)


def by_size(run: Told, region: str, industry: str = ALL) -> tuple[Cell, ...]:
    """The size classes, large first, and firms whose size is not known."""
    sizes = places().sizes.children(ALL)
    return _cells(run, [(region, industry, size) for size in sizes], region=region, industry=industry, size__in=sizes)


def heat(run: Told, region: str, size: str = ALL) -> Heat:
    """Policy groups by dimension, beside all industries together."""
    codes = (ALL, *places().industries.children(ALL))
    whole, *rows = _cells(run, [(region, code, size) for code in codes], region=region, industry__in=codes, size=size)
    return Heat(whole, tuple(rows))


def trend(region: str, industry: str = ALL, size: str = ALL, simulated: bool = False) -> tuple[tuple[Told, Cell], ...]:
    """The same cell in every run whose figures stand, the oldest first."""
    same = Q(cells__region=region, cells__industry=industry, cells__size=size)
    found = Run.objects.told().filter(simulated=simulated).annotate(same=FilteredRelation("cells", condition=same))
    rows = found.annotate(n=F("same__n"), hidden=F("same__hidden"), figures=F("same__figures")).order_by("period")
    return tuple((told(row), kept((region, industry, size), row)) for row in rows)


def kept(key: Key, row: Any) -> Cell:
    """The cell of a row with n, hidden and figures; without one there are too few firms."""
    if row.hidden is None:
        return Cell(*key, hidden=Hidden.TOO_FEW)
    return Cell(*key, row.n, Hidden(row.hidden) if row.hidden else None, json.loads(row.figures or "{}"))


def _cells(run: Told, keys: Iterable[Key], **where: Any) -> tuple[Cell, ...]:
    found = {(row.region, row.industry, row.size): row for row in RunCell.objects.filter(run=run.pk, **where)}
    return tuple(kept(key, found[key]) if key in found else Cell(*key, hidden=Hidden.TOO_FEW) for key in keys)


# --- answers ----------------------------------------------------------------------------------------------------------


def answers(run: Told, region: str = NATIONAL, industry: str = ALL) -> Answers:
    """How a large region answered; nothing where that is not told."""
    row = RunAnswers.objects.filter(run=run.pk, region=region, industry=industry).first()
    return Answers(region, industry, row.n, json.loads(row.shares)) if row else Answers(region, industry)

"""Where one firm stands among its peers: in the last count, by the published figures of the nearest group that is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string

from readiness.disclosure.cube import Axis
from readiness.disclosure.peers import ladder, tenth
from rollups import naming, reading
from rollups.facts import Fact
from rollups.places import UNKNOWN, Places, places, tellable
from rollups.runs import RunCell


@dataclass(frozen=True)
class Peers:
    """score: the firm's, in whole points. ahead: between which shares of the group it is ahead of, in per cent."""

    run: reading.Told
    score: int
    group: reading.Cell
    ahead: tuple[int, int]

    @property
    def name(self) -> str:
        return naming.cell(self.group.key)

    @property
    def whole(self) -> tuple[int, int]:
        """Where the marks of the range stand on a bar of 100."""
        return self.ahead[0], max(2, self.ahead[1] - self.ahead[0])


def peers_of(fact: Fact) -> Peers | None:
    """None where nothing has been counted, by the same framework, or no group is told."""
    run = reading.latest()
    if run is None or fact.overall is None or not fact.framework.startswith(f"{run.framework}@"):
        return None
    for group in _groups(run, fact):
        if group.bands:
            low, high = tenth(fact.overall, group.bands)
            return Peers(run, fact.overall, group, (10 * low, 10 * high))
    return None


def _groups(run: reading.Told, fact: Fact) -> list[reading.Cell]:
    """Those that are told, the nearest first. One query."""
    keys = list(ladder(_axes(places()), leaf_of(fact), lambda key: tellable(places(), *key)))
    regions = {region for region, _industry, _size in keys}
    rows = RunCell.objects.filter(run=run.pk, region__in=regions, hidden="")
    cells = {(row.region, row.industry, row.size): row for row in rows}
    return [reading.kept(key, cells[key]) for key in keys if key in cells]


def leaf_of(fact: Fact) -> reading.Key:
    return places().region_of(fact.adcode), places().industry_of(fact.division), fact.size or UNKNOWN


def _axes(trees: Places) -> tuple[Axis, Axis, Axis]:
    return Axis(trees.regions.parents), Axis(trees.industries.parents), Axis(trees.sizes.parents)


def on_result(assessment) -> str:
    """The panel of the result page. Nothing as long as nothing has been counted."""
    fact = Fact.objects.filter(assessment=assessment).first()
    if fact is None or reading.latest() is None:
        return ""
    return render_to_string("rollups/_peers.html", {"peers": peers_of(fact), "run": reading.latest()})

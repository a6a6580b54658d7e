"""What the filters of a page offer: half-years, the regions below, industries and sizes that are told together."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.look import Look
from rollups import naming, reading
from rollups.places import ALL, places


@dataclass(frozen=True)
class Choice:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Choices:
    """path: from the bureau's region to the one looked at, with the query that leads there."""

    periods: tuple[Choice, ...]
    regions: tuple[Choice, ...]
    industries: tuple[tuple[Choice, tuple[Choice, ...]], ...]
    sizes: tuple[Choice, ...]
    path: tuple[tuple[str, str], ...]


def of(look: Look) -> Choices:
    periods = reversed(reading.runs(look.run.simulated))
    return Choices(
        periods=tuple(Choice(run.period, run.period, run.period == look.run.period) for run in periods),
        regions=_regions(look),
        industries=_industries(look),
        sizes=tuple(
            Choice(code, naming.size(code), code == look.size) for code in (ALL, *places().sizes.children(ALL))
        ),
        path=tuple((naming.region(node), look.at(region=node).query) for node in look.path),
    )


def _regions(look: Look) -> tuple[Choice, ...]:
    """Where one is, the provinces without their separately budgeted city, and what lies below."""
    without = [node for node in places().regions.children(look.region) if "-" in node]
    offered = (look.region, *without, *places().below(look.region))
    return tuple(Choice(node, naming.region(node), node == look.region) for node in offered)


def _industries(look: Look) -> tuple[tuple[Choice, tuple[Choice, ...]], ...]:
    """Each policy group with its divisions, as far as they are told for such a region."""
    tree = places().industries

    def choice(code: str) -> Choice:
        return Choice(code, naming.industry(code), code == look.industry)

    groups = tuple(
        (choice(group), tuple(choice(code) for code in tree.children(group)) if look.divisions else ())
        for group in tree.children(ALL)
    )
    return ((choice(ALL), ()), *groups)

"""What somebody looks at: a count, a region of their own, an industry and a size. All of it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import Http404

from readiness.framework import Framework
from readiness.regions import NATIONAL, within_region
from rollups import reading
from rollups.places import ALL, PREFECTURE, places, tellable
from subsidies.models import Bureau
from surveys.content import known


@dataclass(frozen=True)
class Look:
    bureau: Bureau
    run: reading.Told
    region: str
    industry: str = ALL
    size: str = ALL

    @property
    def key(self) -> reading.Key:
        return self.region, self.industry, self.size

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """The same for a form of its own."""
        return [*parse_qsl(self.query), *([("region", self.region)] if self.region == self.bureau.adcode else [])]

    @property
    def query(self) -> str:
        """For the address: what is not as one finds it when one comes in."""
        wanted = {"period": self.run.period, "region": self.region, "industry": self.industry, "size": self.size}
        usual = {"region": self.bureau.adcode, "industry": ALL, "size": ALL}
        return urlencode({name: value for name, value in wanted.items() if value != usual.get(name)})

    def at(self, **other: Any) -> Look:
        return replace(self, **other)

    @property
    def told(self) -> bool:
        """Whether there are such figures at all, however many firms there are."""
        return tellable(places(), *self.key)

    @cached_property
    def framework(self) -> Framework:
        """The newest version that was answered. Raises Http404 where it is not at hand."""
        found = [known(name) for name, _digest in self.run.versions]
        if not found or found[-1] is None:
            raise Http404
        return found[-1]

    @property
    def path(self) -> tuple[str, ...]:
        """From the bureau's own region down to the one looked at; nodes that only group others left out."""
        line = places().regions.line(self.region)
        inside = [node for node in reversed(line) if within(self.bureau.adcode, node)]
        return tuple(
            node for node in inside if node not in places().hidden and ("-" not in node or node == self.region)
        )

    @property
    def around(self) -> tuple[str, ...]:
        """The regions the one looked at lies in, the country last; what is told of them stands beside it."""
        line = places().regions.line(self.region)
        return tuple(node for node in line[1:] if node not in places().hidden and "-" not in node)

    @property
    def depth(self) -> int:
        return places().regions.depths[self.region]

    @property
    def divisions(self) -> bool:
        return self.depth <= PREFECTURE


def within(adcode: str, node: str) -> bool:
    """Whether a node of the tree is a region, or a province without a city, of this bureau."""
    if node == NATIONAL or node.endswith("*"):
        return False
    whole = node.partition("-")[0]
    return within_region(whole, adcode)


def look_of(bureau: Bureau, asked: dict[str, str]) -> Look | None:
    """What an address asks for; None as long as nothing has been counted. Raises Http404 for what is not the bureau's."""
    run = reading.latest(asked.get("period")) or reading.latest()
    if run is None:
        return None
    trees = places()
    region = asked.get("region") or bureau.adcode
    industry, size = asked.get("industry") or ALL, asked.get("size") or ALL
    known_codes = (
        region in trees.regions.parents and industry in trees.industries.parents and size in trees.sizes.parents
    )
    if not known_codes or not within(bureau.adcode, region):
        raise Http404
    return Look(bureau, run, region, industry, size)

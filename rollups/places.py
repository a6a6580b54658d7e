"""Where a firm stands on the three axes of the table: region, industry, size, each a tree of codes.

Region: "000000" for the country, then adcodes. Firms that told no county are in a node of their own, "330200*": left out of
the tree, they would show as what the counties lack. "330000-330200" is a province without its separately budgeted city: no
node of the tree but the difference of two, told as far as the city is.
Industry: "" for all, the policy groups, divisions. Size: "" for all, the four classes, "unknown".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from readiness.disclosure.cube import Axis
from readiness.industries import POLICY_GROUPS
from readiness.loading.reference import published_reference
from readiness.reference import Reference
from readiness.regions import NATIONAL, SEPARATELY_BUDGETED, strip_zero_pairs
from readiness.sizes import SIZES

ALL = ""
UNKNOWN = "unknown"
OTHER, OTHER_DIVISION = "other", "00"  # industries the list does not hold
NATION, PROVINCE, PREFECTURE, COUNTY = range(4)
LEVELS = ("province", "prefecture", "county")

# How far industry (all, group, division) and size (all, class) are told together, by the depth of the region.
FULL = ((0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1))
TOLD = {
    NATION: FULL,
    PROVINCE: FULL,
    PREFECTURE: ((0, 0), (1, 0), (2, 0), (0, 1), (1, 1)),
    COUNTY: ((0, 0), (1, 0), (0, 1)),
}


@dataclass(frozen=True)
class Tree:
    """parents: node → the one above it, None for the root. depths: as what it is told, 0 for the root.

    differences: node that is no part of the tree → (the one it is, without that one).
    """

    parents: Mapping[str, str | None]
    depths: Mapping[str, int]
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def axis(self) -> Axis:
        return Axis(self.parents, self.differences)

    def line(self, node: str) -> tuple[str, ...]:
        """The node and those above it, up to the root. Raises KeyError."""
        line = [node]
        while (above := self.parents[line[-1]]) is not None:
            line.append(above)
        return tuple(line)

    def told(self, leaf: str) -> tuple[str, ...]:
        """All nodes that hold a leaf, with the differences."""
        line = self.line(leaf)
        parts = self.differences.items()
        return (*line, *(node for node, (whole, city) in parts if whole in line and city not in line))

    def children(self, node: str) -> tuple[str, ...]:
        return self._children.get(node, ())

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for child, above in self.parents.items():
            if above is not None:
                found.setdefault(above, []).append(child)
        return {above: tuple(children) for above, children in found.items()}


@dataclass(frozen=True)
class Places:
    """The three trees, and where a firm hangs in them."""

    regions: Tree
    industries: Tree
    sizes: Tree

    def region_of(self, adcode: str) -> str:
        """The leaf: a county, a place without counties, or the rest of one whose counties are known."""
        if adcode not in self.regions.parents:
            return rest(NATIONAL)
        return rest(adcode) if rest(adcode) in self.regions.parents else adcode

    def industry_of(self, division: str) -> str:
        return division if division in self.industries.parents else OTHER_DIVISION

    def below(self, region: str) -> tuple[str, ...]:
        """What a person sees below a region, without virtual nodes; below a difference, what lies in it."""
        whole, city = self.regions.differences.get(region, (region, ""))
        found: list[str] = []
        for child in self.regions.children(whole):
            found += self.below(child) if child in self.hidden else [child]
        return tuple(sorted(code for code in found if code != city))

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Nodes that only group others （市辖区, 省直辖县级行政区划）."""
        return frozenset(code for code, region in published_reference().regions.items() if region.virtual)


def rest(node: str) -> str:
    """The firms of a node that told nothing more exact."""
    return f"{node}*"


def without(province: str, city: str) -> str:
    """A province without its separately budgeted city."""
    return f"{province}-{city}"


def tellable(places: Places, region: str, industry: str, size: str) -> bool:
    """Whether there is such a cell at all, however many firms it has."""
    trees = (places.regions, places.industries, places.sizes)
    if not all(node in tree.depths for tree, node in zip(trees, (region, industry, size), strict=True)):
        return False
    pair = (places.industries.depths[industry], places.sizes.depths[size])
    return pair in TOLD[places.regions.depths[region]]


@cache
def places() -> Places:
    return places_of(published_reference())


def places_of(reference: Reference) -> Places:
    return Places(_regions(reference), _industries(reference), _sizes())


def _regions(reference: Reference) -> Tree:
    parents: dict[str, str | None] = {NATIONAL: None, rest(NATIONAL): NATIONAL}
    depths = {NATIONAL: NATION, rest(NATIONAL): PROVINCE}
    for code, region in reference.regions.items():
        parents[code], depths[code] = region.parent or NATIONAL, LEVELS.index(region.level) + 1
    for above in {region.parent for region in reference.regions.values() if region.parent}:
        parents[rest(above)], depths[rest(above)] = above, depths[above] + 1
    differences = {without(_province(city), city): (_province(city), city) for city in SEPARATELY_BUDGETED}
    return Tree(parents, depths | dict.fromkeys(differences, PREFECTURE), differences)


def _province(adcode: str) -> str:
    return strip_zero_pairs(adcode)[:2] + "0000"


def _industries(reference: Reference) -> Tree:
    groups = {code: one.policy_group for code, one in reference.industries.items() if one.level == "division"}
    parents: dict[str, str | None] = {ALL: None} | dict.fromkeys((*POLICY_GROUPS, OTHER), ALL)
    depths = {ALL: 0} | dict.fromkeys((*POLICY_GROUPS, OTHER), 1)
    for division, group in (*groups.items(), (OTHER_DIVISION, OTHER)):
        parents[division], depths[division] = group or OTHER, 2
    return Tree(parents, depths)


def _sizes() -> Tree:
    classes = (*SIZES, UNKNOWN)
    return Tree({ALL: None} | dict.fromkeys(classes, ALL), {ALL: 0} | dict.fromkeys(classes, 1))

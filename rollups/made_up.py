"""Firms that do not exist, as many as one wants, for trying out and measuring: where they sit, what they make, how large.

Every number here is assumed. The weights follow what is commonly known of Chinese industry only in their order (the coastal
provinces first, machinery and metal products before tobacco, many small firms and few large ones); none is a statistic.
The same seed gives the same firms.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from itertools import accumulate

from readiness.loading.reference import published_reference
from readiness.reference import Reference, Region
from readiness.sizes import SIZES, rule_for

MARK = "【演示数据】"  # before every name, so that nobody takes one of them for a real firm

PROVINCES = {
    "44": 100,
    "32": 95,
    "33": 85,
    "37": 65,
    "41": 40,
    "35": 35,
    "42": 33,
    "34": 32,
    "31": 30,
    "43": 28,
    "51": 28,
    "13": 27,
    "36": 24,
    "21": 18,
    "50": 15,
    "61": 14,
    "45": 14,
    "12": 13,
    "11": 12,
    "14": 10,
    "53": 9,
    "52": 9,
    "22": 8,
    "23": 8,
    "15": 6,
    "65": 5,
    "62": 4,
    "64": 3,
    "46": 2,
    "63": 1,
    "54": 1,
}
DIVISIONS = {
    "34": 10,
    "33": 10,
    "35": 9,
    "38": 9,
    "39": 9,
    "36": 7,
    "29": 7,
    "26": 7,
    "30": 7,
    "18": 5,
    "17": 5,
    "13": 6,
    "21": 3,
    "22": 3,
    "24": 3,
    "31": 3,
    "32": 3,
    "27": 3,
    "14": 3,
    "40": 3,
    "65": 6,
    "15": 2,
    "19": 2,
    "20": 2,
    "23": 2,
    "25": 1,
    "28": 1,
    "37": 2,
    "41": 1,
    "42": 1,
    "43": 1,
    "16": 0.1,
    "63": 0.5,
    "64": 1,
}
SIZE_SHARES = {"large": 3, "medium": 12, "small": 40, "micro": 41, "unknown": 4}
SIZE_LIFT = {
    "large": 1.1,
    "medium": 0.5,
    "small": 0.0,
    "micro": -0.5,
    "unknown": -0.2,
}  # of the standing, in its deviations
GROUP_LIFT = {"electronics": 0.35, "software": 0.5, "equipment": 0.1, "raw_materials": 0.0, "consumer_goods": -0.15}
RANK = 0.8  # how fast the places of a province get smaller: the weight of the nth is n to the power of minus this
WORDS = ("远山", "凌云", "海曙", "青禾", "朝晖", "明湖", "北辰", "松涛", "安澜", "启明", "云岭", "长风")
MAKES = {
    "raw_materials": "新材料",
    "equipment": "机械",
    "consumer_goods": "日用品",
    "electronics": "电子",
    "software": "软件",
}


@dataclass(frozen=True)
class Firm:
    """standing: how far it is beside others, in standard deviations. employees, revenue_wan: None where not told."""

    name: str
    adcode: str
    industry: str
    policy_group: str
    employees: int | None
    revenue_wan: Decimal | None
    size: str | None
    standing: float


class Drawn:
    """Things drawn by weight."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.things = tuple(weights)
        self.upto = list(accumulate(weights.values()))

    def one(self, chance: random.Random) -> str:
        return self.things[bisect(self.upto, chance.random() * self.upto[-1])]


@dataclass(frozen=True)
class Country:
    """The places and industries firms are drawn from, by one seed."""

    reference: Reference
    seed: int

    def firm(self, number: int) -> Firm:
        chance = random.Random(f"{self.seed}/{number}")  # noqa: S311  (nothing secret)
        province = self.provinces.one(chance)
        industry = chance.choice(self.classes[self.divisions.one(chance)])
        size = self.sizes.one(chance)
        employees, revenue_wan = self._figures(chance, industry, size)
        group = self.reference.policy_group(industry)
        code = group.code if group else ""
        lift = SIZE_LIFT[size] + GROUP_LIFT.get(code, 0) + self.lifts[province]
        return Firm(
            name=f"{MARK}{chance.choice(WORDS)}{MAKES.get(code, '制造')}第{number + 1}有限公司",
            adcode=self.counties[province].one(chance),
            industry=industry,
            policy_group=code,
            employees=employees,
            revenue_wan=revenue_wan,
            size=self.reference.size_class(industry, employees, revenue_wan).size,
            standing=lift + chance.gauss(0, 1),
        )

    def _figures(self, chance: random.Random, industry: str, size: str) -> tuple[int | None, Decimal | None]:
        """Headcount and revenue within the floors of the class that was drawn."""
        rule = rule_for(self.reference.size_rules, industry)
        if size == "unknown" or rule is None:
            return None, None
        floors, place = rule.floors, SIZES.index(size)
        least = floors.get(size)
        above = floors.get(SIZES[place - 1]) if place else None
        low, wan = (least.employees, least.revenue_wan) if least else (3, Decimal(50))
        employees = _between(chance, low, above.employees if above else low * 8)
        return employees, Decimal(_between(chance, int(wan), int(above.revenue_wan if above else wan * 8)))

    @cached_property
    def provinces(self) -> Drawn:
        return Drawn(dict(PROVINCES))

    @cached_property
    def divisions(self) -> Drawn:
        return Drawn({division: weight for division, weight in DIVISIONS.items() if division in self.classes})

    @cached_property
    def sizes(self) -> Drawn:
        return Drawn(dict(SIZE_SHARES))

    @cached_property
    def classes(self) -> dict[str, list[str]]:
        """division → its narrowest industries."""
        found: dict[str, list[str]] = {}
        for code, industry in self.reference.industries.items():
            if industry.level == "class":
                found.setdefault(code[:2], []).append(code)
        return found

    @cached_property
    def counties(self) -> dict[str, Drawn]:
        """province → its places without anything below, a few of them with most firms."""
        chance = random.Random(f"{self.seed}/counties")  # noqa: S311
        return {province: Drawn(_ranked(self._places(province), chance)) for province in PROVINCES}

    def _places(self, province: str) -> list[str]:
        parents = {region.parent for region in self.reference.regions.values()}
        inside = (r for r in self.reference.regions.values() if r.adcode.startswith(province))
        return [region.adcode for region in inside if _seat(region) and region.adcode not in parents]

    @cached_property
    def lifts(self) -> dict[str, float]:
        chance = random.Random(f"{self.seed}/provinces")  # noqa: S311
        return {province: chance.gauss(0, 0.15) for province in PROVINCES}


def _seat(region: Region) -> bool:
    return region.offered and region.level != "province"


def _ranked(places: Sequence[str], chance: random.Random) -> dict[str, float]:
    mixed = chance.sample(places, len(places))
    return {place: rank**-RANK for rank, place in enumerate(mixed, start=1)}


def _between(chance: random.Random, low: int, high: int) -> int:
    """Between two whole numbers, the lower ones more often; the upper one never."""
    return min(high - 1, low + int((high - low) * chance.random() ** 2))


@cache
def country(seed: int) -> Country:
    return Country(published_reference(), seed)

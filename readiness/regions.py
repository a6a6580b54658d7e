"""Regions of China by GB/T 2260 code (adcode): what they are called, where they lie, what lies in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from readiness.text import Text

NATIONAL = "000000"  # a convention of this project for the whole country; GB/T 2260 has no such code

# 计划单列市: budgeted apart from their province, so that provincial money often leaves them out.
SEPARATELY_BUDGETED = ("210200", "330200", "350200", "370200", "440300")  # 大连 宁波 厦门 青岛 深圳


@dataclass(frozen=True)
class Region:
    """One row of the list. pinyin: one syllable per character of name_zh. valid_from, valid_to: ISO date or month."""

    adcode: str
    parent: str | None
    level: str  # province | prefecture | county
    kind: str
    name_zh: str
    short_zh: str
    name_en: str | None
    pinyin: str
    status: str = "active"  # active | provisional | superseded
    valid_from: str | None = None
    valid_to: str | None = None

    @property
    def virtual(self) -> bool:
        """A node that only groups others （市辖区, 省直辖县级行政区划）: never shown to anybody."""
        return self.kind == "virtual"

    @property
    def offered(self) -> bool:
        """May be chosen today; a superseded region is still found by its code."""
        return not self.virtual and self.status != "superseded"

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en or _romanised(self))

    @property
    def note(self) -> Text | None:
        if self.status == "superseded":
            return Text(f"该区划已于 {self.valid_to} 撤销", f"Abolished on {self.valid_to}")
        if self.status == "provisional":
            return Text("新设区划，代码待官方列表确认", "Newly set up; the code awaits the official list")
        return None


def _romanised(region: Region) -> str:
    """Cixi for 慈溪市: the syllables of the short name as one word, with apostrophes where two vowels would meet."""
    if region.name_zh.endswith("新区"):
        return "".join(region.pinyin.split()[:-2]).capitalize() + " New Area"
    syllables = short_pinyin(region)
    joined = accumulate(syllables, lambda word, next_: word + ("'" if next_[0] in "aeo" else "") + next_)
    return list(joined)[-1].capitalize() if syllables else region.name_zh


def short_pinyin(region: Region) -> list[str]:
    """The syllables of the short name: ci, xi for 慈溪市."""
    syllables = region.pinyin.split()
    return syllables[: len(region.short_zh)] if region.name_zh.startswith(region.short_zh) else syllables


def strip_zero_pairs(adcode: str) -> str:
    """The significant part of an adcode: 330000 -> 33, 330200 -> 3302, 330282 -> 330282, 000000 -> empty."""
    while adcode.endswith("00"):
        adcode = adcode[:-2]
    return adcode


def within_region(adcode: str, outer: str, excluding: Iterable[str] = ()) -> bool:
    """Whether `adcode` is `outer` or lies in it and in none of the excluded regions."""
    inside = adcode.startswith(strip_zero_pairs(outer))
    return inside and not any(within_region(adcode, excluded) for excluded in excluding)


def region_line(regions: Mapping[str, Region], adcode: str) -> tuple[Region, ...]:
    """The region and those above it, province first, without virtual nodes. Raises KeyError for an unknown code."""
    line: list[Region] = []
    code: str | None = adcode
    while code:
        region = regions[code]
        if not region.virtual:
            line.insert(0, region)
        code = region.parent
    return tuple(line)

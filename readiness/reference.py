"""Reference data as one frozen value: regions, industries, size rules; finding them as one types."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from readiness.industries import POLICY_GROUPS, Industry, PolicyGroup, industry_line, within_industry
from readiness.regions import Region, region_line, short_pinyin, within_region
from readiness.sizes import SizeClass, SizeRule, classify, rule_for
from readiness.text import Text
from readiness.uscc import UsccCheck, check_uscc

__all__ = [
    "Candidate",
    "Industry",
    "PolicyGroup",
    "Reference",
    "Region",
    "SizeClass",
    "SizeRule",
    "UsccCheck",
    "check_uscc",
    "within_industry",
    "within_region",
]

BETWEEN = " / "
_IGNORED = str.maketrans("", "", " 　/·'’“”\"、,,.。-—()()")


@dataclass(frozen=True)
class Candidate:
    """One hit of a search. path: "浙江省 / 宁波市 / 慈溪市". narrower: something more exact can be chosen below it."""

    code: str
    name: Text
    path: Text
    note: Text | None
    narrower: bool


@dataclass(frozen=True)
class _Entry:
    """What a search compares for one row, all in lower case and without spaces and punctuation."""

    candidate: Candidate
    names: tuple[str, ...]
    paths: tuple[str, ...]
    spellings: tuple[str, ...]  # pinyin and initials, of the full and of the short name
    depth: int


@dataclass(frozen=True)
class Reference:
    """regions by adcode, industries by GB/T 4754-2017 code, size rules in the order they are tried."""

    regions: Mapping[str, Region]
    industries: Mapping[str, Industry]
    size_rules: tuple[SizeRule, ...]

    def region_path(self, adcode: str) -> Text:
        """ "浙江省 / 宁波市 / 慈溪市" and "Zhejiang / Ningbo / Cixi". Raises KeyError for an unknown code."""
        return _path(region.name for region in region_line(self.regions, adcode))

    def industry_path(self, code: str) -> Text:
        """From the division down, without the section. Raises KeyError for an unknown code."""
        line = industry_line(self.industries, code)
        return _path(industry.name for industry in line if industry.level != "section" or len(line) == 1)

    def search_regions(self, text: str, limit: int) -> tuple[Candidate, ...]:
        """Regions by Chinese name (also with those above it), pinyin, initials, English name or code; best first."""
        return _search(self._region_entries, text, limit)

    def search_industries(self, text: str, limit: int) -> tuple[Candidate, ...]:
        """Divisions, groups and classes by Chinese name, pinyin, initials, English name or code (3670 or C3670)."""
        code = _fold(text).upper()
        digits = code[1:] if code[:1].isascii() and code[:1].isalpha() and code[1:].isdigit() else text
        return _search(self._industry_entries, digits, limit)

    def size_class(self, industry: str, employees: int | None, revenue_wan: Decimal | None) -> SizeClass:
        """The size class of a firm with these figures and which floors made it so."""
        return classify(rule_for(self.size_rules, industry), employees, revenue_wan)

    def policy_group(self, industry: str) -> PolicyGroup | None:
        """The group of the division an industry lies in; None for a code that is not listed."""
        division = self.industries.get(industry[:2])
        if division is None or division.policy_group is None or industry not in self.industries:
            return None
        changeable = division.policy_group_basis == "judgement"
        return PolicyGroup(division.policy_group, POLICY_GROUPS[division.policy_group], changeable)

    @cached_property
    def _region_entries(self) -> tuple[_Entry, ...]:
        parents = {region.parent for region in self.regions.values()}
        offered = (region for region in self.regions.values() if region.offered)
        return tuple(self._region_entry(region, region.adcode in parents) for region in offered)

    def _region_entry(self, region: Region, narrower: bool) -> _Entry:
        line = region_line(self.regions, region.adcode)
        path = self.region_path(region.adcode)
        return _Entry(
            Candidate(region.adcode, region.name, path, region.note, narrower),
            (_fold(region.short_zh), _fold(region.name_zh), _fold(region.name.en)),
            (_fold(path.zh), _fold("".join(part.short_zh for part in line)), _fold(path.en)),
            _spellings(region.pinyin.split()) + _spellings(short_pinyin(region)),
            len(line),
        )

    @cached_property
    def _industry_entries(self) -> tuple[_Entry, ...]:
        parents = {industry.parent for industry in self.industries.values()}
        shown = (industry for industry in self.industries.values() if industry.level != "section")
        return tuple(self._industry_entry(industry, industry.code in parents) for industry in shown)

    def _industry_entry(self, industry: Industry, narrower: bool) -> _Entry:
        path = self.industry_path(industry.code)
        return _Entry(
            Candidate(industry.code, industry.name, path, None, narrower),
            (_fold(industry.name_zh), _fold(industry.name.en)),
            (_fold(path.zh), _fold(path.en)),
            _spellings(industry.pinyin.split()),
            len(industry_line(self.industries, industry.code)),
        )


def _path(names: Iterable[Text]) -> Text:
    parts = list(names)
    return Text(BETWEEN.join(part.zh for part in parts), BETWEEN.join(part.en for part in parts))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().translate(_IGNORED)


def _spellings(syllables: list[str]) -> tuple[str, str]:
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _search(entries: tuple[_Entry, ...], text: str, limit: int) -> tuple[Candidate, ...]:
    wanted = _fold(text)
    if not wanted:
        return ()
    ranked = ((_rank(entry, wanted), entry) for entry in entries)
    hits = sorted(
        ((rank, entry.depth, entry.candidate.code, entry.candidate) for rank, entry in ranked if rank is not None),
        key=lambda hit: hit[:3],
    )
    return tuple(hit[3] for hit in hits[:limit])


def _rank(entry: _Entry, wanted: str) -> int | None:
    """How well an entry fits, 0 best; None if it does not."""
    tests = (
        entry.candidate.code == wanted or wanted in entry.names or wanted in entry.paths,
        any(name.startswith(wanted) for name in entry.names) or entry.candidate.code.startswith(wanted),
        any(path.endswith(wanted) for path in entry.paths),
        any(wanted in name for name in entry.names),
        wanted in entry.spellings,
        any(spelling.startswith(wanted) for spelling in entry.spellings),
        any(wanted in path for path in entry.paths),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)

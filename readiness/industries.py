"""Industries by GB/T 4754-2017 code and the five groups that the policy plans routes for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.text import Text

POLICY_GROUPS = {
    "raw_materials": Text("原材料", "Raw materials"),
    "equipment": Text("装备制造", "Equipment manufacturing"),
    "consumer_goods": Text("消费品", "Consumer goods"),
    "electronics": Text("电子信息", "Electronics and information"),
    "software": Text("软件和信息技术服务", "Software and IT services"),
}

# Divisions (two digits) of the sections that rules may name although the list holds only C and part of I.
SECTIONS = {
    "B": range(6, 13),
    "C": range(13, 44),
    "D": range(44, 47),
    "I": range(63, 66),
}
SECTION_NAMES = {
    "B": Text("采矿业", "mining"),
    "C": Text("制造业", "manufacturing"),
    "D": Text("电力、热力、燃气及水生产和供应业", "supply of electricity, heat, gas and water"),
    "I": Text("信息传输、软件和信息技术服务业", "information transmission, software and IT services"),
}


@dataclass(frozen=True)
class Industry:
    """One row: section, division, group or class. policy_group is set on divisions and holds for all below them."""

    code: str
    parent: str | None
    level: str  # section | division | group | class
    name_zh: str
    name_en: str | None
    pinyin: str
    policy_group: str | None = None
    policy_group_basis: str | None = None  # clear | judgement

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en or self.name_zh)


@dataclass(frozen=True)
class PolicyGroup:
    """The group an industry belongs to. changeable: there is no official assignment, the firm may choose another."""

    code: str
    name: Text
    changeable: bool


def within_industry(industry: str, outers: Iterable[str]) -> bool:
    """Whether a code without section letter lies in one of `outers`: a section (C), a division (I65, 65) or deeper."""
    return any(_within(industry, outer) for outer in outers)


def _within(industry: str, outer: str) -> bool:
    digits = outer.lstrip("ABCDEFGHIJKLMNOPQRST")
    if digits:
        return industry.startswith(digits)
    return industry == outer or (industry[:2].isdigit() and int(industry[:2]) in SECTIONS.get(outer, ()))


def industry_line(industries: Mapping[str, Industry], code: str) -> tuple[Industry, ...]:
    """The industry and those above it, section first. Raises KeyError for an unknown code."""
    line: list[Industry] = []
    above: str | None = code
    while above:
        line.insert(0, industries[above])
        above = industries[above].parent
    return tuple(line)

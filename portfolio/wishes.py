"""What somebody wants to see of a portfolio: filters and an order, as they stand in the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from readiness.industries import SECTIONS

NO_RESULT = "none"
LONGEST = 60  # characters of a search
SORTS = (
    "name",
    "region",
    "industry",
    "size",
    "until",
    "level",
    "coverage",
    "date",
    "draft",
    "actions",
    "closing",
)
FIRST = "name"


@dataclass(frozen=True)
class Wishes:
    """q: a name or a code. level: "none", or framework:code. region: the beginning of an adcode. industry: C, or 36."""

    q: str = ""
    level: str = ""
    region: str = ""
    industry: str = ""
    ending: bool = False
    closing: bool = False
    files: bool = False
    sort: str = FIRST

    @property
    def column(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def filtered(self) -> bool:
        return replace(self, sort=FIRST) != Wishes()

    @property
    def plain(self) -> list[tuple[str, str]]:
        """As they stand in the address; what is not wished is left out."""
        found = ((field.name, getattr(self, field.name), field.default) for field in fields(self))
        return [(name, "1" if value is True else value) for name, value, usual in found if value != usual]

    @property
    def query(self) -> str:
        """The address of the page behind its question mark."""
        return urlencode(self.plain)

    @property
    def filters(self) -> list[str]:
        """The names of the filters that are wished; an order is none."""
        return [name for name, _value in self.plain if name != "sort"]

    def without(self, name: str) -> Wishes:
        """The same without one filter."""
        usual: dict[str, Any] = {name: type(self).__dataclass_fields__[name].default}
        return replace(self, **usual)

    def sorted_by(self, column: str) -> Wishes:
        """The other way round where it is sorted so already."""
        return replace(self, sort=f"-{column}" if self.sort == column else column)


def wishes_of(data: Mapping[str, str]) -> Wishes:
    """What an address wishes; what makes no sense in it is left out."""
    region, industry, sort = (data.get(name, "") for name in ("region", "industry", "sort"))
    return Wishes(
        q=" ".join(data.get("q", "").replace("\0", "").split())[:LONGEST],
        level=data.get("level", "").replace("\0", "")[:LONGEST],
        region=region if region.isascii() and region.isdigit() and len(region) <= 6 else "",
        industry=industry if industry in SECTIONS or _digits(industry, 2) else "",
        ending=data.get("ending") == "1",
        closing=data.get("closing") == "1",
        files=data.get("files") == "1",
        sort=sort if sort.removeprefix("-") in SORTS and sort.count("-") <= 1 else FIRST,
    )


def _digits(text: str, length: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) == length

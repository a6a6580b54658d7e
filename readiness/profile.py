"""The facts about an enterprise that scoring, scenarios and subsidy rules may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Profile:
    """One enterprise. What is None or absent is not known, never assumed.

    adcode: GB/T 2260, six digits, county level where known. industry: GB/T 4754-2017 code without section letter,
    e.g. "3670"; "65" for software. revenue_wan and every spend value: 万元 (10,000 CNY); spend: what the firm plans to
    spend in the coming year, by kind. facts: further answers to subsidy questions by rule field.
    """

    name: str
    adcode: str
    industry: str
    policy_group: str  # raw_materials | equipment | consumer_goods | electronics | software
    uscc: str | None = None
    employees: int | None = None
    revenue_wan: Decimal | None = None
    size: str | None = None  # large | medium | small | micro
    zone: str | None = None  # a named development zone; zones are not in GB/T 2260
    qualifications: frozenset[str] | None = None  # None: not asked; empty: none held
    spend: Mapping[str, Decimal] = field(default_factory=dict)
    facts: Mapping[str, bool | Decimal | str] = field(default_factory=dict)

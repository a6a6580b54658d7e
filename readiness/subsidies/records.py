"""What is known of an instrument of public money, and the catalogue of all of them.

Amounts are in 万元 (10,000 CNY), rates in percent. A record says how well it is known: evidence, confidence, the parts
that were recalled and not read, and when somebody last compared it with the official page.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from readiness.reference import Reference
from readiness.subsidies.rules import Field, NamedList, Rule
from readiness.text import Text

INSTRUMENTS = (
    "compute_voucher",
    "model_voucher",
    "corpus_voucher",
    "training_voucher",
    "data_voucher",
    "grant",
    "tax",
    "loan_discount",
    "first_application",
    "fund",
    "recognition",
    "diagnosis",
    "programme",
    "encouragement",
)
AMOUNT_KINDS = (
    "rate_cap",  # a share of what was spent, up to a cap
    "flat",  # a fixed sum
    "award",  # up to a ceiling, set case by case
    "tax_rate",
    "tax_base",
    "tax_credit",
    "tax_timing",
    "interest_points",
    "project_review",
    "set_by_city",
    "equity",
    "indirect",
    "none",
    "unknown",
)
RELEVANCES = ("direct", "supplier_side", "indirect", "general", "framework")
EVIDENCE = ("official_site", "official_text_repost", "news", "secondary_index", "recalled")
CONFIDENCES = ("high", "medium", "low")
STACKING_KINDS = (
    "same_contract_once",
    "one_direction_per_year",
    "take_higher",
    "not_both",
    "stack_to",
    "best_of",
    "free",
    "unknown",
)


@dataclass(frozen=True)
class Label:
    """A code of the catalogue with the words a reader sees for it."""

    code: str
    text: Text


@dataclass(frozen=True)
class Place:
    """Whose instrument it is. zone: a named development zone inside the adcode.

    open_to_all: the rule asks where the computing power is bought, not where the buyer is registered.
    """

    adcode: str
    name: Text
    level: str  # national | province | city | county | district | zone
    zone: str | None = None
    open_to_all: bool = False


@dataclass(frozen=True)
class Tier:
    """One rate of several. when: None is the rest. rate_percent, flat_wan: None if unknown; cap_wan replaces the cap"""

    text: Text
    when: Rule | None
    rate_percent: Decimal | None = None
    flat_wan: Decimal | None = None
    cap_wan: Decimal | None = None


@dataclass(frozen=True)
class ProRata:
    """Only a contract's days inside a period count. start_field, end_field: the facts with the contract's dates."""

    start: datetime.date
    end: datetime.date
    start_field: str
    end_field: str


@dataclass(frozen=True)
class Amount:
    """How much: a share of the base, up to a cap.

    base: what the share is taken of, in words; base_fields: the firm's figures it is estimated from, added up.
    tiers: in order; `choose` says whether the first or the highest that applies counts. percent_field: a further
    percentage to multiply by (a tax rate). places: decimal places in 万元 of every intermediate result, truncated.
    """

    kind: str
    rate_percent: Decimal | None = None
    base: Text | None = None
    base_fields: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    choose: str = "first"  # first | highest
    cap_wan: Decimal | None = None
    cap_period: Label | None = None
    min_spend_wan: Decimal | None = None
    pool_wan_per_year: Decimal | None = None
    percent_field: str | None = None
    pro_rata: ProRata | None = None
    places: int = 4
    note: Text | None = None


@dataclass(frozen=True)
class Window:
    """When one may apply, both days included. certain: False when the dates come from a secondary source.

    only_in: the window of one region of a wider instrument.
    """

    start: datetime.date | None
    end: datetime.date | None
    note: Text | None
    certain: bool
    only_in: str | None = None


@dataclass(frozen=True)
class Stacking:
    """Whether it may be taken together with others. group, ids, percent: what the kind needs."""

    kind: str
    text: Text
    group: str | None = None
    ids: tuple[str, ...] = ()
    percent: Decimal | None = None


@dataclass(frozen=True)
class Source:
    title: Text
    url: str | None
    official: bool


@dataclass(frozen=True)
class Subsidy:
    """One instrument. needs: what a route must buy for it to fit, any of (empty: always fits).

    rule None: nothing recorded that could be checked. open_ended: the document itself sets no end. doubt: why it is
    not known whether it is still in force.
    continuous: no window, applied for whenever the case arises. recalled: parts from memory, not read in a source.
    """

    id: str
    name: Text
    title: Text | None
    number: str | None
    issuer: Text
    region: Place
    instrument: Label
    relevance: str
    needs: tuple[str, ...]
    amount: Amount
    applicants: tuple[Text, ...]
    spend_counts: tuple[Label, ...]
    spend_excluded: tuple[Label, ...]
    rule: Rule | None
    confirm: tuple[Text, ...]
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    open_ended: bool
    doubt: Text | None
    windows: tuple[Window, ...]
    continuous: bool
    how_to_apply: Text | None
    stacking: Stacking
    sources: tuple[Source, ...]
    evidence: Label
    confidence: Label
    recalled: tuple[str, ...]
    verify_before_use: Text | None
    last_verified_on: datetime.date | None
    verified_by: str | None
    note: Text | None


@dataclass(frozen=True)
class Lead:
    """A document that may hold money; nothing about amounts was found, so nothing about amounts is said."""

    name: Text
    adcode: str
    url: str | None
    missing: Text


@dataclass(frozen=True)
class Gap:
    """A region searched without finding an instrument, or with the remark given."""

    name: Text
    adcode: str


@dataclass(frozen=True)
class Catalogue:
    """All records on one day of compilation. notices: sentences every page with money carries."""

    records: tuple[Subsidy, ...]
    leads: tuple[Lead, ...]
    lists: Mapping[str, NamedList]
    fields: Mapping[str, Field]
    regions_without_evidence: tuple[Gap, ...]
    notices: tuple[Text, ...]
    compiled_on: datetime.date
    digest: str
    reference: Reference

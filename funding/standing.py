"""How a firm stands with public money on a day: its facts as they are that day, and what the route of a result buys."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from readiness.subsidies import Catalogue, SubsidyMatch, SubsidyMatches, match_subsidies
from readiness.subsidies.conditions import Check, checks_of
from readiness.subsidies.dates import KeyDate, coming, key_dates
from readiness.subsidies.matching import outlook
from readiness.subsidies.records import Subsidy
from readiness.subsidies.rules import Facts
from surveys.content import catalogue

# What a factory can have itself; the other sections are for suppliers, or hold no money.
OWN_SECTIONS = ("cash", "tax", "loans", "recognition_and_services")
GROUPS = ("now", "waiting", "one", "more", "unchecked", "apart", "expired")


@dataclass(frozen=True)
class Standing:
    """routed: whether a route says what the firm buys; without one nothing is measured by it."""

    on: datetime.date
    catalogue: Catalogue
    facts: Facts
    found: SubsidyMatches
    routed: bool

    @cached_property
    def by_code(self) -> dict[str, SubsidyMatch]:
        return {match.subsidy.id: match for match in self.found.matches}

    def checks(self, match: SubsidyMatch) -> tuple[Check, ...]:
        """The conditions of a record in its order."""
        return checks_of(match.subsidy, self.facts, self.catalogue.reference)

    def open_checks(self, match: SubsidyMatch) -> tuple[Check, ...]:
        """The conditions that stand in the way: not met, or not known."""
        return tuple(check for check in self.checks(match) if check.holds is not True)

    def off_route(self, match: SubsidyMatch) -> bool:
        return self.routed and not match.fits_route

    def group(self, match: SubsidyMatch) -> str:
        """One of GROUPS."""
        if match.section == "expired":
            return "expired"
        if match.section not in OWN_SECTIONS:
            return "apart"
        if match.subsidy.rule is None:
            return "unchecked"
        hurdles, shut = len(self.open_checks(match)) + self.off_route(match), not may_be_had(match)
        if hurdles:
            return "one" if hurdles + shut == 1 else "more"
        return "waiting" if shut else "now"

    @property
    def dates(self) -> tuple[KeyDate, ...]:
        """The days of all records the firm may have: of its region, its own sections, no condition known to fail."""
        adcode = self.facts.profile.adcode
        concerned = (m for m in self.found.matches if m.section in OWN_SECTIONS and m.verdict != "not_met")
        return tuple(date for match in concerned for date in key_dates(match.subsidy, adcode))


def may_be_had(match: SubsidyMatch) -> bool:
    """In force, and not known to be closed."""
    return match.status.in_force != "no" and match.status.state not in {"window_closed", "before_window"}


def standing_of(enterprise, record: Mapping[str, Any] | None, on: datetime.date) -> Standing:
    """On a day, with the facts the enterprise states now. record: the frozen result whose route counts, if any."""
    held, profile = catalogue(), enterprise.as_profile()
    route = record["route"] if record else {"uses": {}, "steps": []}
    uses = {need: tuple(actions) for need, actions in route["uses"].items()}
    return Standing(
        on=on,
        catalogue=held,
        facts=Facts(profile, held.fields, held.lists),
        found=match_subsidies(held, profile, uses, on),
        routed=bool(route["steps"]),
    )


@dataclass(frozen=True)
class Ahead:
    """The days just ahead for many firms one after the other: those of their standings, without the reasons.

    records: the few that have such a day anywhere, so that the others need not be held against every firm.
    """

    on: datetime.date
    kinds: tuple[str, ...]
    catalogue: Catalogue
    records: tuple[Subsidy, ...]

    def of(self, enterprise) -> tuple[KeyDate, ...]:
        """What `coming` finds among the dates of `standing_of(enterprise, None, on)`."""
        facts = Facts(enterprise.as_profile(), self.catalogue.fields, self.catalogue.lists)
        own = (record for record in self.records if self._may_be_had(record, facts))
        return coming((date for record in own for date in key_dates(record, enterprise.adcode)), self.on, self.kinds)

    def _may_be_had(self, record: Subsidy, facts: Facts) -> bool:
        section, verdict = outlook(record, facts, self.on) or ("", "not_met")
        return section in OWN_SECTIONS and verdict != "not_met"


def ahead(on: datetime.date, kinds: Iterable[str]) -> Ahead:
    """For the firms of a day; one query for all of them."""
    held, wanted = catalogue(), tuple(kinds)
    near = tuple(record for record in held.records if coming(key_dates(record, None), on, wanted))
    return Ahead(on, wanted, held, near)

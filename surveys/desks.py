"""What the list of assessments shows of one enterprise: what is open, what came out, what can be begun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from accounts.models import EnterpriseProfile
from readiness.framework import Framework, Level
from surveys.content import known, offered
from surveys.models import Assessment, ResultSnapshot
from surveys.sheet import Sheet, minutes, sheets_of
from surveys.way import result_address


@dataclass(frozen=True)
class Offer:
    """A framework an enterprise can be assessed with. last: its latest result with it, whose answers can be taken over."""

    framework: Framework
    enterprise: EnterpriseProfile
    draft: bool
    last: Assessment | None

    @cached_property
    def lengths(self) -> dict[str, int]:
        """How many questions this enterprise is asked in each version."""
        weights = self.framework.profile_for(self.enterprise.policy_group)
        return {"quick": len(self.framework.asked(weights, True)), "full": len(self.framework.asked(weights))}

    @property
    def minutes(self) -> dict[str, int]:
        return {mode: minutes(number) for mode, number in self.lengths.items()}


@dataclass(frozen=True)
class Result:
    """A submitted assessment in one line. framework: None where this server no longer has it."""

    assessment: Assessment
    framework: Framework | None

    @property
    def snapshot(self) -> ResultSnapshot:
        return self.assessment.snapshot

    @property
    def address(self) -> str:
        return result_address(self.assessment)

    @property
    def level(self) -> Level | None:
        return self._level(self.snapshot.level)

    @property
    def position(self) -> int:
        return self.framework.position(self.level) if self.framework and self.level else 0

    @property
    def interval(self) -> dict[str, str] | None:
        """The lowest and highest score that the open questions leave possible; None where they leave no choice."""
        found = self.snapshot.data.get("interval") or {}
        low, high = found.get("low"), found.get("high")
        return None if low is None or high is None or low == high else {"low": low, "high": high}

    @property
    def levels_possible(self) -> tuple[Level, Level] | None:
        """The same for levels."""
        found = self.snapshot.data.get("level_range") or {}
        low, high = self._level(found.get("low")), self._level(found.get("high"))
        return None if low is None or high is None or low == high else (low, high)

    def _level(self, code) -> Level | None:
        try:
            return self.framework.level(code) if self.framework else None
        except KeyError:
            return None


@dataclass(frozen=True)
class Desk:
    """One enterprise. drafts: what is open and can be shown; closed: open ones of frameworks this server lacks."""

    enterprise: EnterpriseProfile
    may_edit: bool
    drafts: list[Sheet]
    closed: list[Assessment]
    results: list[Result]
    offers: list[Offer]

    @property
    def main(self) -> Offer:
        return self.offers[0]

    @property
    def others(self) -> list[Offer]:
        """What else can be begun: what is open already stands above."""
        return [offer for offer in self.offers[1:] if not offer.draft]

    @property
    def empty(self) -> bool:
        return not (self.drafts or self.closed or self.results)


def desks_of(enterprises, assessments, may_edit) -> list[Desk]:
    """may_edit: whether the person may, by enterprise. The number of queries depends on nothing."""
    sheets = sheets_of([a for a in assessments if a.open and known(a.framework_reference)])
    return [_desk(enterprise, assessments, sheets, may_edit(enterprise)) for enterprise in enterprises]


def _desk(enterprise, assessments, sheets, may_edit):
    mine = [a for a in assessments if a.organisation_id == enterprise.organisation_id]
    drafts, done = [a for a in mine if a.open], [a for a in mine if not a.open]
    return Desk(
        enterprise,
        may_edit,
        [sheet for sheet in sheets if sheet.assessment in drafts],
        [draft for draft in drafts if not known(draft.framework_reference)],
        [Result(one, known(one.framework_reference)) for one in done],
        [_offer(framework, enterprise, drafts, done) for framework in offered()],
    )


def _offer(framework, enterprise, drafts, done):
    last = next((one for one in done if one.framework_key == framework.key), None)
    return Offer(framework, enterprise, any(one.framework_key == framework.key for one in drafts), last)

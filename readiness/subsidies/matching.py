"""The catalogue held against one firm, its route and a day: what is met, what is not, what must be asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.profile import Profile
from readiness.subsidies.amounts import Estimate, estimate
from readiness.subsidies.conditions import Condition, Question, conditions_of, questions_of
from readiness.subsidies.records import Catalogue, Gap, Lead, Subsidy
from readiness.subsidies.rules import VERDICTS, Facts, evaluate, region_test
from readiness.subsidies.stacking import Claim, Total, total_of
from readiness.subsidies.states import Status, status_on
from readiness.text import Text

SECTIONS = ("cash", "tax", "loans", "recognition_and_services", "supplier_side", "framework", "expired")
VERDICT_TEXTS = {
    "met": Text("已填条件均符合", "All conditions that could be checked are met"),
    "not_met": Text("有条件不符合", "Some condition is not met"),
    "not_known": Text("还有条件待确认", "Some conditions are still open"),
}
NO_RULE = Text("没有记录可逐条核对的条件", "No conditions are recorded that could be checked one by one")
NOT_MET = Text("有条件不符合，不作测算。", "Some condition is not met; no estimate is made.")
NO_RECORDS = Text(
    "本库暂无该地区记录（不代表没有政策）", "No records for this region yet (which does not mean there is no policy)"
)
NOT_ON_ROUTE = Text("本路线没有用到这类支出的行动。", "No action of this route spends on what it supports.")
NO_NEED = Text("不取决于路线。", "Does not depend on the route.")


@dataclass(frozen=True)
class SubsidyMatch:
    """One record for one firm. verdict: met | not_met | not_known; fits_route: some action buys what it supports."""

    subsidy: Subsidy
    section: str
    verdict: str
    verdict_text: Text
    conditions_met: tuple[Condition, ...]
    conditions_not_met: tuple[Condition, ...]
    conditions_not_known: tuple[Condition, ...]
    questions: tuple[Question, ...]
    status: Status
    estimate: Estimate
    fits_route: bool
    actions: tuple[str, ...]
    fit_text: Text


@dataclass(frozen=True)
class SubsidyMatches:
    """All records whose region holds the firm, or may. matches: by section, the likeliest and largest first.

    totals: cash only, of what fits the route, is not known to be closed or expired and is estimated from the firm's own
    figures. no_records: no local record at all.
    """

    on: datetime.date
    compiled_on: datetime.date
    catalogue_digest: str
    matches: tuple[SubsidyMatch, ...]
    totals: tuple[Total, ...]
    leads: tuple[Lead, ...]
    no_records: Text | None
    searched_in_vain: tuple[Gap, ...]
    unverified: int
    notices: tuple[Text, ...]


def match_subsidies(
    catalogue: Catalogue, profile: Profile, uses: Mapping[str, tuple[str, ...]], on: datetime.date
) -> SubsidyMatches:
    """Match every record for the firm's region on a day. uses: what the route buys and which actions buy it,
    {"compute": ("A41",), "model": ("A11", "A20")}."""
    facts = Facts(profile, catalogue.fields, catalogue.lists)
    considered = [record for record in catalogue.records if _concerns(record, facts, uses)]
    matches = sorted((_match(catalogue, record, facts, uses, on) for record in considered), key=_order)
    local = any(match.subsidy.region.level != "national" and not match.subsidy.region.open_to_all for match in matches)
    return SubsidyMatches(
        on=on,
        compiled_on=catalogue.compiled_on,
        catalogue_digest=catalogue.digest,
        matches=tuple(matches),
        totals=_totals(matches),
        leads=tuple(lead for lead in catalogue.leads if region_test(profile.adcode, lead.adcode)),
        no_records=None if local else NO_RECORDS,
        searched_in_vain=tuple(
            gap for gap in catalogue.regions_without_evidence if region_test(profile.adcode, gap.adcode)
        ),
        unverified=sum(not match.status.verified for match in matches),
        notices=catalogue.notices,
    )


def outlook(record: Subsidy, facts: Facts, on: datetime.date) -> tuple[str, str] | None:
    """(section, verdict) of a record for a firm whose route buys nothing, None where it concerns other firms: what
    `match_subsidies` finds, for whoever asks about many firms and needs no reasons."""
    if not _concerns(record, facts, {}):
        return None
    return _section(record, status_on(record, on, facts.profile.adcode)), VERDICTS[evaluate(record.rule, facts)]


def _concerns(record: Subsidy, facts: Facts, uses: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the firm lies in the record's region and zone, or may; anybody may buy where a record is open to all."""
    profile, place = facts.profile, record.region
    if place.zone and profile.zone and profile.zone != place.zone:
        return False
    if place.open_to_all and any(need in uses for need in record.needs):
        return True
    return region_test(profile.adcode, place.adcode) is not False


def _match(
    catalogue: Catalogue,
    record: Subsidy,
    facts: Facts,
    uses: Mapping[str, tuple[str, ...]],
    on: datetime.date,
) -> SubsidyMatch:
    verdict = evaluate(record.rule, facts)
    code = VERDICTS[verdict]
    conditions = conditions_of(record, facts, catalogue.reference)
    status = status_on(record, on, facts.profile.adcode)
    actions = tuple(sorted({action for need in record.needs for action in uses.get(need, ())}))
    fits = not record.needs or bool(actions)
    return SubsidyMatch(
        subsidy=record,
        section=_section(record, status),
        verdict=code,
        verdict_text=VERDICT_TEXTS[code] if record.rule else NO_RULE,
        conditions_met=conditions[True],
        conditions_not_met=conditions[False],
        conditions_not_known=conditions[None],
        questions=questions_of(record, facts),
        status=status,
        estimate=_estimate(record, facts, verdict),
        fits_route=fits,
        actions=actions,
        fit_text=_fit_text(record, actions),
    )


def _estimate(record: Subsidy, facts: Facts, verdict: bool | None) -> Estimate:
    """The estimate; where a condition is not met only the reason, unless the spending is below the minimum."""
    found = estimate(record.amount, facts)
    if verdict is not False or found.amount_wan == 0:
        return found
    return Estimate(None, reason=NOT_MET, cap_wan=found.cap_wan)


def _section(record: Subsidy, status: Status) -> str:
    instrument = record.instrument.code
    if status.state == "expired":
        return "expired"
    if record.relevance == "framework" or instrument in {"encouragement", "fund"}:
        return "framework"
    if record.relevance == "supplier_side" or instrument == "first_application":
        return "supplier_side"
    by_instrument = {"tax": "tax", "loan_discount": "loans"}
    services = dict.fromkeys(("recognition", "diagnosis", "programme"), "recognition_and_services")
    return (by_instrument | services).get(instrument, "cash")


def _fit_text(record: Subsidy, actions: tuple[str, ...]) -> Text:
    if not record.needs:
        return NO_NEED
    if not actions:
        return NOT_ON_ROUTE
    names = "、".join(actions)
    return Text(f"路线中的 {names} 会用到。", f"Used by {', '.join(actions)} of the route.")


def _order(match: SubsidyMatch) -> tuple[int, bool, bool, bool, bool, int, bool, str]:
    """Section; fits the route; still open; the firm's own region; likely; from the firm's own figures; larger."""
    likely = ("met", "not_known", "not_met").index(match.verdict)
    closed = match.status.state == "window_closed"
    own_figures = match.estimate.amount_wan is not None and match.estimate.base_wan is not None
    section = SECTIONS.index(match.section)
    elsewhere = match.subsidy.region.open_to_all  # another region's voucher, for compute bought there
    key = (section, not match.fits_route, likely == 2, closed, elsewhere, likely, not own_figures)
    return (*key, _largest_first(match))


def _largest_first(match: SubsidyMatch) -> str:
    amount = match.estimate.amount_wan or 0
    return f"{10**12 - int(amount * 10000):013d} {match.subsidy.id}"


def _totals(matches: Iterable[SubsidyMatch]) -> tuple[Total, ...]:
    """What is certain and what is possible, verified and unverified apart; a possible total only where it says more."""
    claims = [match for match in matches if _counts(match)]
    found = []
    for verified in (True, False):
        of_this = [match for match in claims if match.status.verified is verified]
        met = [match for match in of_this if match.verdict == "met" and not match.questions]
        found.append(total_of([_claim(match) for match in met], verified, True))
        if len(of_this) > len(met):
            found.append(total_of([_claim(match) for match in of_this], verified, False))
    return tuple(total for total in found if total)


def _counts(match: SubsidyMatch) -> bool:
    """Cash that may still be had. A fixed sum, or money of another region, counts only where every condition is met."""
    usable = match.section == "cash" and match.fits_route and match.estimate.amount_wan is not None
    lasting = match.status.state != "window_closed" and match.status.in_force in {"yes", "presumed"}
    own = match.estimate.base_wan is not None and not match.subsidy.region.open_to_all
    return usable and lasting and match.verdict in ({"met", "not_known"} if own else {"met"})


def _claim(match: SubsidyMatch) -> Claim:
    amount = match.estimate.amount_wan
    assert amount is not None  # noqa: S101 - `_counts` has let only those through
    return Claim(match.subsidy, amount, match.estimate.base_wan)

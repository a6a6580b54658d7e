"""The catalogue as offers: which of its money a plan of this firm may count on, for which part of which action, and when.

Everything is taken at its least. Of several rates the lowest, of a cap per year only one, of an action used for several
things an equal part for each, rounded down; what is not known to be allowed together is not taken together. Fixed sums,
awards and tax are left to the list of subsidies: they do not grow with what a plan spends.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from readiness.framework import Action, Framework
from readiness.planning.terms import Offer
from readiness.profile import Profile
from readiness.subsidies.amounts import least_share
from readiness.subsidies.matching import SubsidyMatch, match_subsidies
from readiness.subsidies.records import Catalogue, Subsidy
from readiness.subsidies.rules import Facts
from readiness.subsidies.stacking import together
from readiness.subsidies.windows import days_to_apply
from readiness.text import Text

FEN = Decimal("0.01")  # of 万元: the part of an action that counts is rounded down to it


@dataclass(frozen=True)
class Chance:
    """A record a plan may count on. match: what is met and open; sure: verified, and every condition that is a fact is met."""

    match: SubsidyMatch
    offer: Offer
    sure: bool


def chances_of(catalogue: Catalogue, profile: Profile, framework: Framework, on: datetime.date) -> tuple[Chance, ...]:
    """Everything a plan that starts on a day could count on."""
    matches = match_subsidies(catalogue, profile, _buyers(framework), on).matches
    facts = Facts(profile, catalogue.fields, catalogue.lists)
    return tuple(chance for match in matches if (chance := _chance(match, framework, facts, on)))


def counted(chances: Iterable[Chance], money: str) -> tuple[Chance, ...]:
    """Those a plan is meant to count on, their offers told apart from each other.

    money: none; sure (verified within the last 90 days, no fact missing or against it, open at a known time); hoped
    (also what nobody has verified, or whose conditions or windows are partly unknown, but nothing known not to be met).
    """
    if money == "none":
        return ()
    return _told_apart([chance for chance in chances if chance.sure or money == "hoped"])


def _buyers(framework: Framework) -> Mapping[str, tuple[str, ...]]:
    """What can be bought → the actions that buy it, over all there are."""
    buyers: dict[str, tuple[str, ...]] = {}
    for action in framework.actions.values():
        for use in action.uses:
            buyers[use] = (*buyers.get(use, ()), action.code)
    return buyers


def _chance(match: SubsidyMatch, framework: Framework, facts: Facts, on: datetime.date) -> Chance | None:
    record, share = match.subsidy, least_share(match.subsidy.amount, facts)
    if share is None or not _countable(match):
        return None
    certain = tuple(_spans(record, on, facts.profile.adcode, True)) if _certain(match) else ()
    spans = certain or tuple(_spans(record, on, facts.profile.adcode, False))
    counted = tuple((code, part_wan(framework.actions[code], record.needs)) for code in match.actions)
    if not spans or not counted:
        return None
    rate, cap = share
    least = record.amount.min_spend_wan or Decimal(0)
    return Chance(
        match, Offer(record.id, counted, rate, cap, least, spans, verified=match.status.verified), bool(certain)
    )


def _certain(match: SubsidyMatch) -> bool:
    """Verified, in force, and no fact missing. What only shows later (invoices, acceptance) is told, not counted as open."""
    unanswered = any(question.field for question in match.questions)
    return match.status.verified and match.verdict == "met" and not match.subsidy.doubt and not unanswered


def _countable(match: SubsidyMatch) -> bool:
    """Cash for what the firm buys, not known to be out of reach. Money of another region only where all is met."""
    open_ = {"met"} if match.subsidy.region.open_to_all else {"met", "not_known"}
    return match.section == "cash" and bool(match.subsidy.needs) and match.verdict in open_


def part_wan(action: Action, needs: Iterable[str]) -> Decimal:
    """The part of an action's likely cost that buys these things: an equal part for each use, which is an estimate."""
    used = [use for use in action.uses if use in set(needs)]
    return (action.cost_wan.likely * len(used) / len(action.uses)).quantize(FEN, rounding=ROUND_DOWN)


def _spans(record: Subsidy, on: datetime.date, adcode: str, certain: bool) -> Iterator[tuple[int, int | None]]:
    """The months in which an action may start and still be applied for."""
    for first, last in days_to_apply(record, adcode, certain):
        begin = 0 if first is None else months_until(on, first)
        end = None if last is None else months_until(on, last + datetime.timedelta(days=1)) - 1
        if end is None or begin <= end:
            yield begin, end


def months_until(on: datetime.date, day: datetime.date) -> int:
    """The first month of a plan that does not begin before a day; month n begins n months after the start."""
    months = (day.year - on.year) * 12 + day.month - on.month
    return max(0, months + (day.day > on.day))


def _told_apart(chances: Sequence[Chance]) -> tuple[Chance, ...]:
    """Each with those it may not be taken together with, and with the name of the spending it shares."""
    shared = _spending(chances)
    return tuple(
        replace(one, offer=replace(one.offer, apart=_apart(one, chances), shared=shared[one.offer.code]))
        for one in chances
    )


def _apart(one: Chance, chances: Iterable[Chance]) -> frozenset[str]:
    """Those a rule excludes, and those no rule is known for; `stack_to` too, because a plan cannot tell what it is of."""
    return frozenset(
        other.offer.code
        for other in chances
        if other is not one
        and not (together(one.match.subsidy, other.match.subsidy) and "stack_to" not in _kinds(one, other))
    )


def _kinds(one: Chance, other: Chance) -> tuple[str, str]:
    return one.match.subsidy.stacking.kind, other.match.subsidy.stacking.kind


def _spending(chances: Iterable[Chance]) -> dict[str, str]:
    """offer → the name of its spending: offers that count the same action, directly or through others, share one."""
    groups: list[tuple[set[str], set[str]]] = []  # (codes of offers, actions)
    for chance in chances:
        codes, actions = {chance.offer.code}, set(chance.offer.actions)
        for group in [group for group in groups if group[1] & actions]:
            groups.remove(group)
            codes, actions = codes | group[0], actions | group[1]
        groups.append((codes, actions))
    return {code: min(codes) for codes, _ in groups for code in codes}


ASSUMED = Text(
    "按保守口径计入：一项行动的费用由其各项用途平均分摊，只计政策支持的部分；有多档比例取最低档，年度封顶只计一次；不明确能否同享的只取一项；行动须在可申报期内启动。先垫付、后兑付，所以年度预算不因补贴而增加。",
    "Counted with caution: an action's cost is spread evenly over what it is used for and only the part a policy supports"
    " counts; of several rates the lowest; a yearly cap only once; where it is unclear whether two can be combined, one;"
    " the action must start while applications are possible. Money is paid out afterwards, so it does not raise the budget.",
)

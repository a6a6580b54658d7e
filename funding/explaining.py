"""One instrument explained: every condition with the firm's own value, the amount step by step, its days."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from funding.telling import amount_in_words, day_in_words, say
from plans.figures import wan
from readiness.subsidies.amounts import percent
from readiness.subsidies.conditions import NOT_GIVEN
from readiness.subsidies.rules import VERDICTS
from subsidies.labels import label
from surveys.wording import listed, said, said_in_chinese

SIGNS = {True: "✓", False: "✗", None: "?"}


@dataclass(frozen=True)
class Checked:
    """One condition. code: met, not_met, not_known."""

    code: str
    sign: str
    state: str
    text: str
    own: str  # empty where the firm has said nothing


@dataclass(frozen=True)
class Source:
    title: str
    address: str  # empty unless it is an ordinary web address
    kind: str


@dataclass(frozen=True)
class Explanation:
    checks: tuple[Checked, ...]
    amount: str
    formula: str
    figures: tuple[tuple[str, str], ...]  # what the amount is made of: label, value
    notes: tuple[str, ...]
    counts: str
    excluded: str
    validity: str
    windows: tuple[str, ...]
    evidence: str
    caution: tuple[str, ...]
    sources: tuple[Source, ...]


def explanation_of(standing, match):
    record, estimate = match.subsidy, match.estimate
    return Explanation(
        checks=tuple(_checked(check) for check in standing.checks(match)),
        amount=amount_in_words(estimate),
        formula=said(estimate.formula),
        figures=tuple(_figures(record, estimate)),
        notes=tuple(filter(None, map(said, (estimate.reason if estimate.formula else None, *estimate.notes)))),
        counts=listed(said(one.text) for one in record.spend_counts),
        excluded=listed(said(one.text) for one in record.spend_excluded),
        validity=validity(record),
        windows=tuple(window(one) for one in record.windows),
        evidence=_joined(said(record.evidence.text), _("sure: %(how)s") % {"how": said(record.confidence.text)}),
        caution=tuple(filter(None, map(said, (record.doubt, record.verify_before_use)))),
        sources=tuple(_source(one) for one in record.sources),
    )


def _checked(check):
    own = check.condition.own
    return Checked(
        code=VERDICTS[check.holds],
        sign=SIGNS[check.holds],
        state=say(VERDICTS[check.holds]),
        text=said(check.condition.text),
        own="" if own == NOT_GIVEN else said(own),
    )


def _source(one):
    web = one.url and one.url.startswith(("https://", "http://"))
    return Source(said(one.title), one.url if web else "", say("source_official" if one.official else "source_other"))


def _figures(record, estimate):
    amount = record.amount
    if amount.base:
        yield label("amount.base"), said(amount.base)
    if amount.rate_percent is not None:
        yield label("amount.rate_percent"), percent(amount.rate_percent)
    for tier in amount.tiers:
        yield said(tier.text), _joined(*_tier(tier))
    if estimate.cap_wan is not None:
        period = said(amount.cap_period.text) if amount.cap_period else ""
        yield label("amount.cap_wan"), listed(filter(None, (wan(estimate.cap_wan), period)))
    if amount.min_spend_wan is not None:
        yield label("amount.min_spend_wan"), wan(amount.min_spend_wan)
    if amount.pool_wan_per_year is not None:
        yield label("amount.pool_wan_per_year"), wan(amount.pool_wan_per_year)
    if amount.note:
        yield label("amount.note"), said(amount.note)


def _tier(tier):
    if tier.rate_percent is not None:
        yield percent(tier.rate_percent)
    if tier.flat_wan is not None:
        yield wan(tier.flat_wan)
    if tier.cap_wan is not None:
        yield f"{label('amount.cap_wan')} {wan(tier.cap_wan)}"


def validity(record):
    start, end = (day_in_words(day) if day else "" for day in (record.valid_from, record.valid_to))
    if not start and not end:
        return say("no_dates")
    return say("valid", start=start or say("open_start"), end=end or say("open_end"))


def window(one):
    start, end = (day_in_words(day) if day else "…" for day in (one.start, one.end))
    return _joined(f"{start} – {end}", said(one.note), "" if one.certain else say("window_uncertain"))


def _joined(*parts):
    return ("；" if said_in_chinese() else "; ").join(filter(None, parts))

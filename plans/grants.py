"""The public money a plan counts on, in words: what of it is sure, what is hoped for, and what stays open."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans import figures
from plans.wishes import address_of
from readiness.planning.offers import ASSUMED, Chance
from readiness.subsidies.amounts import percent
from surveys.wording import said


@dataclass(frozen=True)
class Line:
    """One policy a plan makes use of."""

    code: str
    name: str
    issuer: str
    amount: str
    formula: str
    parts: list[str]
    state: str
    verified: str
    sure: bool
    open: list[str]


@dataclass(frozen=True)
class Grants:
    """lines: what the plan counts on; hoped: some of it is not sure. unused: how many were offered and not needed.

    more: what another choice would bring, with its address. assumed: how it was counted.
    """

    lines: list[Line]
    total: str
    hoped: bool
    unused: str
    more: str
    more_address: str
    assumed: str


def grants_of(found, chances, unsure):
    """The grants of a plan; None where no public money concerns this firm. unsure: chances left out for not being sure."""
    if not chances and not unsure:
        return None
    by_code = {chance.offer.code: chance for chance in chances}
    used = [(one, by_code[one.offer.code]) for one in found.granted]
    return Grants(
        lines=[_line(one, chance) for one, chance in used],
        total=figures.wan(sum((one.amount_wan for one in found.granted), Fraction(0))) if used else "",
        hoped=any(not chance.sure for _one, chance in used),
        unused=_unused(len(chances) - len(used)),
        more=_more(unsure),
        more_address=address_of(found.terms, money="hoped") if unsure else "",
        assumed=said(ASSUMED),
    )


def _line(one, chance: Chance):
    record, status = chance.match.subsidy, chance.match.status
    return Line(
        code=record.id,
        name=said(record.name),
        issuer=said(record.issuer),
        amount=figures.wan(one.amount_wan),
        formula=_formula(one),
        parts=_parts(one),
        state=said(status.state_text),
        verified=said(status.verified_text),
        sure=chance.sure,
        open=[said(question.text) for question in chance.match.questions],
    )


def _formula(one):
    """30% × 12.50 万元, cap 200 万元"""
    share = f"{percent(one.offer.rate_percent)} × {figures.wan(one.base_wan)}"
    if one.offer.cap_wan is None:
        return share
    return _("%(share)s, cap %(cap)s") % {"share": share, "cap": figures.wan(one.offer.cap_wan)}


def _parts(one):
    """Which actions it is for, and when these start."""
    return [
        _("%(action)s (%(month)s)") % {"action": code, "month": figures.span(month + 1, month + 1)}
        for code, month, _part in one.parts
    ]


def _unused(count):
    if not count:
        return ""
    told = ngettext(
        "%(count)s more that this plan has no use for or may not combine.",
        "%(count)s more that this plan has no use for or may not combine.",
        count,
    )
    return told % {"count": count}


def _more(unsure):
    if not unsure:
        return ""
    told = ngettext(
        "%(count)s policy may fit but is not verified or has conditions open, so it is not counted.",
        "%(count)s policies may fit but are not verified or have conditions open, so they are not counted.",
        len(unsure),
    )
    return told % {"count": len(unsure)}

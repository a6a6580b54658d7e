"""What is told otherwise than before: between the day of a result and today, or before an answer and after it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from funding.standing import OWN_SECTIONS
from plans.figures import wan
from readiness.subsidies.matching import VERDICT_TEXTS
from readiness.subsidies.states import STATES
from readiness.text import Text
from surveys.wording import said, said_in_chinese

TOLD = (*OWN_SECTIONS, "expired")


@dataclass(frozen=True)
class Line:
    """One instrument as it was told. amount_wan: None where no estimate was made."""

    name: Text
    verdict: str
    state: str
    amount_wan: Decimal | None


@dataclass(frozen=True)
class Change:
    name: Text
    text: str


def lines_of(found):
    """code → Line of what the matching finds."""
    return {
        match.subsidy.id: Line(match.subsidy.name, match.verdict, match.status.state, match.estimate.amount_wan)
        for match in found.matches
        if match.section in TOLD
    }


def lines_frozen(record):
    """The same of a frozen result."""
    matches = (match for match in record["subsidies"]["matches"] if match["section"] in TOLD)
    return {match["subsidy"]["id"]: _frozen(match) for match in matches}


def _frozen(match):
    amount = match["estimate"]["amount_wan"]
    name = Text(match["subsidy"]["name"]["zh"], match["subsidy"]["name"]["en"])
    return Line(name, match["verdict"], match["status"]["state"], None if amount is None else Decimal(amount))


def changes(before, after):
    """One Change for each instrument that is told otherwise, in the order of `after`, then what is gone."""
    codes = [*after, *(code for code in before if code not in after)]
    told = [((after.get(code) or before[code]).name, _change(before.get(code), after.get(code))) for code in codes]
    return [Change(name, text) for name, text in told if text]


def _change(before, after):
    if before is None:
        return _("now listed")
    if after is None:
        return _("no longer listed")
    parts = (
        _turned(said(VERDICT_TEXTS[before.verdict]), said(VERDICT_TEXTS[after.verdict])),
        _turned(said(STATES[before.state]), said(STATES[after.state])),
        _turned(_amount(before), _amount(after)),
    )
    return ("；" if said_in_chinese() else "; ").join(filter(None, parts))


def _turned(before, after):
    if before == after:
        return ""
    return _("was “%(before)s”, is now “%(after)s”") % {"before": before, "after": after}


def _amount(line):
    return _("no estimate") if line.amount_wan is None else wan(line.amount_wan)

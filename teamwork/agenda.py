"""The page on which opinions become answers: every question with opinions, the one they differ on most first."""

from __future__ import annotations

import json
from dataclasses import dataclass

from accounts.guards import rights_over
from accounts.rights import EDIT, MANAGE
from surveys.sheet import Given
from surveys.wording import in_words, said
from teamwork.deciding import pending
from teamwork.models import Decision
from teamwork.opinions import Opinions
from teamwork.spread import kind_of, widest_first
from teamwork.telling import Told, told


@dataclass(frozen=True)
class Choice:
    """A button: what it carries and what it says."""

    value: str
    rung: str
    words: list[str]
    count: int = 0
    complete: bool = True
    chosen: bool = False


@dataclass(frozen=True)
class Item:
    """One question to decide. `told` is missing where this person still has to give an opinion first."""

    given: Given
    people: int
    told: Told | None
    choices: list[Choice]
    others: list[Choice]  # answers nobody has given
    answer: list[str]
    decision: Decision | None
    overtaken: bool  # the answer has changed since it was decided


def agenda(sheet, user):
    """What the page shows to this person."""
    assessment = sheet.assessment
    opinions, rights = Opinions(assessment), rights_over(user, assessment)
    decisions = {decision.question: decision for decision in _decisions(assessment)}
    # Whoever may still give an independent opinion sees the others' only afterwards; the one who decides must see all.
    hides = EDIT in rights and MANAGE not in rights and assessment.open
    mine = opinions.of(user) if hides else set(opinions.spreads)
    ordered = widest_first(opinions.spreads.values())
    items = [
        _item(sheet, spread, decisions.get(spread.question.code), spread.question.code in mine) for spread in ordered
    ]
    return {
        "items": items,
        "without": [given for code, given in sheet.given.items() if code not in opinions.spreads],
        "unanimous": [_unanimous(sheet, spread) for spread in pending(opinions, sheet)],
        "may_decide": MANAGE in rights and assessment.open,
        "may_give": EDIT in rights and assessment.open,
        "first": assessment.dimensions[0].code,
    }


def _decisions(assessment):
    return Decision.objects.filter(assessment=assessment).select_related("decided_by", "decided_for")


def _item(sheet, spread, decision, shown):
    given = sheet.given[spread.question.code]
    return Item(
        given,
        spread.given,
        told(spread) if shown else None,
        [_choice(given, said) for said in told(spread).said] if shown else [],
        _others(given, spread) if shown else [],
        in_words(given.question, given.value),
        decision,
        decision is not None and given.value != decision.value,
    )


def _choice(given, one):
    chosen = kind_of(one.group.value) == kind_of(given.value)
    return Choice(json.dumps(one.group.value), one.rung, one.words, one.count, one.group.complete, chosen)


def _others(given, spread):
    """The remaining rungs of a question with one option each; elsewhere one gives the answer as an opinion first."""
    question, taken = given.question, [group.value for group in spread.groups]
    if question.kind == "multiple":
        return []
    options = [option for option in question.options if option.code not in taken]
    return [Choice(json.dumps(o.code), o.code, [said(o.text)], chosen=given.value == o.code) for o in options]


def _unanimous(sheet, spread):
    given = sheet.given[spread.question.code]
    return {"given": given, "seen": f"{given.question.code} {given.revision} {told(spread).said[0].mark}"}

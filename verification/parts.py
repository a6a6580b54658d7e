"""What the rooms above ask: the part of a result page, and what a report freezes."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from readiness.errors import ContentError
from surveys.content import Absent
from verification.models import Statement, Verification
from verification.rights import providers_of
from verification.tally import asked_in, tally
from verification.telling import told
from verification.verified import framework_of


def on_result(request, assessment) -> str:
    """What was verified, what is under way, and for whom one may begin. assessment: as the guard found it."""
    signed = list(Statement.objects.of(assessment))
    open_ones = list(Verification.objects.open().filter(assessment=assessment).select_related("provider"))
    standing = assessment.standing
    mine = providers_of(standing)
    open_at = {one.provider_id: one for one in open_ones}
    context = {
        "assessment": assessment,
        "signed": [_told(one, assessment) for one in signed],
        "under_way": open_ones if standing.own else [],
        "ways": [(provider, open_at.get(provider.pk)) for provider in mine],
    }
    if not any(context[name] for name in ("signed", "under_way", "ways")):
        return ""
    return render_to_string("verification/_on_result.html", context, request)


def _told(statement, assessment):
    record = assessment.snapshot.data
    try:
        framework = framework_of(record)
        counts = tally(asked_in(record, framework), statement.data["findings"])
        return {"statement": statement, "content": statement.data, "tally": counts} | {
            "told": told(statement.data, framework)
        }
    except (Absent, ContentError):
        return {"statement": statement, "content": statement.data}


def gist(snapshot) -> list[dict[str, Any]]:
    """The statements about a result that stand, the oldest first, as a report freezes them."""
    return [
        {"sha256": one.sha256, "content": one.data, "comment": _comment(one)}
        for one in Statement.objects.of(snapshot.assessment)
        if one.standing
    ]


def _comment(statement):
    found = getattr(statement, "comment", None)
    return {"text": found.text, "on": found.at.date().isoformat()} if found else None


def public(snapshot) -> list[dict[str, Any]]:
    """What anybody may learn who holds a report of this result: who verified which level, and whether that still stands."""
    return [_told(one, snapshot.assessment) for one in Statement.objects.of(snapshot.assessment)]

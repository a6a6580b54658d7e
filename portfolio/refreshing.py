"""Making standings: from the latest result, the facts and the catalogue of a day. Twice gives the same rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import EnterpriseProfile
from funding.standing import Ahead, ahead
from funding.views import FACTS
from portfolio.standings import SIZES, Standing, served
from readiness.subsidies.dates import CLOSES, ENDS
from surveys.content import known
from surveys.models import ResultSnapshot

AT_ONCE = 200  # rows of one query
MADE = tuple(
    field.name for field in Standing._meta.concrete_fields if field.name not in {"id", "organisation", "changes"}
)


def refresh(organisations: Iterable[int], on: datetime.date) -> int:
    """Make the rows of these organisations anew. How many."""
    wanted = list(organisations)
    if not wanted:
        return 0
    days = ahead(on, (CLOSES, ENDS))
    return sum(_refresh(wanted[first : first + AT_ONCE], days) for first in range(0, len(wanted), AT_ONCE))


def _refresh(batch: list[int], days: Ahead) -> int:
    before = {row.organisation_id: row for row in Standing.objects.filter(organisation__in=batch)}
    enterprises = EnterpriseProfile.objects.filter(organisation__in=batch).select_related("organisation")
    latest = _latest(batch)
    rows = [
        _row(enterprise, before.get(enterprise.organisation_id), latest.get(enterprise.organisation_id), days)
        for enterprise in enterprises.prefetch_related(*FACTS)
    ]
    Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["organisation"], update_fields=MADE)
    return len(rows)


def _latest(batch) -> dict[int, ResultSnapshot]:
    """organisation → its latest result, without the text: most are known already."""
    found = ResultSnapshot.objects.filter(assessment__organisation__in=batch).defer("text")
    rows = found.select_related("assessment").order_by("assessment__submitted_at", "pk")
    return {row.assessment.organisation_id: row for row in rows}


def _row(enterprise, before, snapshot, days) -> Standing:
    dates = days.of(enterprise)
    return Standing(
        organisation_id=enterprise.organisation_id,
        **_result(before, snapshot),
        size=SIZES.index(enterprise.size) if enterprise.size else None,
        closing=len(dates),
        closes_next=dates[0].day if dates else None,
        as_of=days.on,
        told=before.changes if before else 0,
    )


RESULT = ("framework", "level", "position", "score", "scale", "share", "answered", "applicable", "submitted")


def _result(before, snapshot) -> dict[str, Any]:
    """What the row says of a result. A result never changes, so what is known of it is taken over."""
    if snapshot is None:
        return {}
    if before and before.snapshot_id == snapshot.pk and before.position is not None:
        return {"snapshot": snapshot} | {name: getattr(before, name) for name in RESULT}
    framework, data = known(snapshot.assessment.framework_reference), snapshot.data
    return {
        "snapshot": snapshot,
        "framework": snapshot.assessment.framework_key,
        "level": snapshot.level,
        "position": _position(framework, snapshot.level),
        "score": snapshot.overall,
        "answered": data["answered"],
        "applicable": data["applicable"],
        "submitted": timezone.localdate(snapshot.assessment.submitted_at),
    } | _on_scale(framework, snapshot.overall)


def _position(framework, level) -> int | None:
    try:
        return framework.position(framework.level(level)) if framework else None
    except KeyError:
        return None


def _on_scale(framework, score) -> dict[str, Decimal]:
    if framework is None:
        return {}
    scale = Decimal(framework.scale)
    return {"scale": scale} | ({} if score is None else {"share": round(score / scale, 6)})


# --- when ---------------------------------------------------------------------------------------------------------------


def changed(organisation: int) -> None:
    """Something about an enterprise has changed: its row is made anew once that is committed, or by the next task."""
    Standing.objects.filter(organisation=organisation).update(changes=models.F("changes") + 1)
    transaction.on_commit(partial(catch_up, organisation), robust=True)


def catch_up(organisation: int) -> None:
    on = timezone.localdate()
    fresh = Standing.objects.filter(organisation=organisation, as_of=on, told=models.F("changes"))
    refresh(
        served().filter(pk=organisation).exclude(pk__in=fresh.values("organisation")).values_list("pk", flat=True), on
    )


def outstanding(on: datetime.date):
    """The clients whose row is missing or out of date."""
    fresh = Standing.objects.filter(as_of=on, told=models.F("changes")).values("organisation")
    return served().exclude(pk__in=fresh).values_list("pk", flat=True)


def forget() -> int:
    """Rows of enterprises that are nobody's client any more go. How many."""
    return Standing.objects.exclude(organisation__in=served().order_by().values("pk")).delete()[0]

"""Counting: one pass over the latest results of the firms that agreed, for all records of a bureau's region at once.

Everything is decided in one go, so that nobody who takes a consent back is counted later, and no second look shows who.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from bureaus.consents import Consent
from bureaus.figures import Earlier, figures_of
from bureaus.reaches import Reach
from bureaus.runs import Run
from readiness.disclosure.reach import CELLS, Cells, far_enough, tell
from readiness.regions import strip_zero_pairs
from readiness.reproduction import profile_of
from readiness.subsidies.reach import Standing, standing
from readiness.subsidies.records import Catalogue, Subsidy
from readiness.subsidies.rules import Facts
from subsidies import seed
from subsidies.catalogue import current
from subsidies.models import Bureau, Record, Revision
from surveys.models import ResultSnapshot

AT_ONCE = 50  # results held in memory
CHEAP = 200  # as many firms are counted while the page waits
log = logging.getLogger(__name__)


@dataclass
class Tally:
    """The firms under one record. parts: what each would claim from its own figures; planned: on what its route buys."""

    cells: dict[str, set[int]] = field(default_factory=lambda: {cell: set() for cell in CELLS})
    claims: dict[int, Decimal] = field(default_factory=dict)
    planned: dict[int, tuple[Decimal, Decimal, Decimal]] = field(default_factory=dict)

    def add(self, firm: int, found: Standing) -> None:
        self.cells[found.cell].add(firm)
        if found.claim_wan is not None:
            self.claims[firm] = found.claim_wan
        if found.planned_wan is not None:
            self.planned[firm] = found.planned_wan

    @property
    def frozen(self) -> Cells:
        return {cell: frozenset(firms) for cell, firms in self.cells.items()}


# --- asking -----------------------------------------------------------------------------------------------------------


def ask(bureau: Bureau, user) -> bool:
    """Count now where that is cheap, else let a worker do it. Whether it is done."""
    if agreed(bureau).count() <= CHEAP:
        count(bureau, user)
        return True
    transaction.on_commit(partial(_ring, bureau.pk, user.pk))
    return False


def _ring(bureau_pk, user_pk):
    """A queue that is down breaks nothing: whoever asked can ask again."""
    try:
        current_app.send_task("bureaus.tasks.count", (bureau_pk, user_pk), retry=False, expires=3600)
    except Exception as error:
        log.warning("bureau %s is not counted: the queue is out of reach (%s)", bureau_pk, type(error).__name__)


def this_month():
    return timezone.localdate().replace(day=1)


# --- counting ---------------------------------------------------------------------------------------------------------


def count(bureau: Bureau, user=None) -> Run:
    """The run of this month: the one there is, or a new one."""
    month, as_of = this_month(), timezone.now()
    found = bureau.runs.filter(month=month).first()
    if found:
        return found
    tallies, firms = tallied(bureau, current())
    try:
        with transaction.atomic():
            return _keep(
                bureau, Run(bureau=bureau, month=month, as_of=as_of, k=settings.REACH_MINIMUM, by=user), tallies, firms
            )
    except IntegrityError:  # somebody else has counted meanwhile
        return bureau.runs.get(month=month)


def agreed(bureau: Bureau):
    """The enterprises of the region that let themselves be counted and have a result; `snapshot`, their latest one."""
    latest = ResultSnapshot.objects.of_firm(OuterRef("pk")).values("pk")[:1]
    inside = Consent.objects.agreed().filter(enterprise__adcode__startswith=strip_zero_pairs(bureau.adcode))
    return inside.annotate(snapshot=Subquery(latest)).exclude(snapshot=None)


def records(bureau: Bureau, catalogue: Catalogue) -> list[Subsidy]:
    """Those of the region that hold, have a rule and are not over."""
    today = timezone.localdate()
    kept = [one for one in catalogue.records if bureau.keeps(one.region.adcode) and one.rule]
    return [one for one in kept if one.valid_to is None or one.valid_to >= today]


def tallied(bureau: Bureau, catalogue: Catalogue) -> tuple[dict[str, Tally], frozenset[int]]:
    """code → its firms, and all firms counted. One query, however many firms there are."""
    asked = records(bureau, catalogue)
    tallies, firms = {record.id: Tally() for record in asked}, set()
    for firm, data in _results(bureau):
        firms.add(firm)
        facts = Facts(profile_of(data), catalogue.fields, catalogue.lists)
        for record in asked:
            tallies[record.id].add(firm, standing(record, facts, data.get("route") or {}))
    return tallies, frozenset(firms)


def _results(bureau: Bureau) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = ResultSnapshot.objects.filter(pk__in=agreed(bureau).values("snapshot"))
    rows = found.order_by("pk").values_list("assessment__organisation_id", "text")
    for firm, text in rows.iterator(chunk_size=AT_ONCE):
        yield firm, json.loads(text)


# --- keeping ----------------------------------------------------------------------------------------------------------


def _keep(bureau: Bureau, run: Run, tallies: Mapping[str, Tally], firms: frozenset[int]) -> Run:
    """Beside what was told to any bureau of the same firms: those of a city and of its province read each other's figures."""
    beside = list(Bureau.objects.overlapping(bureau.adcode).select_for_update(no_key=True).order_by("pk"))
    if not far_enough(firms, [frozenset(), *_before(bureau, beside, firms)], run.k):
        run.outcome = Run.Outcome.KEPT
        run.save()
        return run
    run.outcome, run.firms = Run.Outcome.TOLD, json.dumps(sorted(firms))
    run.save()
    _keep_reaches(run, tallies, list(Reach.objects.beside(beside)))
    return run


def _before(bureau: Bureau, beside: list[Bureau], firms: frozenset[int]) -> Iterator[frozenset[int]]:
    """The firms of the counts told before; another bureau may be told the very same."""
    for told in Run.objects.told().filter(bureau__in=beside):
        if told.bureau_id == bureau.pk or told.counted != firms:
            yield told.counted


def _keep_reaches(run: Run, tallies: Mapping[str, Tally], before: list[Reach]) -> None:
    new = {code: tally.frozen for code, tally in sorted(tallies.items())}
    rows = tell(new, [reach.as_told() for reach in before], run.k)
    earlier, held = Earlier.of(before), _held(tallies)
    for code, row in rows.items():
        told, behind = figures_of(tallies[code], row, earlier, run.k)
        Reach.objects.create(run=run, code=code, numbers=json.dumps(told), behind=json.dumps(behind), **held[code])


def _held(codes) -> dict[str, dict[str, Any]]:
    """Of each record: which revision holds, and the digest of what it says."""
    rows = Revision.objects.standing().filter(record__kind=Record.Kind.SUBSIDY, record__code__in=list(codes))
    found = {row.record.code: row for row in rows.select_related("record")}
    return {
        code: {"revision": number_of(found.get(code)), "sha256": digest_of(code, found.get(code))} for code in codes
    }


def number_of(revision: Revision | None) -> int:
    return revision.number if revision else 0


def digest_of(code: str, revision: Revision | None) -> str:
    """Of what holds: where nothing was written here, that is what ships now."""
    if revision and revision.origin != Revision.Origin.SEED:
        return revision.sha256
    return seed.digests().get(("subsidy", code)) or (revision.sha256 if revision else "")

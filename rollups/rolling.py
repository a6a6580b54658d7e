"""Rolling up: the one count of a half-year over all firms that agreed, protected as one table, kept for good.

A result is counted in the period of its submission and in no other, and a period is counted once: no two counts share a
result, so none can be taken from another.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bureaus.consents import Consent
from readiness.disclosure.cube import Hidden, Table, protect
from rollups.columns import Array, Columns, Vocabulary, columns_of
from rollups.facts import Fact, Verified
from rollups.figures import answer_shares, figures, scheme_of
from rollups.noting import catch_up
from rollups.periods import over, span
from rollups.places import Places, places
from rollups.runs import Run, RunAnswers, RunCell
from rollups.tallying import Key, answers, atoms, counts, tallies
from surveys.content import CURRENT

FRAMEWORK = CURRENT.partition("@")[0]  # the one whose results are counted, in whatever version
LEAST_FIRMS = 20  # a run over fewer is not told
AT_ONCE = 2000  # rows of one INSERT


class TooEarly(ValueError):
    """The period is not over: a result that comes later would never be counted."""


@dataclass(frozen=True)
class Built:
    """A run before it is kept. told: cell → (firms, JSON of figures); hidden: cell → why; answers: cell → (firms, JSON)."""

    firms: int
    versions: str
    told: Mapping[Key, tuple[int, str]] = field(default_factory=dict)
    hidden: Mapping[Key, Hidden] = field(default_factory=dict)
    answers: Mapping[Key, tuple[int, str]] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        return self.firms >= LEAST_FIRMS

    @property
    def digest(self) -> str:
        """SHA-256 over all that is told, in the order of the codes."""
        found = hashlib.sha256()
        for name, table in (("cells", self.told), ("hidden", self.hidden), ("answers", self.answers)):
            for key in sorted(table):
                found.update(canonical([name, *key, table[key]]).encode())
        return found.hexdigest()


def canonical(data: Any) -> str:
    """One text for one value, in the order things are told in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


# --- keeping ----------------------------------------------------------------------------------------------------------


def roll_up(period: str, k: int, key: str, on: datetime.date, simulated: bool = False) -> tuple[Run, bool]:
    """(the run of a period, whether it was made now). Raises TooEarly, ValueError."""
    standing = Run.objects.filter(period=period, simulated=simulated)
    if found := standing.first():
        return found, False
    if not simulated and not over(period, on):
        raise TooEarly(
            f"{period} is not over before {span(period)[1]:%Y-%m-%d}. A period is counted once, so that a result submitted "
            "after the count would never be counted. Run this again on the day after."
        )
    as_of = timezone.now()
    built = build(period, k, key, simulated)
    try:
        with transaction.atomic():
            run = _keep(built, Run(period=period, simulated=simulated, as_of=as_of, k=k, framework=key))
    except IntegrityError:  # somebody else has counted meanwhile
        return standing.get(), False
    _let_the_database_look_again()
    return run, True


def _let_the_database_look_again() -> None:
    """PostgreSQL plans badly for a table that has just been filled: 245 ms instead of 2 for the page of the country."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {RunCell._meta.db_table}")


def _keep(built: Built, run: Run) -> Run:
    run.firms, run.versions = built.firms, built.versions
    run.state = Run.State.TOLD if built.enough else Run.State.KEPT
    run.digest = built.digest
    run.save()
    RunCell.objects.bulk_create(_cells(built, run), AT_ONCE)
    RunAnswers.objects.bulk_create(
        (
            RunAnswers(run=run, region=region, industry=industry, n=n, shares=shares)
            for (region, industry, _), (n, shares) in sorted(built.answers.items())
        ),
        AT_ONCE,
    )
    return run


def _cells(built: Built, run: Run) -> Iterator[RunCell]:
    """Those that tell something: a cell with too few firms looks like one that has none, here too."""
    for (region, industry, size), (n, told) in sorted(built.told.items()):
        yield RunCell(run=run, region=region, industry=industry, size=size, n=n, figures=told)
    for (region, industry, size), why in sorted(built.hidden.items()):
        yield RunCell(run=run, region=region, industry=industry, size=size, hidden=why)


# --- building ---------------------------------------------------------------------------------------------------------


def build(period: str, k: int, key: str, simulated: bool = False) -> Built:
    """Count all that agreed, as they have decided by now."""
    if not simulated:
        catch_up()
    facts = Fact.objects.counting(period, key, simulated)
    columns, words = columns_of(facts, Consent.objects.agreed(), places())
    versions = "\n".join(f"{name} {words.versions[name].digest}" for name in sorted(words.used))
    if len(columns) < LEAST_FIRMS:
        return Built(len(columns), versions)
    return _build(columns, words, places(), k, versions)


def _build(columns: Columns, words: Vocabulary, trees: Places, k: int, versions: str) -> Built:
    states = _protected(columns, words, trees, k)
    shown = {key for key, why in states.items() if why is None}
    stated, found = _verified(columns)
    checked = _protected(columns.where(stated >= 0), words, trees, k)
    tellable = shown & {key for key, why in checked.items() if why is None}
    scheme = scheme_of(words.versions.values())
    told = {
        key: (tally.n, canonical(figures(tally, k, scheme)))
        for key, tally in tallies(columns, words, trees, shown, (stated, found, tellable))
    }
    return Built(
        firms=len(columns),
        versions=versions,
        told=told,
        hidden={key: why for key, why in states.items() if why == Hidden.PROTECTS_OTHERS},
        answers={
            key: (n, canonical(answer_shares(answered, n, k)))
            for key, n, answered in answers(columns, words, trees, shown)
        },
    )


def _protected(columns: Columns, words: Vocabulary, trees: Places, k: int) -> dict[Key, Hidden | None]:
    axes = (trees.regions.axis, trees.industries.axis, trees.sizes.axis)
    return protect(Table(axes, counts(columns, words, trees), atoms(columns, words)), k)


def _verified(columns: Columns) -> tuple[Array, Array]:
    """Per firm what it stated and what was found, by the last statement that stands; -1 where nobody looked."""
    stated, found = np.full((2, len(columns)), -1, np.int64)
    at = {fact: row for row, fact in enumerate(columns.fact.tolist())}
    for fact, said, seen in Verified.objects.standing().order_by("pk").values_list("fact_id", "stated", "found"):
        if fact in at:
            stated[at[fact]], found[at[fact]] = said, seen
    return stated, found

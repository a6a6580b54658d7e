"""A made-up population in the database: firms, their consents and facts in bulk, some of them with whole results."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context

from django.db import transaction
from django.utils import timezone

from accounts.models import EnterpriseProfile, Membership, Organisation, User
from bureaus.consents import Consent
from readiness.answers import to_plain
from rollups.facts import Fact, Simulated, Verified
from rollups.made_up import Firm, country
from rollups.made_up_results import Assessed, agrees, answers_of, assessed, scenes_of
from rollups.measuring import Measures
from rollups.periods import before, span
from rollups.runs import Run
from surveys.content import CURRENT, framework
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit

AT_ONCE = 500  # firms of one transaction and of one piece of work
ROWS = 1000  # of one INSERT


@dataclass(frozen=True)
class Plan:
    """firms: how many. last: the latest half-year they have results of; periods: how many up to it.

    distinct: so many are scored; the others take the results of one of the same industry group and size.
    """

    firms: int
    seed: int
    last: str
    periods: int = 1
    distinct: int | None = None
    processes: int = 1

    @property
    def scored(self) -> int:
        return min(self.firms, self.distinct or self.firms)

    @property
    def halves(self) -> tuple[str, ...]:
        """The periods, the earliest first."""
        found = [self.last]
        while len(found) < self.periods:
            found.insert(0, before(found[0]))
        return tuple(found)


class Settled(ValueError):
    """There are firms of this seed already."""


def populate(plan: Plan, tell: Callable[[int], None] = lambda done: None) -> int:
    """Make the firms of a plan. tell(done): after every piece. Raises Settled."""
    if Simulated.objects.filter(seed=plan.seed).exists():
        raise Settled(
            f"There are made-up firms of seed {plan.seed} already. Take another --seed, or remove them all with --purge."
        )
    done, everybody = 0, _everybody(plan)
    while batch := list(islice(everybody, AT_ONCE)):
        _settle(batch, plan)
        done += len(batch)
        tell(done)
    return done


# --- who --------------------------------------------------------------------------------------------------------------


def _everybody(plan: Plan) -> Iterator[Assessed]:
    pool: dict[tuple[str, str | None], list[Assessed]] = {}
    for one in _scored(plan):
        if plan.scored < plan.firms:
            pool.setdefault((one.firm.policy_group, one.firm.size), []).append(one)
        yield one
    for number in range(plan.scored, plan.firms):
        yield _alike(plan.seed, number, pool)


def _scored(plan: Plan) -> Iterator[Assessed]:
    """Those whose answers the engine scores, a piece of work at a time, in order whoever is first."""
    pieces = [(first, min(AT_ONCE, plan.scored - first)) for first in range(0, plan.scored, AT_ONCE)]
    if plan.processes == 1:
        for first, many in pieces:
            yield from assessed(CURRENT, plan.seed, first, many, plan.periods)
        return
    with ProcessPoolExecutor(plan.processes, get_context("spawn")) as workers:  # they inherit no connection
        asked = [workers.submit(assessed, CURRENT, plan.seed, *piece, plan.periods) for piece in pieces]
        for number, future in enumerate(asked):
            yield from future.result()
            asked[number] = None  # type: ignore[call-overload]  # or all results are held until the end


def _alike(seed: int, number: int, pool: dict[tuple[str, str | None], list[Assessed]]) -> Assessed:
    firm = country(seed).firm(number)
    same = pool.get((firm.policy_group, firm.size)) or next(iter(pool.values()))
    twin = same[random.Random(f"{seed}/{number}/alike").randrange(len(same))]  # noqa: S311
    return replace(twin, firm=firm, agrees=agrees(seed, number))


# --- rows -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def _settle(batch: list[Assessed], plan: Plan) -> None:
    kind = Organisation.Kind.ENTERPRISE
    firms = Organisation.objects.bulk_create([Organisation(kind=kind, name=one.firm.name) for one in batch], ROWS)
    Simulated.objects.bulk_create([Simulated(organisation=firm, seed=plan.seed) for firm in firms], ROWS)
    pairs = list(zip(firms, batch, strict=True))
    EnterpriseProfile.objects.bulk_create([_profile(firm, one.firm) for firm, one in pairs], ROWS)
    said = {True: Consent.Scope.AGGREGATE, False: Consent.Scope.NONE}
    Consent.objects.bulk_create([Consent(organisation=firm, scope=said[one.agrees]) for firm, one in pairs], ROWS)
    _note(pairs, plan)


def _profile(organisation: Organisation, firm: Firm) -> EnterpriseProfile:
    return EnterpriseProfile(
        organisation=organisation,
        adcode=firm.adcode,
        industry=firm.industry,
        policy_group=firm.policy_group,
        employees=firm.employees,
        revenue_wan=firm.revenue_wan,
    )


def _note(pairs: list[tuple[Organisation, Assessed]], plan: Plan) -> None:
    facts, found = [], []
    for organisation, one in pairs:
        for period, measures, verified in zip(plan.halves, one.measures, one.found, strict=True):
            if measures is not None:
                facts.append(_fact(organisation, one.firm, measures, period))
                found.append(verified)
    facts = Fact.objects.bulk_create(facts, ROWS)
    Verified.objects.bulk_create(
        [
            Verified(fact=fact, stated=fact.overall or 0, found=verified)
            for fact, verified in zip(facts, found, strict=True)
            if verified is not None
        ],
        ROWS,
    )


def _fact(organisation: Organisation, firm: Firm, measures: Measures, period: str) -> Fact:
    asked = framework()
    return Fact(
        organisation=organisation,
        submitted_at=_noon(span(period)[1]),
        period=period,
        framework=asked.reference,
        framework_digest=asked.digest,
        adcode=firm.adcode,
        division=firm.industry[:2],
        policy_group=firm.policy_group,
        size=firm.size or "",
        level=measures.level,
        overall=measures.overall,
        dimensions=measures.dimensions,
        gates=" ".join(measures.gates),
        gaps=" ".join(measures.gaps),
        answers=measures.answers,
    )


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


# --- whole results ----------------------------------------------------------------------------------------------------


def submit_whole(seed: int, many: int, tell: Callable[[int], None] = lambda done: None) -> int:
    """Let the first of these firms answer today as a person would: answers, register, submission, result."""
    user, _ = User.objects.get_or_create(email=address_of(seed), defaults={"name": "演示用户", "password": "!"})
    firms = Organisation.objects.filter(simulated__seed=seed, assessments=None).order_by("pk")[:many]
    for number, organisation in enumerate(firms):
        _submit(organisation, user, seed, number)
        tell(number + 1)
    return len(firms)


@transaction.atomic
def _submit(organisation: Organisation, user: User, seed: int, number: int) -> None:
    asked, firm = framework(), country(seed).firm(number)
    chance = random.Random(f"{seed}/{number}/whole")  # noqa: S311
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.OWNER)
    answers = {code: to_plain(answer) for code, answer in answers_of(asked, firm.standing, chance).items()}
    scenes = [_line(scene) for scene in scenes_of(asked, firm.standing, timezone.localdate())]
    draft = start_with(organisation, user, Assessment.Mode.FULL, answers, scenes)
    done = submit(draft, user, Sheet(draft).seen)
    if done.snapshot is None:
        raise ValueError(f"{organisation} could not submit: {done}")


def _line(scene) -> dict[str, str]:
    """A scene as a line of the register."""
    return vars(scene) | {"start_month": f"{scene.start_month:%Y-%m}"}


def address_of(seed: int) -> str:
    """Nobody can sign in with it: there is no password, and no mail reaches it."""
    return f"simulated-{seed}@example.invalid"


# --- away with them ---------------------------------------------------------------------------------------------------


def purge(tell: Callable[[int], None] = lambda done: None) -> int:
    """Remove all made-up firms with everything that hangs on them, their runs and their people. How many firms."""
    seeds = list(Simulated.objects.values_list("seed", flat=True).distinct())
    Run.objects.filter(simulated=True).delete()
    gone = 0
    while batch := list(Simulated.objects.values_list("pk", flat=True)[:AT_ONCE]):
        Organisation.objects.filter(pk__in=batch).delete()
        gone += len(batch)
        tell(gone)
    User.objects.filter(email__in=[address_of(seed) for seed in seeds]).delete()
    return gone

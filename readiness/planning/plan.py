"""The plan somebody gets: what to do when, what it costs, where it leads, how far it is proven, and what else would change it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from readiness.framework import Action, Level, Range
from readiness.ground import Ground
from readiness.levels import check_gate, enough, gates_up_to, levels_up_to, next_level
from readiness.planning.model import Model, OutOfTime, Patience, Solution, running_wan
from readiness.planning.terms import HORIZONS, MONTHS_PER_YEAR, PERIOD_MONTHS, Offer, Terms

HALF_YEAR = 6  # months
NOTHING = Range(Decimal(0), Decimal(0), Decimal(0))


class TermsError(ValueError):
    """Wishes that make no sense together; the message says which."""


@dataclass(frozen=True)
class Placed:
    """An action in its place. lifts: (question, rung it reaches); gates: of the target it helps; needed_by: actions."""

    action: Action
    start_month: int
    end_month: int
    lifts: tuple[tuple[str, str], ...]
    needed_by: tuple[str, ...]


@dataclass(frozen=True)
class HalfYear:
    """What half a year costs and where it ends.

    spent_wan: actions that start in it; running_wan: what earlier ones keep costing; granted_wan: public money for what
    starts in it, whenever that is paid out.
    """

    from_month: int
    to_month: int
    spent_wan: Fraction
    running_wan: Fraction
    granted_wan: Fraction
    score: Fraction
    level: Level

    @property
    def own_wan(self) -> Fraction:
        """What the firm bears itself in the end."""
        return self.spent_wan + self.running_wan - self.granted_wan


@dataclass(frozen=True)
class Granted:
    """An offer of public money the plan makes use of. parts: (action, start month, what of its cost counts, in 万元)."""

    offer: Offer
    parts: tuple[tuple[str, int, Fraction], ...]
    amount_wan: Fraction

    @property
    def base_wan(self) -> Fraction:
        """What it is a share of."""
        return sum((part for _, _, part in self.parts), Fraction(0))

    def in_months(self, first: int, end: int) -> Fraction:
        """What falls on actions that start in the months first ≤ month < end: in proportion to what of them counts."""
        parts = sum((part for _, month, part in self.parts if first <= month < end), Fraction(0))
        return self.amount_wan * parts / self.base_wan


@dataclass(frozen=True)
class Shortfall:
    """What would have to move for the target to be reached; None: moving that alone is not enough.

    yearly_budget_wan: the smallest yearly budget; months: the shortest horizon, at most the longest there is; both: the
    smallest budget within the longest horizon; excluded: what must be allowed again; gates: what stays closed even for
    somebody who does everything there is. cut_short: the time given ended before all of it was known. Otherwise, where all
    is empty, the longest horizon is too short for what is wanted.
    """

    yearly_budget_wan: Fraction | None = None
    months: int | None = None
    both: Fraction | None = None
    excluded: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    cut_short: bool = False


@dataclass(frozen=True)
class Plan:
    """status: there (nothing to do), optimal (proven), feasible (best found so far), infeasible (see shortfall), unknown
    (in the time given neither a plan was found nor shown that there is none).

    cost_wan: of all actions, first year of running included; net_wan: likely cost less what is granted. bound_wan, bound_score:
    what no plan can stay below, or get above, where money or the score was the aim.
    """

    target: Level | None
    terms: Terms
    status: str
    placed: tuple[Placed, ...] = ()
    half_years: tuple[HalfYear, ...] = ()
    granted: tuple[Granted, ...] = ()
    cost_wan: Range = NOTHING
    net_wan: Fraction = Fraction(0)
    bound_wan: Fraction | None = None
    bound_score: Fraction | None = None
    months: int = 0
    score: Fraction | None = None
    reached: Level | None = None
    shortfall: Shortfall | None = None

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(one.action.code for one in self.placed)

    @property
    def gap_wan(self) -> Fraction | None:
        """By how much a better plan could at most be cheaper; 0 where this one is proven."""
        return None if self.bound_wan is None else max(Fraction(0), self.net_wan - self.bound_wan)


def plan(ground: Ground, terms: Terms, offers: Sequence[Offer] = (), patience: Patience | None = None) -> Plan:
    """The plan under these terms. Raises TermsError for wishes that make no sense, NotPlain for frameworks of other trees.

    patience: what the search may take; then the best found so far is told, with what was proven, and what is left of it
    is for the next question. Deterministic: the same input gives the same plan.
    """
    patience = patience or Patience()
    _check(ground, terms)
    held = ground.level(ground.start).level
    target = ground.framework.level(terms.target) if terms.target else next_level(ground.framework, held)
    if target is None or (_at_least(ground, held, target) and terms.objective != "best"):
        return Plan(target, terms, "there", score=ground.overall(ground.start), reached=held)
    if terms.objective != "best" and (closed := _closed(ground, target)):
        return Plan(target, terms, "infeasible", shortfall=Shortfall(gates=closed), reached=held)
    wanted = None if terms.objective == "best" else target
    model = Model(ground, terms, wanted, offers, patience=patience)
    try:
        solution = model.solve(*_aims(model, terms))
    except OutOfTime:
        return Plan(target, terms, "unknown", reached=held)
    if solution is None:
        return Plan(target, terms, "infeasible", shortfall=_shortfall(ground, terms, target, patience), reached=held)
    return _told(ground, terms, target, model, solution)


class NotPlain(TermsError):
    """A framework whose scores are not weighted means throughout: no exact model is known for it here."""


def _check(ground: Ground, terms: Terms) -> None:
    if not ground.framework.plain:
        raise NotPlain(
            f"{ground.framework.reference} is scored by its own trees; only weighted means are planned exactly."
        )
    unknown = sorted((terms.locked | terms.excluded) - set(ground.framework.actions))
    if unknown:
        raise TermsError(f"No such action: {', '.join(unknown)}.")
    both = sorted(terms.locked & terms.excluded)
    if both:
        raise TermsError(f"Both wanted and ruled out: {', '.join(both)}.")
    if terms.months not in HORIZONS:
        raise TermsError(f"A horizon of {terms.months} months; expected one of {', '.join(map(str, HORIZONS))}.")


def _at_least(ground: Ground, level: Level, target: Level) -> bool:
    return ground.framework.position(level) >= ground.framework.position(target)


def _aims(model: Model, terms: Terms) -> list[object]:
    """What is minimised, one after the other."""
    score = model.overall.scaled[0]
    if terms.objective == "best":
        return [-score, model.net, model.end]
    if terms.objective == "earliest":
        return [model.end, model.net]
    return [model.soonest(model.net)]


def _told(ground: Ground, terms: Terms, target: Level, model: Model, solution: Solution) -> Plan:
    order = sorted(solution.starts, key=lambda code: (solution.starts[code], code))
    actions = [ground.framework.actions[code] for code in order]
    end = ground.end(order)
    reached = ground.level(end).level
    if terms.objective != "best" and not _at_least(ground, reached, target):
        raise RuntimeError(f"The plan {order} ends at {reached.code}, not at {target.code}: model and engine disagree.")
    granted = _granted(solution, model.offers)
    cost = _total([action.cost_wan for action in actions])
    money = terms.objective == "cheapest"
    return Plan(
        target=target,
        terms=terms,
        status="optimal" if solution.optimal else "feasible",
        placed=tuple(_placed(ground, model, solution, order, action) for action in actions),
        half_years=_half_years(ground, model, solution, order, granted),
        granted=granted,
        cost_wan=cost,
        net_wan=Fraction(cost.likely) - sum((one.amount_wan for one in granted), Fraction(0)),
        bound_wan=model.in_wan(model.without_time(solution.bound)) if money else None,
        bound_score=model.score_of(solution.bound) if terms.objective == "best" else None,
        months=max((_end(model, solution, action) for action in actions), default=0),
        score=ground.overall(end),
        reached=reached,
    )


def _total(ranges: Iterable[Range]) -> Range:
    ranges = list(ranges)
    return Range(
        sum((r.low for r in ranges), Decimal(0)),
        sum((r.likely for r in ranges), Decimal(0)),
        sum((r.high for r in ranges), Decimal(0)),
    )


def _start(solution: Solution, action: Action) -> int:
    return solution.starts[action.code] * PERIOD_MONTHS


def _end(model: Model, solution: Solution, action: Action) -> int:
    """The month in which it is done: at most that in which its last quarter ends."""
    return _start(solution, action) + math.ceil(action.months.likely)


def _placed(ground: Ground, model: Model, solution: Solution, order: Sequence[str], action: Action) -> Placed:
    before, after = ground.start.questions, ground.after(ground.start, action).questions
    return Placed(
        action,
        _start(solution, action),
        _end(model, solution, action),
        tuple(
            (lift.question, lift.to) for lift in action.lifts if after.get(lift.question) != before.get(lift.question)
        ),
        tuple(code for code in order if any(action.code in group for group in ground.framework.actions[code].after)),
    )


def _granted(solution: Solution, offers: Iterable[Offer]) -> tuple[Granted, ...]:
    starts = {code: period * PERIOD_MONTHS for code, period in sorted(solution.starts.items())}
    found = []
    for offer in offers:
        if amount := solution.granted.get(offer.code):
            counted = [(code, month) for code, month in starts.items() if offer.counts(code, month)]
            parts = tuple((code, month, Fraction(offer.part_wan(code))) for code, month in counted)
            found.append(Granted(offer, parts, amount))
    return tuple(found)


def _half_years(
    ground: Ground, model: Model, solution: Solution, order: Sequence[str], granted: Sequence[Granted]
) -> tuple[HalfYear, ...]:
    """The half-years until everything is done."""
    actions = [ground.framework.actions[code] for code in order]
    last = max((_end(model, solution, action) for action in actions), default=0)
    found, state = [], ground.start
    for begin in range(0, last, HALF_YEAR):
        end = begin + HALF_YEAR
        state = ground.then(state, [a.code for a in actions if begin < _end(model, solution, a) <= end])
        spent = [Fraction(a.cost_wan.likely) for a in actions if begin <= _start(solution, a) < end]
        running = [running_wan(a) / 2 for a in actions if _start(solution, a) + MONTHS_PER_YEAR <= begin]
        found.append(
            HalfYear(
                from_month=begin,
                to_month=end,
                spent_wan=sum(spent, Fraction(0)),
                running_wan=sum(running, Fraction(0)),
                granted_wan=sum((one.in_months(begin, end) for one in granted), Fraction(0)),
                score=ground.overall(state),
                level=ground.level(state).level,
            )
        )
    return tuple(found)


# --- What would have to move --------------------------------------------------------------------------------------------


def _shortfall(ground: Ground, terms: Terms, target: Level, patience: Patience) -> Shortfall:
    """What would have to move, as far as the time given told it."""
    found = Shortfall()
    try:
        for step in (_by_one, _by_both, _by_allowing):
            found = step(ground, terms, target, patience)
            if found != Shortfall():
                break
    except OutOfTime:
        return replace(found, cut_short=True)
    return found


def _by_one(ground: Ground, terms: Terms, target: Level, patience: Patience) -> Shortfall:
    """The budget alone, the horizon alone."""
    longest, free = replace(terms, months=HORIZONS[-1]), replace(terms, yearly_budget_wan=None)
    budget = _smallest_budget(ground, free, target, patience) if terms.yearly_budget_wan is not None else None
    try:
        months = _shortest(ground, longest, target, patience) if terms.months < HORIZONS[-1] else None
    except OutOfTime:
        if budget is None:
            raise
        return Shortfall(yearly_budget_wan=budget, cut_short=True)
    return Shortfall(yearly_budget_wan=budget, months=months)


def _by_both(ground: Ground, terms: Terms, target: Level, patience: Patience) -> Shortfall:
    most = replace(terms, months=HORIZONS[-1], yearly_budget_wan=None)
    return Shortfall(both=_smallest_budget(ground, most, target, patience))


def _by_allowing(ground: Ground, terms: Terms, target: Level, patience: Patience) -> Shortfall:
    allowed = replace(terms, months=HORIZONS[-1], yearly_budget_wan=None, excluded=frozenset(), locked=frozenset())
    return Shortfall(excluded=_missed(ground, terms, allowed, target, patience))


def _smallest_budget(ground: Ground, terms: Terms, target: Level, patience: Patience) -> Fraction | None:
    """The smallest sum that is enough in every year; None where no sum is."""
    model = Model(ground, terms, target, patience=patience)
    most = model.cp.new_int_var(0, 10**12, "budget")
    for year in range(model.years):
        model.cp.add(model.spent(year) <= most)
    least = model.least(most)
    return None if least is None else model.in_wan(least, shares=False)


def _shortest(ground: Ground, terms: Terms, target: Level, patience: Patience) -> int | None:
    model = Model(ground, terms, target, patience=patience)
    least = model.least(model.end)
    if least is None:
        return None
    return next(months for months in HORIZONS if months >= least * PERIOD_MONTHS)


def _missed(ground: Ground, terms: Terms, allowed: Terms, target: Level, patience: Patience) -> tuple[str, ...]:
    """The fewest ruled-out actions with which the target can be reached."""
    if not terms.excluded:
        return ()
    model = Model(ground, allowed, target, patience=patience)
    solution = model.solve(sum(model.y[code] for code in sorted(terms.excluded) if code in model.y))
    return () if solution is None else tuple(sorted(set(solution.starts) & terms.excluded))


def _closed(ground: Ground, target: Level) -> tuple[str, ...]:
    """The conditions of a level that do not hold after every action still to be done: no plan can reach it."""
    everything = [
        code
        for code, action in ground.framework.actions.items()
        if action.fit.get(ground.profile.code, 1) != 0 and code not in ground.credited
    ]
    state = ground.end(everything)
    standing = ground.standing(state)
    scores = [
        f"{level.code} score" for level in levels_up_to(ground.framework, target) if not enough(level, standing.overall)
    ]
    gates = (
        check_gate(ground.framework, ground.profile, level.code, gate, standing, state.production)
        for level, gate in gates_up_to(ground.framework, target)
    )
    return (*scores, *(found.gate.code for found in gates if not found.holds))


def conditions(ground: Ground, target: Level) -> tuple[str, ...]:
    """The code of every gate up to a level, and "L3 score" for its threshold."""
    scores = [f"{level.code} score" for level in levels_up_to(ground.framework, target) if level.threshold]
    return (*scores, *(gate.code for _, gate in gates_up_to(ground.framework, target)))


# --- What conditions and money are worth --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Price:
    """What a condition of the target adds to the cheapest plan: what would be saved if it need not hold."""

    condition: str
    saved_wan: Fraction


def prices(
    ground: Ground, found: Plan, offers: Sequence[Offer] = (), patience: Patience | None = None
) -> tuple[Price, ...]:
    """The conditions that cost something, the dearest first. Empty unless the plan is the proven cheapest.

    A condition is left out where the cheapest plan without it was not proven in time.
    """
    if found.status != "optimal" or found.terms.objective != "cheapest" or found.target is None:
        return ()
    patience = patience or Patience()
    saved = (_saved(ground, found, found.target, code, offers, patience) for code in conditions(ground, found.target))
    dear = [one for one in saved if one is not None and one.saved_wan > 0]
    return tuple(sorted(dear, key=lambda price: (-price.saved_wan, price.condition)))


def _saved(
    ground: Ground, found: Plan, target: Level, code: str, offers: Sequence[Offer], patience: Patience
) -> Price | None:
    """None where the cheapest plan without this condition was not proven in time."""
    model = Model(ground, found.terms, target, offers, frozenset({code}), patience)
    try:
        cheapest = model.least(model.net)
    except OutOfTime:
        return None
    return None if cheapest is None else Price(code, found.net_wan - model.in_wan(cheapest))


def with_more(
    ground: Ground, found: Plan, more_wan: Decimal, offers: Sequence[Offer] = (), patience: Patience | None = None
) -> Plan | None:
    """The plan if every year's budget were larger by this much; None where no budget is set."""
    budget = found.terms.yearly_budget_wan
    if budget is None:
        return None
    return plan(ground, replace(found.terms, yearly_budget_wan=budget + more_wan), offers, patience)


def spending(found: Plan) -> Mapping[str, Fraction]:
    """What the plan buys → 万元, by the kinds of spending that rules of public money ask for."""
    kinds: dict[str, Fraction] = {}
    for one in found.placed:
        for use in one.action.uses:
            kinds[use] = kinds.get(use, Fraction(0)) + Fraction(one.action.cost_wan.likely)
    return dict(sorted(kinds.items()))

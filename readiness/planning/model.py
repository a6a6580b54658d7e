"""The exact model: which actions start in which quarter, so that the engine's own rules give the target.

Everything is a whole number: scores and gates are scaled by their common denominators, because a level is decided on
unrounded scores. The solver (CP-SAT of OR-Tools) is imported when a plan is asked for, not when the product starts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Any

from readiness.framework import Action, Gate, Level
from readiness.ground import Ground
from readiness.levels import check_gate, concerns, gates_up_to, levels_up_to, points_wanted, stages_wanted
from readiness.planning.terms import MONTHS_PER_YEAR, PERIOD_MONTHS, Offer, Terms

PATIENCE = 8.0  # deterministic seconds of the solver, about twice as long on a clock
MOST_BITS = 50  # of a whole number the solver can minimise


@dataclass(frozen=True)
class Solution:
    """What was found. starts: action → period. optimal: proven that nothing is better; bound: what was proven of the aim."""

    starts: Mapping[str, int]
    granted: Mapping[str, Fraction]  # offer → 万元
    value: Fraction
    bound: Fraction
    optimal: bool


class OutOfTime(Exception):
    """The time given ended before anything was known."""


class Patience:
    """How long a question may take with everything that follows from it, in the solver's own deterministic seconds.

    They count work, not time, so the same input stops at the same place on every machine.
    """

    def __init__(self, seconds: float = PATIENCE):
        self.left = seconds

    def spend(self, seconds: float) -> None:
        self.left = max(0.0, self.left - seconds)


class Model:
    """One question to the solver. `target` None: no level is asked for. waived: gates that need not hold."""

    def __init__(
        self,
        ground: Ground,
        terms: Terms,
        target: Level | None,
        offers: Sequence[Offer] = (),
        waived: frozenset[str] = frozenset(),
        patience: Patience | None = None,
    ):
        from ortools.sat.python import cp_model

        self._solver_room = cp_model
        self.cp = cp_model.CpModel()
        self.ground, self.terms, self.offers = ground, terms, tuple(offers)
        self.patience = patience or Patience()
        self._chosen: list[str] = []  # of the best plan so far
        self.periods = terms.months // PERIOD_MONTHS
        self.actions = {code: a for code, a in ground.framework.actions.items() if self._may(a)}
        self.x = {
            (code, t): self.cp.new_bool_var(f"{code}@{t}") for code, a in self.actions.items() for t in self._when(a)
        }
        self.y = {code: self._started(code) for code in self.actions}
        self._keep_to_the_rules()
        if target is not None:
            self._reach(target, waived)

    # --- actions and time -------------------------------------------------------------------------------------

    def _may(self, action: Action) -> bool:
        fit = action.fit.get(self.ground.profile.code, 1)
        return action.code not in self.ground.credited | self.terms.excluded and fit != 0

    def length(self, action: Action) -> int:
        """In periods."""
        return max(1, math.ceil(math.ceil(action.months.likely) / PERIOD_MONTHS))

    def _when(self, action: Action) -> range:
        """The periods an action may start in: not before its phase, and done before the end."""
        opens = next(p.from_month for p in self.ground.framework.phases if p.number == action.phase)
        return range(math.ceil(opens / PERIOD_MONTHS), self.periods - self.length(action) + 1)

    def _started(self, code: str) -> Any:
        """1 if the action is in the plan."""
        chosen = self.cp.new_bool_var(code)
        self.cp.add(sum(self.x[code, t] for t in self._when(self.actions[code])) == chosen)
        return chosen

    def _done(self, codes: Iterable[str], period: int) -> Any:
        """How many of these actions are done when a period begins."""
        return sum(
            self.x[code, t]
            for code in codes
            if code in self.actions
            for t in self._when(self.actions[code])
            if t + self.length(self.actions[code]) <= period
        )

    def _keep_to_the_rules(self) -> None:
        for action in self.actions.values():
            self._after_others(action)
            self._after_scenes(action)
        for period in range(self.periods):
            self._within_effort(period)
        if self.terms.yearly_budget_wan is not None:
            for year in range(self.years):
                self.cp.add(self.spent(year) <= self.money(self.terms.yearly_budget_wan))
        for code in sorted(self.terms.locked - self.ground.credited):
            self.cp.add(self.y[code] == 1 if code in self.y else self.cp.new_constant(0) == 1)

    def _after_others(self, action: Action) -> None:
        for group in action.after:
            if not any(code in self.ground.credited for code in group):
                for t in self._when(action):
                    self.cp.add(self.x[action.code, t] <= self._done(group, t))

    def _after_scenes(self, action: Action) -> None:
        missing = action.scenes_in_production - self.ground.start.production.scenes
        if missing > 0:
            bringing = [code for code in self._bringing() if code != action.code]
            for t in self._when(action):
                self.cp.add(missing * self.x[action.code, t] <= self._done(bringing, t))

    def _bringing(self, stage: str | None = None) -> list[str]:
        """The actions that bring a scene into production, in one stage or in any that applies."""
        stages = self.ground.start.scenes if stage is None else (stage,)
        return [code for code, action in self.actions.items() if action.scene in stages]

    def _within_effort(self, period: int) -> None:
        running = [
            self.actions[code].effort * var
            for (code, t), var in self.x.items()
            if t <= period < t + self.length(self.actions[code])
        ]
        self.cp.add(sum(running) <= self.terms.effort)

    # --- money ------------------------------------------------------------------------------------------------

    @cached_property
    def _scale(self) -> int:
        """What 1 万元 is in the model, so that every amount is a whole number."""
        amounts = [Fraction(a.cost_wan.likely) for a in self.ground.framework.actions.values()]
        amounts += [running_wan(a) for a in self.ground.framework.actions.values()]
        amounts += [Fraction(self.terms.yearly_budget_wan or 0)]
        amounts += [
            Fraction(x) for o in self.offers for x in (o.cap_wan or 0, o.min_spend_wan, *dict(o.counted).values())
        ]
        return math.lcm(*(amount.denominator for amount in amounts))

    def money(self, amount: Any) -> int:
        """万元 as a whole number of the model's units."""
        return int(Fraction(amount) * self._scale)

    @property
    def years(self) -> int:
        return math.ceil(self.terms.months / MONTHS_PER_YEAR)

    def spent(self, year: int) -> Any:
        """What a year costs, in the model's units: actions that start in it, and what those of earlier years keep costing."""
        per_year = MONTHS_PER_YEAR // PERIOD_MONTHS
        terms = []
        for (code, t), var in self.x.items():
            action, begun = self.actions[code], t // per_year
            if begun == year:
                terms.append(self.money(action.cost_wan.likely) * var)
            if begun < year:
                terms.append(self.money(running_wan(action)) * var)
        return sum(terms)

    @cached_property
    def cost(self) -> Any:
        return sum(self.money(action.cost_wan.likely) * self.y[code] for code, action in self.actions.items())

    @cached_property
    def _share_scale(self) -> int:
        """What a share of one unit of money is: rates become whole numbers."""
        return math.lcm(1, *((Fraction(offer.rate_percent) / 100).denominator for offer in self.offers))

    @cached_property
    def shares(self) -> dict[str, Any]:
        """offer → what it bears, in shares of a unit."""
        taken = {offer.code: self.cp.new_bool_var(f"take {offer.code}") for offer in self.offers}
        found = {offer.code: self._share(offer, taken[offer.code]) for offer in self.offers}
        for offer in self.offers:
            for other in sorted(offer.apart & set(taken)):
                self.cp.add(taken[offer.code] + taken[other] <= 1)
        for name in sorted({offer.shared for offer in self.offers if offer.shared}):
            same = [offer for offer in self.offers if offer.shared == name]
            most = sum(self.y[c] * self.money(max(o.part_wan(c) for o in same)) for c in self._of(same))
            self.cp.add(sum(found[offer.code] for offer in same) <= self._share_scale * most)
        return found

    def _of(self, offers: Iterable[Offer]) -> list[str]:
        counted = frozenset().union(*(offer.actions for offer in offers))
        return [code for code in self.actions if code in counted]

    def _share(self, offer: Offer, taken: Any) -> Any:
        base = sum(
            self.money(offer.part_wan(code)) * var
            for (code, t), var in self.x.items()
            if offer.counts(code, t * PERIOD_MONTHS)
        )
        most = sum(self.money(offer.part_wan(code)) for code in self._of([offer]))
        cap = most if offer.cap_wan is None else self.money(offer.cap_wan)
        share = self.cp.new_int_var(0, self._share_scale * most, f"share {offer.code}")
        rate = int(Fraction(offer.rate_percent) / 100 * self._share_scale)
        self.cp.add(share <= rate * base)
        self.cp.add(share <= self._share_scale * cap * taken)
        self.cp.add(base >= self.money(offer.min_spend_wan)).only_enforce_if(taken)
        return share

    @property
    def net(self) -> Any:
        """What is left to pay, in shares of a unit."""
        return self._share_scale * self.cost - sum(self.shares.values())

    def in_wan(self, value: Fraction, shares: bool = True) -> Fraction:
        """An aim in 万元: in shares of a unit, or in units."""
        return value / (self._scale * (self._share_scale if shares else 1))

    # --- scores and gates -------------------------------------------------------------------------------------

    @cached_property
    def _rises(self) -> dict[str, list[tuple[Fraction, Any]]]:
        """question → (points it rises by, 1 if it does), rung by rung."""
        reach: dict[str, dict[Fraction, list[str]]] = {}
        for code, action in self.actions.items():
            for lift in action.lifts:
                before = self.ground.start.questions.get(lift.question)
                points = Fraction(self.ground.points(lift.question, lift.to))
                if before is not None and points > before:
                    reach.setdefault(lift.question, {}).setdefault(points, []).append(code)
        return {question: self._rungs(question, by_points) for question, by_points in reach.items()}

    def _rungs(self, question: str, by_points: Mapping[Fraction, list[str]]) -> list[tuple[Fraction, Any]]:
        below, found = Fraction(self.ground.start.questions[question]), []
        for points in sorted(by_points):
            risen = self.cp.new_bool_var(f"{question}>={points}")
            lifting = {code for other, codes in by_points.items() if other >= points for code in codes}
            self.cp.add(risen <= sum(self.y[code] for code in sorted(lifting)))
            for code in sorted(lifting):
                self.cp.add(risen >= self.y[code])
            found.append((points - below, risen))
            below = points
        return found

    def _dimension(self, code: str) -> _Linear:
        """The score of a dimension."""
        weighted = self.ground.dimensions[code]
        whole = sum(Fraction(weight) for _, weight in weighted)
        parts = [(question, Fraction(weight) / whole) for question, weight in weighted]
        return _Linear.sum([(share, self._question(question)) for question, share in parts])

    def _question(self, code: str) -> _Linear:
        start = Fraction(self.ground.start.questions.get(code, 0))
        return _Linear(start, tuple(self._rises.get(code, ())))

    @cached_property
    def overall(self) -> _Linear:
        weights = {code: Fraction(self.ground.weights[code]) for code in self.ground.dimensions}
        whole = sum(weights.values())
        return _Linear.sum([(weight / whole, self._dimension(code)) for code, weight in weights.items()])

    def _reach(self, target: Level, waived: frozenset[str]) -> None:
        framework = self.ground.framework
        for level in levels_up_to(framework, target):
            if level.threshold is not None and f"{level.code} score" not in waived:
                self._add(self.overall.at_least(Fraction(level.threshold)))
        for _, gate in gates_up_to(framework, target):
            if gate.code not in waived:
                for rule in self._gate(gate):
                    self._add(rule)

    def _add(self, rule: tuple[Any, int], only_if: Any = None) -> None:
        """A sum that has to reach a number; where `only_if` is given, only if that holds."""
        found = self.cp.add(rule[0] >= rule[1])
        if only_if is not None:
            found.only_enforce_if(only_if)

    def _gate(self, gate: Gate) -> list[tuple[Any, int]]:
        """The sums that have to reach their numbers for a gate to hold."""
        rules: list[tuple[Any, int]] = getattr(self, f"_gate_{gate.kind}")(gate)
        return rules

    def _gate_dimension(self, gate: Gate) -> list[tuple[Any, int]]:
        wanted = Fraction(gate.at_least)
        if gate.dimension in self.ground.dimensions:
            return [self._dimension(gate.dimension).at_least(wanted)]
        return [self._question(gate.dimension).at_least(wanted)]

    _gate_score = _gate_dimension

    def _gate_every_dimension(self, gate: Gate) -> list[tuple[Any, int]]:
        return [self._dimension(code).at_least(Fraction(gate.at_least)) for code in self.ground.dimensions]

    def _gate_count(self, gate: Gate) -> list[tuple[Any, int]]:
        framework = self.ground.framework
        if gate.counts == "dimensions":
            rules = [self._dimension(code).at_least(Fraction(gate.at_least)) for code in self.ground.dimensions]
        else:
            among = [
                q for q in framework.questions.values() if concerns(gate, q) and q.code in self.ground.start.questions
            ]
            rules = [self._question(q.code).at_least(points_wanted(gate, q)) for q in among]
        return [(sum(self._whether([rule]) for rule in rules), gate.count)]

    def _gate_selected(self, gate: Gate) -> list[tuple[Any, int]]:
        """What is ticked does not change by a plan."""
        state = self.ground.start
        found = check_gate(
            self.ground.framework, self.ground.profile, "", gate, self.ground.standing(state), state.production
        )
        return [(self.cp.new_constant(int(found.found)), int(found.wanted))]

    def _gate_production(self, gate: Gate) -> list[tuple[Any, int]]:
        start = self.ground.start
        brought = {stage: sum(self.y[code] for code in self._bringing(stage)) for stage in start.scenes}
        stages = [
            self._whether([(have + brought[stage], 1)]) if have == 0 else 1 for stage, have in start.scenes.items()
        ]
        everything = sum(brought.values())
        rules = [
            (everything, gate.scenes - start.production.scenes),
            (sum(stages), stages_wanted(self.ground.framework, self.ground.profile, gate)),
            (everything, gate.with_benefit - start.with_benefit),
        ]
        return [(self._expression(total), wanted) for total, wanted in rules]

    def _gate_all(self, gate: Gate) -> list[tuple[Any, int]]:
        return [rule for part in gate.gates for rule in self._gate(part)]

    def _gate_any(self, gate: Gate) -> list[tuple[Any, int]]:
        return [(sum(self._whether(self._gate(part)) for part in gate.gates), 1)]

    def _whether(self, rules: Iterable[tuple[Any, int]]) -> Any:
        """1 only if all of these hold."""
        holds = self.cp.new_bool_var("")
        for rule in rules:
            self._add((self._expression(rule[0]), rule[1]), holds)
        return holds

    def _expression(self, total: Any) -> Any:
        """A sum the solver knows, also where it is a plain number."""
        return self.cp.new_constant(total) if isinstance(total, int) else total

    # --- solving ----------------------------------------------------------------------------------------------

    @cached_property
    def end(self) -> Any:
        """The period in which everything is done."""
        last = self.cp.new_int_var(0, self.periods, "end")
        for (code, t), var in self.x.items():
            self.cp.add(last >= (t + self.length(self.actions[code])) * var)
        return last

    def solve(self, *aims: Any) -> Solution | None:
        """The least of the first aim, among those the least of the second, …; None where nothing keeps to the terms.

        Raises OutOfTime when neither anything was found nor shown that there is nothing.
        The last aims make the plan one of a kind, so that it does not depend on the way the solver went.
        """
        first, found = None, None
        for aim in chain(aims, self._unique()):
            status, solver = self._minimise(aim)
            if first is None and status == self._solver_room.UNKNOWN:
                raise OutOfTime
            if status not in (self._solver_room.OPTIMAL, self._solver_room.FEASIBLE):
                return found
            value, optimal = round(solver.objective_value), status == self._solver_room.OPTIMAL
            first = first or (value, min(value, math.ceil(solver.best_objective_bound - 1e-6)), optimal)
            found = self._solution(solver, *first)
            self._chosen = sorted(found.starts)
            if not optimal:
                break
            self.cp.add(aim == value)
            self._hint(solver)
        return found

    def soonest(self, aim: Any) -> Any:
        """An aim, and among those alike in it the one that is done first: as one number."""
        return aim * (self.periods + 1) + self.end

    def score_of(self, value: Fraction) -> Fraction:
        """The overall score that an aim of "as high as can be" stands for."""
        return self.overall.start - value / self.overall.scaled[1]

    def without_time(self, value: Fraction) -> Fraction:
        """The aim itself of what `soonest` has made one number of."""
        return Fraction(value // (self.periods + 1))

    def least(self, aim: Any) -> Fraction | None:
        """The proven least of an aim alone; None where nothing keeps to the terms. Raises OutOfTime where neither is proven."""
        status, solver = self._minimise(aim)
        if status in (self._solver_room.UNKNOWN, self._solver_room.FEASIBLE):
            raise OutOfTime
        return Fraction(round(solver.objective_value)) if status == self._solver_room.OPTIMAL else None

    def _minimise(self, aim: Any) -> tuple[Any, Any]:
        solver = self._solver_room.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        # Looking for symmetries and trying values beforehand costs more here than it saves (python -m tests.benchmarks.planning).
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_deterministic_time = self.patience.left
        if self.terms.objective == "best":  # a knapsack: its bound comes from linear programs
            solver.parameters.linearization_level = 2
        self.cp.minimize(aim)
        status = solver.solve(self.cp)
        self.patience.spend(solver.response_proto.deterministic_time)
        return status, solver

    def _solution(self, solver: Any, value: int, bound: int, optimal: bool) -> Solution:
        starts = {code: t for (code, t), var in self.x.items() if solver.value(var)}
        shares = vars(self).get("shares", {})
        granted = {code: Fraction(solver.value(v), self._share_scale * self._scale) for code, v in shares.items()}
        return Solution(starts, granted, Fraction(value), Fraction(bound), optimal)

    def _hint(self, solver: Any) -> None:
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for var in self.x.values():
            self.cp.add_hint(var, solver.value(var))

    def _unique(self) -> Iterable[Any]:
        """Aims under which no two plans are alike: which actions by code, then when each of those chosen starts."""
        for block in _blocks(sorted(self.actions), MOST_BITS):
            yield sum(self.y[code] * (1 << place) for place, code in enumerate(block))
        when = {code: sum(t * self.x[code, t] for t in self._when(self.actions[code])) for code in self._chosen}
        yield sum(when.values())
        for block in _blocks(self._chosen, MOST_BITS // max(1, self.periods.bit_length())):
            yield sum(when[code] * (self.periods**place) for place, code in enumerate(reversed(block)))


def _blocks(codes: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (codes[n : n + size] for n in range(0, len(codes), size))


def running_wan(action: Action) -> Fraction:
    """万元 a year, after the first one, which the cost of the action holds."""
    return Fraction(action.running_wan_per_year.likely) if action.running_wan_per_year else Fraction(0)


@dataclass(frozen=True)
class _Linear:
    """A score: a number and what may be added to it."""

    start: Fraction
    rises: tuple[tuple[Fraction, Any], ...]

    @classmethod
    def sum(cls, parts: Iterable[tuple[Fraction, _Linear]]) -> _Linear:
        parts = list(parts)
        rises = tuple((share * by, risen) for share, one in parts for by, risen in one.rises)
        return cls(sum((share * one.start for share, one in parts), Fraction(0)), rises)

    def at_least(self, wanted: Fraction) -> tuple[Any, int]:
        """(a sum of whole numbers, the whole number it has to reach)."""
        scale = math.lcm(1, (wanted - self.start).denominator, *(by.denominator for by, _ in self.rises))
        return sum(int(by * scale) * risen for by, risen in self.rises), int((wanted - self.start) * scale)

    @property
    def scaled(self) -> tuple[Any, int]:
        """(the sum as whole numbers, by what they are scaled); without what it starts from."""
        scale = math.lcm(1, *(by.denominator for by, _ in self.rises))
        return sum(int(by * scale) * risen for by, risen in self.rises), scale

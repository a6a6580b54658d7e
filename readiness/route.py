"""Gaps and actions to an ordered plan that reaches the next level.

The plan is built greedily and then pruned: take, again and again, the action (with the prerequisites it still needs)
that brings most progress towards the target for its cost and time; when the target is reached, drop whatever is not
needed, dearest first. Every state is re-scored by `scoring` and `levels`, so the end of the plan holds the target by
the same rules as the firm's own result. Ties are broken by code: same input, same plan. See docs/route.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from readiness.framework import Action, Framework, Gate, Level, Range, Scenario, WeightProfile
from readiness.ground import Ground, State
from readiness.levels import (
    LevelResult,
    check_gate,
    gates_up_to,
    next_level,
    stages_wanted,
)
from readiness.planning import Plan, Terms, plan
from readiness.schedule import schedule
from readiness.scoring import Scores

COST_PER_MONTH_WAN = Fraction(2)  # k: what a month of waiting weighs against 万元 when actions are compared
SMALLEST_PRICE = Fraction(1)  # 万元: keeps actions that cost nothing comparable
Placing = tuple[Action, int, int]  # an action with the months it starts and ends
SCENE_WORTH = Fraction(8)  # points one missing scene in production counts for in the comparison


@dataclass(frozen=True)
class LiftGain:
    """A question an action raises: from which score and rung to which, and what that adds overall."""

    question: str
    from_rung: str
    to_rung: str
    from_score: Fraction
    to_score: Fraction
    overall_gain: Fraction


@dataclass(frozen=True)
class Priority:
    """The factors the choice was made by: progress × industry fit / (cost + k · months)."""

    progress: Fraction
    fit: Fraction
    cost_wan: Fraction
    months: Fraction
    value: Fraction


@dataclass(frozen=True)
class Step:
    """One action of the plan in its place: months counted from the start, why it is in, what it leads to."""

    action: Action
    phase: int
    start_month: int
    end_month: int
    lifts: tuple[LiftGain, ...]
    gates: tuple[str, ...]  # codes of the target's gates it helps to meet
    needed_by: tuple[str, ...]  # actions of the plan that wait for it
    scenarios: tuple[str, ...]  # scenario codes of this industry it builds
    scene: str | None
    priority: Priority
    score_after: Fraction
    level_after: str


@dataclass(frozen=True)
class NotYet:
    """An action left out. reason: done | needs | scenes | unfit | not_needed; `needs` names what it waits for."""

    action: Action
    reason: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """The plan. `reached` is the level its end state holds; `complete` says whether that is the target."""

    target: Level | None
    steps: tuple[Step, ...]
    complete: bool
    reached: Level
    score_after: Fraction
    gates_open: tuple[str, ...]  # gates of the target that stay open when the plan is not complete
    cost_wan: Range
    months: int
    not_yet: tuple[NotYet, ...]
    uses: Mapping[str, tuple[str, ...]]  # what the plan buys → the actions that buy it
    proven: bool | None = None  # whether no cheaper set of actions reaches the target; None: the engine did not ask


def plan_route(
    framework: Framework,
    profile: WeightProfile,
    scores: Scores,
    result: LevelResult,
    scenes_by_stage: Mapping[str, int],
    with_benefit: int = 0,
    target: Level | None = None,
    prove: bool = True,
) -> Route:
    """Plan from the scored answers to `target` (default: the level above the one held). Deterministic.

    prove: take the cheapest plan there is where that can be proven; the search otherwise.
    """
    planner = _Planner(framework, profile, scores, scenes_by_stage, with_benefit)
    wanted = target or next_level(framework, result.level)
    return planner.proven(wanted, result.level) if prove else planner.plan(wanted, result.level)


@lru_cache(maxsize=64)
def _cheapest(ground: Ground, target: str) -> Plan:
    """The proven plan: the same for whoever stands on the same ground, so a result made again is not solved again."""
    return plan(ground, Terms(target=target))


class _Planner(Ground):
    """The search from one ground."""

    # --- progress ---------------------------------------------------------------------------------------------

    def distance(self, state: State, target: Level) -> Fraction:
        """How far the target is, in points: the score still missing plus what each open gate still asks."""
        standing = self.standing(state)
        dimensions = standing.dimensions
        total = max(Fraction(0), Fraction(target.threshold or 0) - (standing.overall or 0))
        for level, gate in gates_up_to(self.framework, target):
            if gate.kind == "production":
                total += self._scenes_missing(state, gate)
                continue
            found = check_gate(self.framework, self.profile, level.code, gate, standing, state.production)
            if gate.kind == "dimension" and not found.holds:
                total += self._weighted(found.subject, found.wanted - found.found)
            if gate.kind == "every_dimension":
                total += sum(
                    (self._weighted(c, found.wanted - d) for c, d in dimensions.items() if d < found.wanted),
                    Fraction(0),
                )
            if gate.kind not in ("dimension", "every_dimension"):
                total += max(Fraction(0), found.wanted - found.found)
        return total

    def _weighted(self, dimension: str, points: Fraction) -> Fraction:
        """Points missing in a dimension; a light dimension still counts a tenth of its points."""
        return points * max(Fraction(1, 10), Fraction(self.profile.weights.get(dimension, 0)) / 100)

    def _scenes_missing(self, state: State, gate: Gate) -> Fraction:
        wanted = stages_wanted(self.framework, self.profile, gate)
        production = state.production
        scenes = max(0, gate.scenes - production.scenes)
        stages = max(0, wanted - production.stages)
        return SCENE_WORTH * max(scenes, stages)

    # --- the search -------------------------------------------------------------------------------------------

    def proven(self, target: Level | None, held: Level) -> Route:
        """The cheapest plan there is; what the search finds, marked as not proven, where there is no proof."""
        found = _cheapest(self, target.code) if target and self._exact else None
        if found is None or found.status != "optimal":
            return replace(self.plan(target, held), proven=False)
        calendar = [(one.action, one.start_month, one.end_month) for one in found.placed]
        return replace(self._route(target, list(found.actions), held, calendar), proven=True)

    @property
    def _exact(self) -> bool:
        return self.framework.plain and bool(self.framework.actions)

    def plan(self, target: Level | None, held: Level) -> Route:
        if target is None:
            return self._route(None, [], held)
        chosen = self._grow(target)
        if self._reaches(chosen, target):
            chosen = self._prune(chosen, target)
        return self._route(target, chosen, held)

    def _reaches(self, chosen: Iterable[str], target: Level) -> bool:
        return self._at_least(self.level(self.end(chosen)).level, target)

    def _at_least(self, level: Level, target: Level) -> bool:
        return self.framework.position(level) >= self.framework.position(target)

    def _grow(self, target: Level) -> list[str]:
        chosen: list[str] = []
        while not self._reaches(chosen, target):
            best = self._best_bundle(chosen, target)
            if best is None:
                break
            chosen += best
        return chosen

    def _best_bundle(self, chosen: list[str], target: Level) -> list[str] | None:
        """The action, with the prerequisites it still needs, of the highest priority; None when nothing helps."""
        state = self.end(chosen)
        before = self.distance(state, target)
        found: list[tuple[Fraction, str, list[str]]] = []
        for code in self.framework.actions:
            bundle = self._bundle(code, chosen)
            if bundle is None:
                continue
            gain = before - self.distance(self.then(state, bundle), target)
            if gain > 0:
                found.append((self._priority(bundle, gain).value, code, bundle))
        if not found:
            return None
        return min(found, key=lambda item: (-item[0], item[1]))[2]

    def _bundle(self, code: str, chosen: Iterable[str]) -> list[str] | None:
        """The prerequisites still needed and the action itself, in order; None when it cannot start or is in place."""
        done = set(chosen) | self.credited
        if code in done or self._unfit(self.framework.actions[code]):
            return None
        order: list[str] = []
        if not self._add(code, done, order, ()):
            return None
        live = self.end([*chosen, *order[:-1]]).production.scenes
        return order if live >= self.framework.actions[code].scenes_in_production else None

    def _add(self, code: str, done: set[str], order: list[str], path: tuple[str, ...]) -> bool:
        if code in done or code in order:
            return True
        for group in self.framework.actions[code].after:
            if any(c in done or c in order for c in group):
                continue
            options = [c for c in group if c not in path]
            cheapest = min(options, key=lambda c: (self.framework.actions[c].cost_wan.likely, c), default=None)
            if cheapest is None or not self._add(cheapest, done, order, (*path, code)):
                return False
        order.append(code)
        return True

    def _unfit(self, action: Action) -> bool:
        return self._fit(action) == 0

    def _fit(self, action: Action) -> Fraction:
        return Fraction(action.fit.get(self.profile.code, 1))

    def _priority(self, bundle: Iterable[str], progress: Fraction) -> Priority:
        actions = [self.framework.actions[code] for code in bundle]
        cost = sum((Fraction(a.cost_wan.likely) for a in actions), Fraction(0))
        months = sum((Fraction(a.months.likely) for a in actions), Fraction(0))
        fit = self._fit(actions[-1])
        value = progress * fit / (max(SMALLEST_PRICE, cost) + COST_PER_MONTH_WAN * months)
        return Priority(progress, fit, cost, months, value)

    def _prune(self, chosen: list[str], target: Level) -> list[str]:
        """Drop what is not needed, dearest first; what others wait for goes only together with nothing waiting."""
        by_cost = sorted(chosen, key=lambda c: (-self.framework.actions[c].cost_wan.likely, c))
        kept = list(chosen)
        for code in by_cost:
            rest = [c for c in kept if c != code]
            if self._feasible(rest) and self._reaches(rest, target):
                kept = rest
        return kept

    def _feasible(self, chosen: list[str]) -> bool:
        """Whether every action still finds its prerequisites and the scenes it builds on."""
        done = set(chosen) | self.credited
        actions = [self.framework.actions[c] for c in chosen]
        if not all(any(c in done for c in group) for action in actions for group in action.after):
            return False
        live = self.end(chosen).production.scenes
        return all(live - (action.scene is not None) >= action.scenes_in_production for action in actions)

    # --- telling ----------------------------------------------------------------------------------------------

    def _route(
        self, target: Level | None, chosen: list[str], held: Level, calendar: Iterable[Placing] | None = None
    ) -> Route:
        if calendar is None:
            calendar = schedule(self.framework, [self.framework.actions[c] for c in chosen], self.credited)
        steps = self._steps(target, chosen, calendar)
        end = self.level(self.end(chosen))
        actions = [step.action for step in steps]
        wanted = {gate.code for _, gate in gates_up_to(self.framework, target)} if target else set()
        return Route(
            target=target,
            steps=steps,
            complete=target is None or self._at_least(end.level, target),
            reached=end.level if chosen else held,
            score_after=self.overall(self.end(chosen)),
            gates_open=tuple(g.gate.code for g in end.gates if not g.holds and g.gate.code in wanted),
            cost_wan=_total([action.cost_wan for action in actions]),
            months=max((step.end_month for step in steps), default=0),
            not_yet=self._not_yet(chosen),
            uses={
                use: tuple(a.code for a in actions if use in a.uses)
                for use in sorted({u for a in actions for u in a.uses})
            },
        )

    def _steps(self, target: Level | None, chosen: list[str], calendar: Iterable[Placing]) -> tuple[Step, ...]:
        """The chosen actions on the calendar, in the order they start, each with its share of the way."""
        steps, state = [], self.start
        for action, start, end in calendar:
            after = self.after(state, action)
            steps.append(self._step(target, chosen, action, (start, end), state, after))
            state = after
        return tuple(steps)

    def _step(
        self,
        target: Level | None,
        chosen: list[str],
        action: Action,
        months: tuple[int, int],
        before: State,
        after: State,
    ) -> Step:
        overall_before, overall_after = self.overall(before), self.overall(after)
        progress = (
            self.distance(before, target) - self.distance(after, target) if target else overall_after - overall_before
        )
        return Step(
            action=action,
            phase=action.phase,
            start_month=months[0],
            end_month=months[1],
            lifts=self._gains(action, before, after),
            gates=self._gates_helped(target, action, before, after),
            needed_by=tuple(
                c for c in chosen if any(action.code in group for group in self.framework.actions[c].after)
            ),
            scenarios=tuple(s.code for s in self._scenarios(action)),
            scene=action.scene if action.scene in self.start.scenes else None,
            priority=self._priority([action.code], max(progress, Fraction(0))),
            score_after=overall_after,
            level_after=self.level(after).level.code,
        )

    def _gains(self, action: Action, before: State, after: State) -> tuple[LiftGain, ...]:
        found = []
        for lift in action.lifts:
            old, new = before.questions.get(lift.question), after.questions.get(lift.question)
            if old is None or new is None or new <= old:
                continue
            alone = replace(before, questions={**before.questions, lift.question: new})
            gain = self.overall(alone) - self.overall(before)
            rung = self.framework.questions[lift.question].reached(Fraction(old)) or ""
            found.append(LiftGain(lift.question, rung, lift.to, Fraction(old), Fraction(new), gain))
        return tuple(found)

    def _gates_helped(self, target: Level | None, action: Action, before: State, after: State) -> tuple[str, ...]:
        if target is None:
            return ()
        standing = self.standing(before)
        old, new = standing.dimensions, self.standing(after).dimensions
        helped = []
        for level, gate in gates_up_to(self.framework, target):
            found = check_gate(self.framework, self.profile, level.code, gate, standing, before.production)
            if found.holds:
                continue
            if gate.kind == "production":
                closer = action.scene in self.start.scenes
            elif gate.kind in ("count", "selected", "score", "all", "any"):
                closer = new != old
            elif gate.kind == "dimension":
                closer = new.get(gate.dimension, Fraction(0)) > old.get(gate.dimension, Fraction(0))
            else:
                closer = any(value < gate.at_least and new[code] > value for code, value in old.items())
            if closer:
                helped.append(gate.code)
        return tuple(helped)

    def _scenarios(self, action: Action) -> list[Scenario]:
        return [s for s in self.framework.scenarios if s.group == self.profile.code and action.code in s.actions]

    def _not_yet(self, chosen: list[str]) -> tuple[NotYet, ...]:
        """Every action left out, with the reason: in place, waiting for others or for scenes, unfit, not needed."""
        done = set(chosen) | self.credited
        return tuple(self._why_not(a, done, chosen) for code, a in self.framework.actions.items() if code not in chosen)

    def _why_not(self, action: Action, done: set[str], chosen: list[str]) -> NotYet:
        if action.code in self.credited:
            return NotYet(action, "done", ())
        if self._unfit(action):
            return NotYet(action, "unfit", ())
        waiting = tuple(c for group in action.after if not any(c in done for c in group) for c in group)
        if waiting:
            return NotYet(action, "needs", waiting)
        if self.end(chosen).production.scenes < action.scenes_in_production:
            return NotYet(action, "scenes", ())
        return NotYet(action, "not_needed", ())


def _total(ranges: list[Range]) -> Range:
    """Sum of estimates, each bound for itself."""
    return Range(
        sum((r.low for r in ranges), Decimal(0)),
        sum((r.likely for r in ranges), Decimal(0)),
        sum((r.high for r in ranges), Decimal(0)),
    )

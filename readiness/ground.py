"""Where a plan starts from, and what every action makes of a state; a state is scored as the firm's own answers are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from readiness.framework import Action, Framework, WeightProfile
from readiness.levels import LevelResult, Standing, level_of, standing_of
from readiness.reckoning import Reckoning
from readiness.scenes import Production, Scene, count_production, in_production
from readiness.scoring import ANSWERED, Scores
from readiness.tree import lean


@dataclass(frozen=True)
class State:
    """The firm as it stands or would stand: question scores, scenes in production by stage, with proven benefit."""

    questions: Mapping[str, int | Fraction]
    scenes: Mapping[str, int]
    with_benefit: int

    @property
    def production(self) -> Production:
        return Production(sum(self.scenes.values()), sum(n > 0 for n in self.scenes.values()), self.with_benefit)


class Ground:
    """The fixed facts of a firm that a plan is made for; every method computes from states, none changes them."""

    def __init__(
        self, framework: Framework, profile: WeightProfile, scores: Scores, scenes: Mapping[str, int], with_benefit: int
    ):
        self.framework, self.profile, self.scores = framework, profile, scores
        answered = {
            c: lean(q.score) for c, q in scores.questions.items() if q.state == ANSWERED and q.score is not None
        }
        self.start = State(answered, {d.code: scenes.get(d.code, 0) for d in framework.stages(profile)}, with_benefit)
        self.dimensions = {
            code: [
                (q, lean(framework.questions[q].weight)) for q in framework.dimensions[code].questions if q in answered
            ]
            for code, dimension in scores.dimensions.items()
            if dimension.score is not None
        }
        self.weights = {code: lean(weight) for code, weight in profile.weights.items()}
        self.credited = {c for c, a in framework.actions.items() if self.in_place(a)}
        self._facts = (
            *(framework.reference, profile.code, with_benefit),
            frozenset(answered.items()),
            frozenset(self.start.scenes.items()),
            frozenset(scores.ticked.items()),
            frozenset(scores.actual.left_out),
        )

    def __eq__(self, other: object) -> bool:
        """Two firms are the same ground where every fact that a plan depends on is the same."""
        if not isinstance(other, Ground) or self.framework is not other.framework:
            return False
        return self.profile is other.profile and self._facts == other._facts

    def __hash__(self) -> int:
        return hash(self._facts)

    def in_place(self, action: Action) -> bool:
        """Whether the answers already show what the action would bring."""
        known = [lift for lift in action.lifts if lift.question in self.start.questions]
        if not known or any(self.start.questions[x.question] < self.points(x.question, x.at_least) for x in known):
            return False
        return action.scene is None or self.start.scenes.get(action.scene, 0) > 0

    def points(self, question: str, rung: str) -> int | Fraction:
        return lean(self.framework.questions[question].points(rung))

    def after(self, state: State, action: Action) -> State:
        """The state once the action is done: scores rise to the option it reaches and never add up beyond it."""
        questions = dict(state.questions)
        for lift in action.lifts:
            if lift.question in questions:
                questions[lift.question] = max(questions[lift.question], self.points(lift.question, lift.to))
        if action.scene not in state.scenes:
            return replace(state, questions=questions)
        # An action is done only when its benefit is measured and kept on file, so its scene counts as proven.
        scenes = {stage: count + (stage == action.scene) for stage, count in state.scenes.items()}
        return State(questions, scenes, state.with_benefit + 1)

    def standing(self, state: State) -> Standing:
        """Every score in a state; weighted means by the short way, anything else by the framework's own trees."""
        if self.framework.plain:
            dimensions = self.dimension_scores(state)
            return Standing(self._mean(dimensions), dimensions, ticked=self.scores.ticked)
        questions = {code: Fraction(points) for code, points in state.questions.items()}
        reckoning = Reckoning(self.framework, self.profile, questions, self.scores.actual.left_out)
        return standing_of(reckoning, self.scores.ticked)

    def dimension_scores(self, state: State) -> dict[str, Fraction]:
        return {
            code: Fraction(sum(w * state.questions[q] for q, w in weighted)) / sum(w for _, w in weighted)
            for code, weighted in self.dimensions.items()
        }

    def _mean(self, dimensions: Mapping[str, Fraction]) -> Fraction | None:
        total = sum(self.weights[code] for code in dimensions)
        return Fraction(sum(self.weights[c] * d for c, d in dimensions.items())) / total if total else None

    def overall(self, state: State) -> Fraction:
        return self.standing(state).overall or Fraction(0)

    def level(self, state: State) -> LevelResult:
        return level_of(self.framework, self.profile, self.standing(state), state.production)

    def then(self, state: State, codes: Iterable[str]) -> State:
        for code in codes:
            state = self.after(state, self.framework.actions[code])
        return state

    def end(self, chosen: Iterable[str]) -> State:
        return self.then(self.start, chosen)


def ground_of(
    framework: Framework, profile: WeightProfile, scores: Scores, scenes: Iterable[Scene], on: datetime.date
) -> Ground:
    """Where a firm with these scores and scenes stands on a day."""
    live = [scene for scene in scenes if in_production(scene, on)]
    by_stage = {d.code: sum(scene.stage == d.code for scene in live) for d in framework.stages(profile)}
    return Ground(framework, profile, scores, by_stage, count_production(live, on).with_benefit)

"""Question scores to the scores above them: dimensions, indices, overall. Exact, and shared by everything that asks
"what if": the interval, the gaps, the route.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from readiness.framework import Framework, WeightProfile
from readiness.tree import Number, ScoreNode, Worth, lean, worth


class Reckoning:
    """All scores that follow from the scores of single questions (code → points; a question left out is not in it).

    `left_out`: dimensions that are not assessed. Nothing is computed before it is asked for, and nothing twice.
    """

    def __init__(
        self,
        framework: Framework,
        profile: WeightProfile,
        questions: Mapping[str, Fraction],
        left_out: frozenset[str] = frozenset(),
    ):
        self.framework, self.profile, self.questions, self.left_out = framework, profile, questions, left_out
        self._known: dict[tuple[str, str], Worth | None] = {}

    def dimension(self, code: str) -> Worth | None:
        """A dimension's score; None when it does not apply, is not assessed or nothing of it counts."""
        if code in self.left_out or not self.framework.applies(code, self.profile):
            return None
        return self._once("dimension", code, self.framework.score_of(code))

    def index(self, code: str) -> Worth | None:
        return self._once("index", code, self.framework.indices[code].score)

    def overall(self) -> Worth | None:
        """None when nothing counts, or when the framework has no single overall score."""
        return self._once("overall", "", self.framework.overall) if self.framework.overall else None

    def kind(self, kind: str) -> Worth | None:
        """The weighted mean of all dimensions of a kind: all stages, all foundations."""
        parts = tuple(ScoreNode("dimension", d.code) for d in self.framework.dimensions.values() if d.kind == kind)
        return self._once("kind", kind, ScoreNode("node", parts=parts))

    def of(self, code: str) -> Worth | None:
        """The score of whatever carries this code: a dimension, an index or a question."""
        if code in self.framework.dimensions:
            return self.dimension(code)
        if code in self.framework.indices:
            return self.index(code)
        return self._question(code)

    def dimensions(self) -> dict[str, Fraction]:
        """The dimensions that count, with their scores."""
        found = {code: self.dimension(code) for code in self.framework.dimensions}
        return {code: Fraction(worth.value) for code, worth in found.items() if worth is not None}

    def having(self, question: str, score: Fraction) -> Reckoning:
        """The same with another score of one question; what it cannot touch is taken over."""
        other = Reckoning(self.framework, self.profile, {**self.questions, question: score}, self.left_out)
        touched = self.framework.touched_by(question)
        other._known = {
            key: known for key, known in self._known.items() if key[0] == "dimension" and key[1] not in touched
        }
        return other

    def _once(self, kind: str, code: str, node: ScoreNode) -> Worth | None:
        if (kind, code) not in self._known:
            self._known[kind, code] = worth(node, self._leaf, self._weight)
        return self._known[kind, code]

    def _leaf(self, node: ScoreNode) -> Worth | None:
        if node.kind == "dimension":
            return self.dimension(node.code)
        return self.index(node.code) if node.kind == "index" else self._question(node.code)

    def _question(self, code: str) -> Worth | None:
        points = self.questions.get(code)
        return None if points is None else Worth(lean(points), self.framework.questions[code].most)

    def _weight(self, node: ScoreNode) -> Number:
        if node.kind == "dimension" and node.weight is None:
            return lean(self.profile.weights[node.code])
        return node.own_weight

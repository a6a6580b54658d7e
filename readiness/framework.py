"""What a maturity framework is made of: frozen values, found by codes a person can say aloud.

Scores are numbers from 0 to 100. Money is in 万元 (10,000 CNY), time in months.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from readiness.questions import Missing, Question
from readiness.text import Text
from readiness.tree import ScoreNode


@dataclass(frozen=True)
class Dimension:
    """A part of what is assessed. kind: stage (of the value chain) | foundation | area (neither).

    score: how its questions are put together; None: their weighted mean.
    """

    code: str
    kind: str
    name: Text
    intro: Text | None
    questions: tuple[str, ...]
    score: ScoreNode | None = None


@dataclass(frozen=True)
class Index:
    """A named score beside the dimensions, put together from whatever it wants."""

    code: str
    name: Text
    score: ScoreNode


@dataclass(frozen=True)
class WeightProfile:
    """Weights of the dimensions for one policy group; a weight of zero means the dimension is not applicable."""

    code: str
    name: Text
    weights: Mapping[str, Decimal]
    note: Text | None = None


@dataclass(frozen=True)
class Gate:
    """A condition of a level beside its score.

    dimension, score: one dimension (or index, or question) has at least `at_least` points.
    every_dimension: all of them have.
    count: at least `count` questions (with one of the tags) have reached their option `reaching` or `at_least` points;
        `counts` dimensions: the same for dimensions.
    selected: at least `count` options (with one of `option_tags`) are ticked in the questions named or tagged.
    production: at least `scenes` scenes in production, spread over at least `stages` stages (or over all applicable
        stages but `stages_short_of_applicable`), at least `with_benefit` of them with measured and evidenced benefit.
    all, any: of `gates`.
    """

    code: str
    kind: str
    text: Text
    dimension: str = ""
    at_least: Decimal = Decimal(0)
    scenes: int = 0
    stages: int = 0
    stages_short_of_applicable: int | None = None
    with_benefit: int = 0
    counts: str = "questions"
    tags: frozenset[str] = frozenset()
    questions: tuple[str, ...] = ()
    option_tags: frozenset[str] = frozenset()
    reaching: str = ""
    count: int = 0
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True)
class Level:
    """A maturity level: the lowest score of its half-open band (None: no score is asked), its gates, its names."""

    code: str
    name: Text
    summary: Text | None
    threshold: Decimal | None
    gates: tuple[Gate, ...] = ()


NO_LEVEL = "none"  # the code of "no level"


@dataclass(frozen=True)
class Band:
    """The name of a stretch of scores of a single dimension, from `threshold` up."""

    code: str
    name: Text
    threshold: Decimal


@dataclass(frozen=True)
class Archetype:
    """A quadrant of application depth against foundation readiness, and the way of working that suits it."""

    code: str
    name: Text
    summary: Text
    advice: Text
    application_high: bool
    enablers_high: bool


@dataclass(frozen=True)
class Lift:
    """An action raises a question to option `to` at full scope, to `at_least` in any case. It never lowers it."""

    question: str
    to: str
    at_least: str


@dataclass(frozen=True)
class Range:
    """An estimate: low, likely and high, in the unit its owner states."""

    low: Decimal
    likely: Decimal
    high: Decimal


@dataclass(frozen=True)
class Action:
    """Something a firm can do. `after`: every group must be met, any one action of a group suffices."""

    code: str
    name: Text
    what: Text
    first_step: Text
    done_when: Text
    lifts: tuple[Lift, ...]
    after: tuple[tuple[str, ...], ...]
    preconditions: tuple[Text, ...]
    cost_wan: Range
    months: Range
    phase: int
    effect: Text
    not_yet: Text
    effort: int = 1
    scene: str | None = None
    scenes_in_production: int = 0
    uses: tuple[str, ...] = ()
    fit: Mapping[str, Decimal] = field(default_factory=dict)
    cost_unit: Text | None = None
    running_wan_per_year: Range | None = None


@dataclass(frozen=True)
class Scenario:
    """A typical AI application of one policy group in one stage."""

    code: str
    group: str
    stage: str
    name: Text
    pain: Text
    does: Text
    data: Text
    measure: Text
    caution: Text
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Criterion:
    """One question of the feasibility screen with what 0, 1 and 2 points look like."""

    code: str
    text: Text
    scale: tuple[Text, ...]


@dataclass(frozen=True)
class Screen:
    """Start a scenario only from `start_at` points on, and with no zero in `never_zero`."""

    start_at: int
    never_zero: tuple[str, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Predicate:
    """One test on answers, scenes or profile, or a combination: all | any | not | the leaf kinds of `consistency`."""

    kind: str
    parts: tuple[Predicate, ...] = ()
    subject: str = ""  # question or dimension code, or profile field
    operand: str = ""  # option code
    number: Decimal = Decimal(0)


@dataclass(frozen=True)
class ConsistencyRule:
    """A contradiction to look for. severity: confirm | risk. It never changes a score."""

    code: str
    severity: str
    when: Predicate
    message: Text
    advice: Text


@dataclass(frozen=True)
class Basis:
    """Where estimates come from and when they were compiled."""

    text: Text
    compiled_on: datetime.date | None = None


@dataclass(frozen=True)
class Framework:
    """A published version of a method, whole. `digest` is the SHA-256 over its files."""

    key: str
    version: str
    name: Text
    digest: str
    dimensions: Mapping[str, Dimension]
    questions: Mapping[str, Question]
    overall: ScoreNode | None  # None: no single overall score
    indices: Mapping[str, Index]
    scale: Decimal  # the highest overall score
    profiles: Mapping[str, WeightProfile]
    default_profile: str
    levels: tuple[Level, ...]  # lowest first
    level_rule: str  # ladder: all lower levels hold as well; highest: the highest one whose own conditions hold
    no_level: Level | None  # what is said where no level holds; None: the lowest level always does
    dimension_levels: tuple[Band, ...]
    quick_cap: str | None  # the highest level a quick estimate may name; None: there is no quick version
    archetypes: tuple[Archetype, ...]
    archetype_cut: Decimal | None
    actions: Mapping[str, Action]
    phases: tuple[Phase, ...]
    scenarios: tuple[Scenario, ...]
    screen: Screen | None
    rules: tuple[ConsistencyRule, ...]
    cost_basis: Basis | None
    effect_basis: Basis | None
    missing: Missing  # what becomes of answers that do not count, unless a question says otherwise
    answered_share: Decimal  # share of questions that must be answered before submission
    dimension_not_applicable_share: Decimal  # above it a dimension is not assessed
    reference_only_share: Decimal  # N/A above it: the level is for reference only

    @property
    def reference(self) -> str:
        return f"{self.key}@{self.version}"

    def level(self, code: str) -> Level:
        """Raises KeyError."""
        for level in (*self.levels, self.no_level):
            if level is not None and level.code == code:
                return level
        raise KeyError(code)

    @property
    def lowest_level(self) -> Level:
        """What is held when nothing more is: "no level" where that can be."""
        return self.no_level or self.levels[0]

    def position(self, level: Level) -> int:
        """How high a level stands: 1 for the first, 0 for none."""
        return self.levels.index(level) + 1 if level in self.levels else 0

    def level_above(self, level: Level) -> Level | None:
        position = self.position(level)
        return self.levels[position] if position < len(self.levels) else None

    def band_of(self, score: Fraction | None) -> Band | None:
        """What a score of a single dimension is called; None where such scores have no names."""
        if score is None:
            return None
        return next((band for band in reversed(self.dimension_levels) if score >= band.threshold), None)

    @cached_property
    def plain(self) -> bool:
        """Whether everything is a weighted mean: of questions in dimensions, of dimensions under the profile overall."""
        trees = [d.score for d in self.dimensions.values() if d.score]
        return not trees and not self.indices and self.overall == mean_of_dimensions(self.dimensions)

    @property
    def has_scenes(self) -> bool:
        """Whether scenes in production matter here."""
        return self.scenes_from is not None

    @cached_property
    def scenes_from(self) -> Level | None:
        """The lowest level that asks for scenes in production."""
        return next((level for level in self.levels if any(_in_production(gate) for gate in level.gates)), None)

    @cached_property
    def has_quick(self) -> bool:
        """Whether there is a quick version."""
        return self.quick_cap is not None and any(question.quick for question in self.questions.values())

    def applies(self, dimension: str, profile: WeightProfile) -> bool:
        return profile.weights[dimension] > 0

    def score_of(self, dimension: str) -> ScoreNode:
        """How the questions of a dimension are put together."""
        return self._score_nodes[dimension]

    @cached_property
    def _score_nodes(self) -> Mapping[str, ScoreNode]:
        return {code: d.score or self._mean_of(d.questions) for code, d in self.dimensions.items()}

    def _mean_of(self, questions: tuple[str, ...]) -> ScoreNode:
        parts = (ScoreNode("question", code, weight=self.questions[code].weight) for code in questions)
        return ScoreNode("node", parts=tuple(parts))

    def touched_by(self, question: str) -> frozenset[str]:
        """The dimensions whose score a question can change."""
        return self._touched.get(question, frozenset())

    @cached_property
    def _touched(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for code, node in self._score_nodes.items():
            for leaf in node.leaves():
                found.setdefault(leaf.code, set()).add(code)
        return {question: frozenset(codes) for question, codes in found.items()}

    def profile_for(self, policy_group: str) -> WeightProfile:
        """The weights for a policy group; the default ones where the group has none of its own."""
        return self.profiles.get(policy_group) or self.profiles[self.default_profile]

    def stages(self, profile: WeightProfile) -> tuple[Dimension, ...]:
        """The stages that apply under these weights."""
        return tuple(d for d in self.applicable(profile) if d.kind == "stage")

    def applicable(self, profile: WeightProfile) -> tuple[Dimension, ...]:
        return tuple(d for d in self.dimensions.values() if self.applies(d.code, profile))

    def asked(self, profile: WeightProfile, quick: bool = False) -> tuple[Question, ...]:
        """The questions put to a firm with these weights, in order: all, or only those of the quick version."""
        codes = (code for dimension in self.applicable(profile) for code in dimension.questions)
        return tuple(q for q in (self.questions[code] for code in codes) if q.quick or not quick)


def mean_of_dimensions(codes: Iterable[str]) -> ScoreNode:
    """The usual overall score: the dimensions under the weights of the profile."""
    return ScoreNode("node", parts=tuple(ScoreNode("dimension", code) for code in codes))


def _in_production(gate: Gate) -> bool:
    return gate.kind == "production" or any(_in_production(part) for part in gate.gates)


@dataclass(frozen=True)
class Phase:
    """A stretch of the route: months counted from its start."""

    number: int
    name: Text
    summary: Text
    from_month: int
    to_month: int

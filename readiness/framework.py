"""What a maturity framework is made of: frozen values, found by codes a person can say aloud.

Scores are numbers from 0 to 100. Money is in 万元 (10,000 CNY), time in months.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from readiness.questions import Question
from readiness.text import Text


@dataclass(frozen=True)
class Dimension:
    """A stage of the value chain or a foundation. kind: stage | foundation."""

    code: str
    kind: str
    name: Text
    intro: Text
    questions: tuple[str, ...]


@dataclass(frozen=True)
class WeightProfile:
    """Weights of the dimensions for one policy group; a weight of zero means the dimension is not applicable."""

    code: str
    name: Text
    weights: Mapping[str, Decimal]
    note: Text | None = None


@dataclass(frozen=True)
class Gate:
    """A condition of a level beside its score. kind: dimension | every_dimension | production.

    production: at least `scenes` scenes in production, spread over at least `stages` stages (or over all applicable
    stages but `stages_short_of_applicable`), at least `with_benefit` of them with measured and evidenced benefit.
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


@dataclass(frozen=True)
class Level:
    """A maturity level: the lowest score of its half-open band, its gates, its names."""

    code: str
    name: Text
    summary: Text
    threshold: Decimal
    gates: tuple[Gate, ...]


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
    profiles: Mapping[str, WeightProfile]
    default_profile: str
    levels: tuple[Level, ...]  # lowest first
    quick_cap: str  # the highest level a quick estimate may name
    archetypes: tuple[Archetype, ...]
    archetype_cut: Decimal
    actions: Mapping[str, Action]
    phases: tuple[Phase, ...]
    scenarios: tuple[Scenario, ...]
    screen: Screen
    rules: tuple[ConsistencyRule, ...]
    cost_basis: Basis
    effect_basis: Basis
    answered_share: Decimal  # share of questions that must be answered before submission
    dimension_not_applicable_share: Decimal  # above it a dimension is not assessed
    reference_only_share: Decimal  # N/A above it: the level is for reference only

    @property
    def reference(self) -> str:
        return f"{self.key}@{self.version}"

    def level(self, code: str) -> Level:
        return next(level for level in self.levels if level.code == code)

    def profile_for(self, policy_group: str) -> WeightProfile:
        """The weights for a policy group; the default ones where the group has none of its own."""
        return self.profiles.get(policy_group) or self.profiles[self.default_profile]

    def stages(self, profile: WeightProfile) -> tuple[Dimension, ...]:
        """The stages that apply under these weights."""
        return tuple(d for d in self.applicable(profile) if d.kind == "stage")

    def applicable(self, profile: WeightProfile) -> tuple[Dimension, ...]:
        return tuple(d for d in self.dimensions.values() if profile.weights[d.code] > 0)

    def asked(self, profile: WeightProfile, quick: bool = False) -> tuple[Question, ...]:
        """The questions put to a firm with these weights, in order: all, or only those of the quick version."""
        codes = (code for dimension in self.applicable(profile) for code in dimension.questions)
        return tuple(q for q in (self.questions[code] for code in codes) if q.quick or not quick)


@dataclass(frozen=True)
class Phase:
    """A stretch of the route: months counted from its start."""

    number: int
    name: Text
    summary: Text
    from_month: int
    to_month: int

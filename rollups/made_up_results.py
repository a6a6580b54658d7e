"""What a made-up firm answers, and what the real engine makes of it.

The answers of a firm hang together: all follow its standing, those of a dimension also how far that dimension is ahead or
behind. Everything that is drawn is assumed; the scores, levels and gaps are those the engine gives for these answers.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from readiness.answers import Answer, Answers, Chosen, NotApplicable, Unknown
from readiness.framework import Framework
from readiness.gaps import Gaps, find_gaps
from readiness.levels import LevelResult, level_of, standing_of
from readiness.loading.framework import published
from readiness.plain import plain
from readiness.questions import Question
from readiness.scenes import Scene, count_production
from readiness.scoring import Scores, score
from rollups.made_up import Firm, country
from rollups.measuring import Measures, measures_of

STEPS = (-0.4, 0.6, 1.5, 2.3)  # how much it takes for the second, third … rung
AHEAD, NOISE = 0.45, 0.6  # how far dimensions, and answers in them, lie apart
UNKNOWN_SHARE, OUTSIDE_SHARE = 0.02, 0.03
PROGRESS = 0.25  # what half a year adds to a standing
SCENES = ((0.6, 1), (1.4, 3), (2.3, 6))  # from which standing on so many scenes are in production
AGREE_SHARE = 0.92
VERIFIED_SHARE, OPTIMISM = 0.03, (2, 5)  # how many are looked at; by how much they stated too much: mean and deviation


@dataclass(frozen=True)
class Assessed:
    """A firm with its results by period, the earliest first. found: verified scores, where somebody looked."""

    firm: Firm
    agrees: bool  # to be counted
    measures: tuple[Measures | None, ...]  # None: it did not take part then
    found: tuple[int | None, ...]


def assessed(reference: str, seed: int, first: int, many: int, periods: int) -> list[Assessed]:
    """So many firms from a number on. Needs no database, so that several processes can share the work."""
    framework, on = published(reference), datetime.date(2026, 1, 1)
    return [_assessed(framework, seed, number, periods, on) for number in range(first, first + many)]


def _assessed(framework: Framework, seed: int, number: int, periods: int, on: datetime.date) -> Assessed:
    firm, chance = country(seed).firm(number), random.Random(f"{seed}/{number}/answers")  # noqa: S311
    measures = tuple(
        _drawn(framework, firm, PROGRESS * past, chance, on) if past == periods - 1 or chance.random() < 0.7 else None
        for past in range(periods)
    )
    return Assessed(firm, agrees(seed, number), measures, tuple(_found(one, chance) for one in measures))


def agrees(seed: int, number: int) -> bool:
    return random.Random(f"{seed}/{number}/agrees").random() < AGREE_SHARE  # noqa: S311


def _found(measures: Measures | None, chance: random.Random) -> int | None:
    if measures is None or measures.overall is None or chance.random() >= VERIFIED_SHARE:
        return None
    return min(100, max(0, measures.overall - round(chance.gauss(*OPTIMISM))))


def _drawn(framework: Framework, firm: Firm, lift: float, chance: random.Random, on: datetime.date) -> Measures:
    standing = firm.standing + lift
    answers = answers_of(framework, standing, chance)
    return measured(framework, firm.policy_group, answers, scenes_of(framework, standing, on), on)


def measured(
    framework: Framework, policy_group: str, answers: Answers, scenes: tuple[Scene, ...], on: datetime.date
) -> Measures:
    """What the engine makes of answers, without the plan and the money that follow from them."""
    weights = framework.profile_for(policy_group)
    scores = score(framework, answers, weights)
    result = level_of(framework, weights, standing_of(scores.actual, scores.ticked), count_production(scenes, on))
    return measures_of(framework, _record(scores, result, find_gaps(framework, scores, result)))


def _record(scores: Scores, result: LevelResult, gaps: Gaps) -> dict[str, Any]:
    """As much of a record as is measured."""
    return {
        "level": result.level.code,
        "overall": plain(scores.overall),
        "dimensions": [
            {"code": one.code, "score": plain(one.score), "full": plain(one.full)} for one in scores.dimensions.values()
        ],
        "questions": [
            {"code": one.code, "state": one.state, "reached": one.reached} for one in scores.questions.values()
        ],
        "gaps": {
            "target": gaps.target.code if gaps.target else None,
            "points_missing": plain(gaps.points_missing),
            "gates": [{"gate": gate.gate.code} for gate in gaps.gates],
            "dimensions": [{"answers": _worth(dimension.answers)} for dimension in gaps.dimensions],
        },
    }


def _worth(answers: Any) -> list[dict[str, str]]:
    return [
        {"question": one.question, "score": plain(one.score), "overall_gain": plain(one.overall_gain)}
        for one in answers
    ]


# --- answers ----------------------------------------------------------------------------------------------------------


def answers_of(framework: Framework, standing: float, chance: random.Random) -> dict[str, Answer]:
    ahead = {code: standing + chance.gauss(0, AHEAD) for code in framework.dimensions}
    return dict(_answers(framework, ahead, chance))


def _answers(framework: Framework, ahead: dict[str, float], chance: random.Random) -> Iterator[tuple[str, Answer]]:
    for code, question in framework.questions.items():
        drawn = chance.random()
        if drawn < UNKNOWN_SHARE:
            yield code, Unknown()
        elif drawn < UNKNOWN_SHARE + OUTSIDE_SHARE and question.not_applicable_when is not None:
            yield code, NotApplicable("没有这项业务")
        else:
            reached = sum(ahead[question.dimension] + chance.gauss(0, NOISE) > step for step in STEPS)
            yield code, _answer(question, reached, chance)


def _answer(question: Question, reached: int, chance: random.Random) -> Answer:
    """reached: 0 for the lowest of five rungs."""
    if question.kind != "multiple":
        return Chosen((question.options[min(reached, len(question.options) - 1)].code,))
    open_ = [option.code for option in question.options if not option.exclusive]
    ticked = set(chance.sample(open_, len(open_) * reached // len(STEPS)))
    if ticked:
        return Chosen(tuple(code for code in open_ if code in ticked))
    return Chosen(tuple(option.code for option in question.options if option.exclusive)[:1] or (open_[0],))


def scenes_of(framework: Framework, standing: float, on: datetime.date) -> tuple[Scene, ...]:
    stages = [code for code, dimension in framework.dimensions.items() if dimension.kind == "stage"]
    many = max((scenes for least, scenes in SCENES if standing >= least), default=0)
    return tuple(
        Scene(
            stages[number % len(stages)],
            f"演示场景 {number + 1}",
            "production",
            on.replace(day=1),
            "演示负责人",
            "daily",
            "节省工时（演示）",
            "截图（演示）",
        )
        for number in range(many)
    )

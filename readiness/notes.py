"""What the reader of a result must know beside the numbers: contradictions, risks, missing facts, limits."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from readiness.answers import Answers
from readiness.consistency import Circumstances, Contradiction, check_consistency
from readiness.framework import Framework
from readiness.profile import Profile
from readiness.questions import HIGHEST, LEAVE_OUT, LOWEST
from readiness.scenes import Scene, count_production, missing_for_production
from readiness.scoring import Scores
from readiness.text import Text


@dataclass(frozen=True)
class Case:
    """What is evaluated: one firm's answers and scenes on one day. minutes: time spent answering, None if not known."""

    profile: Profile
    answers: Answers
    scenes: Sequence[Scene]
    on: datetime.date
    quick: bool = False
    minutes: Decimal | None = None


@dataclass(frozen=True)
class Note:
    """Something to know. kind: contradiction | risk | scene | unconfirmed | reference_only | quick | coverage."""

    kind: str
    code: str
    message: Text
    advice: Text
    questions: tuple[str, ...] = ()


def find_notes(framework: Framework, scores: Scores, case: Case) -> tuple[Note, ...]:
    """All notes on a scored case: those on the whole first, then rules, scenes and unconfirmed bands."""
    production = count_production(case.scenes, case.on).scenes
    circumstances = Circumstances(framework, case.answers, scores, production, case.profile, case.minutes)
    found = [_contradiction(item) for item in check_consistency(circumstances)]
    found += [_scene_note(scene, case.on) for scene in case.scenes if _claims_too_much(scene, case.on)]
    found += [_unconfirmed(framework, code, q.unconfirmed) for code, q in scores.questions.items() if q.unconfirmed]
    return (*_about_the_whole(framework, scores, case), *found)


def _contradiction(item: Contradiction) -> Note:
    kind = "risk" if item.rule.severity == "risk" else "contradiction"
    return Note(kind, item.rule.code, item.rule.message, item.rule.advice, item.questions)


def _claims_too_much(scene: Scene, on: datetime.date) -> bool:
    return scene.status == "production" and bool(missing_for_production(scene, on))


def _scene_note(scene: Scene, on: datetime.date) -> Note:
    lacking = missing_for_production(scene, on)
    return Note(
        "scene",
        "scene",
        Text(
            f"场景“{scene.name}”填的是投产，但缺少{'、'.join(t.zh for t in lacking)}，暂不计入投产场景。",
            f"The scene “{scene.name}” is marked as in production but lacks "
            f"{', '.join(t.en for t in lacking)}; it is not counted yet.",
        ),
        Text("补齐后即可计入。", "It counts as soon as this is filled in."),
    )


def _unconfirmed(framework: Framework, code: str, conditions: tuple[str, ...]) -> Note:
    question = framework.questions[code]
    texts = [c.text for c in question.conditions if c.code in conditions]
    return Note(
        "unconfirmed",
        code,
        Text(
            f"{code} 只给了数值，所在档位还要求：{'；'.join(t.zh for t in texts)}",
            f"{code} was given as a bare number; its band also requires: {'; '.join(t.en for t in texts)}",
        ),
        Text("请确认这一条件是否成立。", "Please confirm that this holds."),
        (code,),
    )


def _about_the_whole(framework: Framework, scores: Scores, case: Case) -> list[Note]:
    notes = []
    if case.quick:
        notes.append(_quick_note(framework, scores))
    elif scores.applicable and scores.coverage < 1:
        notes.append(_coverage_note(framework, scores))
    if scores.reference_only:
        notes.append(_reference_only_note())
    return notes


def _quick_note(framework: Framework, scores: Scores) -> Note:
    unseen = scores.applicable - scores.answered
    cap = framework.level(framework.quick_cap or framework.lowest_level.code)
    return Note(
        "quick",
        "quick",
        Text(
            f"这是快速版的估算：还有 {unseen} 题没有看到，等级最高只报到{cap.name.zh}。",
            f"This is an estimate from the quick version: {_questions(unseen)} unseen "
            f"and no level above {cap.name.en} is named.",
        ),
        Text(
            "答完完整版即可得到正式结果，已答的题不用重答。",
            "The full version gives the proper result; nothing answered is asked again.",
        ),
    )


_COUNTED_AS = {
    LEAVE_OUT: Text("得分只按已答题目计算", "the score counts answered ones only"),
    LOWEST: Text("得分按最低档计入", "they count as lowest in the score"),
    HIGHEST: Text("得分按最高档计入", "they count as highest in the score"),
}


def _coverage_note(framework: Framework, scores: Scores) -> Note:
    missing = scores.applicable - scores.answered
    counted = _COUNTED_AS[framework.missing.unanswered]
    return Note(
        "coverage",
        "coverage",
        Text(
            f"有 {missing} 题没有作答，{counted.zh}；区间给出这些题全按最低档和全按最高档时的总分。",
            f"{_questions(missing)} unanswered; {counted.en}. "
            "The interval shows the total if all of them were lowest or highest.",
        ),
        Text("补答可以缩小区间。", "Answering them narrows the interval."),
    )


def _reference_only_note() -> Note:
    return Note(
        "reference_only",
        "reference_only",
        Text(
            "“不适用”的题目占总权重 30% 以上，等级仅供参考。",
            "More than 30% of the total weight is “not applicable”; the level is for reference only.",
        ),
        Text("请复核“不适用”的理由。", "Please review the reasons given."),
    )


def _questions(number: int) -> str:
    return "1 question is" if number == 1 else f"{number} questions are"

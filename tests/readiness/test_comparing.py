"""What differs between two outcomes, from cases a person can check by eye."""

import dataclasses
from decimal import Decimal

import pytest

from readiness.comparing import compare, expectations
from readiness.framework import Framework
from readiness.notes import Case
from readiness.outcome import evaluate
from readiness.profile import Profile
from readiness.questions import LADDER_SCORES
from readiness.record import outcome_to_plain
from tests.readiness.conftest import CASES, TODAY, all_at, cases

METHOD = {
    "framework": "ai-manufacturing@2026.1",
    "framework_digest": "a",
    "weights": "default",
    "mode": "full",
    "level": "L2",
    "overall": "30.000000",
}


def outcome(short):
    """The plain form of an outcome, as far as comparing looks at it."""
    questions = {code: (*row, *[None] * (3 - len(row))) for code, row in short.get("questions", {}).items()}
    lifts = short.get("lifts", {})
    return {key: short.get(key, value) for key, value in METHOD.items()} | {
        "answers": {code: answer for code, (answer, _, _) in questions.items() if answer is not None},
        "questions": [{"code": code, "reached": rung, "score": score} for code, (_, rung, score) in questions.items()],
        "dimensions": [{"code": code, "score": score} for code, score in short.get("dimensions", {}).items()],
        "route": {
            "steps": [{"action": action, "lifts": [_lift(row) for row in rows]} for action, rows in lifts.items()]
        },
    }


def _lift(row):
    lift = dict(zip(("question", "from_rung", "to_rung"), row, strict=True))
    return lift | {"to_score": str(LADDER_SCORES[lift["to_rung"]])}


LOOK = {
    "levels": lambda found: [found.level_before, found.level_after],
    "overall": lambda found: _text(found.overall.difference),
    "dimensions": lambda found: {change.code: change.direction for change in found.dimensions},
    "questions": lambda found: {change.code: change.direction for change in found.questions},
    "unchanged": lambda found: list(found.unchanged),
    "comparable": lambda found: found.comparable,
    "others": lambda found: [[other.what, other.before, other.after] for other in found.others],
}


def _text(number):
    return None if number is None else str(number)


@pytest.mark.parametrize("case", cases(CASES / "comparing.yaml"))
def test_comparing(case):
    before, after, expected = outcome(case["before"]), outcome(case["after"]), dict(case["expected"])
    found = compare(before, after)
    for code, difference in expected.pop("differences", {}).items():
        [change] = [change for change in found.dimensions if change.code == code]
        assert _text(change.difference) == difference
    for action, states in expected.pop("actions", {}).items():
        assert {e.question: e.state for e in expectations(before, action, after)} == states
    assert {key: LOOK[key](found) for key in expected} == expected


def _evaluated(framework: Framework, catalogue, rung):
    profile = Profile("试验厂", "330282", "3670", "equipment", employees=85)
    return outcome_to_plain(evaluate(framework, catalogue, Case(profile, all_at(framework, rung), (), TODAY)))


@pytest.fixture(scope="module")
def catalogue():
    from readiness.loading.catalogue import published_catalogue

    return published_catalogue()


def test_whole_outcomes_are_compared_without_a_float(framework, catalogue):
    low, high = (_evaluated(framework, catalogue, rung) for rung in ("L2", "L3"))
    found = compare(low, high)
    assert found.comparable
    assert {change.direction for change in found.questions} == {"up"}
    assert isinstance(found.overall.difference, Decimal)
    assert found.overall.difference == Decimal(high["overall"]) - Decimal(low["overall"])


def test_comparing_an_outcome_with_itself_finds_nothing(framework, catalogue):
    data = _evaluated(framework, catalogue, "L3")
    found = compare(data, data)
    assert (found.questions, found.others, found.overall.difference) == ((), (), 0)
    assert len(found.unchanged) == len(data["questions"])


def test_forward_and_back_are_mirror_images(framework, catalogue):
    low, high = (_evaluated(framework, catalogue, rung) for rung in ("L2", "L4"))
    there, back = compare(low, high), compare(high, low)
    assert there.overall.difference == -back.overall.difference
    assert [c.code for c in there.questions] == [c.code for c in back.questions]
    assert all(dataclasses.replace(c, before=c.after, after=c.before) in back.questions for c in there.questions)


def test_every_lift_of_a_route_is_expected_somewhere(framework, catalogue):
    data = _evaluated(framework, catalogue, "L2")
    for step in data["route"]["steps"]:
        found = expectations(data, step["action"], data)
        assert [e.question for e in found] == [lift["question"] for lift in step["lifts"]]
        assert {e.state for e in found} <= {"not_yet"}

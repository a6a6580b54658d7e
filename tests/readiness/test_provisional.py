"""The ministry's level as far as our own answers tell it."""

import pytest

from readiness.answers import Chosen
from readiness.loading.crosswalk import published_crosswalk
from readiness.provisional import provisional


@pytest.fixture(scope="module")
def crosswalk():
    return published_crosswalk("ai-manufacturing@2026.1", "miit-sme-2024@2024")


def all_at(crosswalk, rung):
    return {q.code: Chosen((rung,)) for q in crosswalk.ours.questions.values() if q.kind != "multiple"}


def test_without_answers_everything_is_possible(crosswalk):
    found = provisional(crosswalk, {})
    assert (found.low.code, found.high.code) == ("none", "M4")
    assert (found.score_low, found.score_high) == (0, 100)
    assert len(found.items) == 16
    assert all(item.open for item in found.items)


def test_better_answers_raise_the_range(crosswalk):
    low, high = (provisional(crosswalk, all_at(crosswalk, rung)) for rung in ("L2", "L4"))
    assert low.score_low <= high.score_low
    assert low.score_high <= high.score_high
    positions = [crosswalk.theirs.position(level) for level in (low.low, high.low, low.high, high.high)]
    assert positions[0] <= positions[1]
    assert positions[2] <= positions[3]


def test_scenes_below_the_next_level_are_named_with_what_is_wanted(crosswalk):
    answers = all_at(crosswalk, "L3") | {"PM-1": Chosen(("L1",))}
    found = provisional(crosswalk, answers)
    assert found.target.code == "M1"  # the base score alone is not sure
    planning = next(item for item in found.items if item.code == "S05")
    assert (planning.low, planning.high, planning.wanted, planning.open) == ("G0", "G1", "G1", True)
    assert "S06" not in {item.code for item in found.items}  # at level 3, surely above 1


def test_the_points_missing_are_counted_from_the_lower_end(crosswalk):
    found = provisional(crosswalk, all_at(crosswalk, "L1"))
    assert found.points_missing == int(found.target.threshold) - found.score_low


def test_what_is_known_of_their_questions_narrows_the_range(crosswalk):
    ours = all_at(crosswalk, "L3")
    wide = provisional(crosswalk, ours)
    narrow = provisional(crosswalk, ours, {"Q12": best(crosswalk, "Q12")})
    assert narrow.score_low == wide.score_low + 7
    assert narrow.score_high == wide.score_high


def best(crosswalk, code):
    question = crosswalk.theirs.questions[code]
    return Chosen((max(question.options, key=lambda option: option.score).code,))

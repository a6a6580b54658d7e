"""A framework with nested weights, a matrix, a sum, a minimum, cumulative levels and count gates; numbers worked out by hand."""

from fractions import Fraction
from pathlib import Path

import pytest

from readiness.answers import read_answer
from readiness.levels import level_of, standing_of
from readiness.loading.framework import load_framework
from readiness.scenes import Production
from readiness.scoring import score

ANSWERS = {
    "A1": "4",
    "A2": {"rows": {"r1": ["now", "plan"], "r2": "plan"}},
    "B1": {"a": 6, "b": 10},
    "B2": ["a", "b", "c", "bad"],
    "B3": "-3",
}


@pytest.fixture(scope="module")
def small():
    return load_framework(Path(__file__).parent / "frameworks" / "small" / "1")


def scores_of(small, **changes):
    plain = {code: value for code, value in (ANSWERS | changes).items() if value is not None}
    answers = {code: read_answer(small.questions[code], value) for code, value in plain.items()}
    return score(small, answers, small.profiles["default"])


def level_code(small, scores):
    standing = standing_of(scores.actual, scores.ticked)
    return level_of(small, small.profiles["default"], standing, Production(0, 0, 0)).level.code


def test_the_ticks_of_a_matrix_add_up_on_the_scale_of_the_question(small):
    # row one 2 + 1, row two 1: 4 of 6, on a scale of 4
    assert scores_of(small).questions["A2"].score == Fraction(8, 3)


def test_a_negative_option_and_a_stated_normaliser_stay_within_the_scale(small):
    assert scores_of(small).questions["B2"].score == Fraction(4 * 10, 7)
    assert scores_of(small, B2=["a", "b", "c"]).questions["B2"].score == 10  # 8/7 of the scale is the whole of it
    assert scores_of(small, B2="bad").questions["B2"].score == 0


def test_a_sum_is_stretched_to_its_scale(small):
    # 5 + (40/7 + 3 × 0) / 4 = 45/7 of 15, on a scale of 10
    assert scores_of(small).dimensions["B"].score == Fraction(30, 7)


def test_an_index_of_the_minimum_is_the_weakest_by_share(small):
    scores = scores_of(small)
    assert (scores.indices["I"].score, scores.indices["I"].full) == (Fraction(30, 7), 10)


def test_a_level_that_is_met_counts_one_and_another_its_own_score(small):
    # first level (2 × 4 + 8/3) / 3 = 0.889 of its scale: met, 1; second: the weakest, 3/7
    assert scores_of(small).overall == 1 + Fraction(3, 7)


def test_negative_numbers_fall_into_bands_without_a_lower_end(small):
    assert scores_of(small).questions["B3"].reached == "down"
    assert scores_of(small, B3="0").questions["B3"].reached == "up"


def test_what_is_missing_scores_as_the_question_says(small):
    left_out, lowest = scores_of(small, B2=None), scores_of(small, B3=None)
    assert left_out.dimensions["B"].score == Fraction(10, 3)  # 5 + 0, of 5 + 10
    assert lowest.dimensions["B"].score == scores_of(small).dimensions["B"].score


def test_levels_count_items_technologies_and_indices(small):
    assert level_code(small, scores_of(small)) == "one"
    assert level_code(small, scores_of(small, B3="1")) == "two"
    assert level_code(small, scores_of(small, B3="1", B2=["a", "b"])) == "two"  # the index is at 5 without the third
    assert level_code(small, scores_of(small, B2=["a", "b"])) == "one"  # neither three technologies nor the index
    assert level_code(small, scores_of(small, A1="0", A2="none")) == "none"


def test_dimensions_have_names_of_their_own(small):
    assert small.band_of(scores_of(small).dimensions["B"].score).code == "low"
    assert small.band_of(scores_of(small, B3="1").dimensions["B"].score).code == "high"

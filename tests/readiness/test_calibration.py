"""Three assessors and one case: numbers a person can recompute. Weights of equipment makers: PM 17 of 100 over 8 questions,
DT 14 over 8, so one question of PM is worth 17/8 points of the overall score and one of DT 14/8.
"""

from fractions import Fraction

import pytest

from readiness.answers import Chosen, NotApplicable, Unknown
from readiness.calibration import calibrate, ladder
from readiness.loading.framework import published

FRAMEWORK = published("ai-manufacturing@2026.1")
WEIGHTS = FRAMEWORK.profile_for("equipment")
ASKED = [FRAMEWORK.questions[code] for code in ("PM-1", "PM-2", "PM-3", "DT-1")]


def given(*rungs):
    """Answers to the four questions; "?" is not sure, "na" does not apply, "" silent."""
    aside = {"?": Unknown(), "na": NotApplicable("没有生产设备")}
    return {q.code: aside.get(rung) or Chosen((rung,)) for q, rung in zip(ASKED, rungs, strict=True) if rung}


THREE = {
    "lin": given("L2", "L2", "L2", "L3"),
    "wang": given("L2", "L3", "L4", "L3"),
    "zhao": given("L2", "L3", "", "?"),
}


def calibrated(answers=THREE, reference=None):
    return calibrate(FRAMEWORK, WEIGHTS, ASKED, answers, reference)


def of(result, code):
    return next(one for one in result.questions if one.question == code)


def test_a_question_tells_how_many_stand_on_each_rung_and_who_said_nothing():
    result = calibrated()
    assert of(result, "PM-2").counts == (0, 1, 2, 0, 0)
    assert (of(result, "PM-3").silent, of(result, "DT-1").not_sure) == (1, 1)
    assert of(result, "PM-3").spread.span == 2


def test_what_is_worth_talking_about_first_is_spread_by_weight():
    result = calibrated()
    # PM-3: from L2 (25) to L4 (75), half the scale of 17/8 points; PM-2: a quarter of it.
    assert [(one.question, one.stake) for one in result.discuss] == [
        ("PM-3", Fraction(17, 16)),
        ("PM-2", Fraction(17, 32)),
    ]


def test_an_assessor_is_lenient_against_the_median_of_the_others():
    lin, wang, zhao = calibrated().assessors
    # lin: PM-1 0; PM-2 1 against 2 and 2; PM-3 1 against 3; DT-1 0. wang: 0; 2 against 1 and 2; 3 against 1; 0.
    assert lin.bias.deviation == Fraction(0 - 1 - 2 + 0, 4)
    assert wang.bias.deviation == (0 + Fraction(1, 2) + 2 + 0) / 4
    assert zhao.bias.deviation == (0 + Fraction(1, 2)) / 2


def test_the_score_of_each_is_over_the_questions_they_rated_and_the_group_is_the_median():
    result = calibrated()
    lin = result.assessors[0].standing
    # PM: 25, 25, 25 → 25, weight 17; DT: 50, weight 14.
    assert lin.score == Fraction(25 * 17 + 50 * 14, 31)
    assert (lin.rated, result.assessors[2].standing.rated) == (4, 2)
    # PM: median points 25, 50, 50 → 125/3; DT: 50.
    assert result.group.score == (Fraction(125, 3) * 17 + 50 * 14) / 31
    assert (lin.level.code, result.group.level.code) == ("L2", "L3")


def test_fewer_than_three_assessors_get_no_coefficient_but_everything_else():
    result = calibrated({name: THREE[name] for name in ("lin", "wang")})
    assert not result.enough
    assert (result.overall.alpha, result.overall.units) == (None, 4)
    assert result.assessors[0].bias.deviation == Fraction(0 - 1 - 2 + 0, 4)


def test_the_coefficient_comes_with_what_any_single_question_makes_of_it():
    overall = calibrated().overall
    assert overall.low <= overall.alpha <= overall.high
    assert overall.units == 4


def test_a_dimension_needs_three_questions_that_two_have_rated():
    dimensions = calibrated().dimensions
    assert dimensions["PM"].alpha is not None
    assert (dimensions["DT"].units, dimensions["DT"].alpha) == (1, None)


def test_when_all_say_the_same_there_is_no_coefficient_and_nothing_to_discuss():
    same = {name: given("L2", "L2", "L2", "L2") for name in ("lin", "wang", "zhao")}
    result = calibrated(same)
    assert result.overall.alpha is None
    assert result.discuss == []


def test_whether_a_question_applies_at_all_is_the_widest_disagreement():
    result = calibrated({"lin": given("L2", "", "", "na"), "wang": given("L2", "", "", "L3")})
    found = of(result, "DT-1")
    assert (found.split, found.width, found.not_applicable) == (True, 1, 1)
    assert result.discuss[0].question == "DT-1"


def test_answers_are_held_against_the_reference_where_there_is_one():
    result = calibrated(reference={"PM-1": Chosen(("L1",)), "PM-2": Chosen(("L3",))})
    assert [of(result, code).off for code in ("PM-1", "PM-2", "PM-3")] == [1, 0, None]
    lin = result.assessors[0].against
    assert (lin.questions, lin.deviation, lin.agreeing) == (2, Fraction(1 - 1, 2), Fraction(0, 2))
    assert result.reference is None  # a score of two questions would be compared with one of four


def test_a_reference_for_every_question_has_a_score_too():
    assert calibrated(reference=given("L2", "L2", "L2", "L3")).reference.score == Fraction(25 * 17 + 50 * 14, 31)


def test_nobody_having_handed_in_gives_an_empty_result():
    result = calibrated({})
    assert (result.assessors, result.group.score, result.overall.units) == ((), None, 0)


@pytest.mark.parametrize("code", ["PM-1", "DT-2", "DT-5", "SG-2"])
def test_every_kind_of_question_has_a_ladder_from_low_to_high(code):
    points = [points for _, points in ladder(FRAMEWORK.questions[code])]
    assert points == sorted(set(points))
    assert len(points) == 5

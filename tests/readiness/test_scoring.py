from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.answers import Measured, NotApplicable, Unknown, read_answer
from readiness.scoring import ANSWERED, NOT_APPLICABLE, UNANSWERED, display, score, score_question
from tests.readiness.conftest import VECTORS, all_at, answers_by_rung, answers_of, at_rung, cases


@pytest.mark.parametrize("case", cases(VECTORS / "answers.yaml"))
def test_published_answer_sets_give_their_scores(framework, weights, case):
    scores = score(framework, answers_of(framework, case), weights)
    assert {code: display(value) for code, value in scores.dimension_values().items()} == case["dimensions"]
    assert display(scores.overall, 2) == case["overall"]
    assert (display(scores.application, 2), display(scores.enablers, 2)) == (case["application"], case["enablers"])
    assert scores.coverage == 1


@pytest.mark.parametrize(("rung", "points"), [("L1", 0), ("L2", 25), ("L3", 50), ("L4", 75), ("L5", 100)])
def test_every_kind_of_question_reaches_every_rung(framework, rung, points):
    for question in framework.questions.values():
        assert score_question(question, at_rung(question, rung)).score == points, question.code


def test_no_dimension_can_exceed_a_hundred_or_fall_below_zero(framework, weights):
    assert score(framework, all_at(framework, "L5"), weights).overall == 100
    assert score(framework, all_at(framework, "L1"), weights).overall == 0


def test_sums_are_exact_and_never_floats(framework, weights):
    """13 × 0.7 and the like: a mean of thirds must come back as a third, not as 0.7000000000000001."""
    answers = answers_by_rung(framework, {"CM": ["L2", "L2", "L1", "L1", "L1", "L1"]})
    assert score(framework, answers, weights).dimensions["CM"].score == Fraction(25, 3)


@pytest.mark.parametrize(
    ("connected", "rung"),
    [(0, "L1"), (10, "L1"), (11, "L2"), (20, "L2"), (21, "L3"), (40, "L3"), (60, "L4"), (61, "L5")],
)
def test_the_connected_share_falls_into_bands_closed_above(framework, connected, rung):
    question = framework.questions["DT-1"]
    assert score_question(question, read_answer(question, {"connected": connected, "total": 100})).reached == rung


@pytest.mark.parametrize(
    ("count", "rung"), [(0, "L1"), (1, "L1"), (2, "L2"), (4, "L2"), (5, "L3"), (8, "L3"), (9, "L4"), (12, "L5")]
)
def test_collected_links_are_counted_into_bands(framework, count, rung):
    question = framework.questions["DT-2"]
    ordinary = [option.code for option in question.options if not option.exclusive]
    assert score_question(question, read_answer(question, ordinary[:count] or ["none"])).reached == rung


def test_an_exclusive_option_deselects_the_others(framework):
    for question in framework.questions.values():
        exclusive = [option.code for option in question.options if option.exclusive]
        if exclusive:
            everything = [option.code for option in question.options]
            assert read_answer(question, everything).options == (exclusive[0],)
            assert score_question(question, read_answer(question, everything)).score == 0


def test_ticked_measures_add_up_and_stop_at_a_hundred(framework):
    question = framework.questions["SG-1"]
    ticked = [option.code for option in question.options if not option.exclusive]
    assert [score_question(question, read_answer(question, ticked[:n])).score for n in range(1, 5)] == [25, 50, 75, 100]


def test_an_upper_band_counts_only_with_its_condition_ticked(framework):
    question = framework.questions["PM-8"]
    numbers = {"controlled": 70, "total": 100}
    assert score_question(question, read_answer(question, numbers)).reached == "L3"
    assert score_question(question, read_answer(question, numbers | {"smart_equipment": True})).reached == "L4"
    top = {"controlled": 90, "total": 100, "auto_changeover": True}
    assert score_question(question, read_answer(question, top)).reached == "L3"
    assert score_question(question, read_answer(question, top | {"smart_equipment": True})).reached == "L5"


def test_a_bare_number_counts_its_band_and_lists_the_open_condition(framework):
    found = score_question(framework.questions["PM-8"], Measured(value=Decimal(70)))
    assert (found.reached, found.unconfirmed) == ("L4", ("smart_equipment",))


def test_numbers_against_sense_count_as_unanswered_until_mended(framework):
    question = framework.questions["DT-1"]
    for numbers in ({"connected": 12, "total": 10}, {"connected": 0, "total": 0}, {"connected": 5}):
        assert score_question(question, read_answer(question, numbers)).state == UNANSWERED


def test_not_applicable_leaves_the_denominator_and_unknown_does_not_score(framework, weights):
    answers = answers_by_rung(framework, {"RD": ["L3"] * 7})
    answers["RD-1"] = NotApplicable("来图加工，没有产品设计")
    answers["RD-2"] = Unknown()
    scores = score(framework, answers, weights)
    assert scores.questions["RD-1"].state == NOT_APPLICABLE
    assert scores.questions["RD-2"].state == UNANSWERED
    dimension = scores.dimensions["RD"]
    assert (dimension.score, dimension.answered, dimension.applicable) == (50, 5, 6)
    assert (dimension.low, dimension.high) == (Fraction(250, 6), Fraction(350, 6))


def test_not_applicable_without_a_reason_is_still_unanswered(framework):
    assert score_question(framework.questions["RD-1"], NotApplicable("")).state == UNANSWERED


def test_answering_less_never_raises_the_guaranteed_score(framework, weights):
    """Leaving out a weak answer raises the mean of the answered ones, so the interval must show what is at stake."""
    answers = answers_by_rung(framework, {"SG": ["L1", "L3", "L3", "L3", "L3", "L3", "L3"]})
    with_weak = score(framework, answers, weights).dimensions["SG"]
    del answers["SG-1"]
    without = score(framework, answers, weights).dimensions["SG"]
    assert without.score > with_weak.score
    assert without.low <= with_weak.score <= without.high
    assert without.low == with_weak.low


def test_a_dimension_mostly_not_applicable_is_not_assessed(framework, weights):
    answers = all_at(framework, "L3")
    for code in ("PV-1", "PV-2", "PV-3"):
        answers[code] = NotApplicable("没有中试环节")
    scores = score(framework, answers, weights)
    assert scores.dimensions["PV"].not_assessed
    assert scores.dimensions["PV"].score is None
    assert scores.overall == 50
    assert not scores.reference_only


def test_too_much_not_applicable_makes_the_level_reference_only(framework, weights):
    answers = all_at(framework, "L3")
    assert not score(framework, answers, weights).reference_only
    for question in framework.questions.values():
        if question.not_applicable_when:
            answers[question.code] = NotApplicable("理由")
    scores = score(framework, answers, weights)
    assert scores.reference_only == (scores.not_applicable_share > Fraction(3, 10))
    assert scores.not_applicable_share > 0


def test_a_weight_of_zero_takes_a_dimension_out(framework):
    scores = score(framework, all_at(framework, "L3"), framework.profiles["software"])
    assert "PV" not in scores.dimensions
    assert not [code for code in scores.questions if code.startswith("PV")]
    assert scores.overall == 50


def test_the_quick_version_leaves_the_rest_open(framework, weights):
    scores = score(framework, all_at(framework, "L3"), weights, quick=True)
    assert (scores.answered, scores.applicable) == (20, 60)
    assert scores.overall == 50
    assert scores.low < 50 < scores.high
    assert all(scores.questions[q.code].state == ANSWERED for q in framework.asked(weights, quick=True))


@pytest.mark.parametrize(
    ("value", "shown"), [("0.05", "0.1"), ("0.04", "0.0"), ("39.95", "40.0"), ("39.949", "39.9"), ("100", "100.0")]
)
def test_display_rounds_half_up_to_a_tenth(value, shown):
    assert display(Fraction(value)) == shown

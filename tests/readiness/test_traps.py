"""Fourteen mistakes seen in maturity tools elsewhere, each held out of this one by a test."""

from fractions import Fraction

import pytest

from readiness.answers import Chosen, read_answer
from readiness.levels import Standing, level_of
from readiness.questions import LADDER_SCORES
from readiness.record import outcome_to_plain
from readiness.scenes import Production
from readiness.scoring import score, score_question
from tests.readiness.conftest import all_at, answers_by_rung, at_rung
from tests.readiness.test_outcome import outcome_of


def test_trap_1_no_score_falls_between_two_bands(framework, weights):
    for tenths in range(1001):
        points = Fraction(tenths, 10)
        values = dict.fromkeys(framework.dimensions, points)
        by_score = level_of(framework, weights, Standing(points, values), Production(9, 5, 9)).by_score
        wanted = max(level.threshold for level in framework.levels if level.threshold <= points)
        assert by_score.threshold == wanted


def test_trap_2_ticking_everything_never_exceeds_a_hundred(framework):
    for question in framework.questions.values():
        if question.kind == "multiple":
            ticked = [option.code for option in question.options if not option.exclusive]
            assert score_question(question, read_answer(question, ticked)).score == 100


def test_trap_3_leaving_a_question_out_never_raises_what_is_guaranteed(framework, weights):
    answers = answers_by_rung(framework, {"SG": ["L1", "L5", "L5", "L5", "L5", "L5", "L5"]}) | {
        code: answer for code, answer in all_at(framework, "L3").items() if not code.startswith("SG")
    }
    full = score(framework, answers, weights)
    for code in answers:
        fewer = score(framework, {c: a for c, a in answers.items() if c != code}, weights)
        assert fewer.low <= full.low <= full.overall <= fewer.high
        assert fewer.coverage < 1


def keys_of(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from keys_of(item)


@pytest.mark.parametrize("word", ["benchmark", "percentile", "rank", "average", "peer"])
def test_traps_4_10_and_14_no_result_compares_a_firm_with_invented_or_named_peers(word):
    record = outcome_to_plain(outcome_of("appliances-medium"))
    assert not [key for key in keys_of(record) if word in key]


def test_trap_5_costs_belong_to_actions_and_not_to_gaps(framework):
    costs = {(action.cost_wan.low, action.cost_wan.high) for action in framework.actions.values()}
    assert len(costs) > 20
    assert all(
        action.cost_wan.low <= action.cost_wan.likely <= action.cost_wan.high for action in framework.actions.values()
    )
    assert framework.cost_basis.compiled_on


def test_traps_6_and_7_a_better_option_never_scores_less(framework):
    for question in framework.questions.values():
        scores = [option.score for option in question.bands]
        assert scores == sorted(scores), question.code
        assert not scores or scores == list(LADDER_SCORES.values())


def test_trap_8_decimal_weights_leave_no_trace_of_floats(framework, weights):
    dimensions = {code: Fraction(7, 10) for code in framework.dimensions}
    total = level_of(framework, weights, Standing(Fraction(7, 10), dimensions), Production(0, 0, 0))
    assert all(gate.found in (Fraction(7, 10), 0) for gate in total.gates)


def test_trap_9_none_and_something_else_is_none(framework):
    question = framework.questions["SG-2"]
    assert read_answer(question, ["L5", "none"]) == Chosen(("none",))


def test_trap_11_a_result_names_the_very_edition_it_was_made_with(framework):
    record = outcome_to_plain(outcome_of("auto-parts-small"))
    assert record["framework"] == "ai-manufacturing@2026.1"
    assert record["framework_digest"] == framework.digest


def test_trap_12_two_firms_of_one_level_do_not_read_alike(framework):
    small = outcome_to_plain(outcome_of("auto-parts-small"))
    medium = outcome_to_plain(outcome_of("appliances-medium"))
    assert small["level"] == medium["level"]
    for one, other in zip(small["gaps"]["dimensions"], medium["gaps"]["dimensions"], strict=True):
        assert one["answers"] != other["answers"], one["code"]
    assert [s["action"] for s in small["route"]["steps"]] != [s["action"] for s in medium["route"]["steps"]]


def test_trap_13_where_most_firms_stand_at_the_bottom_the_help_says_so(framework):
    question = framework.questions["OT-2"]
    assert "正常" in question.help.zh
    assert at_rung(question, "L1") == Chosen(("L1",))

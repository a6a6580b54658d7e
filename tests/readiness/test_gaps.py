from fractions import Fraction

from readiness.gaps import find_gaps, next_step
from readiness.levels import Standing, level_of
from readiness.questions import LADDER_SCORES, Option, Question
from readiness.scenes import Production
from readiness.scoring import score
from readiness.text import Text
from tests.readiness.conftest import all_at, answers_by_rung


def gaps_of(framework, weights, answers, production=(0, 0, 0)):
    scores = score(framework, answers, weights)
    result = level_of(framework, weights, Standing(scores.overall, scores.dimension_values()), Production(*production))
    return scores, find_gaps(framework, scores, result)


def test_points_and_gates_to_the_next_level_are_named(framework, weights):
    _, gaps = gaps_of(framework, weights, all_at(framework, "L2"))
    assert gaps.target.code == "L3"
    assert gaps.points_missing == 15
    assert [gate.gate.code for gate in gaps.gates] == ["L3-scenes", "L3-DT"]


def test_every_dimension_knows_its_next_threshold(framework, weights):
    _, gaps = gaps_of(framework, weights, all_at(framework, "L2"))
    assert {(gap.next_threshold, gap.missing) for gap in gaps.dimensions} == {(Fraction(40), Fraction(15))}


def test_the_weakest_answer_stands_first_and_says_what_a_rung_brings(framework, weights):
    answers = all_at(framework, "L3") | answers_by_rung(framework, {"CM": ["L3", "L1", "L3", "L3", "L3", "L3"]})
    _, gaps = gaps_of(framework, weights, answers)
    [compute] = [gap for gap in gaps.dimensions if gap.code == "CM"]
    weakest = compute.answers[0]
    assert (weakest.question, weakest.reached, weakest.next_rung) == ("CM-2", "L1", "L2")
    assert weakest.dimension_gain == Fraction(25, 6)
    assert weakest.overall_gain == Fraction(25, 6) * Fraction(10, 100)


def test_raising_an_answer_brings_exactly_the_gain_it_promised(framework, weights):
    answers = all_at(framework, "L2")
    before, gaps = gaps_of(framework, weights, answers)
    gap = gaps.dimensions[2].answers[0]
    answers[gap.question] = all_at(framework, gap.next_rung)[gap.question]
    after, _ = gaps_of(framework, weights, answers)
    assert after.overall - before.overall == gap.overall_gain


def test_at_the_top_nothing_is_missing(framework, weights):
    _, gaps = gaps_of(framework, weights, all_at(framework, "L5"), (6, 5, 3))
    assert (gaps.target, gaps.points_missing, gaps.gates) == (None, 0, ())
    assert all(not gap.answers and gap.next_threshold is None for gap in gaps.dimensions)


def test_the_next_rung_lies_above_the_score():
    ladder = Question(
        "X-1",
        "X",
        "single",
        Text("", ""),
        Text("", ""),
        options=tuple(Option(c, Text("", ""), p) for c, p in LADDER_SCORES.items()),
    )
    steps = [next_step(ladder, Fraction(p)) for p in (0, 24, 25, 74, 75, 99)]
    assert [step and step[0] for step in steps] == ["L2", "L2", "L3", "L4", "L5", "L5"]
    assert next_step(ladder, Fraction(100)) is None

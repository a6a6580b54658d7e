"""Two versions of a framework: what changed, which answers still fit, where a difference in score comes from."""

import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from readiness.differences import difference
from readiness.inspection import inspect
from readiness.loading.catalogue import published_catalogue
from readiness.loading.framework import load_framework, published
from readiness.notes import Case
from readiness.outcome import evaluate
from readiness.profile import Profile
from readiness.versions import THE_REST, explain, refit

SMALL = Path(__file__).parent / "frameworks" / "small"
ANSWERS = {
    "A1": "2",
    "A2": {"rows": {"r1": ["now"], "r2": ["now"]}},
    "B1": {"a": "30", "b": "40"},
    "B2": ["a", "b", "c"],
    "B3": {"value": "5"},
}


@pytest.fixture(scope="module")
def one():
    return load_framework(SMALL / "1")


@pytest.fixture(scope="module")
def two():
    return load_framework(SMALL / "2")


def outcome(framework, plain):
    answers, _ = refit(framework, plain)
    firm = Profile("甲", "330282", "3670", "equipment")
    return evaluate(framework, published_catalogue(), Case(firm, answers, (), datetime.date(2026, 11, 24)))


def test_a_framework_does_not_differ_from_itself(one):
    assert difference(one, one) == ()


def test_every_change_is_found_and_stands_in_its_group(one, two):
    found = {(change.group, change.kind, change.at) for change in difference(one, two)}
    assert found == {
        ("questions", "removed", "questions/B3"),
        ("questions", "added", "questions/A3"),
        ("options", "renamed", "questions/A1/options/2"),
        ("thresholds", "changed", "levels/two/threshold"),
        ("trees", "changed", "dimensions/B/score"),
    }


def test_a_tree_is_told_as_a_formula(one, two):
    [tree] = [change for change in difference(one, two) if change.group == "trees"]
    assert tree.before == "sum(B1, mean(B2, 3 × B3)) on a scale to 10"
    assert tree.after == "sum(B1, mean(B2)) on a scale to 10"


def test_a_renamed_option_names_both_codes(one, two):
    [option] = [change for change in difference(one, two) if change.group == "options"]
    assert (option.before, option.after) == ("2", "half")


def test_answers_that_no_longer_fit_are_named_with_the_reason(two):
    answers, unfit = refit(two, ANSWERS)
    assert set(answers) == {"A2", "B1", "B2"}
    assert [item.question for item in unfit] == ["A1", "B3"]
    assert "half" in unfit[0].why.en
    assert "no longer" in unfit[1].why.en or "does not ask" in unfit[1].why.en


def test_an_answer_that_can_be_read_but_not_counted_is_named_and_kept(two):
    answers, unfit = refit(two, {"B1": {"a": "30"}})
    assert set(answers) == {"B1"}
    assert [item.question for item in unfit] == ["B1"]


def test_contributions_add_up_exactly_to_the_difference(one, two):
    told = explain(outcome(one, ANSWERS), outcome(two, ANSWERS))
    assert told.differs
    assert sum(c.points for c in told.contributions) == told.overall_after - told.overall_before


def test_only_what_changed_contributes(one, two):
    told = explain(outcome(one, ANSWERS), outcome(two, ANSWERS))
    assert [c.question for c in told.contributions if c.question != THE_REST] == ["A1", "B3", "A3"]


def test_the_same_outcome_twice_has_nothing_to_explain(one):
    told = explain(outcome(one, ANSWERS), outcome(one, ANSWERS))
    assert not told.differs
    assert told.contributions == ()


def test_another_answer_to_one_question_is_the_whole_contribution(one):
    told = explain(outcome(one, ANSWERS), outcome(one, ANSWERS | {"A1": "4"}))
    [contribution] = told.contributions
    assert contribution.question == "A1"
    assert contribution.points == told.overall_after - told.overall_before > 0


def test_contributions_add_up_between_quite_different_frameworks():
    ours, theirs = published("ai-manufacturing@2026.1"), published("miit-sme-2024@2024")
    answers = {code: "L3" for code, q in ours.questions.items() if q.kind != "multiple"}
    told = explain(outcome(ours, answers), outcome(theirs, answers))
    if told.overall_before is None or told.overall_after is None:
        assert told.contributions == ()
    else:
        assert sum(c.points for c in told.contributions) == told.overall_after - told.overall_before


def test_a_framework_at_a_glance(one):
    found = inspect(one)
    assert (found.questions, found.dimensions, found.levels) == (5, 2, ("one", "two"))
    assert found.highest == Fraction(2)


def test_what_ships_has_no_unreachable_level_and_no_idle_question():
    found = inspect(published("ai-manufacturing@2026.1"))
    assert found.remarks == ()
    assert found.highest == 100


def test_a_question_no_tree_counts_and_a_level_whose_gate_never_opens_are_remarked(tmp_path):
    import shutil

    folder = shutil.copytree(SMALL / "1", tmp_path / "1")
    path = folder / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(", {question: B3, weight: 3}", "").replace("at_least: 2, count: 2", "at_least: 2, count: 20")
    path.write_text(text, encoding="utf-8")
    remarks = inspect(load_framework(folder)).remarks
    assert remarks[0].startswith("B3 stands in no score tree")
    assert "The level one cannot be reached" in remarks[1]
    assert len(remarks) == 2

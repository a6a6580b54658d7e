"""A result in a few numbers: whole points, one byte for each dimension and answer, gates and gaps as codes."""

import pytest

from rollups.measuring import NONE, TOP_GAPS, measures_of, points
from tests.reports.conftest import evaluated, ministry_case, trees_case


@pytest.mark.parametrize(
    ("score", "full", "whole"),
    [
        ("43.499999", "100", 43),
        ("43.5", "100", 44),
        ("0", "100", 0),
        ("100", "100", 100),
        ("433.4", "1000", 43),
        ("2.5", "5", 50),
        (None, "100", None),
        ("3", None, None),
        ("3", "0", None),
    ],
)
def test_scores_are_whole_points_of_100_half_up(score, full, whole):
    assert points(score, full) == whole


@pytest.mark.parametrize("name", ["auto-parts-small", "appliances-medium", "electronics-large"])
def test_every_dimension_and_answer_has_its_byte_in_the_order_of_the_framework(name):
    framework, record = evaluated(name)
    measures = measures_of(framework, record)
    scores = {one["code"]: one["score"] for one in record["dimensions"]}
    for code, byte in zip(framework.dimensions, measures.dimensions, strict=True):
        assert byte == (NONE if scores.get(code) is None else points(scores[code], "100"))
    found = {one["code"]: one for one in record["questions"]}
    for (code, question), byte in zip(framework.questions.items(), measures.answers, strict=True):
        if found[code]["state"] == "answered":
            assert question.steps[byte - 1][0] == found[code]["reached"]
        else:
            assert byte == (NONE if found[code]["state"] == "not_applicable" else 0)


def test_a_firm_one_gate_away_is_kept_back_by_that_gate_alone():
    framework, record = evaluated("appliances-medium")
    assert measures_of(framework, record).gates == ("L3-SG",)


def test_missing_points_stand_beside_the_gates():
    framework, record = evaluated("auto-parts-small")
    target = record["gaps"]["target"]
    assert f"{target}-score" in measures_of(framework, record).gates


def test_the_gaps_are_the_answers_whose_next_rung_adds_most():
    framework, record = evaluated("auto-parts-small")
    gains = {a["question"]: float(a["overall_gain"]) for d in record["gaps"]["dimensions"] for a in d["answers"]}
    gaps = measures_of(framework, record).gaps
    assert len(gaps) == TOP_GAPS
    assert min(gains[code] for code in gaps) >= max(gain for code, gain in gains.items() if code not in gaps)


@pytest.mark.parametrize("case", [trees_case, lambda: ministry_case("M2")], ids=["another scale", "the ministry's"])
def test_frameworks_of_other_shapes_are_measured_as_well(case):
    framework, record = case()
    measures = measures_of(framework, record)
    assert measures.overall == points(record["overall"], framework.scale)
    assert len(measures.dimensions) == len(framework.dimensions)
    assert len(measures.answers) == len(framework.questions)

import pytest

from readiness.levels import Standing, archetype_of, level_of, next_level
from readiness.scenes import Production
from readiness.scoring import display
from tests.readiness.conftest import CASES, cases, exact, weighted_mean


def subset(framework, kind, values):
    return {code: value for code, value in values.items() if framework.dimensions[code].kind == kind}


@pytest.mark.parametrize("case", cases(CASES / "levels.yaml"))
def test_published_vectors_give_their_score_level_and_cap(framework, weights, case):
    values = {code: exact(text) for code, text in case["dimensions"].items()}
    overall = weighted_mean(values, weights.weights)
    result = level_of(framework, weights, Standing(overall, values), Production(*case["production"]))
    assert display(overall, 2) == case["overall"]
    assert display(weighted_mean(subset(framework, "stage", values), weights.weights), 2) == case["application"]
    assert display(weighted_mean(subset(framework, "foundation", values), weights.weights), 2) == case["enablers"]
    assert (result.by_score.code, result.level.code) == (case["by_score"], case["level"])
    assert [gate.gate.code for gate in result.capped_by] == case["capped_by"]


def test_a_higher_score_never_lowers_the_level(framework, weights):
    values = {code: exact("30") for code in framework.dimensions}
    held = []
    for points in range(101):
        values = dict.fromkeys(framework.dimensions, exact(str(points)))
        result = level_of(framework, weights, Standing(exact(str(points)), values), Production(6, 5, 3))
        held.append(result.level.threshold)
    assert held == sorted(held)
    assert held[-1] == 80


@pytest.mark.parametrize(("points", "level"), [("25.5", "L2"), ("50.5", "L3"), ("75.5", "L4"), ("19.999999", "L1")])
def test_a_score_between_whole_numbers_never_falls_through_the_bands(framework, weights, points, level):
    values = dict.fromkeys(framework.dimensions, exact(points))
    assert level_of(framework, weights, Standing(exact(points), values), Production(6, 5, 3)).by_score.code == level


def test_a_capped_level_names_gate_finding_and_demand(framework, weights):
    values = dict.fromkeys(framework.dimensions, exact("65")) | {"DT": exact("49.9")}
    result = level_of(framework, weights, Standing(exact("63"), values), Production(3, 2, 0))
    [gate] = result.capped_by
    assert (gate.gate.code, gate.found, gate.wanted, gate.level) == ("L4-DT", exact("49.9"), 50, "L4")


def test_stages_asked_for_at_the_top_follow_what_applies_to_the_industry(framework):
    software = framework.profiles["software"]  # no pilot stage: four stages apply, so three are asked for
    values = {d.code: exact("90") for d in framework.applicable(software)}
    assert level_of(framework, software, Standing(exact("90"), values), Production(6, 3, 3)).level.code == "L5"
    assert level_of(framework, software, Standing(exact("90"), values), Production(6, 2, 3)).level.code == "L4"


def test_a_dimension_that_is_not_assessed_cannot_open_a_gate(framework, weights):
    values = {code: exact("65") for code in framework.dimensions if code != "DT"}
    result = level_of(framework, weights, Standing(exact("65"), values), Production(3, 2, 0))
    assert result.level.code == "L2"
    assert "L3-DT" in [gate.gate.code for gate in result.capped_by]


def test_there_is_no_level_above_the_top(framework):
    assert next_level(framework, framework.level("L4")).code == "L5"
    assert next_level(framework, framework.level("L5")) is None


def test_the_quadrant_needs_both_indices(framework):
    class Scores:
        application, enablers = None, exact("50")

    assert archetype_of(framework, Scores) is None

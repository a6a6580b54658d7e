"""What a cell tells: nothing that says something about one of its firms, and the same things whoever is in it."""

from collections import Counter

import pytest

from rollups.figures import GAPS_TOLD, Answered, Scheme, Tally, answer_shares, bands, figures, scheme_of
from tests.reports.conftest import evaluated, trees_case

SCHEME = Scheme(("L1", "L2", "L3"), ("L2-score", "L3-DT"))
K = 5


def tally(scores, **more):
    found = Counter(scores)
    fields = {"levels": {"L1": 8, "L2": 12}, "dimensions": {}, "gates": {}, "gaps": {}} | more
    return Tally(n=len(scores), scores=[found[points] for points in range(101)], **fields)


SPREAD = list(range(10, 90, 4))  # 20 firms, the mean is 48


def test_a_cell_tells_mean_levels_bands_and_quartiles():
    told = figures(tally(SPREAD), K, SCHEME)
    assert told["mean"] == 48
    assert told["levels"] == {"L1": 40, "L2": 60, "L3": 0}
    assert list(told["bands"]) == [0, 15, 10, 15, 10, 15, 10, 15, 10, 0]
    assert tuple(told["quartiles"]) == (25, 45, 65)


def test_the_last_band_holds_a_hundred_points():
    assert bands([1] * 101) == (10, 10, 10, 10, 10, 10, 10, 10, 10, 11)


def test_a_mean_so_low_that_it_bounds_a_single_score_is_not_told():
    assert "mean" not in figures(tally([0] * 15 + [20] * 5), K, SCHEME)


def test_levels_of_firms_that_are_nearly_all_alike_are_not_told():
    assert "levels" not in figures(tally(SPREAD, levels={"L1": 18, "L2": 2}), K, SCHEME)


def test_a_gate_that_stops_nobody_or_everybody_is_told_as_a_bound():
    told = figures(tally(SPREAD, gates={"L2-score": 20}), K, SCHEME)["gates"]
    assert told == {"L2-score": ">75", "L3-DT": "<25"}
    assert figures(tally(SPREAD, gates={"L2-score": 9}), K, SCHEME)["gates"]["L2-score"] == "45"


def test_gaps_are_told_the_most_frequent_first_and_rare_ones_not_at_all():
    gaps = {"PM-1": 6, "DT-1": 14, "OT-2": 6, "SG-1": 2}
    assert list(figures(tally(SPREAD, gaps=gaps), K, SCHEME)["gaps"].items()) == [
        ("DT-1", "70"),
        ("OT-2", "30"),
        ("PM-1", "30"),
    ]
    many = {f"Q-{n:02}": 10 for n in range(15)}
    assert len(figures(tally(SPREAD, gaps=many), K, SCHEME)["gaps"]) == GAPS_TOLD


@pytest.mark.parametrize(
    ("assessed", "told"), [((20, 900), True), ((19, 900), False), ((800, 30000), True), ((799, 30000), False)]
)
def test_a_dimension_some_firms_are_not_assessed_in_is_told_of_large_cells_only(assessed, told):
    """20 firms, of which all are assessed or not; 900 firms, of which 200 (k - 1) or more are."""
    scores = SPREAD if assessed[0] <= 20 else SPREAD * 45
    found = figures(tally(scores, dimensions={"PV": assessed}), K, SCHEME).get("dimensions", {})
    assert ("PV" in found) is told


def test_both_means_of_what_was_verified_are_told_or_none():
    told = figures(tally(SPREAD, verified=(10, 500, 460)), K, SCHEME)
    assert told["verified"] == {"n": 10, "stated": 50, "found": 46}
    assert "verified" not in figures(tally(SPREAD, verified=(10, 500, 30)), K, SCHEME)
    assert "verified" not in figures(tally(SPREAD, verified=(0, 0, 0)), K, SCHEME)
    assert "verified" not in figures(tally(SPREAD), K, SCHEME)


def test_answers_are_told_by_rung_with_those_left_open_and_those_outside():
    answered = {"DT-1": Answered({"L1": 8, "L2": 6}, 4, 2), "DT-2": Answered({"L1": 19, "L2": 1}, 0, 0)}
    assert answer_shares(answered, 20, K) == {"DT-1": {"L1": 40, "L2": 30, "open": 20, "outside": 10}}


def test_levels_and_gates_are_those_of_the_framework_whether_anybody_is_there_or_not():
    scheme = scheme_of([evaluated("auto-parts-small")[0]])
    assert scheme.levels == ("L1", "L2", "L3", "L4", "L5")
    assert scheme.gates[:4] == ("L2-score", "L3-scenes", "L3-DT", "L3-SG")
    assert {"L3-score", "L5-all"} < set(scheme.gates)


def test_a_framework_where_no_level_may_hold_tells_of_that_too():
    framework = trees_case()[0]
    assert scheme_of([framework]).levels[0] == (framework.no_level or framework.levels[0]).code

"""How far assessors agree: a published example, and numbers a person can recompute."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from readiness.agreement import Bias, Spread, alpha, biases, spreads
from readiness.scoring import display

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "agreement.yaml").read_text())
RATINGS = {"PM-1": {"lin": 2, "wang": 2, "zhao": 4}, "PM-2": {"lin": 1, "wang": 2}, "PM-3": {"wang": 0}, "PM-4": {}}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_alpha_is_what_the_case_says(case):
    found = alpha(case["units"])
    assert found == (None if case["alpha"] is None else Fraction(case["alpha"]))
    assert found is None or display(found, 3) == case["shown"]


def test_alpha_does_not_depend_on_the_order_of_units_or_assessors():
    units = CASES[0]["units"]
    assert alpha([unit[::-1] for unit in units[::-1]]) == alpha(units)


def test_only_the_order_of_the_rungs_matters():
    units = CASES[0]["units"]
    assert alpha([[value**3 for value in unit] for unit in units]) == alpha(units)


def test_the_spread_of_a_question_names_median_agreement_and_span():
    assert spreads(RATINGS) == [
        Spread("PM-1", 3, 2, Fraction(2, 3), 2),
        Spread("PM-2", 2, 1, Fraction(1, 2), 1),
        Spread("PM-3", 1, 0, Fraction(1), 0),
    ]


def test_an_assessor_is_measured_against_the_others_where_another_one_answered_too():
    # PM-1: lin 2 against the median of 2 and 4, which is 3; zhao 4 against 2 and 2. PM-2: 1 against 2.
    assert biases(RATINGS) == [
        Bias("lin", 2, Fraction(-1), Fraction(1, 2)),
        Bias("wang", 2, Fraction(0), Fraction(1, 2)),
        Bias("zhao", 1, Fraction(2), Fraction(0)),
    ]

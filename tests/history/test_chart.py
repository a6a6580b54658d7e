"""The drawing of scores over time."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from history.chart import MOST, trend


@dataclass(frozen=True)
class Given:
    """As much of a point as the drawing looks at."""

    value: Decimal | None
    on: str = "2026-01-01"
    quick: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    method: tuple = ("a", "default")
    level: str = "L2"
    score: str = "30.0"
    range: str = ""


def full(value, **more):
    return Given(Decimal(value), **more)


def estimate(value, low, high):
    return Given(Decimal(value), quick=True, low=Decimal(low), high=Decimal(high), range=f"{low}–{high}")


@pytest.mark.parametrize(("value", "y"), [("0", "216"), ("50", "116"), ("100", "16")])
def test_a_score_stands_at_its_height(value, y):
    assert trend([full(value)]).stops[0].y == y


def test_results_of_one_method_are_joined():
    chart = trend([full("20"), full("30"), full("50")])
    assert [stretch.estimate for stretch in chart.stretches] == [False, False]


def test_results_of_different_methods_are_not_joined():
    assert trend([full("20"), full("30", method=("b", "default"))]).stretches == ()


def test_a_line_to_an_estimate_is_an_estimate_and_the_range_is_drawn():
    chart = trend([estimate("30", "20", "60"), full("40")])
    assert [stretch.estimate for stretch in chart.stretches] == [True]
    spread = chart.stops[0].range
    assert (spread.y1, spread.y2) == ("96", "176")
    assert chart.stops[1].range is None


def test_a_result_without_a_score_is_left_out():
    assert len(trend([Given(None), full("40")]).stops) == 1


def test_only_the_latest_fit_on_the_drawing():
    chart = trend([full(str(n)) for n in range(MOST + 3)])
    assert len(chart.stops) == MOST
    assert chart.stops[-1].y == trend([full(str(MOST + 2))]).stops[0].y


@pytest.mark.parametrize("width", [360, 640])
def test_everything_lies_inside_the_drawing(width):
    chart = trend([full("0"), full("100"), estimate("50", "0", "100")] * 3, width)
    for stop in chart.stops:
        assert 30 <= float(stop.x) <= width - 34
        assert float(stop.score.y) > 8
    assert float(chart.height) >= max(float(stop.level.y) for stop in chart.stops)

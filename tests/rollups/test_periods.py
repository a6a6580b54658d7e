"""Half-years: which one a moment lies in on the calendar of this site, and when one is over."""

import datetime
from datetime import UTC

import pytest

from rollups.periods import before, last_over, over, period_of, span

DAY = datetime.date


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        (datetime.datetime(2026, 1, 1, 12, tzinfo=UTC), "2026H1"),
        (datetime.datetime(2026, 6, 30, 15, 59, tzinfo=UTC), "2026H1"),  # 23:59 in Shanghai
        (datetime.datetime(2026, 6, 30, 16, 0, tzinfo=UTC), "2026H2"),  # midnight in Shanghai
        (datetime.datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2027H1"),
    ],
)
def test_a_moment_lies_in_the_half_year_of_the_calendar_here(moment, period):
    assert period_of(moment) == period


def test_a_half_year_has_a_first_and_a_last_day():
    assert span("2026H1") == (DAY(2026, 1, 1), DAY(2026, 6, 30))
    assert span("2026H2") == (DAY(2026, 7, 1), DAY(2026, 12, 31))


def test_it_is_over_on_the_day_after_its_last():
    assert not over("2026H1", DAY(2026, 6, 30))
    assert over("2026H1", DAY(2026, 7, 1))


def test_the_one_before_crosses_the_year():
    assert [before("2026H2"), before("2026H1")] == ["2026H1", "2025H2"]
    assert [last_over(DAY(2026, 12, 31)), last_over(DAY(2027, 1, 1))] == ["2026H1", "2026H2"]


@pytest.mark.parametrize("text", ["", "2026", "2026H3", "26H1", "2026H1 ", "2026h1", "0000H1x"])
def test_what_is_no_half_year_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"is no half-year\. Expected a year, H and 1 or 2"):
        span(text)

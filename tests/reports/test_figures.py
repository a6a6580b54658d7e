"""Numbers as people read them."""

import pytest

from reports import figures


@pytest.mark.parametrize(
    ("text", "shown"), [("63.125000", "63.1"), ("39.950000", "40.0"), ("0.000000", "0.0"), ("100.000000", "100.0")]
)
def test_scores_are_rounded_half_up_to_a_tenth(text, shown):
    assert figures.score(text) == shown


def test_a_missing_score_is_a_dash():
    assert figures.score(None) == "–"


def test_money_is_counted_in_wan_in_chinese_and_in_yuan_in_english():
    assert figures.wan("2.50", "zh-hans") == "2.5 万元"
    assert figures.wan("2.50", "en") == "CNY 25,000"
    assert figures.wan("125", "en") == "CNY 1.25 million"


def test_a_range_shows_its_unit_once():
    assert figures.wan_range("3", "8", "zh-hans") == "3–8 万元"
    assert figures.wan_range("3", "8", "en") == "CNY 30,000–80,000"
    assert figures.wan_range("29", "208", "en") == "CNY 0.29–2.08 million"


def test_a_range_of_one_value_is_that_value():
    assert figures.wan_range("5", "5", "zh-hans") == "5 万元"


def test_dates_are_written_out():
    assert figures.date("2026-11-03", "zh-hans") == "2026年11月3日"
    assert figures.date("2026-11-03", "en") == "3 November 2026"

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


@pytest.mark.parametrize(
    ("text", "full", "shown"),
    [
        ("63.125", 100, "63.1"),
        ("3.25", "5.000000", "3.25 / 5"),
        ("3.2", 4, "3.2 / 4"),
        ("600", 900, "600.0 / 900"),
        (None, 5, "–"),
    ],
)
def test_a_score_names_its_scale_unless_that_is_a_hundred(text, full, shown):
    assert figures.points(text, full) == shown


def test_small_numbers_are_said_in_words_and_larger_ones_in_digits():
    assert [figures.count_word(n, "zh-hans") for n in (4, 10, 11)] == ["四", "十", "11"]
    assert figures.count_word(4, "en") == "four"


def test_a_share_of_tenths_is_said_as_people_say_it():
    assert figures.tenths("0.3", "zh-hans") == "三成"
    assert figures.tenths("0.35", "zh-hans") == "35%"
    assert figures.tenths("0.3", "en") == "30%"

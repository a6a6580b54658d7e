"""A content is one canonical text, whatever its order and however its numbers were written."""

import datetime
from decimal import Decimal

import pytest

from subsidies.content import canonical, digest_of, ordered, parsed, plain, read, written


def test_the_order_of_keys_and_the_way_numbers_are_written_do_not_change_the_digest():
    one = plain({"cap_wan": Decimal("5.0"), "rate_percent": Decimal("1.50")})
    other = plain({"rate_percent": Decimal("1.5"), "cap_wan": 5})
    assert digest_of(one) == digest_of(other)


def test_a_decimal_comes_back_exactly_and_never_as_a_float():
    text = canonical({"rate_percent": Decimal("0.1")})
    assert text == '{"rate_percent":0.1}'
    assert parsed(text) == {"rate_percent": Decimal("0.1")}
    assert isinstance(parsed(text)["rate_percent"], Decimal)


def test_dates_become_texts_and_are_written_as_dates_again():
    content = plain({"from": datetime.date(2026, 3, 1), "adcode": "330100", "name": "yes"})
    assert content["from"] == "2026-03-01"
    text = written(content)
    assert "from: 2026-03-01" in text
    assert read(text, "x").value == content


@pytest.mark.parametrize("value", ["2026-02-30", "000000", "1.5", "no", "~", "", " x", "a: b", "第一行\n第二行"])
def test_a_text_that_looks_like_something_else_stays_a_text(value):
    assert read(written({"name": value}), "x").value == {"name": value}


def test_a_record_is_written_with_its_name_before_its_money():
    assert list(ordered({"amount": 1, "name": 2, "unknown": 3, "id": 4})) == ["id", "name", "amount", "unknown"]


def test_nothing_is_written_for_nothing():
    assert written({}) == written(None) == written([]) == ""


@pytest.mark.parametrize("text", [r'a: "\0"', r'a: ["\ud800"]', r'"k\x07": 1', r'a: {b: "\x1b[31m"}'])
def test_characters_not_every_database_keeps_are_refused(text):
    assert read(text, "x").problems

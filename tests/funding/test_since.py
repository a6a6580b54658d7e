"""What is told otherwise than before, instrument by instrument."""

from decimal import Decimal

import pytest
from django.utils import translation

from funding.since import Line, changes
from readiness.text import Text

NAME = Text("甲", "A")
MET = Line(NAME, "met", "unverified", Decimal("2.5"))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def told(before, after):
    return [(change.name.en, change.text) for change in changes(before, after)]


def test_what_is_the_same_is_not_told():
    assert told({"a": MET}, {"a": MET}) == []


def test_what_came_and_what_went_is_told():
    assert told({}, {"a": MET}) == [("A", "now listed")]
    assert told({"a": MET}, {}) == [("A", "no longer listed")]


def test_verdict_state_and_amount_are_told_each_with_before_and_after():
    after = Line(NAME, "not_known", "window_closed", None)
    assert told({"a": MET}, {"a": after}) == [
        (
            "A",
            "was “All conditions that could be checked are met”, is now “Some conditions are still open”; "
            "was “Not known whether open”, is now “This round is closed, the next is not announced”; "
            "was “CNY 25,000”, is now “no estimate”",
        )
    ]


def test_the_same_amount_written_otherwise_is_the_same():
    assert told({"a": MET}, {"a": Line(NAME, "met", "unverified", Decimal("2.5000"))}) == []

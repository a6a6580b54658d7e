"""The nodes of a score tree, one by one; numbers worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.intervals import Interval
from readiness.tree import ScoreNode, Worth, worth

SCORES = {"a": Worth(2, 4), "b": Worth(6, 10), "c": Worth(10, 10)}


def leaf(code, weight=None):
    return ScoreNode("question", code, weight=None if weight is None else Decimal(weight))


def value(aggregate, *parts, **more):
    node = ScoreNode("node", aggregate=aggregate, parts=parts, **more)
    found = worth(node, lambda node: SCORES.get(node.code), lambda node: node.own_weight)
    return found and (found.value, found.full)


@pytest.mark.parametrize(
    ("aggregate", "expected"),
    [
        ("mean", (Fraction(2 + 6 * 3, 4), Fraction(4 + 10 * 3, 4))),
        ("sum", (2 + 6 * 3, 4 + 10 * 3)),
        ("minimum", (5, 10)),  # a has half of its scale, b three fifths
        ("maximum", (6, 10)),
    ],
)
def test_parts_are_put_together(aggregate, expected):
    assert value(aggregate, leaf("a"), leaf("b", 3)) == expected


def test_a_cumulative_part_counts_whole_once_it_is_met():
    assert value("cumulative", leaf("a"), leaf("b"), leaf("c"), met_at=Decimal("0.6")) == (2 + 10 + 10, 24)


def test_a_score_is_stretched_to_another_scale():
    assert value("sum", leaf("a"), leaf("b"), scale_to=Decimal(5)) == (Fraction(8 * 5, 14), 5)


def test_bands_turn_a_score_into_a_value():
    low, high = Interval(Decimal(0), Decimal(3), True, False), Interval(Decimal(3), None, True, False)
    bands = ((low, Decimal(1)), (high, Decimal(7)))
    assert value("mean", leaf("a"), bands=bands) == (1, 7)
    assert value("mean", leaf("b"), bands=bands) == (7, 7)


def test_parts_without_a_score_leave_the_denominator():
    assert value("mean", leaf("a"), leaf("unknown", 9)) == (2, 4)
    assert value("mean", leaf("unknown")) is None


def test_a_part_of_no_weight_does_not_count():
    assert value("minimum", leaf("a", 0), leaf("c")) == (10, 10)

"""How far opinions lie apart, by the same scores that the result is made of."""

from fractions import Fraction

import pytest

from surveys.content import framework
from teamwork.spread import spread_of, widest_first

SINGLE, RATIO = "PM-1", "PM-8"
MULTIPLE = next(code for code, question in framework().questions.items() if question.kind == "multiple")


def spread(code, *values):
    return spread_of(framework().questions[code], values)


def test_opinions_are_grouped_from_the_lowest_up_and_those_without_a_score_last():
    found = spread(SINGLE, "L4", "unknown", "L1", "L4")
    assert [(group.value, group.count) for group in found.groups] == [("L1", 1), ("L4", 2), ("unknown", 1)]
    assert (found.lowest.rung, found.highest.rung, found.width) == ("L1", "L4", Fraction(75))
    assert found.given == 4


@pytest.mark.parametrize(
    ("values", "agree", "unanimous"),
    [
        (("L2",), True, False),
        (("L2", "L2"), True, True),
        (("L2", "L3"), False, False),
        (("unknown", "unknown"), True, True),
        ((), False, False),
    ],
)
def test_all_agree_when_several_say_the_same(values, agree, unanimous):
    found = spread(SINGLE, *values)
    assert (found.agree, found.unanimous) == (agree, unanimous)


def test_figures_are_compared_by_the_rung_they_reach():
    found = spread(RATIO, {"controlled": "30", "total": "30"}, {"controlled": "0", "total": "30"}, "L3")
    # All of 30 machines would be L5, but nobody has ticked what L4 depends on.
    assert (found.lowest.rung, found.highest.rung) == ("L1", "L3")
    assert len(found.groups) == 3


def test_incomplete_figures_have_no_score_and_cannot_be_adopted():
    found = spread(RATIO, {"controlled": "9"}, {"controlled": "9"})
    assert (found.width, found.agree, found.unanimous) == (0, True, False)


def test_ticks_are_compared_by_their_points():
    options = [option.code for option in framework().questions[MULTIPLE].options if not option.exclusive]
    found = spread(MULTIPLE, options, options[:1])
    assert found.groups[0].value == options[:1]
    assert found.width > 0


def test_not_applicable_is_one_opinion_whatever_its_reason():
    code = next(c for c, q in framework().questions.items() if q.not_applicable_when)
    found = spread(code, {"na": ""}, {"na": "没有自有产品"}, {"na": "不做设计"})
    assert found.unanimous
    assert found.groups[0].value == {"na": "没有自有产品"}
    assert found.plain == [{"value": "na", "count": 3}]


def test_the_widest_come_first_and_agreement_last():
    same, apart, wide = spread("PM-1", "L2", "L2"), spread("PM-2", "L2", "unknown"), spread("PM-3", "L1", "L2")
    assert widest_first([same, apart, wide]) == [wide, apart, same]

"""Public money in a plan: what is counted, what is only hoped for, and that both can be told apart."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils.translation import override

from plans.answer import make_answer
from plans.start import Start, ground_from
from readiness.loading.catalogue import load_catalogue
from readiness.planning import Terms
from tests.readiness.planning.money import DAY, firm, generous_record


@pytest.fixture
def start(small):
    """The plans of a firm in Shenzhen on a day on which one voucher is verified and open."""
    return Start(None, ground_from(small[1]), firm(), DAY, generous_record(load_catalogue()))


def answer(start, money="sure", language="zh-hans", **wishes):
    with override(language):
        return make_answer(start, Terms(money=money, **wishes))


def wan(text):
    return Fraction(text.removesuffix(" 万元"))


def test_gross_and_net_are_both_told_and_differ_by_what_is_granted(start):
    told = answer(start)
    (line,) = told.grants.lines
    assert told.headline == told.net
    assert line.amount == told.grants.total
    gross = sum(Fraction(half.spent) for half in told.halves)
    assert abs(gross - wan(told.net) - wan(line.amount)) < Fraction(1, 100)
    assert wan(line.amount) > 0
    assert f"自己至少出 {told.net}" in told.sentence


def test_the_formula_is_the_rate_of_what_counts_and_the_cap(start):
    (line,) = answer(start).grants.lines
    share, cap = line.formula.split("，封顶 ")
    rate, base = share.split("% × ")
    assert (rate, cap) == ("30", "200 万元")
    assert abs(wan(base) * 30 / 100 - wan(line.amount)) < Fraction(1, 100)


def test_half_years_say_what_the_firm_bears_itself(start):
    told = answer(start)
    granted = sum(Fraction(half.granted) for half in told.halves)
    assert abs(granted - wan(told.grants.total)) < Fraction(len(told.halves), 100)
    for half in told.halves:
        own = Fraction(half.spent) + Fraction(half.running) - Fraction(half.granted)
        assert abs(Fraction(half.own) - own) <= Fraction(1, 50)


def test_what_nobody_has_verified_is_not_counted_but_named(start):
    unverified = replace(start, catalogue=load_catalogue())
    told = answer(unverified)
    assert told.net == ""
    assert told.grants.lines == []
    assert "未核验或还有条件待确认" in told.grants.more
    assert "money=hoped" in told.grants.more_address


def test_what_is_only_hoped_for_is_marked_wherever_it_counts(start):
    told = answer(replace(start, catalogue=load_catalogue()), "hoped")
    assert told.grants.lines
    assert told.grants.hoped
    assert not any(line.sure for line in told.grants.lines)
    assert told.grants.more == ""
    assert told.headline != told.net
    assert wan(told.headline) == sum(Fraction(half.spent) for half in told.halves)
    assert f"没把握的补贴都拿到时，自己至少出 {told.net}" in told.sentence


def test_without_public_money_nothing_is_said_to_be_left_over(start):
    told = answer(start, "none")
    assert told.net == ""
    assert told.grants is None


def test_every_amount_stands_on_a_policy_with_its_state_and_its_verification(start):
    (line,) = answer(start, language="zh-hans").grants.lines
    assert line.sure
    assert line.verified == f"最后核验 {DAY}"
    assert line.name
    assert line.issuer
    assert line.state

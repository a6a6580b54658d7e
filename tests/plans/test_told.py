"""A plan in words, in numbers and in positions."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from plans import chart, figures, told
from plans.wishes import WishesForm, address_of
from readiness.planning import Patience, Terms, plan


@pytest.fixture
def cut_short(ground):
    """A plan that was found but not proven."""
    return replace(plan(ground, Terms(), patience=Patience(1.0)), status="feasible", bound_wan=Fraction("101.333"))


def test_what_is_not_proven_says_by_how_much_it_could_be_better(cut_short, ground):
    with override("zh-hans"):
        shown = told.tell(ground, cut_short, (), None)
    assert shown.sentence.startswith("目前找到的最省方案：114 万元（估算）")
    # 114 less 101.333 is 12.667: rounded up, because it is said to be the most.
    assert shown.proof == "还没证明是最省的：即使有更好的方案，最多再省 12.67 万元。"


def test_a_score_that_is_not_proven_says_how_much_higher_it_could_be(cut_short, ground):
    terms = replace(cut_short.terms, objective="best")
    found = replace(cut_short, terms=terms, bound_wan=None, bound_score=cut_short.score + Fraction("0.11"))
    with override("en"):
        assert told.tell(ground, found, (), None).proof.endswith("could score at most 0.2 points higher.")


def test_a_comparison_with_something_unproven_is_not_made(cut_short, ground):
    proven = replace(cut_short, status="optimal")
    assert told.tell(ground, proven, (), cut_short).more == ""


def test_with_more_money_what_gets_better_is_named(cut_short, ground):
    proven = replace(cut_short, status="optimal")
    better = replace(proven, net_wan=proven.net_wan - 3, months=proven.months - 1)
    with override("en"):
        assert told.tell(ground, proven, (), better).more == (
            "With CNY 10,000 more a year: CNY 30,000 less in all, 1 month earlier."
        )


def test_what_has_run_until_all_is_done_is_added_up(ground):
    found = plan(ground, Terms(yearly_budget_wan=Decimal(50)), patience=Patience(1.0))
    running = sum(half.running_wan for half in found.half_years)
    with override("zh-hans"):
        shown = told.tell(ground, found, (), None)
        total = figures.wan(Fraction(found.cost_wan.likely) + running)
    assert running > 0
    assert shown.by_then == f"{shown.halves[-1].total} 万元" == total


def test_what_is_not_known_is_not_said_to_be_impossible(cut_short, ground):
    found = replace(cut_short, placed=(), status="unknown")
    with override("zh-hans"):
        shown = told.tell(ground, found, (), None)
    assert shown.headline == "还没找到方案"
    assert "也没能证明没有" in shown.sentence


def test_nothing_to_do_is_said(cut_short, ground):
    found = replace(cut_short, placed=(), status="there")
    with override("zh-hans"):
        assert told.tell(ground, found, (), None).sentence == "您已经达到这一级，不需要再做什么。"


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [("2.5", "2.5 万元", "CNY 25,000"), ("125", "125 万元", "CNY 1.25 million"), ("0", "0 万元", "CNY 0")],
)
def test_money_reads_as_each_language_counts_it(amount, chinese, english):
    with override("zh-hans"):
        assert figures.wan(Decimal(amount)) == chinese
    with override("en"):
        assert figures.wan(Decimal(amount)) == english


def test_a_budget_is_rounded_up_so_that_it_is_certainly_enough():
    assert figures.wan_up(Fraction(1, 3)) == Decimal("0.34")


def test_the_address_holds_only_what_is_unusual_and_reads_back_as_the_same_terms(ground):
    from django.http import QueryDict

    assert address_of(Terms(target="L3")) == "?target=L3"
    terms = Terms("L4", "earliest", Decimal("60.5"), 24, locked=frozenset({"A05"}), excluded=frozenset({"A17", "A09"}))
    form = WishesForm(ground, QueryDict(address_of(terms)[1:]))
    assert form.is_valid()
    assert form.terms == terms


def test_bars_stand_on_the_base_and_the_line_ends_at_the_top():
    drawn = chart.cash([("1–6", Fraction(10), Fraction(0)), ("7–12", Fraction(5), Fraction(5))], 360, figures.number)
    first, last = drawn.columns
    assert [column.figure for column in drawn.columns] == ["10", "20"]
    assert (first.spent, first.running) == (("101", "75"), ("101", "0"))
    assert (last.spent, last.running) == (("138.5", "37.5"), ("101", "37.5"))
    assert last.total_y == str(chart.TOP)
    assert drawn.line == f"{first.middle},101 {last.middle},26"


def test_a_plan_that_costs_nothing_can_be_drawn():
    drawn = chart.cash([("1–6", Fraction(0), Fraction(0))], 360, figures.number)
    assert drawn.columns[0].spent == ("176", "0")

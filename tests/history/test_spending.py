"""Planned beside really spent: by half-year, in all, and like beside like."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from history.models import ActionProgress, record
from history.plan import Line
from history.spending import Row, spending

State = ActionProgress.State


def line(likely, state=State.PLANNED, cost=None, **months):
    kept = ActionProgress(state=state, cost_wan=None if cost is None else Decimal(cost))
    for name, text in months.items():
        setattr(kept, f"{name}_month", datetime.date.fromisoformat(f"{text}-01"))
    return Line("A01", "", "", "", None if likely is None else Decimal(likely), True, kept)


def told(*lines):
    with override("zh-hans"):
        return spending(lines)


def test_nothing_recorded_shows_nothing():
    assert told(Line("A01", "", "", "", Decimal(5), True, None)) is None


def test_half_years_end_with_june_and_december():
    found = told(line(5, planned="2026-06"), line(7, planned="2026-07"), line(1, planned="2027-01"))
    assert found.rows == (
        Row("2026 年上半年", "5 万元", "–"),
        Row("2026 年下半年", "7 万元", "–"),
        Row("2027 年上半年", "1 万元", "–"),
    )
    assert (found.total.planned, found.total.spent) == ("13 万元", "–")


def test_money_spent_counts_when_it_was_done_else_when_it_was_started():
    found = told(
        line(5, State.DONE, "6.5", planned="2025-01", started="2025-05", done="2025-09"),
        line(3, State.DOING, "1", planned="2025-02", started="2025-12"),
        line(2, cost="0.5", planned="2026-03"),
    )
    assert found.rows == (
        Row("2025 年上半年", "8 万元", "–"),
        Row("2025 年下半年", "–", "7.5 万元"),
        Row("2026 年上半年", "2 万元", "0.5 万元"),
    )
    assert (found.total.planned, found.total.spent) == ("10 万元", "8 万元")


def test_what_was_done_without_a_plan_is_estimated_where_it_happened_and_what_has_no_month_comes_last():
    found = told(line(4), line(5, State.DONE, done="2025-09"), line(None, cost="2"))
    assert found.rows == (Row("2025 年下半年", "5 万元", "–"), Row("尚未定月份", "4 万元", "2 万元"))


def test_like_is_set_beside_like():
    found = told(line(5, State.DONE, "6", done="2025-09"), line(9), line(None, State.DONE, "1", done="2025-09"))
    assert found.alike == (1, "5 万元", "6 万元")
    assert told(line(9)).alike is None


@pytest.mark.django_db
def test_the_page_of_actions_shows_both(signed_in, factory, alice, submitted):
    step = submitted("2025-03-01", 0).data["route"]["steps"][0]
    values = {"state": "done", "done_month": datetime.date(2025, 9, 1), "cost_wan": Decimal("3.5")}
    record(factory.organisation, alice, step["action"], 0, values)
    html = signed_in(alice).get(reverse("history:actions", args=[factory.uuid])).content.decode()
    assert "Planned and really spent" in html
    assert "Jul–Dec 2025" in html
    assert "and cost CNY 35,000." in html
    html = signed_in(alice, "zh-hans").get(reverse("history:actions", args=[factory.uuid])).content.decode()
    assert "计划与实际花费" in html
    assert "已填实际花费的 1 项行动" in html


@pytest.mark.django_db
def test_an_action_of_a_plan_that_stands_in_no_route_has_the_estimate_of_the_method(
    signed_in, factory, alice, submitted
):
    result = submitted("2025-03-01", 0)
    route = {step["action"] for step in result.data["route"]["steps"]}
    action = next(one for code, one in result.assessment.framework.actions.items() if code not in route)
    record(
        factory.organisation, alice, action.code, 0, {"state": "planned", "planned_month": datetime.date(2026, 1, 1)}
    )
    html = signed_in(alice, "zh-hans").get(reverse("history:actions", args=[factory.uuid])).content.decode()
    assert "不在最新路线中" in html
    assert f"{action.cost_wan.likely.normalize():f} 万元" in html

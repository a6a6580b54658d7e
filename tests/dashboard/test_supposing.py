"""A voucher, reckoned by hand: whom a published share may stand for, and what it would cost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from dashboard.supposing import Voucher, firms_of, reached
from surveys.content import framework


@pytest.mark.parametrize(
    ("share", "n", "uptake", "firms"),
    [
        ("37", 200, 100, (73, 75)),  # 36.5 % and 37.5 % of 200
        (62, 100, 100, (61, 63)),
        ("<9", 100, 100, (0, 9)),
        (">91", 100, 100, (91, 100)),
        ("37", 200, 50, (36, 38)),
        ("0", 100, 100, (0, 1)),
    ],
)
def test_a_share_stands_for_as_many_firms_as_rounding_hides(share, n, uptake, firms):
    assert firms_of(share, n, uptake) == firms


def test_a_voucher_pays_its_share_up_to_the_cap():
    voucher = Voucher(20, Decimal(50))
    assert voucher.grant_wan(Decimal(100)) == 20
    assert voucher.grant_wan(Decimal(400)) == 50


def test_the_budget_goes_from_fewest_and_smallest_to_most_and_largest():
    found = reached(framework(), "PM-3", "62", 100, Voucher(20, Decimal(50)))
    low, high = found.grant_wan
    assert found.firms == (61, 63)
    assert found.budget_wan == (61 * low, 63 * high)
    assert any(lift.question == "PM-3" for lift in found.action.lifts)


def test_the_cheapest_action_is_supposed():
    found = reached(framework(), "PM-3", "62", 100, Voucher(20, Decimal(50)))
    lifting = [one for one in framework().actions.values() if any(lift.question == "PM-3" for lift in one.lifts)]
    assert found.action.cost_wan.low + found.action.cost_wan.high == min(
        one.cost_wan.low + one.cost_wan.high for one in lifting
    )


def test_a_question_no_action_lifts_reaches_nobody():
    assert reached(framework(), "none", "62", 100, Voucher(20, Decimal(50))) is None


def page(signed_in, hana, zhejiang, query=""):
    return signed_in(hana).get(reverse("dashboard:whatif", args=[zhejiang.uuid]) + query)


@pytest.mark.django_db
def test_the_page_tells_whom_a_voucher_would_reach(signed_in, hana, zhejiang, counted):
    text = page(signed_in, hana, zhejiang, "?rate=20&cap=50&uptake=100").content.decode()
    assert "61–63" in text
    assert "must not be added up" in text


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?rate=0", "?rate=abc", "?cap=-1", "?uptake=200"])
def test_a_voucher_that_cannot_be_is_refused_with_a_sentence(signed_in, hana, zhejiang, counted, query):
    reply = page(signed_in, hana, zhejiang, query)
    assert reply.status_code == 422
    assert "data-focus" in reply.content.decode()


@pytest.mark.django_db
def test_a_hidden_region_supposes_nothing(signed_in, hana, zhejiang, counted):
    assert "must not be added up" not in page(signed_in, hana, zhejiang, "?region=330200").content.decode()


@pytest.mark.django_db
def test_a_stranger_supposes_nothing(signed_in, gao, zhejiang, counted):
    assert page(signed_in, gao, zhejiang).status_code == 404

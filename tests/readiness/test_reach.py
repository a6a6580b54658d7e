"""One firm under one record: its cell, its claim from its own figures, its claim on what its route would buy."""

from decimal import Decimal

import pytest

from readiness.loading.catalogue import published_catalogue
from readiness.profile import Profile
from readiness.subsidies.reach import Standing, is_share_of_spending, standing
from readiness.subsidies.rules import Facts

CODE = "zj-hangzhou-compute-voucher-2025"  # 25 % of what compute is rented for, 45 % of domestic compute
ROUTE = {
    "uses": {"compute": ["A41"], "model": ["A11"]},
    "steps": [
        {"action": "A41", "cost_wan": {"low": "10", "likely": "20", "high": "40"}},
        {"action": "A11", "cost_wan": {"low": "7", "likely": "7", "high": "7"}},
    ],
}


def found(code=CODE):
    return next(record for record in published_catalogue().records if record.id == code)


def stands(route=None, adcode="330106", facts=None, **spend):
    catalogue = published_catalogue()
    amounts = {kind: Decimal(amount) for kind, amount in spend.items()}
    profile = Profile("某厂", adcode, "3670", "equipment", spend=amounts, facts=facts or {})
    return standing(found(), Facts(profile, catalogue.fields, catalogue.lists), route or {})


def test_a_firm_that_meets_the_rule_claims_its_share():
    assert stands(compute_rent_wan=10) == Standing("met", claim_wan=Decimal("2.5"))
    assert stands(facts={"provider.domestic_compute": True}, compute_rent_wan=10).claim_wan == Decimal("4.5")


def test_a_firm_elsewhere_or_without_spending_does_not_meet_it():
    assert stands(adcode="330282", compute_rent_wan=10) == Standing("not_met")
    assert stands(compute_rent_wan=0) == Standing("not_met")


def test_a_firm_whose_spending_is_not_known_may_claim_on_what_its_route_buys():
    assert stands(ROUTE) == Standing("not_known", planned_wan=(Decimal("2.5"), Decimal(5), Decimal(10)))


@pytest.mark.parametrize(
    "route", [None, {"uses": {"model": ["A11"]}, "steps": ROUTE["steps"]}, {"uses": {}, "steps": []}]
)
def test_a_route_that_buys_nothing_of_it_claims_nothing(route):
    assert stands(route) == Standing("not_known")


def test_own_figures_come_before_the_route():
    assert stands(ROUTE, compute_rent_wan=10).planned_wan is None


def test_only_a_share_of_known_spending_has_a_budget():
    kinds = {record.amount.kind for record in published_catalogue().records if is_share_of_spending(record)}
    assert kinds == {"rate_cap"}

"""What of the catalogue a plan may count on: never more than the rules say, never what nobody has verified unless asked."""

import dataclasses
import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.loading.catalogue import load_catalogue
from readiness.planning import Terms, plan
from readiness.planning.offers import chances_of, counted, months_until, part_wan
from readiness.subsidies.amounts import least_share
from readiness.subsidies.records import Amount, Stacking, Tier, Window
from readiness.subsidies.rules import Facts
from readiness.subsidies.windows import days_to_apply
from readiness.text import Text
from tests.readiness.conftest import TODAY
from tests.readiness.planning.money import DAY, MODEL, certain, firm, generous_record

GRANT = "sz-industry-application"
NOTHING = Text("", "")


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def offers(catalogue, framework, money="sure", on=DAY, **known):
    return {one.code: one for one in offers_of(catalogue, firm(**known), framework, on, money)}


def offers_of(catalogue, profile, framework, on, money="sure"):
    return tuple(chance.offer for chance in counted(chances_of(catalogue, profile, framework, on), money))


# --- Which records ------------------------------------------------------------------------------------------------------


def test_nothing_of_the_shipped_catalogue_is_sure_because_nobody_has_verified_it(catalogue, framework):
    for adcode in sorted({record.region.adcode for record in catalogue.records}):
        assert not offers(catalogue, framework, adcode=adcode, on=TODAY)


def test_what_is_hoped_for_is_counted_only_when_asked_and_marked_as_not_verified(catalogue, framework):
    hoped = offers(catalogue, framework, "hoped")
    assert MODEL in hoped
    assert not hoped[MODEL].verified
    assert not offers(catalogue, framework, "none")


def test_a_verified_record_with_all_conditions_met_is_sure(catalogue, framework):
    found = offers(certain(catalogue), framework)
    assert found.keys() == {MODEL}
    assert found[MODEL].verified
    assert (found[MODEL].rate_percent, found[MODEL].cap_wan, found[MODEL].min_spend_wan) == (30, 200, 50)


@pytest.mark.parametrize(
    "fields",
    [
        {"last_verified_on": DAY - datetime.timedelta(days=91)},
        {"last_verified_on": None},
        {"doubt": Text("或已废止", "May have been repealed")},
        {"rule": None},
        {"continuous": False, "windows": ()},
        {"continuous": False, "windows": (Window(DAY, None, None, True),)},
        {"continuous": False, "windows": (Window(DAY, DAY, None, False),)},
    ],
    ids=["stale", "not verified", "in doubt", "no rule", "no window known", "no end known", "second-hand window"],
)
def test_what_is_not_certain_is_only_hoped_for(catalogue, framework, fields):
    changed = certain(catalogue, **fields)
    assert MODEL not in offers(changed, framework)
    assert MODEL in offers(changed, framework, "hoped")


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_to": DAY - datetime.timedelta(days=1)},
        {"continuous": False, "windows": (Window(None, DAY - datetime.timedelta(days=1), None, True),)},
        {"relevance": "supplier_side"},
        {"amount": Amount("award", cap_wan=Decimal(100))},
        {"needs": ()},
        {"needs": ("helicopter",)},
    ],
    ids=["expired", "closed", "for suppliers", "an award", "for no spending", "for what no action buys"],
)
def test_what_cannot_be_counted_is_not_even_hoped_for(catalogue, framework, fields):
    assert MODEL not in offers(certain(catalogue, **fields), framework, "hoped")


def test_a_firm_elsewhere_is_offered_nothing(catalogue, framework):
    assert MODEL not in offers(certain(catalogue), framework, "hoped", adcode="330282")


def test_a_chance_says_what_is_still_open(catalogue, framework):
    chances = chances_of(catalogue, firm(), framework, DAY)
    found = next(one for one in chances if one.offer.code == MODEL)
    assert not found.sure
    assert found.match.conditions_not_known or found.match.questions or not found.match.status.verified


# --- Which part of what ---------------------------------------------------------------------------------------------------


def test_an_action_counts_with_an_equal_part_for_each_of_its_uses_rounded_down(catalogue, framework):
    found = offers(certain(catalogue), framework)[MODEL]
    for action in framework.actions.values():
        if "model" in action.uses:
            part = found.part_wan(action.code)
            assert part <= action.cost_wan.likely / len(action.uses) < part + Decimal("0.01")
            assert found.counts(action.code, 0)
        else:
            assert found.part_wan(action.code) == 0
            assert not found.counts(action.code, 0)


def test_an_action_all_of_whose_uses_count_counts_whole(framework):
    action = next(action for action in framework.actions.values() if len(action.uses) > 1)
    assert part_wan(action, action.uses) == action.cost_wan.likely
    assert part_wan(action, ()) == 0


def amount(*tiers, **fields):
    return Amount("rate_cap", tiers=tuple(Tier(NOTHING, when, *rest) for when, *rest in tiers), **fields)


@pytest.mark.parametrize(
    ("held", "share"),
    [
        (amount(rate_percent=Decimal(30), cap_wan=Decimal(200)), (30, 200)),
        (amount(rate_percent=Decimal(30)), (30, None)),
        (amount((None, Decimal(60)), cap_wan=Decimal(9)), (60, 9)),
        (amount((None, Decimal(60), None, Decimal(7)), cap_wan=Decimal(9)), (60, 7)),
        (amount(), None),
        (amount((None, None)), None),
        (amount((None, None, Decimal(50))), None),
        (amount(rate_percent=Decimal(30), percent_field="tax"), None),
        (Amount("flat", cap_wan=Decimal(5)), None),
    ],
)
def test_a_share_is_known_before_the_spending_or_not_at_all(catalogue, held, share):
    assert least_share(held, Facts(firm(), catalogue.fields, catalogue.lists)) == share


def test_of_several_rates_that_could_apply_the_lowest_counts(catalogue, framework):
    record = next(r for r in catalogue.records if r.id == "sz-training-voucher")
    assert sorted(tier.rate_percent for tier in record.amount.tiers) == [50, 60]
    assert (
        offers(catalogue, framework, "hoped", on=datetime.date(2026, 5, 10))["sz-training-voucher"].rate_percent == 50
    )


# --- When -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months"),
    [
        ("2026-09-01", 0),
        ("2026-08-01", 0),
        ("2026-09-02", 1),
        ("2026-10-01", 1),
        ("2027-09-01", 12),
        ("2027-09-15", 13),
    ],
)
def test_a_month_of_a_plan_begins_on_the_day_the_plan_begins(day, months):
    assert months_until(DAY, datetime.date.fromisoformat(day)) == months


@pytest.mark.parametrize(
    ("fields", "spans"),
    [
        ({"valid_from": None, "valid_to": None}, ((0, None),)),
        ({"valid_to": datetime.date(2027, 8, 31)}, ((0, 11),)),
        ({"valid_to": datetime.date(2027, 9, 1)}, ((0, 12),)),
        ({"valid_from": datetime.date(2027, 1, 1), "valid_to": None}, ((4, None),)),
        (
            {
                "valid_to": None,
                "continuous": False,
                "windows": (
                    Window(datetime.date(2026, 8, 1), datetime.date(2026, 8, 31), None, True),
                    Window(datetime.date(2026, 12, 1), datetime.date(2027, 2, 28), None, True),
                    Window(datetime.date(2027, 12, 1), datetime.date(2028, 2, 28), None, True),
                ),
            },
            ((3, 5), (15, 17)),
        ),
    ],
)
def test_an_action_counts_when_it_starts_while_one_can_apply(catalogue, framework, fields, spans):
    found = offers(certain(catalogue, **({"valid_from": None} | fields)), framework)[MODEL]
    assert found.spans == spans
    (action, *_), (first, last) = sorted(found.actions), spans[0]
    assert found.counts(action, first)
    assert not found.counts(action, first - 1)
    assert last is None or not found.counts(action, last + 1)


def test_a_window_of_another_region_is_no_window(catalogue):
    record = next(r for r in catalogue.records if r.id == MODEL)
    window = Window(DAY, DAY, None, True, only_in="440307")
    changed = dataclasses.replace(record, continuous=False, windows=(window,), valid_from=None, valid_to=None)
    assert list(days_to_apply(changed, "440307", certain=True)) == [(DAY, DAY)]
    assert list(days_to_apply(changed, "440306", certain=True)) == []


SHARE = Amount("rate_cap", rate_percent=Decimal(30), base_fields=("spend.model_purchase_wan",))


# --- Together -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stacking", "apart"),
    [
        (Stacking("free", NOTHING), False),
        (Stacking("unknown", NOTHING), True),
        (Stacking("not_both", NOTHING, ids=(GRANT,)), True),
        (Stacking("stack_to", NOTHING, ids=(GRANT,), percent=Decimal(50)), True),
    ],
)
def test_only_what_is_known_to_be_allowed_together_is_taken_together(catalogue, framework, stacking, apart):
    both = certain(certain(catalogue, stacking=stacking), GRANT, amount=SHARE)
    found = offers(both, framework)
    assert (GRANT in found[MODEL].apart, MODEL in found[GRANT].apart) == (apart, apart)


def test_offers_for_the_same_actions_share_one_spending(catalogue, framework):
    found = offers(certain(certain(catalogue), GRANT, amount=SHARE), framework)
    assert found[MODEL].shared == found[GRANT].shared != ""


# --- In a plan --------------------------------------------------------------------------------------------------------------


def test_a_plan_pays_less_by_what_is_offered_and_never_more_than_without(framework, ground_of, catalogue):
    found = offers_of(generous_record(catalogue), firm(), framework, DAY)
    counted = 0
    for seed in range(6):
        gross = plan(ground_of(seed), Terms())
        net = plan(ground_of(seed), Terms(), found)
        assert net.net_wan <= gross.net_wan
        assert net.net_wan == Fraction(net.cost_wan.likely) - sum(one.amount_wan for one in net.granted)
        for one in net.granted:
            counted += 1
            starts = {p.action.code: p.start_month for p in net.placed}
            base = sum(one.offer.part_wan(code) for code, month in starts.items() if one.offer.counts(code, month))
            assert one.base_wan == base
            assert one.amount_wan == base * 30 / 100
    assert counted

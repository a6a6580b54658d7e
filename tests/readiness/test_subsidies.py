"""The catalogue held against firms: what is met, what it could bring at most, and what must not be said."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from readiness.loading.catalogue import load_catalogue
from readiness.plain import canonical_json, plain
from readiness.profile import Profile
from readiness.subsidies import Catalogue, match_subsidies
from readiness.subsidies.amounts import estimate
from readiness.subsidies.records import Stacking, Window
from readiness.subsidies.rules import Facts
from readiness.subsidies.stacking import Claim, total_of
from readiness.subsidies.states import STATES, status_on
from readiness.text import Text
from tests.readiness.conftest import CASES, TODAY, cases

ALL_USES = dict.fromkeys(("compute", "model", "data", "labelling", "software", "equipment", "service"), ("A11",))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def records(catalogue):
    return {record.id: record for record in catalogue.records}


def firm(**known) -> Profile:
    base = {"name": "某厂", "adcode": "440306", "industry": "3984", "policy_group": "electronics"}
    return Profile(**(base | known))


def money(amounts) -> dict[str, Decimal]:
    return {kind: Decimal(amount) for kind, amount in (amounts or {}).items()}


def fact(value):
    """Numbers are written as text in the cases."""
    return Decimal(value) if isinstance(value, str) and value.replace(".", "").isdigit() else value


def matched(catalogue, profile, uses=ALL_USES, on=TODAY):
    return {match.subsidy.id: match for match in match_subsidies(catalogue, profile, uses, on).matches}


def changed(catalogue, **records):
    """The catalogue with fields of some records replaced; ids with underscores for hyphens."""
    by_id = {name.replace("_", "-"): fields for name, fields in records.items()}
    new = tuple(dataclasses.replace(r, **by_id.get(r.id, {})) for r in catalogue.records)
    return dataclasses.replace(catalogue, records=new)


# --- amounts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases(CASES / "subsidy_amounts.yaml"))
def test_the_estimate_follows_the_published_text(catalogue, records, case):
    given = {code: fact(value) for code, value in case.get("facts", {}).items()}
    profile = firm(spend=money(case.get("spend")), facts=given)
    found = estimate(records[case["record"]].amount, Facts(profile, catalogue.fields, catalogue.lists))
    assert found.amount_wan == (None if case["expected"] is None else Decimal(case["expected"]))
    if "base" in case:
        assert found.base_wan == Decimal(case["base"])
    if "words" in case:
        assert case["words"] in found.reason.zh
    if "note" in case:
        assert any(case["note"] in note.zh for note in found.notes)


def test_the_formula_shows_the_firm_its_own_numbers(catalogue):
    match = matched(catalogue, firm(spend=money({"model_api_wan": "40", "model_private_deploy_wan": "20"})))
    formula = match["sz-model-voucher"].estimate.formula
    assert formula.zh == "30% × 60 万元 = 18 万元，封顶 200 万元（每年）"
    assert formula.en == "30% × CNY 600,000 = CNY 180,000, cap CNY 2,000,000 (a year)"


def test_the_formula_says_where_the_cap_is_what_counts(catalogue):
    match = matched(catalogue, firm(spend=money({"model_api_wan": "1000"})))
    formula = match["sz-model-voucher"].estimate.formula
    assert formula.zh == "30% × 1000 万元 = 300 万元，超过封顶，按 200 万元（每年）计"
    assert formula.en == "30% × CNY 10,000,000 = CNY 3,000,000, above the cap, so CNY 2,000,000 (a year)"


# --- conditions -------------------------------------------------------------------------------------------------------


def test_an_empty_profile_is_never_refused_for_what_it_has_not_said(catalogue):
    for match in matched(catalogue, firm()).values():
        assert match.verdict != "not_met"


def test_conditions_are_told_apart_with_the_firms_own_value(catalogue):
    spend = money({"model_purchase_wan": "60"})
    match = matched(catalogue, firm(spend=spend, facts={"provider.related_party": True}))["sz-model-voucher"]
    assert match.verdict == "not_met"
    assert [(c.text.zh, c.own.zh) for c in match.conditions_not_met] == [
        ("供方与本企业没有关联关系", "供方是本企业的关联方")
    ]
    assert [(c.text.zh, c.own.zh) for c in match.conditions_met][-1] == (
        "计划一年内购买模型的总支出不低于 50 万元",
        "60 万元",
    )
    assert [c.own.zh for c in match.conditions_not_known] == ["未填写"]
    assert match.estimate.amount_wan is None
    assert match.questions == ()


def test_what_is_open_becomes_a_question_with_the_field_that_answers_it(catalogue):
    match = matched(catalogue, firm(spend=money({"model_purchase_wan": "60"})))["sz-model-voucher"]
    assert match.verdict == "not_known"
    assert [question.field for question in match.questions] == ["model.filed_with_cac", "provider.related_party", None]
    assert match.questions[0].text.zh == "所用大模型是否经国家网信办备案？"


def test_a_record_without_a_rule_says_so_and_is_not_met_by_default(catalogue):
    match = matched(catalogue, firm())["cn-ai-mfg-279"]
    assert match.verdict == "not_known"
    assert "没有记录" in match.verdict_text.zh


def test_below_the_minimum_the_condition_is_not_met_and_the_amount_is_zero(catalogue):
    match = matched(catalogue, firm(adcode="350203", spend=money({"compute_rent_wan": "4.99"})))
    found = match["fj-xiamen-compute-subsidy"]
    assert found.verdict == "not_met"
    assert found.estimate.amount_wan == 0


@pytest.mark.parametrize("text", ["verdict_text", "fit_text"])
def test_every_sentence_of_a_match_exists_in_both_languages(catalogue, text):
    for match in matched(catalogue, firm()).values():
        assert getattr(match, text).zh
        assert getattr(match, text).en
        for condition in (*match.conditions_met, *match.conditions_not_known, *match.conditions_not_met):
            assert condition.text.zh
            assert condition.text.en
            assert condition.own.zh
            assert condition.own.en


# --- which records ----------------------------------------------------------------------------------------------------


def test_only_records_of_the_firms_region_and_of_the_country_are_considered(catalogue):
    places = {match.subsidy.region.adcode for match in matched(catalogue, firm(), uses={}).values()}
    assert places == {"000000", "440000", "440300"}


def test_a_voucher_open_to_all_is_considered_where_the_route_rents_computing_power(catalogue):
    assert "gs-qingyang-compute-voucher" in matched(catalogue, firm(), uses={"compute": ("A41",)})
    assert "gs-qingyang-compute-voucher" not in matched(catalogue, firm(), uses={"model": ("A11",)})


def test_provincial_money_is_a_question_in_a_separately_budgeted_city(catalogue):
    in_shenzhen = matched(catalogue, firm())["gd-ai-mfg-benchmark-2025-27"]
    in_foshan = matched(catalogue, firm(adcode="440606"))["gd-ai-mfg-benchmark-2025-27"]
    assert any("计划单列市" in question.text.zh for question in in_shenzhen.questions)
    assert not any("计划单列市" in question.text.zh for question in in_foshan.questions)


@pytest.mark.parametrize(
    ("zone", "considered", "verdict"),
    [("北京经济技术开发区", True, "met"), (None, True, "not_known"), ("中关村科学城", False, None)],
)
def test_a_zone_is_a_question_until_the_firm_has_named_its_zone(catalogue, zone, considered, verdict):
    match = matched(catalogue, firm(adcode="110115", zone=zone)).get("bj-etown-token-economy-2026")
    assert (match is not None) is considered
    assert (match.verdict if match else None) == verdict


def test_a_region_without_records_is_told_that_this_does_not_mean_no_policy(catalogue):
    found = match_subsidies(catalogue, firm(adcode="360102"), ALL_USES, TODAY)
    assert found.no_records.zh == "本库暂无该地区记录（不代表没有政策）"
    assert [gap.name.zh for gap in found.searched_in_vain] == ["江西"]
    assert match_subsidies(catalogue, firm(), ALL_USES, TODAY).no_records is None


def test_leads_of_the_region_are_named_without_any_figure(catalogue):
    found = match_subsidies(catalogue, firm(adcode="330282"), ALL_USES, TODAY)
    assert [lead.name.zh for lead in found.leads] == ["宁波市算力券"]
    assert not any("万" in lead.name.zh or "%" in lead.name.zh for lead in catalogue.leads)


# --- fit to the route -------------------------------------------------------------------------------------------------


def test_a_compute_voucher_fits_only_a_route_that_rents_computing_power(catalogue):
    with_it = matched(catalogue, firm(adcode="310115"), {"compute": ("A41",)})["sh-compute-voucher-2025"]
    without = matched(catalogue, firm(adcode="310115"), {"model": ("A11",)})["sh-compute-voucher-2025"]
    assert (with_it.fits_route, with_it.actions) == (True, ("A41",))
    assert (without.fits_route, without.actions) == (False, ())
    assert "A41" in with_it.fit_text.zh


def test_a_model_voucher_fits_only_a_route_that_uses_a_model(catalogue):
    with_it = matched(catalogue, firm(adcode="310115"), {"model": ("A20", "A11")})["sh-model-voucher-2025"]
    without = matched(catalogue, firm(adcode="310115"), {"compute": ("A41",)})["sh-model-voucher-2025"]
    assert with_it.actions == ("A11", "A20")
    assert not without.fits_route


def test_a_tax_benefit_does_not_depend_on_the_route(catalogue):
    assert matched(catalogue, firm(), {})["cn-hnte-15"].fits_route


@pytest.mark.parametrize(
    ("record", "section"),
    [
        ("sz-model-voucher", "cash"),
        ("cn-hnte-15", "tax"),
        ("cn-equipment-loan-interest-2026", "loans"),
        ("cn-smart-factory-gradient", "recognition_and_services"),
        ("gd-ai-little-giant-2025-27", "supplier_side"),
        ("cn-first-set-equipment-insurance", "supplier_side"),
        ("cn-ai-mfg-279", "framework"),
        ("cn-ai-industry-fund", "framework"),
    ],
)
def test_kinds_of_money_are_kept_apart(catalogue, record, section):
    assert matched(catalogue, firm())[record].section == section


def test_an_expired_record_is_only_in_the_appendix(catalogue):
    match = matched(catalogue, firm(adcode="110105"))["bj-compute-voucher-2023-25"]
    assert match.section == "expired"
    assert match.status.can_apply_now == "no"


# --- states -----------------------------------------------------------------------------------------------------------

DAY = datetime.date
BASE = {"valid_from": DAY(2026, 1, 1), "valid_to": DAY(2027, 12, 31), "doubt": None, "windows": (), "continuous": False}
JUNE = Window(DAY(2026, 6, 1), DAY(2026, 6, 30), None, True)


def state(records, on, **fields):
    record = dataclasses.replace(records["sz-model-voucher"], **(BASE | fields))
    return status_on(record, on, "440300")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (DAY(2025, 12, 31), "before_window"),
        (DAY(2026, 5, 31), "before_window"),
        (DAY(2026, 6, 1), "can_apply"),
        (DAY(2026, 6, 30), "can_apply"),
        (DAY(2026, 7, 1), "window_closed"),
        (DAY(2028, 1, 1), "expired"),
    ],
)
def test_a_verified_record_follows_its_window(records, on, expected):
    found = state(records, on, windows=(JUNE,), last_verified_on=on, verified_by="某人")
    assert found.state == expected
    assert found.can_apply_now == ("yes" if expected == "can_apply" else "no")
    assert found.state_text == STATES[expected]


@pytest.mark.parametrize("day", range(0, 800, 7))
def test_an_unverified_record_can_never_be_applied_for(records, day):
    on = DAY(2026, 1, 1) + datetime.timedelta(days=day)
    for continuous in (True, False):
        found = state(records, on, windows=(JUNE,), continuous=continuous, last_verified_on=None)
        assert found.state != "can_apply"
        assert found.can_apply_now != "yes"


@pytest.mark.parametrize(("days", "stale"), [(90, False), (91, True)])
def test_a_verification_older_than_90_days_is_stale(records, days, stale):
    on = DAY(2026, 6, 15)
    found = state(records, on, windows=(JUNE,), last_verified_on=on - datetime.timedelta(days=days), verified_by="某人")
    assert found.stale is stale
    assert found.verified is not stale
    assert found.state == ("unverified" if stale else "can_apply")


@pytest.mark.parametrize(("on", "expected"), [(DAY(2027, 10, 31), "unverified"), (DAY(2027, 11, 1), "expiring")])
def test_the_last_sixty_days_are_about_to_expire(records, on, expected):
    assert state(records, on).state == expected


def test_in_force_and_can_apply_are_two_facts(records):
    closed = state(records, DAY(2026, 7, 1), windows=(JUNE,))
    assert (closed.in_force, closed.can_apply_now) == ("yes", "no")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "yes"),
        ({"valid_to": None}, "presumed"),
        ({"valid_to": None, "open_ended": True}, "yes"),
        ({"valid_to": None, "doubt": Text("不明", "unclear")}, "unknown"),
        ({"valid_to": DAY(2026, 5, 1)}, "no"),
    ],
)
def test_how_sure_it_is_that_a_record_is_in_force(records, fields, expected):
    assert state(records, DAY(2026, 6, 15), **fields).in_force == expected


def test_a_window_of_another_region_does_not_close_a_record(records):
    beijing = dataclasses.replace(JUNE, only_in="110000")
    assert state(records, DAY(2026, 7, 1), windows=(beijing,)).state == "unverified"


def test_no_record_of_the_catalogue_can_be_applied_for_while_none_is_verified(catalogue):
    for record in catalogue.records:
        assert status_on(record, TODAY, record.region.adcode).state != "can_apply"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("sz-model-voucher", "expiring"),
        ("sz-industry-application", "expiring"),
        ("sz-training-voucher", "window_closed"),
        ("sz-corpus-voucher", "window_closed"),
        ("gx-nanning-compute-voucher-2025", "window_closed"),
        ("bj-token-subsidy-2026", "window_closed"),
        ("bj-compute-voucher-2023-25", "expired"),
        ("tj-compute-voucher", "expiring"),
        ("sh-model-voucher-2025", "unverified"),
    ],
)
def test_states_on_the_day_of_compilation(records, record, expected):
    assert status_on(records[record], TODAY, records[record].region.adcode).state == expected


# --- totals -----------------------------------------------------------------------------------------------------------


def claim(records, record, amount, base=None, **stacking):
    subsidy = records[record]
    if stacking:
        subsidy = dataclasses.replace(subsidy, stacking=Stacking(text=Text("据文件", "by the text"), **stacking))
    return Claim(subsidy, Decimal(amount), Decimal(base) if base else None)


def total(*claims):
    found = total_of(claims, verified=False, certain=True)
    return found and (found.low_wan, found.high_wan)


def test_with_unknown_stacking_the_total_is_a_range_with_the_reason(records):
    claims = [claim(records, "zj-compute-voucher-2025", 30, 100), claim(records, "zj-corpus-voucher-2025", 20, 100)]
    assert total(*claims) == (30, 50)
    assert "未见规定" in total_of(claims, verified=False, certain=True).reason.zh


def test_what_excludes_each_other_is_not_added(records):
    pair = ("ah-scene-benchmark-2025", "ah-scene-challenge-2025")
    assert total(*(claim(records, record, amount, 100) for record, amount in zip(pair, (20, 15), strict=True))) == (
        20,
        20,
    )


def test_of_a_group_only_the_larger_one_counts(records):
    group = {"kind": "one_direction_per_year", "group": "same"}
    claims = [
        claim(records, "bj-token-subsidy-2026", 30, 100, **group),
        claim(records, "bj-dataset-award-2026", 40, **group),
    ]
    assert total(*claims) == (40, 40)


def test_the_same_contract_is_paid_once(records):
    once = {"kind": "same_contract_once"}
    claims = [
        claim(records, "sh-compute-voucher-2025", 30, 100, **once),
        claim(records, "zj-compute-voucher-2025", 20, 100),
    ]
    assert total(*claims) == (30, 30)


def test_what_may_be_stacked_is_added_up_to_the_percentage_stated(records):
    stack = {"kind": "stack_to", "percent": Decimal(100), "ids": ("zj-compute-voucher-2025",)}
    claims = [
        claim(records, "sh-compute-voucher-2025", 80, 100, **stack),
        claim(records, "zj-compute-voucher-2025", 30, 100),
    ]
    assert total(*claims) == (100, 100)


def test_support_for_one_spending_never_exceeds_the_spending(records):
    claims = [
        claim(records, "sc-chengdu-compute-voucher-2025", 60, 100),
        claim(records, "zj-compute-voucher-2025", 50, 100),
    ]
    assert total(*claims) == (60, 100)


def test_free_instruments_are_added(records):
    free = {"kind": "free"}
    claims = [
        claim(records, "sh-model-voucher-2025", 50, 100, **free),
        claim(records, "sh-corpus-voucher-2025", 30, 100, **free),
    ]
    assert total(*claims) == (80, 80)


def test_nothing_estimated_gives_no_total(records):
    assert total() is None
    assert total(claim(records, "sh-model-voucher-2025", 0)) is None


SHANGHAI = {
    "adcode": "310115",
    "qualifications": frozenset({"hnte_valid"}),
    "spend": {"model_api_wan": Decimal(100), "compute_rent_wan": Decimal(50)},
    "facts": {"provider.related_party": False, "rd_expense_wan": Decimal(300), "tax_by_accounts": True}
    | {"cit_rate_percent": Decimal(15)},
}


def test_tax_is_never_in_a_total(catalogue):
    found = match_subsidies(catalogue, firm(**SHANGHAI), ALL_USES, TODAY)
    tax = {match.subsidy.id: match for match in found.matches if match.section == "tax"}
    assert tax["cn-rd-super-deduction"].estimate.amount_wan == 45
    assert [(t.certain, t.low_wan, t.high_wan) for t in found.totals] == [(True, 50, 65)]
    assert set(found.totals[0].ids) == {"sh-model-voucher-2025", "sh-compute-voucher-2025"}


def test_verified_and_unverified_are_never_added(catalogue):
    seen = changed(catalogue, sh_model_voucher_2025={"last_verified_on": TODAY, "verified_by": "某人"})
    found = match_subsidies(seen, firm(**SHANGHAI), ALL_USES, TODAY)
    assert [(t.verified, t.high_wan) for t in found.totals] == [(True, 50), (False, 15)]


def test_what_does_not_fit_the_route_is_not_in_a_total(catalogue):
    found = match_subsidies(catalogue, firm(**SHANGHAI), {"compute": ("A41",)}, TODAY)
    assert [t.high_wan for t in found.totals] == [15]


def test_closed_money_and_fixed_sums_that_are_not_certain_are_not_in_a_total(catalogue):
    spend = money({"compute_rent_wan": "100", "ai_project_purchase_wan": "100"})
    found = match_subsidies(catalogue, firm(spend=spend), ALL_USES, TODAY)
    ids = {record for t in found.totals for record in t.ids}
    assert "sz-training-voucher" not in ids
    assert "cn-srdi-little-giant-round3" not in ids
    assert "sz-industry-application" in ids


def test_a_competitive_award_is_never_certain(catalogue):
    found = match_subsidies(catalogue, firm(spend=money({"ai_project_purchase_wan": "100"})), ALL_USES, TODAY)
    assert {t.certain for t in found.totals} == {False}


# --- the whole --------------------------------------------------------------------------------------------------------


def test_the_notices_are_the_fixed_sentences(catalogue):
    notices = match_subsidies(catalogue, firm(), {}, TODAY).notices
    assert [notice.zh[:12] for notice in notices] == [
        "本页为根据公开政策文本所",
        "金额为上限测算：比例 ×",
        "国家文件只鼓励地方发放算",
    ]


def test_matches_become_plain_data_and_the_same_input_the_same_text(catalogue):
    first, second = (canonical_json(plain(match_subsidies(catalogue, firm(), ALL_USES, TODAY))) for _ in range(2))
    assert first == second
    assert "Decimal" not in first


def test_nothing_says_that_money_will_be_received(catalogue):
    text = canonical_json(plain(match_subsidies(catalogue, firm(**SHANGHAI), ALL_USES, TODAY)))
    assert "你将获得" not in text
    assert "您将获得" not in text


def test_cash_that_may_still_be_had_comes_before_what_is_closed_or_not_met(catalogue):
    cash = [m for m in match_subsidies(catalogue, firm(), ALL_USES, TODAY).matches if m.section == "cash"]
    closed = [match.status.state == "window_closed" for match in cash]
    assert closed == sorted(closed)

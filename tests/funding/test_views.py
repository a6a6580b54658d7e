"""The page of a firm's public money: who may see it, what it groups how, and what it never says."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import PlannedSpend, SubsidyFact
from subsidies.models import Record
from tests.plans.conftest import ministry_snapshot  # noqa: F401  (fixture)
from tests.reports.conftest import frozen
from tests.surveys.conftest import draft  # noqa: F401  (fixture)

LOAN = "cn-boc-compute-loan"  # one condition: compute is rented
GIANT = "cn-srdi-little-giant-round3"


@pytest.fixture
def page(signed_in, alice, address):
    """page() is the page as Alice sees it."""

    def get(language="en", name="money", *more):
        return signed_in(alice, language).get(address(name, *more))

    return get


def codes(response, group):
    return [item.record.id for item in response.context["told"].groups[group]]


# --- who may see it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [("money",), ("record", LOAN), ("download",)])
def test_everybody_of_the_firm_may_read(signed_in, alice, bob, vera, address, where):
    for person in (alice, bob, vera):
        assert signed_in(person).get(address(*where)).status_code == 200


@pytest.mark.parametrize("where", [("money",), ("record", LOAN), ("download",)])
def test_a_stranger_meets_a_page_that_is_not_there(signed_in, charlie, address, where):
    assert signed_in(charlie).get(address(*where)).status_code == 404


@pytest.mark.parametrize("where", [("money",), ("record", LOAN), ("download",)])
def test_a_visitor_is_asked_to_sign_in(client, address, where):
    response = client.get(address(*where))
    assert response.status_code == 302
    assert "login" in response.url


@pytest.mark.parametrize("where", [("money",), ("record", LOAN), ("download",)])
def test_the_pages_only_read(signed_in, alice, address, where):
    assert signed_in(alice).post(address(*where)).status_code == 405


@pytest.mark.parametrize("where", ["answer", "subscribe", "unsubscribe"])
def test_what_changes_something_is_posted(signed_in, alice, charlie, client, address, where):
    assert client.post(address(where)).status_code == 302
    assert signed_in(alice).get(address(where)).status_code == 405
    assert signed_in(charlie).post(address(where)).status_code == 404


def test_a_reader_sees_everything_and_may_answer_nothing(signed_in, vera, address, factory):
    client = signed_in(vera)
    response = client.get(address("money"))
    assertNotContains(response, address("answer"))
    assertContains(response, "Bank of China compute loan")
    sent = {"fact_spend__compute_rent_wan": "5", "seen_fact_spend__compute_rent_wan": ""}
    assert client.post(address("answer"), sent).status_code == 403
    assert not factory.planned_spend.exists()


def test_an_assessment_without_a_result_has_no_such_page(signed_in, alice, draft):  # noqa: F811
    assert signed_in(alice).get(reverse("funding:money", args=[draft.uuid])).status_code == 404


def test_a_record_of_another_region_or_an_unknown_one_is_not_there(page):
    assert page("en", "record", "bj-token-subsidy-2026").status_code == 404
    assert page("en", "record", "nothing").status_code == 404


# --- what fits, and what would ------------------------------------------------------------------------------------------


def test_an_open_condition_keeps_an_instrument_among_those_that_lack_one_thing(page):
    response = page()
    assert LOAN in codes(response, "one")
    assert codes(response, "now") == []
    assertContains(response, "Not known yet: Has spending on rented computing power planned for the coming year")


def test_what_is_met_moves_to_what_fits_now(page, factory):
    PlannedSpend.objects.create(enterprise=factory, kind="compute_rent_wan", amount_wan=5)
    response = page()
    assert LOAN in codes(response, "now")
    assert LOAN not in codes(response, "one")


def test_a_condition_that_fails_says_what_would_have_to_be_different(page, factory):
    factory.qualifications_known = True
    factory.save()
    response = page("zh-hans")
    assert GIANT in codes(response, "more")
    assertContains(response, "需持有：国家级专精特新“小巨人”企业")
    assertContains(response, "贵企业：无")


def test_what_describes_the_enterprise_is_answered_on_its_own_page(page, factory):
    factory.employees = None
    factory.save()
    response = page()
    hurdles = [hurdle for item in response.context["told"].items for hurdle in item.hurdles]
    assert any(hurdle.of_enterprise and not hurdle.field for hurdle in hurdles)
    assertContains(response, reverse("accounts:enterprise_edit", args=[factory.uuid]))


def test_what_the_route_does_not_buy_stands_in_the_way(signed_in, alice, factory, small):
    framework, record = small
    without = record | {"route": record["route"] | {"uses": {"model": ["A11"]}}}
    snapshot = frozen(factory, alice, (framework, without))
    response = signed_in(alice, "zh-hans").get(reverse("funding:money", args=[snapshot.assessment.uuid]))
    item = response.context["told"].item("cn-equipment-one-off-deduction")
    assert [hurdle.text for hurdle in item.hurdles] == [
        "待确认：有计划一年内的设备投资",
        "需在路线中安排这类支出（设备）",
    ]
    assert item.group == "more"


def test_a_result_without_a_route_measures_nothing_by_it(signed_in, alice, ministry_snapshot):  # noqa: F811
    response = signed_in(alice).get(reverse("funding:money", args=[ministry_snapshot.assessment.uuid]))
    assertContains(response, "The result has no route")
    hurdles = [h.text for item in response.context["told"].items for h in item.hurdles]
    assert hurdles
    assert not [text for text in hurdles if "of the route" in text]


def test_suppliers_and_framework_documents_stand_apart(page):
    response = page()
    apart = codes(response, "apart")
    assert {"cn-first-set-equipment-insurance", "cn-ai-mfg-279"} <= set(apart)
    own = {
        item.match.section
        for group in ("now", "waiting", "one", "more")
        for item in response.context["told"].groups[group]
    }
    assert own <= {"cash", "tax", "loans", "recognition_and_services"}


def test_tax_and_cash_have_lists_of_their_own(page):
    parts = page().context["told"].one
    assert [part.name for part in parts] == [
        "Cash support",
        "Tax benefits",
        "Loan discounts",
        "Recognition, diagnosis, programmes",
    ][-len(parts) :]
    assert all(len({item.match.section for item in part.items}) == 1 for part in parts)


def test_the_sentences_that_keep_it_honest_are_on_the_page(page):
    response = page("zh-hans")
    assertContains(response, "不是申报结果，也不构成任何主管部门的承诺")
    assertContains(response, "金额为上限测算")
    assertContains(response, "本身不提供资金")
    assertContains(response, "未核验不等于可申报")
    assertNotContains(response, "将获得")
    assertNotContains(response, ">可申报<")


def test_a_region_without_records_is_told_that_this_does_not_mean_no_policy(page, factory):
    factory.adcode = "540102"
    factory.save()
    assertContains(page("zh-hans"), "本库暂无该地区记录（不代表没有政策）")


def test_nothing_of_another_region_is_listed(page):
    regions = {item.record.region.adcode for item in page().context["told"].items if not item.record.region.open_to_all}
    assert regions == {"000000", "330000"}


# --- today, not the day of the result -----------------------------------------------------------------------------------


def test_the_page_is_of_today_and_says_what_differs_from_the_result(page, today):
    before = page("zh-hans")
    assertNotContains(before, "已失效（仅供查阅）")
    today(datetime.date(2027, 2, 1))
    response = page("zh-hans")
    assert GIANT in codes(response, "expired")
    assertContains(response, "2027年2月1日")
    assertContains(response, "的结果不同的")
    changed = {change.name.zh: change.text for change in response.context["changes"]}
    assert "现为“已失效”" in changed["新一轮专精特新“小巨人”重点支持（2024—2026）"]


def test_a_result_made_with_the_same_facts_on_the_same_day_differs_in_nothing(signed_in, alice, factory, today, small):
    _framework, record = small
    profile = record["profile"]
    for kind, amount in profile["spend"].items():
        PlannedSpend.objects.create(enterprise=factory, kind=kind, amount_wan=amount)
    for field, value in profile["facts"].items():
        column = "number" if field in record["fact_numbers"] else "flag" if isinstance(value, bool) else "text"
        SubsidyFact.objects.create(enterprise=factory, field=field, **{column: value})
    factory.adcode, factory.zone, factory.qualifications_known = profile["adcode"], profile["zone"] or "", True
    factory.employees, factory.revenue_wan = profile["employees"], profile["revenue_wan"]
    factory.save()
    for title in profile["qualifications"]:
        factory.qualifications.create(code=title)
    today(datetime.date.fromisoformat(record["on"]))
    snapshot = frozen(factory, alice, small)
    response = signed_in(alice).get(reverse("funding:money", args=[snapshot.assessment.uuid]))
    assert response.context["changes"] == []
    assertContains(response, "Nothing differs from the result")


# --- one record explained -----------------------------------------------------------------------------------------------


def test_every_condition_of_a_record_is_marked_with_the_firms_own_value(page, factory):
    factory.qualifications_known = True
    factory.save()
    response = page("zh-hans", "record", GIANT)
    signs = [(check.sign, check.state) for check in response.context["explanation"].checks]
    assert signs == [("✗", "不符合"), ("?", "待确认")]
    assertContains(response, "贵企业：无")
    assertContains(response, "贵企业：未填写")


def test_a_record_shows_the_formula_with_the_firms_own_numbers(page, factory):
    SubsidyFact.objects.create(enterprise=factory, field="rd_expense_wan", number=200)
    SubsidyFact.objects.create(enterprise=factory, field="cit_rate_percent", number=25)
    response = page("zh-hans", "record", "cn-rd-super-deduction")
    assertContains(response, "100% × 25% × 200 万元 = 50 万元")


def test_every_record_that_concerns_the_firm_can_be_explained_in_both_languages(page):
    for language in ("zh-hans", "en"):
        for match in page(language).context["standing"].found.matches:
            response = page(language, "record", match.subsidy.id)
            assertContains(response, "未核验" if language == "zh-hans" else "Not verified")


def test_an_unverified_record_warns_before_anything_is_prepared(page):
    assertContains(page("zh-hans", "record", LOAN), "未核验不等于可申报")


def test_a_record_names_the_national_document_it_carries_out(page):
    Record.objects.create(code="zj-model-voucher-2025", adcode="330000", parent="cn-ai-mfg-279")
    response = page("en", "record", "zj-model-voucher-2025")
    assertContains(response, "/money/cn-ai-mfg-279/")


def test_only_ordinary_web_addresses_become_links(page):
    response = page("en", "record", "zj-compute-voucher-2025")
    assert all(url.startswith("https://") for url in re.findall(r'href="([a-z]+:[^"]*)"', response.content.decode()))


# --- the dates ahead ----------------------------------------------------------------------------------------------------


def test_what_ends_within_sixty_days_is_listed_with_the_days_left(page, today):
    response = page("zh-hans")
    assert GIANT in [row.item.record.id for row in response.context["told"].closing]
    assertContains(response, "还有 37 天")
    today(datetime.date(2026, 10, 1))
    assert page("zh-hans").context["told"].closing == []


# --- how much it asks of the database -----------------------------------------------------------------------------------


def test_more_facts_do_not_make_more_queries(page, factory):
    page()
    with CaptureQueriesContext(connection) as few:
        page()
    for kind in ("compute_rent_wan", "model_api_wan", "corpus_wan"):
        PlannedSpend.objects.create(enterprise=factory, kind=kind, amount_wan=5)
    for field in ("tax_by_accounts", "vat_general_taxpayer"):
        SubsidyFact.objects.create(enterprise=factory, field=field, flag=True)
    with CaptureQueriesContext(connection) as many:
        page()
    assert len(many) == len(few)


def test_the_result_and_the_home_page_lead_here(signed_in, alice, snapshot, address):
    client = signed_in(alice)
    assertContains(client.get(reverse("reports:result", args=[snapshot.assessment.uuid])), address("money"))
    assertContains(client.get(reverse("surveys:home")), address("money"))

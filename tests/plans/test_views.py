"""The what-if page: who may see it, what it answers, and what it says to what it cannot understand."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from plans import answer
from surveys.models import Assessment
from tests.reports.conftest import evaluate_case, frozen


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def page(snapshot, signed_in, alice):
    """page("?budget=60") is the page as Alice sees it."""

    def get(query="", language="en", of=snapshot):
        return signed_in(alice, language).get(reverse("plans:plan", args=[of.assessment.uuid]) + query)

    return get


# --- who may see it -----------------------------------------------------------------------------------------------------


def test_everybody_of_the_firm_may_try_plans(snapshot, signed_in, alice, bob, vera):
    for person in (alice, bob, vera):
        assert signed_in(person).get(reverse("plans:plan", args=[snapshot.assessment.uuid])).status_code == 200


def test_a_stranger_meets_a_page_that_is_not_there(snapshot, signed_in, charlie):
    assert signed_in(charlie).get(reverse("plans:plan", args=[snapshot.assessment.uuid])).status_code == 404
    part = reverse("plans:plan", args=[snapshot.assessment.uuid]) + "?part=answer"
    assert signed_in(charlie).get(part).status_code == 404


def test_a_visitor_is_asked_to_sign_in(snapshot, client):
    response = client.get(reverse("plans:plan", args=[snapshot.assessment.uuid]))
    assert response.status_code == 302
    assert "login" in response.url


def test_the_page_only_reads(snapshot, signed_in, alice):
    assert signed_in(alice).post(reverse("plans:plan", args=[snapshot.assessment.uuid])).status_code == 405


# --- what it answers ----------------------------------------------------------------------------------------------------


def test_without_any_wish_the_cheapest_way_to_the_next_level_is_shown_as_proven(page):
    response = page(language="zh-hans")
    assertContains(response, "最省 114 万元（估算），14 个月达到 L3")
    assertContains(response, "在这些条件下没有更省的方案。")
    assertContains(response, "都不是报价")


def test_every_action_of_the_plan_stands_on_the_line_with_its_bar(page):
    response = page()
    steps = response.context["answer"]["steps"]
    assert len(steps) == 15
    bars = re.findall(r'<rect class="c-primary" x="([\d.]+)%" y="3" width="([\d.]+)%"', response.content.decode())
    assert bars == [(step["x"][:-1], step["width"][:-1]) for step in steps]


def test_half_years_add_up_to_the_likely_cost_and_end_at_the_target(page):
    halves = page().context["answer"]["halves"]
    assert Decimal(halves[-1]["total"]) == 114
    assert sum(Decimal(half["spent"]) + Decimal(half["running"]) for half in halves) == 114
    assert halves[-1]["level"] == "L3"


def test_what_is_left_out_comes_with_its_word_of_caution(page):
    response = page(language="zh-hans")
    waiting = response.context["answer"]["left"]["waiting"]
    assert "A05" in [one["code"] for one in waiting]
    assertContains(response, "先别大面积联网")


def test_what_each_condition_costs_is_told(page):
    assert page("?longer=1").context["answer"]["prices"] == [
        {"condition": "40 points in all", "saved": "CNY 1.02 million"}
    ]


def test_what_more_money_would_change_is_told_only_where_a_budget_is_set(page):
    assert page("?longer=1").context["answer"]["more"] == ""
    assert "With CNY 10,000 more a year" in page("?aim=best&budget=30&longer=1").context["answer"]["more"]


def test_the_first_answer_leads_to_what_takes_longer(page):
    first = page("?target=L3&budget=60")
    assert (first.context["answer"]["prices"], first.context["answer"]["more"]) == ([], "")
    assertContains(first, 'href="?target=L3&amp;budget=60&amp;longer=1" data-longer')
    longer = page("?target=L3&budget=60&longer=1")
    assert longer.context["answer"]["prices"]
    assertNotContains(longer, "data-longer")


def test_what_is_followed_and_printed_is_the_answer_that_is_shown(page):
    for query in ("?target=L3", "?target=L3&longer=1"):
        response = page(query)
        for way in ("actions/adopt/", "plan/report/"):
            assert re.search(
                rf'action="[^"]*{way}{re.escape(query.replace("&", "&amp;"))}"', response.content.decode()
            ), way


def test_what_is_locked_in_is_in_and_what_is_ruled_out_is_not(page):
    shown = page("?lock=A05&rule_out=A17").context["answer"]
    codes = [step["code"] for step in shown["steps"]]
    assert "A05" in codes
    assert [step["locked"] for step in shown["steps"] if step["code"] == "A05"] == [True]
    assert "A17" not in codes
    assert shown["left"]["ruled_out"][0].startswith("A17 ")


def test_terms_that_cannot_be_kept_are_answered_with_changes_that_work(page):
    shown = page("?budget=20&months=12").context["answer"]
    assert shown["status"] == "infeasible"
    assert shown["moves"][0]["label"] == "Raise the budget to CNY 385,000 a year and allow 36 months"
    assert page(shown["moves"][0]["query"]).context["answer"]["status"] == "optimal"


def test_a_level_out_of_reach_names_the_conditions_that_stay_closed(page):
    response = page("?target=L5")
    assert "80 points in all" in response.context["answer"]["reasons"]
    assert [move["query"] for move in response.context["answer"]["moves"]] == ["?target=L4", "?target=L5&aim=best"]


def test_ruling_out_what_nothing_replaces_is_answered_with_what_to_allow_again(factory, alice, page, medium):
    of = frozen(factory, alice, medium)
    everything = page(of=of).context["form"].possible
    others = "&".join(f"rule_out={action.code}" for action in everything)
    shown = page(f"?{others}", of=of).context["answer"]
    assert shown["status"] == "infeasible"
    assert shown["moves"][0]["label"].startswith("Allow again: A")
    assert page(shown["moves"][0]["query"], of=of).context["answer"]["status"] == "optimal"


def test_the_score_is_the_aim_without_a_target(page):
    shown = page("?aim=best&budget=30").context["answer"]
    assert shown["headline"] == "38.5 points"
    assert shown["proof"] == "Under these terms no plan scores higher."


def test_the_part_for_the_script_holds_the_places_of_the_page_and_nothing_else(page):
    part, whole = (page(query).content.decode() for query in ("?budget=60&part=answer", "?budget=60"))
    places = re.findall(r'data-slot="([\w-]+)"', part)
    assert sorted(places) == sorted(re.findall(r'data-slot="([\w-]+)"', whole))
    assert "<html" not in part


def test_the_same_wishes_are_worked_out_once(page, monkeypatch):
    first = page("?budget=60").context["answer"]
    monkeypatch.setattr(answer, "make_answer", None)
    assert page("?budget=60.00").context["answer"] == first


def test_another_language_is_another_answer(page):
    assert page().context["answer"]["headline"] == "CNY 1.14 million"
    assert page(language="zh-hans").context["answer"]["headline"] == "114 万元"


def test_the_page_takes_a_fixed_number_of_queries(snapshot, signed_in, alice, django_assert_max_num_queries):
    client, address = signed_in(alice), reverse("plans:plan", args=[snapshot.assessment.uuid])
    client.get(address)
    with django_assert_max_num_queries(9) as short:
        client.get(f"{address}?budget=60")
    with django_assert_max_num_queries(9) as long:
        client.get(f"{address}?aim=best&budget=200&lock=A05")
    assert len(short) == len(long)


# --- what it cannot understand ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("budget=abc", "budget", "The budget is not a number."),
        ("budget=-5", "budget", "The budget is below zero."),
        (f"budget=1{'0' * 30}", "budget", "The budget is more than can be planned with."),
        ("budget=1e30", "budget", "The budget is more than can be planned with."),
        ("budget=nan", "budget", "The budget is not a number."),
        ("budget=1e-40", "budget", "The budget has too many decimals."),
        ("budget=%00", "budget", "The budget is not a number."),
        ("months=7", "months", "“7” months cannot be chosen"),
        ("target=L9", "target", "“L9” is not a level above yours"),
        ("target=L1", "target", "“L1” is not a level above yours"),
        ("aim=free", "aim", "“free” is not among the aims"),
        ("lock=A99", "lock", "There is no action “A99” here."),
        ("rule_out=%27%3B--", "rule_out", "There is no action “&#x27;;--” here."),
        ("lock=A05&rule_out=A05", "lock", "A05 is both wanted and ruled out"),
    ],
)
def test_what_cannot_be_understood_gets_one_sentence_beside_its_field(page, query, field, words):
    response = page(f"?{query}")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assertContains(response, words)
    assert "answer" not in response.context
    assert page(f"?{query}&part=answer").content.decode().count("field-error") == 1


def test_nothing_typed_is_lost(page):
    response = page("?budget=abc&months=24&aim=earliest&lock=A05&rule_out=A17")
    assertContains(response, 'value="abc"')
    assertContains(response, 'name="lock" value="A05" aria-label="Must do A05" checked')
    assertContains(response, 'name="rule_out" value="A17" aria-label="Leave out A17" checked')
    assert [one["code"] for one in response.context["form"].actions[:2]] == ["A05", "A17"]
    assert [n for n, chosen in response.context["form"].horizons if chosen] == ["24"]
    assert [aim[0] for aim in response.context["form"].aims if aim[3]] == ["earliest"]


def test_full_width_digits_are_a_number_too(page):
    assert page("?budget=６０").context["form"].terms.yearly_budget_wan == 60


# --- where nothing can be planned ---------------------------------------------------------------------------------------


def test_a_draft_is_told_to_be_submitted_first(draft, signed_in, alice):
    response = signed_in(alice).get(reverse("plans:plan", args=[draft.uuid]))
    assertContains(response, "Plans start from a submitted result.")


def test_a_framework_without_actions_says_so(ministry_snapshot, signed_in, alice):
    response = signed_in(alice).get(reverse("plans:plan", args=[ministry_snapshot.assessment.uuid]))
    assertContains(response, "This framework knows no actions")


def test_a_result_whose_framework_has_changed_says_so(factory, alice, signed_in, small):
    framework, data = small
    of = frozen(factory, alice, (framework, data | {"framework_digest": "0" * 64}))
    response = signed_in(alice).get(reverse("plans:plan", args=[of.assessment.uuid]))
    assertContains(response, "is not at hand any more")


def test_the_result_page_leads_to_the_plans(snapshot, signed_in, alice):
    response = signed_in(alice).get(reverse("reports:result", args=[snapshot.assessment.uuid]))
    assertContains(response, reverse("plans:plan", args=[snapshot.assessment.uuid]))


def test_nothing_in_the_page_is_styled_or_scripted_inline(page):
    response = page("?budget=60")
    assertNotContains(response, " style=")
    assertNotContains(response, "onclick")


def test_a_plan_from_the_quick_version_says_what_it_rests_on(factory, alice, page):
    of = frozen(factory, alice, evaluate_case("auto-parts-small", lambda case: replace(case, quick=True)))
    Assessment.objects.filter(pk=of.assessment_id).update(mode="quick")
    response = page(of=of)
    assertContains(response, "This result is a quick estimate")
    assert response.context["answer"]["status"] in ("optimal", "infeasible")


def test_what_the_firm_has_stated_since_changes_what_money_counts(page, factory):
    before = page("?money=hoped").context["answer"]["grants"]
    factory.adcode = "440306"
    factory.save()
    after = page("?money=hoped").context["answer"]["grants"]
    assert {line["code"] for line in before["lines"]} != {line["code"] for line in after["lines"]}

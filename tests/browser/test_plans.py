"""Somebody turns a budget and sees the plan change; the address always says what is shown."""

import re

import pytest

from tests.browser.axe import faults_on_every_screen
from tests.browser.steps import touch

pytestmark = pytest.mark.browser


@pytest.fixture
def factory(submitted):
    return submitted


@pytest.fixture
def plans(enter, factory):
    """plans() is the page on which budgets are tried."""

    def do(device="phone", query="", **options):
        page = enter(factory, device, **options)
        address = f"{factory['address']}plan/{query}"
        page.goto(address)
        chinese = page.locator("header button[name=language][value=zh-hans]")
        if chinese.count():  # another test has read this result in English
            chinese.click()
            page.wait_for_load_state()
            page.goto(address)
        if options.get("java_script_enabled", True):
            page.locator("html[data-plan=ready]").wait_for(state="attached")
        return page

    return do


def short(page):
    return page.locator("[data-slot=short]")


def answered(page, before):
    """Wait for another answer in a line than this one, and give it."""
    page.wait_for_function(
        """(before) => {
            const said = document.querySelector("[data-slot=short]").textContent.trim();
            return said !== before && !document.querySelector(".plan[aria-busy]");
        }""",
        arg=before,
    )
    return short(page).inner_text()


def test_the_result_leads_here_and_the_slider_changes_plan_and_address(enter, factory):
    page = enter(factory)
    page.goto(f"{factory['address']}result/")
    touch(page.locator("#route a[href$='/plan/']"))
    page.locator("html[data-plan=ready]").wait_for(state="attached")
    before = short(page).inner_text()
    page.locator("[name=target]").select_option("L4")
    free = answered(page, before)
    page.locator("[data-range]").fill("10")
    bound = answered(page, free)
    assert page.locator("[name=budget]").input_value() == "10"
    assert "budget=10" in page.url
    assert bound != free
    page.locator("[data-range]").press("ArrowRight")
    page.wait_for_url(re.compile("budget=15"))
    page.locator("[data-range]").fill(page.locator("[data-range]").get_attribute("max"))
    page.wait_for_url(lambda url: "budget" not in url)
    assert page.locator("[name=budget]").input_value() == ""


def test_the_answer_survives_reloading_and_going_away_and_back(plans, factory):
    page = plans(query="?target=L4")
    before = short(page).inner_text()
    page.locator("[name=budget]").fill("10")
    shown = answered(page, before)
    page.reload()
    assert (short(page).inner_text(), page.locator("[name=budget]").input_value()) == (shown, "10")
    page.goto(f"{factory['address']}result/")
    page.go_back()
    assert (short(page).inner_text(), page.locator("[name=budget]").input_value()) == (shown, "10")
    page.go_forward()
    assert page.url.endswith("/result/")


def test_what_is_unfolded_stays_so_and_an_action_is_never_both_in_and_out(plans):
    page = plans("desk")
    first = page.locator(".way-step").first
    code = first.get_attribute("id")
    touch(first.locator("summary"))
    page.locator("#plan-worth").wait_for()  # what takes longer to work out comes by itself
    assert page.evaluate("document.activeElement.closest('details').id") == code
    touch(page.locator(".wishes-actions > summary"))
    pair = page.locator("[data-action]").last
    before = short(page).inner_text()
    touch(pair.locator("label", has=page.locator("[name=lock]")))
    answered(page, before)
    assert page.locator(f"#{code}").get_attribute("open") is not None
    touch(pair.locator("label", has=page.locator("[name=rule_out]")))
    page.wait_for_url(re.compile("rule_out="))
    assert "lock=" not in page.url
    assert not pair.locator("[name=lock]").is_checked()


def test_what_is_typed_wrong_gets_its_sentence_at_once_and_stays(plans):
    page = plans()
    page.locator("[name=budget]").fill("五十")
    page.locator("#budget-trouble .field-error").wait_for()
    assert page.locator("[name=budget]").get_attribute("aria-invalid") == "true"
    page.locator("[name=budget]").fill("50")
    page.locator("#budget-trouble .field-error").wait_for(state="detached")
    assert page.locator("[name=budget]").get_attribute("aria-invalid") is None


def test_without_scripts_a_button_does_the_same(plans):
    page = plans(query="?target=L4", java_script_enabled=False)
    before = short(page).inner_text()
    page.locator("[name=budget]").fill("10")
    with page.expect_navigation():
        touch(page.locator("[data-without-script]"))
    assert "budget=10" in page.url
    assert short(page).inner_text() != before
    assert not page.locator("[data-range]").is_visible()


@pytest.mark.parametrize("query", ["", "?budget=1&months=12", "?budget=abc", "?aim=best&budget=40"])
def test_every_answer_is_accessible_and_fits_its_screen(plans, query):
    assert faults_on_every_screen(plans(query=query)) == []


@pytest.mark.parametrize("script", [True, False])
def test_the_plan_shown_is_followed(plans, factory, script):
    page = plans(query="" if script else "?months=24", java_script_enabled=script)
    if script:
        before = short(page).inner_text()
        page.locator("[name=aim][value=best]").dispatch_event("click")
        answered(page, before)
    codes = page.locator(".way-code").all_inner_texts()
    touch(page.locator(".verdict-follow button"))
    page.wait_for_url("**/actions/")
    for code in codes:
        assert "计划中" in page.locator(f"#action-{code} summary").inner_text()
    if script:
        assert faults_on_every_screen(page) == []
        page.goto(f"{factory['address']}plan/?aim=best")
        page.locator("html[data-plan=ready]").wait_for(state="attached")
        assert page.locator(".way-name .tag").count() == len(codes)
        assert faults_on_every_screen(page) == []

"""Somebody looks at public money, answers what is asked, and sees an instrument move to what fits."""

import pytest

from tests.browser.axe import faults_on_every_screen
from tests.browser.steps import touch

pytestmark = pytest.mark.browser

TAX = "cn-hnte-15"  # one condition: a title the firm holds
COMPUTE = "#id_fact_spend__compute_rent_wan"


@pytest.fixture(scope="module")
def factory(furnished):
    return furnished("submitted")


def test_an_answer_moves_an_instrument_and_the_calendar_gets_an_address(enter, factory):
    page = enter(factory)
    page.goto(f"{factory['address']}result/")
    touch(page.locator("#money a[href$='/money/']"))
    page.wait_for_url("**/money/")
    touch(page.locator(f"#if #item-{TAX} .money-answer"))
    assert page.url.endswith("#div_id_fact_qualifications")
    touch(page.locator("#div_id_fact_qualifications label.option").first)
    page.locator(COMPUTE).fill("很多")
    touch(page.locator("#questions button.btn-primary"))
    page.locator(".error-summary").wait_for()
    assert page.locator(COMPUTE).input_value() == "很多"
    assert page.locator("#div_id_fact_qualifications input").first.is_checked()
    page.locator(COMPUTE).fill("5")
    touch(page.locator("#questions button.btn-primary"))
    page.locator(f"#now #item-{TAX}").wait_for()
    touch(page.locator(f"#item-{TAX} .money-name a"))
    page.locator(".money-check.money-met").first.wait_for()
    page.go_back()
    touch(page.locator("#calendar form[action$='/subscription/'] button"))
    feed = page.locator("#address-1").input_value()
    assert page.request.get(feed).text().startswith("BEGIN:VCALENDAR")


def test_the_pages_of_public_money_are_fit_for_everybody(enter, factory):
    page = enter(factory)
    found = faults_on_every_screen(page, f"{factory['address']}money/")
    found += faults_on_every_screen(page, f"{factory['address']}money/cn-srdi-little-giant-round3/")
    touch(page.locator(".back-link"))
    page.wait_for_url("**/money/")
    touch(page.locator("#calendar form[action$='/subscription/'] button"))
    page.locator("#address-1").wait_for()
    assert found + faults_on_every_screen(page) == []

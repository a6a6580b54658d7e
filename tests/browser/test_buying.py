"""Before one buys: the estimate of computing power and the sheets for suppliers fit every screen, and the sheets A4."""

import io

import pikepdf
import pytest

from tests.browser.axe import faults_on_every_screen
from tests.browser.pictures import ESTIMATE

pytestmark = pytest.mark.browser

MOST_PAGES = 2


@pytest.fixture
def factory(submitted):
    return submitted


def links(page, factory):
    """Addresses of all sheets of the result, and of the estimate."""
    page.goto(f"{factory['address']}suppliers/")
    sheets = [link.get_attribute("href") for link in page.locator("a.task-title").all()]
    page.goto(f"{factory['address']}result/")
    return sheets, page.locator("#money a[href*='/compute/']").get_attribute("href")


def test_estimate_and_sheets_are_accessible_and_fit_their_screen(enter, factory):
    page = enter(factory)
    sheets, estimate = links(page, factory)
    wrong = f"{estimate}?days_per_month=40&cameras=4&usable_share_low=90"
    faults = []
    for path in (f"{factory['address']}suppliers/", sheets[0], estimate, f"{estimate}?{ESTIMATE}", wrong):
        faults += faults_on_every_screen(page, path)
    assert faults == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_sheet_goes_on_two_pages_of_a4(enter, factory, language):
    page = enter(factory, "desk")
    page.goto(f"{factory['address']}suppliers/")
    switch = page.locator(f"header button[value={language}]")
    if switch.count():
        switch.click()
        page.wait_for_load_state()
    pages = {}
    for path in links(page, factory)[0]:
        page.goto(path)
        with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
            pages[path] = len(printed.pages)
    assert {path: count for path, count in pages.items() if count > MOST_PAGES} == {}


def test_the_estimate_is_reckoned_and_taken_over_without_scripts(enter, factory):
    page = enter(factory, java_script_enabled=False)
    estimate = links(page, factory)[1]
    page.goto(f"{estimate}?{ESTIMATE}")
    page.locator("form[action$='/take-over/'] button").click()
    page.wait_for_url("**/funding/")
    assert page.locator("#id_spend_compute_rent_wan").input_value() == "4.83"

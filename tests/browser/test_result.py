"""What came out of an assessment can be read by everybody, on every screen, and goes on paper when one asks for it."""

import pytest

from tests.browser.axe import faults_on_every_screen, misfits
from tests.browser.steps import touch

pytestmark = pytest.mark.browser


@pytest.fixture
def factory(submitted):
    return submitted


@pytest.fixture
def result(enter, factory):
    """result("phone") is the result page, with a report that is ready."""

    def do(device="phone", language="zh-hans"):
        page = enter(factory, device)
        page.goto(f"{factory['address']}result/")
        switch = page.locator(f"header button[name=language][value={language}]")
        if switch.count():
            switch.click()
        page.locator("a[download]").first.wait_for(timeout=120_000)
        return page

    return do


def check_page(page):
    return page.locator("a.download-check").first.get_attribute("href")


@pytest.mark.parametrize(("language", "faults_of"), [("zh-hans", faults_on_every_screen), ("en", misfits)])
def test_result_and_check_page_are_accessible_and_fit_their_screen(result, language, faults_of):
    page = result("phone", language)
    faults = []
    for path in (page.url, check_page(page), "/verify/", "/verify/AR-20260101-NOTHING1/"):
        faults += faults_of(page, path)
    assert faults == []


def test_a_report_in_another_language_is_made_once_however_often_one_asks(result, factory, site):
    page = result()
    english = page.locator(".download[lang=en]")
    english.locator("button").dblclick()
    english.locator("a[download]").wait_for(timeout=120_000)
    uuid = factory["address"].split("/")[2]
    script = (
        "from reports.models import Report;"
        f"print(Report.objects.filter(snapshot__assessment__uuid='{uuid}', language='en').count())"
    )
    assert int(site.run(script)) == 1


def test_a_changed_file_is_not_the_report(result, tmp_path):
    page = result("desk")
    link = page.locator("a[download]").first
    with page.expect_download() as waiting:
        touch(link)
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(waiting.value.path().read_bytes() + b"\n")
    page.goto(check_page(page))
    page.locator("input[type=file]").set_input_files(forged)
    page.locator("[data-verify] .notice-error").wait_for()
    page.locator("input[type=file]").set_input_files(waiting.value.path())
    page.locator("[data-verify] .notice-success").wait_for()


def test_a_stranger_sees_neither_result_nor_file(result, factory, enter, furnished):
    file = result().locator("a[download]").first.get_attribute("href")
    other = enter(furnished())
    assert other.goto(f"{factory['address']}result/").status == 404
    assert other.request.get(file).status == 404

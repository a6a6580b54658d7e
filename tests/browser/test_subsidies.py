"""Two people of a bureau change a subsidy on a phone and a desk: written, verified with a copy, published."""

import json

import pytest

from tests.browser.axe import faults_on_every_screen
from tests.browser.bureau import BUREAU, CODE, COUNTED, OLDER
from tests.browser.steps import touch

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def bureau(site):
    return json.loads(site.run(BUREAU).strip().splitlines()[-1])


@pytest.fixture
def staff(open_page, site, bureau):
    def come(name, device):
        page = open_page(device)
        page.context.add_cookies([{"name": "session", "value": bureau[name], "url": site.address}])
        return page

    return come


def test_a_change_is_written_by_one_and_verified_and_published_by_another(staff, bureau):
    record = f"{bureau['address']}records/{CODE}/"
    writer, reviewer = staff("writer", "phone"), staff("reviewer", "desk")
    writer.goto("/home/")
    touch(writer.locator(f"main a[href='{record}']"))
    writer.wait_for_url(f"**{record}")
    writer.wait_for_load_state()
    touch(writer.locator("main a[href$='/edit/']").first)
    writer.wait_for_url("**/edit/")
    writer.wait_for_load_state()
    writer.fill("#id_cap_wan", "300")
    touch(writer.locator("main form button.btn-primary"))
    writer.wait_for_url(f"**{record}")
    writer.wait_for_load_state()
    touch(writer.locator("form[action$='/send/'] button"))
    writer.locator("form[action$='/hand-back/']").wait_for(state="attached")

    reviewer.goto(f"{record}verify/")
    reviewer.set_input_files(
        "#id_copy", {"name": "page.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the page"}
    )
    reviewer.fill("#id_url", "https://www.hangzhou.gov.cn/page")
    touch(reviewer.locator("main form button.btn-primary"))
    reviewer.wait_for_url(f"**{record}")
    reviewer.wait_for_load_state()
    touch(reviewer.locator("form[action$='/publish/'] button"))
    reviewer.locator("form[action$='/publish/']").wait_for(state="detached")
    assert "300 万元" in reviewer.locator("main").inner_text()
    assert "最后核验" in reviewer.locator(".page-header").inner_text()


@pytest.mark.parametrize("path", ["", "reminders/", "new/", "edit/", "verify/", "withdraw/", "changes/1/", "record/"])
def test_every_page_of_the_desk_can_be_used_by_everybody(staff, bureau, path):
    record = f"{bureau['address']}records/{CODE}/"
    address = bureau["address"] + path if path in ("", "reminders/", "new/") else record + path.replace("record/", "")
    assert faults_on_every_screen(staff("writer", "phone"), address) == []


@pytest.fixture(scope="module")
def counted(site, bureau):
    site.run(COUNTED)
    return bureau


@pytest.mark.parametrize("code", [CODE, OLDER])
def test_how_many_a_record_reaches_can_be_read_by_everybody(staff, counted, code):
    page = staff("writer", "phone")
    assert faults_on_every_screen(page, f"{counted['address']}records/{code}/reach/") == []
    assert "10–14" in page.locator("main").inner_text()


def test_an_owner_agrees_to_be_counted(enter, furnished):
    page = enter(furnished())
    page.goto("/home/")
    page.goto(page.locator("a[href*='/enterprises/']").first.get_attribute("href") + "sharing/")
    touch(page.locator("label:has(input[value=aggregate])"))
    touch(page.locator("main form button.btn-primary"))
    page.locator(".tag-done").wait_for()
    assert faults_on_every_screen(page) == []


def test_a_list_is_begun_written_and_sent(staff, bureau):
    writer, lists = staff("writer", "phone"), f"{bureau['address']}lists/"
    writer.goto(f"{lists}new/")
    writer.fill("#id_code", "hangzhou-model-providers")
    writer.select_option("#id_kind", "text")
    writer.fill("#id_name_zh", "杭州市算力服务商名单")
    touch(writer.locator("main form button.btn-primary"))
    writer.wait_for_url("**/edit/")
    writer.wait_for_load_state()
    for box, words in {
        "members": "杭州云算科技有限公司\n之江算力有限公司",
        "as_of": "2026-10-01",
        "source_zh": "市经信局公告",
        "source_en": "notice of the bureau",
        "name_en": "compute providers of Hangzhou",
        "question_zh": "服务商在名单内吗？",
        "question_en": "Is the provider on the list?",
    }.items():
        writer.fill(f"#id_{box}", words)
    touch(writer.locator("main form button.btn-primary"))
    writer.wait_for_url(f"**{lists}hangzhou-model-providers/")
    writer.wait_for_load_state()
    touch(writer.locator("form[action$='/send/'] button"))
    writer.locator("form[action$='/hand-back/']").wait_for(state="attached")
    found = []
    for path in (
        "",
        "new/",
        "hangzhou-model-providers/",
        "hangzhou-compute-providers/edit/",
        "sme_digital_pilot_cities/",
    ):
        found += faults_on_every_screen(writer, lists + path)
    found += faults_on_every_screen(writer, f"{bureau['address']}".replace("subsidies", "organisations") + "people/")
    assert found == []


def test_the_form_of_a_list_can_be_used_by_everybody(staff, bureau):
    writer, lists = staff("writer", "phone"), f"{bureau['address']}lists/"
    writer.goto(f"{lists}new/")
    writer.fill("#id_code", "hangzhou-districts")
    writer.select_option("#id_kind", "region")
    writer.fill("#id_name_zh", "试点区县")
    touch(writer.locator("main form button.btn-primary"))
    writer.wait_for_url("**/edit/")
    assert faults_on_every_screen(writer) == []

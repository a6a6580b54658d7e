"""Following a plan and keeping a list, as people do it; and what a test can see of the pages that belong to it."""

import json

import pytest

from tests.browser.axe import faults_on_every_screen
from tests.browser.bureau import BUREAU
from tests.browser.steps import touch

pytestmark = pytest.mark.browser
MANAGED = """
from accounts.models import Membership
Membership.objects.filter(user__email='writer@bureau.example.com').update(role='owner')
"""


@pytest.fixture(scope="module")
def bureau(site):
    made = json.loads(site.manage("shell", "--no-imports", "-c", BUREAU).strip().splitlines()[-1])
    site.manage("shell", "--no-imports", "-c", MANAGED)
    return made


@pytest.fixture
def writer(open_page, site, bureau):
    page = open_page("phone")
    page.context.add_cookies([{"name": "session", "value": bureau["writer"], "url": site.address}])
    return page


def test_a_list_is_begun_written_and_sent(writer, bureau):
    lists = f"{bureau['address']}lists/"
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


def test_the_form_of_a_list_can_be_used_by_everybody(writer, bureau):
    lists = f"{bureau['address']}lists/"
    writer.goto(f"{lists}new/")
    writer.fill("#id_code", "hangzhou-districts")
    writer.select_option("#id_kind", "region")
    writer.fill("#id_name_zh", "试点区县")
    touch(writer.locator("main form button.btn-primary"))
    writer.wait_for_url("**/edit/")
    assert faults_on_every_screen(writer) == []

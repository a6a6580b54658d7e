"""A consultant's day at the table of clients: a choice over two pages, arrow keys, and a list brought in by a real worker."""

import json

import pytest

from tests.browser.axe import faults_on_every_screen
from tests.portfolio.conftest import ROW, workbook

pytestmark = pytest.mark.browser

PROVIDER = """
import json, uuid
from django.conf import settings
from django.test import Client
from accounts.models import EnterpriseProfile, User
from providers.models import Provider
user = User.objects.create(email=f"{uuid.uuid4().hex[:8]}@example.com")
provider = Provider.objects.found(user, "远山咨询").organisation
for n in range(60):
    EnterpriseProfile.objects.prepare(
        provider, f"第{n:02}厂", adcode="330203", industry="3525", policy_group="equipment"
    )
client = Client()
client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
session = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps({"address": f"/providers/{provider.uuid}/portfolio/", "session": session}))
"""


@pytest.fixture(scope="module")
def provider(site):
    return json.loads(site.manage("shell", "--no-imports", "-c", PROVIDER).strip().splitlines()[-1])


@pytest.fixture
def consultant(open_page, site, provider):
    def come(device, **options):
        page = open_page(device, **options)
        page.context.add_cookies([{"name": "session", "value": provider["session"], "url": site.address}])
        page.goto(provider["address"])
        return page

    return come


def test_a_choice_lasts_from_page_to_page_until_the_terms_are_asked(consultant):
    page = consultant("desk")
    boxes = page.locator("input[name=chosen]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    assert "3" in page.locator("[data-counted]").inner_text()
    page.locator("a[rel=next]").click()
    page.wait_for_url("**page=2")
    page.locator("input[name=chosen]").nth(1).click()
    assert "4" in page.locator("[data-counted]").inner_text()
    page.locator(".portfolio-choice button.btn-primary").click()
    page.wait_for_url("**/choose/")
    assert page.locator("input[name=chosen]").count() == 4


def test_no_more_can_be_chosen_than_can_be_invited_within_a_day(consultant):
    page = consultant("desk")
    page.locator("[data-choose-page]").click()
    page.locator("a[rel=next]").click()
    page.wait_for_url("**page=2")
    assert "50" in page.locator("[data-counted]").inner_text()
    assert page.locator("input[name=chosen]:disabled").count() == 10
    page.locator("[data-choose-none]").click()
    assert page.locator("input[name=chosen]:disabled").count() == 0


def test_arrow_keys_go_from_line_to_line(consultant):
    page = consultant("desk")
    names = page.locator("tbody .portfolio-name a")
    names.nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == names.nth(1).inner_text()


@pytest.mark.parametrize("query", ["", "?region=33&industry=C&files=1", "?q=zzzz", "import/"])
def test_the_table_can_be_used_by_everybody(consultant, provider, query):
    page = consultant("phone")
    assert faults_on_every_screen(page, provider["address"] + query) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_is_brought_in_looked_at_and_kept(consultant, provider, scripts):
    page = consultant("phone", java_script_enabled=scripts)
    page.goto(provider["address"] + "import/")
    row = ["宁波有脚本厂" if scripts else "宁波无脚本厂", *ROW[1:]]
    page.set_input_files("input[type=file]", {"name": "客户.xlsx", "mimeType": "", "buffer": workbook(row)})
    page.locator("main form button.btn-primary").click()
    _awaited(page, "form[action$='/keep/'] button", scripts)
    if scripts:
        assert faults_on_every_screen(page) == []
    page.locator("form[action$='/keep/'] button").click()
    _awaited(page, "main a[href$='?files=1']", scripts)
    page.locator("main a[href$='?files=1']").click()
    page.goto(f"{provider['address']}?q={row[0]}")
    assert page.locator("tbody .portfolio-name a").inner_text() == row[0]


def _awaited(page, selector, scripts):
    """The page comes to it by itself; without scripts one refreshes."""
    if scripts:
        page.locator(selector).wait_for()
        return
    for _again in range(60):
        if page.locator(selector).count():
            return
        page.wait_for_timeout(250)
        page.locator("[data-refresh]").click()
    raise AssertionError(f"{selector} has not come")

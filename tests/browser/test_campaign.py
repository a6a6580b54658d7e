"""A whole campaign: a bureau prepares it and brings its list, a firm comes by its letter and chooses what is shared, the
bureau looks, the firm sees the look and takes it back."""

import datetime
import io
import json
import re

import pytest
from openpyxl import Workbook

from campaigns.roster import TARGETS
from tests.browser import campaign, steps
from tests.browser.axe import faults_on_every_screen
from tests.browser.steps import touch

pytestmark = pytest.mark.browser

FIRM, CODE = "慈溪远山汽车零部件有限公司", "91330282MA2AF12X6P"
BUREAU = """
import json
from django.conf import settings
from django.test import Client
from accounts.models import Membership, Organisation, User
from subsidies.models import Bureau
organisation = Organisation.objects.create(kind="bureau", name="慈溪市经济和信息化局")
bureau = Bureau.objects.create(organisation=organisation, adcode="330282")
user = User.objects.create(email="campaign@bureau.example.com", name="李工")
Membership.objects.create(user=user, organisation=organisation, role="owner")
client = Client()
client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
print(json.dumps({"desk": f"/campaigns/{bureau.uuid}/", "session": client.cookies[settings.SESSION_COOKIE_NAME].value}))
"""


def told(site, script):
    return json.loads(site.manage("shell", "--no-imports", "-c", script).strip().splitlines()[-1])


def sign_in(open_page, site, session, device="desk"):
    page = open_page(device)
    page.context.add_cookies([{"name": "session", "value": session, "url": site.address}])
    return page


def list_of_one():
    book = Workbook()
    sheet = book.active
    sheet.title = "邀请名单"
    sheet.append([column.title for column in TARGETS.columns])
    sheet.append([FIRM, CODE, "330282", "office@example.com", ""])
    file = io.BytesIO()
    book.save(file)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "名单.xlsx", "mimeType": kind, "buffer": file.getvalue()}


def prepare(page, desk):
    """A campaign with one firm on its list, open. Returns its address."""
    page.goto(desk)
    touch(page.locator("main a[href$='/new/']"))
    page.wait_for_url("**/new/")
    page.fill("#id_title", "2026 年慈溪市 AI 就绪度摸底")
    page.fill("#id_purpose", "了解基础，安排明年的支持政策。")
    page.fill("#id_closes", (datetime.date.today() + datetime.timedelta(days=20)).isoformat())
    touch(page.locator("main form button.btn-primary"))
    page.wait_for_url(re.compile(rf"{desk}[0-9a-f-]{{36}}/$"))
    address = page.url
    page.goto(f"{address}targets/import/")
    page.set_input_files("input[type=file]", list_of_one())
    touch(page.locator("main form button.btn-primary"))
    touch(page.locator("form[action$='/keep/'] button"))
    page.wait_for_url("**/targets/")
    assert FIRM in page.locator("main").inner_text()
    page.goto(address)
    touch(page.locator("form[action$='/open/'] button"))
    page.locator(".tag-done").wait_for()
    return address


def counts(page, address):
    """invited, registered, started, submitted"""
    page.goto(address)
    return [int(text) for text in page.locator(".campaign-stage-number").all_inner_texts()]


def letter_of(page, address):
    page.goto(f"{address}targets/")
    touch(page.locator("form[action$='/link/'] button"))
    page.wait_for_url("**/link/")
    return page.input_value("#address")


def answer_quickly(page):
    while page.locator("form[data-questions]").count():
        steps.scripted(page)
        for question in steps.questions(page):
            steps.answer(question)
            question.locator(steps.SAVED).wait_for()
        steps.go_on(page)
    if "/review/" not in page.url:  # the register of scenes may stay empty
        steps.scripted(page)
        steps.go_on(page)


def test_a_campaign_from_its_list_to_a_look_that_is_taken_back(open_page, site):
    made = told(site, BUREAU)
    bureau, firm = sign_in(open_page, site, made["session"]), open_page("phone")
    address = prepare(bureau, made["desk"])
    assert counts(bureau, address) == [1, 0, 0, 0]

    link = letter_of(bureau, address)
    path = "/invited/" + link.split("/invited/")[1]
    firm.goto(path)
    assert FIRM in firm.locator("main").inner_text()
    assert counts(bureau, address) == [1, 0, 0, 0]
    touch(firm.locator("main a[href*='/account/signup/']"))
    firm.wait_for_url("**/account/signup/**")
    firm.fill("#id_email", steps.new_email())
    firm.fill("#id_password1", steps.PASSWORD)
    touch(firm.locator("main form button.btn-primary"))
    firm.wait_for_url(f"**{path}")
    touch(firm.locator("main a[href*='/enterprises/new/']"))
    firm.wait_for_url("**/enterprises/new/**")
    assert (firm.input_value("#id_name"), firm.input_value("#id_uscc")) == (FIRM, CODE)
    steps.choose_from(firm, "industry", *steps.Firm.industry)
    firm.fill("#id_employees", "85")
    firm.fill("#id_revenue_wan", "4200")
    firm.locator("[data-size-sentence]:not(:empty)").wait_for()
    touch(firm.locator("main form button.btn-primary"))
    firm.wait_for_url(f"**{path}")
    touch(firm.locator("main form button.btn-primary"))
    firm.wait_for_url("**/assessments/**")
    assert counts(bureau, address) == [1, 1, 0, 0]

    steps.start(firm, "quick")
    assert counts(bureau, address) == [1, 1, 1, 0]
    touch(firm.locator("a.task-title").first)
    firm.wait_for_url("**/questions/**")
    answer_quickly(firm)
    touch(firm.locator("#sharing label").last)
    touch(firm.locator("form[data-submit] button.btn-primary"))
    firm.wait_for_url("**/result/")
    assert counts(bureau, address) == [1, 1, 1, 1]

    bureau.goto(f"{address}results/")
    touch(bureau.locator("main a.task-title"))
    bureau.locator(".verdict").wait_for()
    look = bureau.url
    assert FIRM in bureau.locator("h1").inner_text()
    organisation = told(
        site,
        "import json; from campaigns.models import Participant;"
        f"print(json.dumps(str(Participant.objects.get(target__uscc='{CODE}').organisation.uuid)))",
    )
    firm.goto(f"/enterprises/{organisation}/access/")
    assert "慈溪市经济和信息化局" in firm.locator(".access-log").inner_text()
    firm.goto(f"/enterprises/{organisation}/sharing/")
    touch(firm.locator("button[name=by_name][value=no]"))
    firm.locator("button[name=by_name][value=yes]").wait_for()
    assert bureau.goto(look).status == 404
    bureau.goto(f"{address}results/")
    assert bureau.locator("main a.task-title").count() == 0
    assert counts(bureau, address) == [1, 1, 1, 1]


@pytest.fixture(scope="module")
def furnished_campaign(site):
    return told(site, campaign.CAMPAIGN)


@pytest.mark.parametrize("who", ["bureau", "district", "firm", "drafting", "lone", None])
def test_every_page_of_a_campaign_can_be_used_by_everybody(open_page, site, furnished_campaign, who):
    pages = campaign.pages(furnished_campaign)
    page = sign_in(open_page, site, furnished_campaign[who], "phone") if who else open_page("phone")
    left_out = {"campaign-look", "campaign-review", "campaign-tasks"}  # long pages of other rooms, looked at there
    found = []
    for name, (path, whose) in pages.items():
        if whose == who and name not in left_out:
            found += faults_on_every_screen(page, path)
    assert found == []


def test_letters_are_made_by_the_worker_and_fetched(open_page, site, furnished_campaign):
    page = sign_in(open_page, site, furnished_campaign["bureau"])
    page.goto(f"{furnished_campaign['address']}letters/")
    touch(page.locator("main form button.btn-primary"))
    link = page.locator("a[download]")
    link.wait_for(timeout=120_000)
    with page.expect_download() as waiting:
        touch(link)
    assert waiting.value.suggested_filename.endswith(".pdf")

"""One round: an administrator opens a practice case, three assessors score it blind, everybody reads how far they agree."""

import json

import pytest

from tests.browser.axe import faults_on_every_screen
from tests.browser.steps import touch

pytestmark = pytest.mark.browser

TEAM = """
import json, uuid
from django.conf import settings
from django.test import Client
from accounts.models import Membership, Organisation, User

provider = Organisation.objects.create(kind="provider", name="远山咨询")
found = {"desk": f"/providers/{provider.uuid}/calibration/"}
for name, role in (("周敏", "owner"), ("王工", "editor"), ("林工", "editor"), ("赵工", "editor")):
    email = f"{uuid.uuid4().hex[:10]}@example.com"
    user = User.objects.create(email=email, name=name, password="!")
    Membership.objects.create(user=user, organisation=provider, role=role)
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    found[name] = {"email": email, "session": client.cookies[settings.SESSION_COOKIE_NAME].value}
print(json.dumps(found))
"""
RATED = """
from accounts.models import User
from calibration.models import Round
from calibration.saving import hand_in, save_rating
from tests.browser.furnish import middling

found = Round.objects.get(uuid={round!r})
for email, rung, last in (({lin!r}, 1, -1), ({zhao!r}, 3, None)):
    user = User.objects.get(email=email)
    for question in found.questions[:last]:
        value = middling(question) if question.kind == "multiple" else question.options[rung].code
        save_rating(found, user, question.code, {{"value": value, "confidence": "fairly", "why": ""}}, 0)
    if last is None:
        hand_in(found, user)
"""


@pytest.fixture(scope="module")
def team(site):
    return json.loads(site.manage("shell", "--no-imports", "-c", TEAM))


def begin(page, desk):
    page.goto(desk)
    touch(page.locator("main .empty a.btn-primary"))
    touch(page.locator("main a[href$='/practice/stamping/']"))
    touch(page.locator("main form button.btn-primary"))
    page.wait_for_url("**/calibration/*-*/")
    return page.url


def score(page, address, scripted=True):
    """Whatever is still open, on the second rung; the script saves each answer before the button is pressed."""
    page.goto(address)
    touch(page.locator("main .actions a.btn-primary"))
    page.wait_for_url("**/questions/*/")
    while "/questions/" in page.url:
        before = page.url
        if page.locator(".measure-bands").count():
            touch(page.locator(".measure-bands summary"))
        ladder = page.locator(".verify-value .options:not(.options-aside) label:not(:has([value=none]))")
        touch(ladder.nth(1))
        if scripted:
            page.locator("[data-chip][data-state=saved]").wait_for()
        touch(page.locator("main form button.btn-primary"))
        page.wait_for_url(lambda url, before=before: url != before)
    assert page.locator("main .case-list .tag-done").count() == 14
    touch(page.locator("main a[href$='/hand-in/']"))
    page.wait_for_url("**/hand-in/")
    touch(page.locator("main form button.btn-primary"))
    page.locator("main h2", has_text="您已提交评分").wait_for()


def test_three_assessors_score_a_case_blind_and_read_where_they_differ(enter, team, site):
    admin = enter(team["周敏"], "desk")
    address = begin(admin, team["desk"])
    people = {"lin": team["林工"]["email"], "zhao": team["赵工"]["email"]}
    script = RATED.format(round=address.rstrip("/").rpartition("/")[2], **people)
    site.manage("shell", "--no-imports", "-c", script)
    score(enter(team["林工"], "phone", java_script_enabled=False), address, scripted=False)
    score(enter(team["王工"], "phone"), address)
    admin.goto(address)
    for name in ("林工", "王工", "赵工"):
        assert admin.locator(".roll-line", has_text=name).locator(".tag-done").count() == 1
    touch(admin.locator("main a[href$='/close/']"))
    admin.wait_for_url("**/close/")
    touch(admin.locator("main form button.btn-primary"))
    admin.wait_for_url("**/result/")
    assert "偏松" in admin.locator(".case-people tr", has_text="赵工").inner_text()
    assert admin.locator("svg.dots").count() == 8
    wang = enter(team["王工"], "phone")
    wang.goto(address)
    wang.wait_for_url("**/result/")
    assert "王工" in wang.locator(".case-own").inner_text()
    assert "赵工" not in wang.locator("main").inner_text()
    with wang.expect_download() as download:
        touch(wang.locator("main a[href$='.xlsx']"))
    assert download.value.suggested_filename.endswith(".xlsx")


def test_pages_of_calibration_are_accessible_and_fit_their_screen(enter, team, site):
    page = enter(team["周敏"])
    page.goto(team["desk"])
    done = page.locator("main .task a").first.get_attribute("href")
    desk, faults = team["desk"], []
    for path in [
        desk,
        f"{desk}begin/",
        f"{desk}begin/practice/condiments/",
        f"{desk}begin/written/",
        f"{desk}begin/clients/",
    ]:
        faults += faults_on_every_screen(page, path)
    faults += faults_on_every_screen(page, f"{done}result/")
    page.goto(f"{desk}begin/practice/condiments/")
    touch(page.locator("main form button.btn-primary"))
    page.wait_for_url("**/calibration/*-*/")
    opened = page.url.removeprefix(site.address)
    for path in [opened, f"{opened}questions/PM-1/", f"{opened}questions/CM-2/", f"{opened}close/"]:
        faults += faults_on_every_screen(page, path)
    assert faults == []

"""Two people answer for one firm: invited by a link, a part assigned, two opinions, one decision."""

import re

import pytest

from tests.browser import steps
from tests.browser.axe import faults_on_every_screen
from tests.browser.steps import touch

pytestmark = pytest.mark.browser


def press(page):
    touch(page.locator("main form button.btn-primary"))


def invite(owner, site):
    """The owner makes an invitation and copies its link by hand."""
    owner.goto("/assessments/")
    touch(owner.locator("main a[href*='/enterprises/']").first)
    touch(owner.locator("main a[href$='/people/']"))
    touch(owner.locator("main a[href$='/invite/']"))
    owner.fill("#id_email", "colleague@example.com")
    press(owner)
    link = owner.locator("#link").input_value()
    assert link.startswith(f"{site.address}/join/")
    return link


def join(colleague, link):
    """From the link through registration back to the link, and in."""
    colleague.goto(link)
    touch(colleague.locator("main a[href*='/account/signup/']"))
    colleague.fill("#id_email", steps.new_email())
    colleague.fill("#id_password1", steps.PASSWORD)
    press(colleague)
    colleague.wait_for_url(lambda url: url.startswith(link))
    press(colleague)
    colleague.wait_for_url("**/assessments/")


def opine(page, address, rung):
    page.goto(f"{address}opinions/SG/")
    question = page.locator("[data-question][data-kind=single]").first
    assert question.locator(".told").count() == 0
    touch(question.locator("label.option:not(.option-compact)").nth(rung))
    touch(page.locator("button[name=go][value=stay]").last)
    told = question.locator(".told")
    told.wait_for()
    return told.inner_text()


def test_a_colleague_joins_answers_the_assigned_part_and_the_owner_decides(open_page, enter, furnished, site):
    factory = furnished("full")
    owner, address = enter(factory, "desk"), factory["address"]
    colleague = open_page("phone")
    join(colleague, invite(owner, site))

    owner.goto(f"{address}assignments/SG/")
    touch(owner.locator("label.option").nth(1))
    owner.fill("#id_note", "制度文件在行政部")
    press(owner)
    owner.wait_for_url("**/assignments/")

    colleague.goto(address)
    part = colleague.locator(".task-list-mine .task")
    assert "制度文件在行政部" in part.inner_text()
    touch(part.locator("a"))
    colleague.wait_for_url("**/questions/SG/")
    steps.scripted(colleague)
    asked = steps.questions(colleague)
    for question in asked:
        steps.answer(question)
    for question in asked:
        question.locator(steps.SAVED).wait_for()
    colleague.goto(address)
    assert f"{len(asked)}/{len(asked)}" in colleague.locator(".task-list-mine").inner_text()

    owner.goto(address)
    touch(owner.locator("button[name=on][value=yes]"))
    owner.locator("button[name=on][value=no]").wait_for()
    assert "1 条意见" in opine(owner, address, 0)
    assert "L1–L4" in opine(colleague, address, 3)

    owner.goto(f"{address}spread/")
    item = owner.locator(".decision").first
    code = item.get_attribute("id").removeprefix("q-")
    touch(item.locator("button[name=value]").nth(1))
    owner.locator(".decision .tag-done").wait_for()
    colleague.goto(f"{address}questions/SG/")
    chosen = colleague.locator(f"#q-{code} label.option:has(:checked)").inner_text()
    assert re.search("L4", chosen)


def test_pages_of_working_together_are_accessible_and_fit_their_screen(enter, furnished):
    factory = furnished("full")
    page, address = enter(factory), factory["address"]
    page.goto(address)
    page.locator("button[name=on][value=yes]").click()
    opine(page, address, 2)
    page.goto("/assessments/")
    firm = page.locator("main a[href*='/enterprises/']").first.get_attribute("href")
    faults = []
    paths = ["", "assignments/", "assignments/SG/", "comments/SG-1/", "opinions/SG/", "spread/", "questions/SG/"]
    for path in [*(address + path for path in paths), f"{firm}people/", f"{firm}people/invite/", "/join/none/"]:
        faults += faults_on_every_screen(page, path)
    assert faults == []

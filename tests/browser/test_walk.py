"""A person who has never seen the product comes from the landing page to the downloaded report."""

import pytest

from tests.browser import steps
from tests.browser.steps import SAVED, touch

pytestmark = pytest.mark.browser


def answer_everything(page):
    """From the first page of questions through all of them. Every answer is seen to reach 已保存 by itself."""
    asked = 0
    while page.locator("form[data-questions]").count():
        steps.scripted(page)
        asked_here = steps.questions(page)
        for question in asked_here:
            steps.answer(question, full_width=question.get_attribute("data-question") == "DT-1")
        for question in asked_here:
            question.locator(SAVED).wait_for()
            assert question.locator("[data-advice]").inner_text() == ""
        asked += len(asked_here)
        assert page.locator("[data-done-count]").inner_text() == str(asked)
        steps.go_on(page)
    return asked


def register_one_scene(page):
    steps.scripted(page)
    scene = steps.register_scene(page)
    scene.locator(SAVED).wait_for()
    steps.go_on(page)


def submit(page):
    """Check your answers, then submit."""
    assert "/review/" in page.url
    assert page.locator(".review-none").count() == 0
    touch(page.locator("form[data-submit] button.btn-primary"))
    page.wait_for_url(lambda url: "/review/" not in url and "/submit/" not in url)


@pytest.mark.parametrize(
    ("device", "locale"),
    [("phone", "zh-CN"), ("desk", "zh-CN"), ("phone", "en")],
    ids=["phone in Chinese", "desk in Chinese", "phone in English"],
)
def test_a_new_person_walks_from_the_landing_page_to_the_report(open_page, site, device, locale):
    page = open_page(device, locale)
    firm = steps.Firm()
    steps.register_from_landing(page)
    steps.make_enterprise(page, firm)
    steps.start(page, "full")
    touch(page.locator("a.task-title").first)
    page.wait_for_url("**/questions/**")
    assert answer_everything(page) == 60
    register_one_scene(page)
    submit(page)

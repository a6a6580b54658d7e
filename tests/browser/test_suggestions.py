"""The buttons of a suggested answer lead back to its question, and nothing else typed on the page is lost."""

import pytest

from tests.browser import steps

pytestmark = pytest.mark.browser

PROPOSE = """
from suggestions.proposing import Proposal, propose
from surveys.models import Assessment
draft = Assessment.objects.get(uuid="{uuid}")
propose(draft, None, "ministry", {{code: Proposal("L2") for code in ("PM-1", "PM-2")}})
"""


@pytest.fixture
def suggested(site, furnished):
    """A factory with suggested answers to the first two questions about production."""
    factory = furnished()
    uuid = factory["address"].strip("/").rpartition("/")[2]
    site.run(PROPOSE.format(uuid=uuid))
    return factory


def question(page, code):
    return page.locator(f'[data-question="{code}"]')


def open_questions(page, factory):
    page.goto(f"{factory['address']}questions/PM/")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_confirming_keeps_what_was_typed_elsewhere_on_the_page(enter, suggested, scripts):
    page = enter(suggested, java_script_enabled=scripts)
    open_questions(page, suggested)
    if scripts:
        steps.scripted(page)
    question(page, "PM-3").locator("input[value=L4], input[type=checkbox]").first.check(force=True)
    with page.expect_navigation():
        question(page, "PM-1").locator("button[formaction*=confirm]").click()
    assert page.url.endswith("questions/PM/#q-PM-1")
    assert question(page, "PM-1").locator("input:checked").get_attribute("value") == "L2"
    assert question(page, "PM-1").locator(".suggestion").count() == 0
    assert question(page, "PM-3").locator("input:checked").count() == 1
    assert question(page, "PM-2").locator(".suggestion").is_visible()


def test_an_answer_of_ones_own_hides_the_suggestion_and_clearing_brings_it_back(enter, suggested):
    page = enter(suggested)
    open_questions(page, suggested)
    steps.scripted(page)
    suggestion = question(page, "PM-2").locator(".suggestion")
    question(page, "PM-2").locator("input[value=L4]").check(force=True)
    suggestion.wait_for(state="hidden")
    question(page, "PM-2").locator("[data-clear]").click()
    suggestion.wait_for(state="visible")


def test_a_dismissed_suggestion_is_gone_and_the_question_still_open(enter, suggested):
    page = enter(suggested)
    open_questions(page, suggested)
    steps.scripted(page)
    with page.expect_navigation():
        question(page, "PM-2").locator("button[formaction*=dismiss]").click()
    assert page.url.endswith("#q-PM-2")
    assert question(page, "PM-2").locator(".suggestion").count() == 0
    assert question(page, "PM-2").locator("input:checked").count() == 0

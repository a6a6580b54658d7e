"""No page says 已保存 before the server did; a submission happens once and stays; and all of it without scripts."""

import pytest

from tests.browser import steps
from tests.browser.steps import SAVED, touch

pytestmark = pytest.mark.browser

# Notes every 已保存, of a question or of all, that is shown before the server has acknowledged what was touched.
WATCH = """
window.lies = [];
const open = new Set();
const real = window.fetch;
window.fetch = async (...request) => {
  const response = await real(...request);
  const code = String(request[0]).match(/answers\\/([^/]+)\\//)?.[1];
  if (code && response.ok) open.delete(code);
  return response;
};
const codeOf = (element) => element.closest("[data-question]")?.dataset.question;
addEventListener("input", (event) => open.add(codeOf(event.target)), { capture: true });
addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
  for (const { target } of changes) {
    const code = codeOf(target);
    if (target.dataset.state === "saved" && (code ? open.has(code) : open.size)) window.lies.push(code ?? "all");
  }
}).observe(document, { attributes: true, attributeFilter: ["data-state"], subtree: true }));
"""
FIRST = "questions/RD/"
SAVING = "**/answers/**"


@pytest.fixture
def at(enter):
    """at(factory, path) is a page of its assessment whose script listens."""

    def do(factory, path=FIRST, **options):
        page = enter(factory, **options)
        page.add_init_script(WATCH)
        return load(page, factory, path)

    return do


def load(page, factory, path=FIRST):
    page.goto(factory["address"] + path)
    steps.scripted(page)
    return page


def chip(question):
    return question.locator("[data-chip]").get_attribute("data-state")


def chosen(question):
    """Which options are ticked, by value."""
    return question.evaluate("element => [...element.querySelectorAll('input:checked')].map((input) => input.value)")


def first(page, count=1):
    found = steps.questions(page)[:count]
    return found[0] if count == 1 else found


def lies(page):
    return page.evaluate("window.lies")


def test_answers_given_offline_arrive_when_the_connection_is_back(at, furnished):
    factory = furnished()
    page = at(factory)
    questions = first(page, 3)
    page.context.set_offline(True)
    for question in questions:
        steps.answer(question)
    page.locator("[data-notice]:not(:empty)").wait_for()
    page.wait_for_timeout(1500)
    assert [chip(question) in ("unsaved", "saving") for question in questions] == [True] * 3
    steps.answer(questions[0], rung=3)  # another thought, still offline
    page.context.set_offline(False)
    for question in questions:
        question.locator(SAVED).wait_for()
    assert lies(page) == []
    elsewhere = load(at(factory, device="desk"), factory)
    assert [chosen(question) for question in steps.questions(elsewhere)[:3]] == [["L4"], ["L3"], ["L3"]]


def test_the_chip_says_saved_only_after_the_server_did(at, furnished):
    page = at(furnished())
    held = []
    page.route(SAVING, lambda route: held.append(route))
    question = first(page)
    steps.answer(question)
    question.locator("[data-chip][data-state=saving]").wait_for()
    page.wait_for_timeout(500)
    assert chip(question) == "saving"
    held.pop().continue_()
    question.locator(SAVED).wait_for()
    assert lies(page) == []


def test_reloading_keeps_what_could_not_be_sent(at, furnished):
    factory = furnished()
    page = at(factory)
    page.route(SAVING, lambda route: route.abort())
    steps.answer(first(page))
    first(page).locator("[data-chip][data-state=unsaved]").wait_for()
    load(page, factory)
    assert chosen(first(page)) == ["L3"]
    assert chip(first(page)) != "saved"
    page.unroute(SAVING)
    first(page).locator(SAVED).wait_for()
    assert lies(page) == []
    load(page, factory)
    assert chosen(first(page)) == ["L3"]


def results(site, factory):
    """How many results the assessment has, and what the log of changes has to say."""
    uuid = factory["address"].split("/")[2]
    script = (
        "from surveys.models import ResultSnapshot;"
        f"print(ResultSnapshot.objects.filter(assessment__uuid='{uuid}').count())"
    )
    return int(site.run(script))


def test_a_double_click_on_submit_gives_one_result_and_what_is_submitted_stays(at, furnished, site):
    factory = furnished("answered")
    page = at(factory, "review/", device="desk")
    late = load(page.context.new_page(), factory)  # a second tab, forgotten
    page.locator("form[data-submit] button.btn-primary").dblclick()
    page.wait_for_url(lambda url: "/review/" not in url and "/submit/" not in url)
    assert results(site, factory) == 1
    page.go_back()
    page.wait_for_url("**/review/")
    assert page.locator("form[data-submit]").count() == 0
    page.goto(factory["address"] + FIRST)
    assert page.locator("[data-question] input:enabled:not([type=hidden])").count() == 0
    steps.answer(first(late), rung=4)
    late.locator("[data-notice]:not(:empty)").wait_for()
    assert chip(first(late)) == "failed"
    assert "differ" not in site.manage("verify_answers")


def test_without_scripts_the_whole_way_works(open_page):
    page = open_page("phone", java_script_enabled=False)
    firm = steps.Firm(name="慈溪无脚本机械厂", region=("慈溪", "", ""), industry=("3670", "", ""))
    steps.register_from_landing(page)
    page.fill("#id_name", firm.name)
    page.fill("#id_region", firm.region[0])
    page.fill("#id_industry", firm.industry[0])
    page.fill("#id_employees", firm.employees)
    page.fill("#id_revenue_wan", firm.revenue)
    touch(page.locator("main form button.btn-primary"))
    page.wait_for_url("**/assessments/")
    steps.start(page, "full")
    touch(page.locator("a.task-title").first)
    page.wait_for_url("**/questions/**")
    while page.locator("form[data-questions]").count():
        for question in steps.questions(page):
            steps.answer(question, full_width=True)
        steps.go_on(page)
    steps.register_scene(page)
    steps.go_on(page)
    assert page.locator(".review-none").count() == 0
    touch(page.locator("form[data-submit] button.btn-primary"))
    page.wait_for_url(lambda url: "/review/" not in url and "/submit/" not in url)
    assert firm.name in page.locator("main").inner_text()

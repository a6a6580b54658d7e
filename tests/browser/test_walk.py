"""A person who has never seen the product comes from the landing page to the downloaded report."""

import json
import re
from dataclasses import dataclass

import pypdf
import pytest
from playwright.sync_api import expect

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
            expect(question.locator("[data-advice]")).to_have_text("")
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


@dataclass(frozen=True)
class Told:
    """What a result must say, as the server computed it."""

    level: str
    score: str
    actions: list[str]


def computed(site, page, language):
    """The frozen result behind this page, read past all pages."""
    uuid = re.search(r"[0-9a-f-]{36}", page.url)[0]
    script = (
        "import json;"
        "from surveys.models import ResultSnapshot;"
        f"s = ResultSnapshot.objects.get(assessment__uuid='{uuid}');"
        "framework = s.assessment.framework;"
        "names = [framework.actions[step['action']].name for step in s.data['route']['steps']];"
        f"names = [getattr(name, '{language}') for name in names];"
        "print(json.dumps({'level': s.level, 'score': f'{s.overall:.1f}', 'actions': names}))"
    )
    return Told(**json.loads(site.run(script)))


def download(page, language):
    """Ask for the report in this language if nobody has, wait for the worker, and download it."""
    line = page.locator(f".download[lang={LANGUAGES[language]}]")
    wanted = line.locator("button[name=language]")
    if wanted.count():
        touch(wanted)
    link = line.locator("a[download]")
    link.wait_for(timeout=120_000)
    with page.expect_download() as waiting:
        touch(link)
    return waiting.value


LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}


def missing(pdf, expected):
    """What none of the pages says. Reading a page takes a moment, so this stops where nothing is missing any more."""
    text = ""
    for sheet in pdf.pages:
        text += letters(sheet.extract_text())
        if all(letters(part) in text for part in expected):
            return []
    return [part for part in expected if letters(part) not in text]


def letters(text):
    """Without white space: where a PDF breaks its lines says nothing."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("device", "locale", "language"),
    [("phone", "zh-CN", "zh-hans"), ("desk", "zh-CN", "zh-hans"), ("phone", "en", "en")],
    ids=["phone in Chinese", "desk in Chinese", "phone in English"],
)
def test_a_new_person_walks_from_the_landing_page_to_the_report(open_page, site, device, locale, language):
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

    told = computed(site, page, "en" if language == "en" else "zh")
    verdict = page.locator(".verdict").inner_text()
    assert told.level in verdict
    assert told.score in verdict
    assert firm.name in page.locator("h1").inner_text()
    assert told.actions[0] in page.locator("#first").inner_text()

    file = download(page, language)
    assert firm.name in file.suggested_filename
    number = re.search(r"AR-\d{8}-\w+", file.suggested_filename)[0]
    assert missing(pypdf.PdfReader(file.path()), [firm.name, told.score, told.actions[0], number]) == []

    touch(page.locator(f".download[lang={LANGUAGES[language]}] a.download-check"))
    page.wait_for_url(f"**/verify/{number}/")
    assert firm.name not in page.locator("main").inner_text()  # anybody may look here
    page.locator("input[type=file]").set_input_files(file.path())
    page.locator("[data-verify] .notice-success").wait_for()

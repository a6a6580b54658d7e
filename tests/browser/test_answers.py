"""Answering in a real browser: what was typed reaches the server, or one sees that it has not."""

import json
import re

import pytest

from tests.browser.axe import faults_on_every_screen, misfits

pytestmark = pytest.mark.browser

SAVED = re.compile(r"已保存 \d\d:\d\d")


@pytest.fixture
def begin(enter, furnished):
    """begin("phone") is the task list of an assessment that has just begun; no page has been seen before."""

    def do(device="phone", mode="full"):
        factory = furnished(mode)
        page = enter(factory, device)
        page.goto(factory["address"])
        return page

    return do


def open_part(page, code):
    assessment = re.search(r"/assessments/[0-9a-f-]{36}/", page.url)[0]
    page.goto(f"{assessment}questions/{code}/")
    ready(page)


def ready(page):
    page.wait_for_selector("html[data-answers=ready]")


def option(page, question, code):
    return page.locator(f"[data-question='{question}'] input[value='{code}']")


def chip(page, question):
    return page.locator(f"[data-question='{question}'] [data-chip]")


def wait_for_state(page, question, state):
    page.wait_for_selector(f"[data-question='{question}'] [data-chip][data-state='{state}']")


def revisions(page):
    return page.evaluate("fetch(document.querySelector('[data-survey]').dataset.stateUrl).then((r) => r.json())")[
        "revisions"
    ]


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_an_answer_is_saved_as_it_is_given_and_is_there_after_reloading(begin, device):
    page = begin(device)
    open_part(page, "PM")
    option(page, "PM-1", "L2").check()
    wait_for_state(page, "PM-1", "saved")
    assert SAVED.fullmatch(chip(page, "PM-1").inner_text())
    assert page.locator("[data-done-count]").inner_text() == "1"
    page.reload()
    assert option(page, "PM-1", "L2").is_checked()


def test_without_connection_nothing_is_called_saved_and_all_of_it_is_sent_later(begin):
    page = begin()
    open_part(page, "PM")
    page.context.set_offline(True)
    for n in range(1, 5):
        option(page, f"PM-{n}", "L3").check()
    wait_for_state(page, "PM-4", "unsaved")
    page.wait_for_selector("text=网络断开了")
    assert not any(SAVED.search(text) for text in page.locator("[data-chip]").all_inner_texts())
    page.context.set_offline(False)
    for n in range(1, 5):
        wait_for_state(page, f"PM-{n}", "saved")
    assert revisions(page) == {f"PM-{n}": 1 for n in range(1, 5)}
    assert page.locator("text=网络断开了").count() == 0


def test_a_lost_reply_is_asked_for_again_and_the_change_made_once(begin):
    page = begin()
    open_part(page, "PM")
    sent = []

    def lose(route):
        sent.append(json.loads(route.request.post_data)["mutation"])
        if len(sent) < 3:
            route.fetch()  # the server gets it; the browser never hears
            route.abort()
        else:
            route.continue_()

    page.route("**/answers/PM-1/", lose)
    option(page, "PM-1", "L2").check()
    wait_for_state(page, "PM-1", "saved")
    assert len(sent) == 3
    assert len(set(sent)) == 1
    assert revisions(page) == {"PM-1": 1}


def test_what_a_closed_page_could_not_send_the_next_visit_sends(begin):
    page = begin()
    open_part(page, "PM")
    address = page.url
    page.route("**/answers/**", lambda route: route.abort())
    option(page, "PM-2", "L4").check()
    wait_for_state(page, "PM-2", "unsaved")
    later = page.context.new_page()
    page.close()
    later.goto(address)
    ready(later)
    wait_for_state(later, "PM-2", "saved")
    assert option(later, "PM-2", "L4").is_checked()
    later.reload()
    assert option(later, "PM-2", "L4").is_checked()
    assert revisions(later) == {"PM-2": 1}


def test_leaving_at_once_loses_nothing(begin):
    page = begin()
    open_part(page, "RD")
    address = page.url
    option(page, "RD-1", "na").check()
    page.locator("[data-question='RD-1'] textarea").press_sequentially("完全按来图加工")
    page.goto("/assessments/")
    page.goto(address)
    ready(page)
    wait_for_state(page, "RD-1", "saved")
    assert page.locator("[data-question='RD-1'] textarea").input_value() == "完全按来图加工"


@pytest.mark.parametrize(("button", "kept"), [("用我的", "L5"), ("用已保存的", "L1")])
def test_two_windows_with_different_answers_show_both_and_one_is_chosen(begin, button, kept):
    first = begin()
    open_part(first, "PM")
    second = first.context.new_page()
    second.goto(first.url)
    ready(second)
    option(first, "PM-1", "L1").check()
    wait_for_state(first, "PM-1", "saved")
    option(second, "PM-1", "L5").check()
    wait_for_state(second, "PM-1", "conflict")
    panel = second.locator("[data-question='PM-1'] .conflict")
    assert "您在另一个窗口在" in panel.inner_text()
    assert panel.locator("dd").count() == 2
    panel.get_by_text(button).click()
    wait_for_state(second, "PM-1", "saved")
    second.reload()
    assert option(second, "PM-1", kept).is_checked()


def test_a_conflict_survives_a_reload(begin):
    first = begin()
    open_part(first, "PM")
    second = first.context.new_page()
    second.goto(first.url)
    ready(second)
    option(first, "PM-1", "L1").check()
    wait_for_state(first, "PM-1", "saved")
    option(second, "PM-1", "L5").check()
    wait_for_state(second, "PM-1", "conflict")
    second.reload()
    wait_for_state(second, "PM-1", "conflict")
    assert option(second, "PM-1", "L5").is_checked()


def test_an_expired_session_keeps_the_answer_until_one_has_signed_in_again(enter, furnished):
    factory = furnished()
    page = enter(factory)
    page.goto(factory["address"])
    open_part(page, "PM")
    page.context.clear_cookies()
    option(page, "PM-1", "L3").check()
    link = page.locator("[data-notice] a")
    link.wait_for()
    assert "登录已过期" in page.locator("[data-notice]").inner_text()
    assert chip(page, "PM-1").get_attribute("data-state") == "unsaved"
    with page.context.expect_page() as opened:
        link.click()
    other = opened.value
    other.fill("[name=login]", factory["email"])
    other.fill("[name=password]", "四月的车间很安静")
    other.click("main form button")
    other.wait_for_url(lambda url: "/login/" not in url)
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_for_state(page, "PM-1", "saved")
    assert page.locator("[data-notice] a").count() == 0


def test_an_unfinished_syllable_of_an_input_method_is_never_sent(begin):
    page = begin()
    open_part(page, "RD")
    sent = []
    page.on(
        "request", lambda request: "/answers/" in request.url and sent.append(json.loads(request.post_data)["value"])
    )
    option(page, "RD-1", "na").check()
    wait_for_state(page, "RD-1", "saved")
    page.locator("[data-question='RD-1'] textarea").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "lai tu", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(1200)
    keyboard.send("Input.insertText", {"text": "来图"})
    page.wait_for_timeout(200)
    wait_for_state(page, "RD-1", "saved")
    page.wait_for_function("document.querySelector(\"[data-question='RD-1'] [data-chip]\").dataset.state === 'saved'")
    assert sent[-1] == {"na": "来图"}
    assert not any("lai" in json.dumps(value) for value in sent)


def test_what_is_typed_while_an_answer_travels_is_neither_replaced_nor_lost(begin):
    page = begin()
    open_part(page, "DT")

    def slowly(route):
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/answers/DT-5/", slowly)
    box = page.locator("[data-question='DT-5'] [data-number]")
    box.fill("1")
    box.blur()
    box.focus()
    page.keyboard.press("End")
    page.keyboard.type("2")
    box.blur()
    page.wait_for_selector("[data-overall][data-state=saved]")
    assert box.input_value() == "12"
    page.unroute("**/answers/DT-5/")
    page.reload()
    assert box.input_value() == "12"


def test_figures_choose_themselves_and_show_their_share(begin):
    page = begin()
    open_part(page, "DT")
    page.locator("[data-number=connected]").fill("１２")
    page.locator("[data-number=total]").fill("10")
    page.locator("[data-number=total]").blur()
    wait_for_state(page, "DT-1", "saved")
    assert option(page, "DT-1", "exact").is_checked()
    assert "120%" in page.locator("[data-question='DT-1'] [data-share]").inner_text()
    assert "请核对" in page.locator("[data-question='DT-1'] [data-advice]").inner_text()


def test_a_number_that_is_none_stays_in_its_box_with_a_sentence_also_after_reloading(begin):
    page = begin()
    open_part(page, "DT")
    box = page.locator("[data-number=connected]")
    box.fill("十来台")
    box.blur()
    wait_for_state(page, "DT-1", "failed")
    assert "十来台" in page.locator("[data-question='DT-1'] .field-error").inner_text()
    page.reload()
    wait_for_state(page, "DT-1", "failed")
    assert box.input_value() == "十来台"
    page.click("button[name=go][value=next]")
    page.wait_for_selector("text=请先处理标红的题")
    box.fill("10")
    box.blur()
    wait_for_state(page, "DT-1", "saved")


def test_none_of_these_stands_alone(begin):
    page = begin()
    open_part(page, "SG")
    option(page, "SG-1", "L2").check()
    option(page, "SG-1", "L3").check()
    option(page, "SG-1", "none").check()
    assert not option(page, "SG-1", "L2").is_checked()
    option(page, "SG-1", "L2").check()
    assert not option(page, "SG-1", "none").is_checked()


def test_an_answer_can_be_cleared(begin):
    page = begin()
    open_part(page, "PM")
    option(page, "PM-1", "L2").check()
    wait_for_state(page, "PM-1", "saved")
    page.click("[data-question='PM-1'] [data-clear]")
    wait_for_state(page, "PM-1", "empty")
    page.reload()
    assert page.locator("[data-question='PM-1'] input:checked").count() == 0


def test_scenes_are_saved_as_they_are_typed_and_can_be_removed(begin):
    page = begin()
    page.goto(page.url + "scenes/")
    ready(page)
    new = page.locator("#new-scene")
    new.locator("[data-field=name]").fill("外观划伤相机检测")
    new.locator("[data-field=stage]").select_option("PM")
    new.locator("[data-field=status]").select_option("production")
    page.wait_for_selector("[data-overall][data-state=saved]")
    page.click("[data-add]")
    page.wait_for_selector("section[id^=scene-]")
    ready(page)
    assert "业务负责人" in page.locator("section[id^=scene-] [data-advice]").inner_text()
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("section[id^=scene-] [data-clear]")
    page.wait_for_selector("section[id^=scene-]", state="detached")
    page.reload()
    assert page.locator("section[id^=scene-]").count() == 0


def test_a_radio_group_is_answered_with_the_keyboard(begin):
    page = begin("desk")
    open_part(page, "PM")
    option(page, "PM-1", "L1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert option(page, "PM-1", "L2").is_checked()
    wait_for_state(page, "PM-1", "saved")
    page.wait_for_selector("[data-overall][data-state=saved]")
    page.reload()
    assert option(page, "PM-1", "L2").is_checked()


def test_the_way_through_the_quick_version_ends_in_a_submission(begin):
    page = begin("phone", "quick")
    page.click(".task-title >> nth=0")
    while "/questions/" in page.url:
        ready(page)
        for card in page.locator("[data-question]").all():
            for n, box in enumerate(card.locator("[data-number]").all()):
                box.fill(str(10 * (n + 1)))
            if card.locator("[data-number]").count() == 0:
                card.locator(".options input").nth(1).check()
        before = page.url
        page.click("button[name=go][value=next]")
        page.wait_for_url(lambda url, before=before: url != before)
    assert page.url.endswith("/scenes/")
    ready(page)
    page.click("button[name=go][value=next]")
    page.wait_for_url("**/review/")
    ready(page)
    page.get_by_role("button", name="提交并生成报告").click()
    page.wait_for_url(lambda url: "/review/" not in url)
    page.go_back()
    page.reload()
    assert page.get_by_role("button", name="提交并生成报告").count() == 0


def test_the_review_sends_what_is_left_over_before_it_can_be_submitted(begin):
    page = begin()
    open_part(page, "PM")
    page.route("**/answers/**", lambda route: route.abort())
    option(page, "PM-2", "L4").check()
    wait_for_state(page, "PM-2", "unsaved")
    review = re.sub(r"questions/PM/", "review/", page.url)
    page.goto(review)
    page.wait_for_selector("text=还有 1 题未保存")
    page.unroute("**/answers/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("dd:has-text('点检') , [data-overall][data-state=saved]")
    assert revisions(page) == {"PM-2": 1}


@pytest.mark.parametrize(("language", "faults_of"), [("zh-CN", faults_on_every_screen), ("en", misfits)])
def test_every_page_is_accessible_and_fits_its_screen(begin, language, faults_of):
    page = begin("phone")
    if language == "en":
        page.click("button[name=language]")
    base = page.url
    faults = []
    for part in ["", "questions/PM/", "questions/DT/", "questions/RD/", "scenes/", "review/"]:
        faults += faults_of(page, base + part)
    assert faults == []


def test_what_does_not_fit_stands_beside_both_questions_until_one_of_them_is_changed(begin):
    page = begin("desk")
    open_part(page, "DT")
    option(page, "DT-4", "L1").check()
    wait_for_state(page, "DT-4", "saved")
    assert page.locator(".doubt-note").count() == 0
    option(page, "DT-6", "L5").check()
    notes = page.locator("[data-doubt=C09]")
    notes.first.wait_for()
    assert notes.count() == 2
    told = page.locator("[data-question=DT-6] .doubt-note")
    number = page.locator("[data-jump=DT-4]").inner_text()
    assert told.locator(".doubt-lead").inner_text() == f"这与第 {number} 题似乎不一致："
    assert told.locator("a").get_attribute("href").endswith("/questions/DT/#q-DT-4")
    live = told.inner_text()
    page.reload()
    ready(page)
    assert page.locator("[data-question=DT-6] .doubt-note").inner_text() == live
    option(page, "DT-4", "L3").check()
    notes.first.wait_for(state="detached")
    assert notes.count() == 0

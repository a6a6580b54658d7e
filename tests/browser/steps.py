"""What a person does on the pages, as steps that tests and the picture tool share. Names come from data attributes and
roles, not from texts, so that the same steps walk in every language."""

import re
import uuid
from dataclasses import dataclass

from readiness.uscc import check_character, organisation_check_character

PASSWORD = "四月的车间很安静"
SAVED = "[data-chip][data-state=saved]"


@dataclass(frozen=True)
class Firm:
    """What a person tells about the enterprise."""

    name: str = "慈溪远山汽车零部件有限公司"
    # Typed into the picker; what the entry to touch says (a pattern); its code.
    region: tuple[str, str, str] = ("cixi", "慈溪|Ningbo", "330282")
    industry: tuple[str, str, str] = ("汽车零部件", "3670", "3670")
    employees: str = "85"
    revenue: str = "4200"


def touch(target):
    """A tap where the device has a touch screen, else a click."""
    if target.page.evaluate("navigator.maxTouchPoints > 0"):
        target.tap()
    else:
        target.click()


def new_email():
    return f"{uuid.uuid4().hex[:10]}@example.com"


def register_from_landing(page, email=None):
    """From the first page to the page that asks for the enterprise. Returns the e-mail address."""
    email = email or new_email()
    page.goto("/")
    touch(page.locator("main a[href*='/account/signup/']").first)
    page.wait_for_url("**/account/signup/**")
    page.fill("#id_email", email)
    page.fill("#id_password1", PASSWORD)
    touch(page.locator("main form button.btn-primary"))
    page.wait_for_url("**/enterprises/new/")
    return email


def choose_from(page, field, typed, shown, code):
    """Type into a picker and touch the entry one means."""
    box = page.locator(f"#id_{field}")
    touch(box)
    box.press_sequentially(typed)
    option = page.locator(f"#id_{field}_list [role=option]").filter(has_text=re.compile(shown))
    touch(option.first)
    chosen = page.locator(f"[name={field}_code]").input_value()
    assert chosen == code, f"{typed}: {chosen} was chosen instead of {code}"


def fill_enterprise(page, firm):
    """The facts about the enterprise; the size class is told as soon as it can be known."""
    page.fill("#id_name", firm.name)
    choose_from(page, "region", *firm.region)
    choose_from(page, "industry", *firm.industry)
    page.fill("#id_employees", firm.employees)
    page.fill("#id_revenue_wan", firm.revenue)
    page.locator("[data-size-sentence]:not(:empty)").wait_for()


def make_enterprise(page, firm):
    """Ends on the list of assessments."""
    fill_enterprise(page, firm)
    touch(page.locator("main form button.btn-primary"))
    page.wait_for_url("**/assessments/")


def start(page, mode="full"):
    """Start an assessment; returns the address of its task list."""
    touch(page.locator(f"main button[name=mode][value={mode}]"))
    page.wait_for_url(re.compile(r"/assessments/[0-9a-f-]{36}/$"))
    return page.url


def questions(page):
    return page.locator("form[data-questions] [data-question]").all()


def scripted(page):
    """Wait until the script of a survey page listens."""
    page.locator("html[data-answers=ready]").wait_for(state="attached")


def answer(question, rung=2, full_width=False):
    """Answer one question of any kind by touching and typing. rung: which option of a ladder, from the lowest, 0."""
    kind = question.get_attribute("data-kind")
    options = question.locator("label.option:not(.option-compact)")
    if kind == "single":
        touch(options.nth(rung))
    elif kind == "matrix":
        for row in question.locator("[data-row]").all():
            touch(row.locator("label").nth(1))
    elif kind == "multiple":
        for option in options.filter(has=question.page.locator("input:not([data-alone])")).all()[:2]:
            touch(option)
    else:
        _type_numbers(question, full_width)


# A tenth or less of what is counted against keeps clear of every rule on what cannot be.
AMOUNTS = {"invest_wan": "60", "revenue_wan": "4200", "employees": "85", "digital_staff": "6", "weekly_users": "20"}
AMOUNTS |= {"connected": "12", "total": "40", "controlled": "20", "value": "14"}


def _type_numbers(question, full_width):
    for box in question.locator("[data-number]").all():
        amount = AMOUNTS[box.get_attribute("data-number")]
        touch(box)
        box.press_sequentially(wide(amount) if full_width else amount)
        assert box.input_value(), f"{box.get_attribute('data-number')}: what was typed went elsewhere"
    for condition in question.locator("label:has([data-condition])").all()[:1]:
        touch(condition)


def code_of(number):
    """A social credit code nobody has, with the right check characters."""
    organisation = f"MA2P{number:04}"
    first = f"91330282{organisation}{organisation_check_character(organisation)}"
    return first + check_character(first)


def wide(digits):
    """12 → １２, as a Chinese input method types it."""
    return "".join(chr(ord(digit) + 0xFEE0) for digit in digits)


def go(page, where="next"):
    touch(page.locator(f"button[name=go][value={where}]").last)


def go_on(page):
    """Save and continue; wait for the page after this one."""
    before = page.url.partition("#")[0]
    go(page)
    page.wait_for_url(lambda url: url.partition("#")[0] != before)


def register_scene(page):
    """One AI scene in production, as the register asks for it."""
    scene = page.locator("[data-scenes] [data-question]").last
    fields = {
        "name": "冲压件表面划伤视觉检测",
        "status": "production",
        "start_month": "2026-03",
        "owner": "质量经理",
        "benefit": "漏检率从 1.2% 降到 0.3%，三个月对比",
        "evidence": "MES 检验记录导出",
    }
    for name, value in fields.items():
        control = scene.locator(f"[data-field={name}]")
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    scene.locator("[data-field=stage]").select_option(index=3)
    scene.locator("[data-field=frequency]").select_option(index=1)
    return scene

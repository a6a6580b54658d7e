"""Registering and making an enterprise in a real browser: phone and desk, Chinese and English, keyboard and touch."""

import pytest

from tests.browser.axe import faults_on_every_screen, misfits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_a_new_person_registers_and_makes_a_factory(open_page, register, make_enterprise, device):
    page = open_page(device)
    page.goto("/")
    page.click("text=注册并开始")
    register(page)
    make_enterprise(page)
    assert "/enterprises/new/" not in page.url
    page.goto("/settings/")
    assert page.locator("h1").inner_text() == "账号设置"


def test_a_region_is_chosen_with_the_keyboard_alone(open_page, register):
    page = open_page("desk")
    register(page)
    page.focus("#id_region")
    page.keyboard.type("cx")
    page.wait_for_selector("#id_region_list [role=option]")
    assert page.get_attribute("#id_region", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#id_region", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    assert page.input_value("#id_region") != "cx"
    assert page.input_value("[name=region_code]")
    page.keyboard.type("宁波")
    page.wait_for_selector("#id_region_list [role=option]")
    page.keyboard.press("Escape")
    assert page.locator("#id_region_list").is_hidden()


def test_typing_after_choosing_takes_the_choice_back(open_page, register):
    page = open_page("desk")
    register(page)
    page.click("#id_region")
    page.keyboard.type("慈溪")
    page.click("#id_region_list [role=option]")
    assert page.input_value("[name=region_code]") == "330282"
    page.keyboard.press("End")
    page.keyboard.type("x")
    assert page.input_value("[name=region_code]") == ""


def test_the_size_class_is_told_while_typing(open_page, register):
    page = open_page("phone")
    register(page)
    page.fill("#id_industry", "3670")
    page.fill("#id_employees", "２８０")
    page.fill("#id_revenue_wan", "2,500")
    page.locator("[data-size-sentence]:has-text('小型')").wait_for()


def test_without_scripts_an_enterprise_is_made_too(open_page):
    page = open_page("phone", java_script_enabled=False)
    page.goto("/account/signup/")
    page.fill("#id_email", "noscript@example.com")
    page.fill("#id_password1", "四月的车间很安静")
    page.click("main form button")
    page.fill("#id_name", "朝阳机械厂")
    page.fill("#id_region", "朝阳")
    page.fill("#id_industry", "3670")
    page.fill("#id_employees", "85")
    page.fill("#id_revenue_wan", "4200")
    page.click("main form button")
    page.check("input[name=region_pick] >> nth=0", force=True)
    page.click("main form button")
    assert "/enterprises/new/" not in page.url


def test_after_an_error_the_summary_has_the_focus_and_leads_to_the_field(open_page, register):
    page = open_page("phone")
    register(page)
    page.fill("#id_employees", "三百")
    page.click("main form button")
    page.wait_for_selector(".error-summary:focus")
    page.click(".error-summary a:has-text('三百')")
    assert page.evaluate("document.activeElement.id") == "id_employees"
    assert page.input_value("#id_employees") == "三百"


def test_a_double_click_makes_one_enterprise(open_page, register, site):
    page = open_page("desk")
    email = register(page)
    page.fill("#id_name", "双击机械厂")
    page.fill("#id_region", "慈溪")
    page.fill("#id_industry", "3670")
    page.fill("#id_employees", "85")
    page.fill("#id_revenue_wan", "4200")
    page.dblclick("main form button[class*=btn-primary]")
    page.wait_for_url(lambda url: "/enterprises/new/" not in url)
    script = f"from accounts.models import Membership; print(Membership.objects.filter(user__email='{email}').count())"
    assert site.run(script).strip() == "1"


@pytest.mark.parametrize(("locale", "faults_of"), [("zh-CN", faults_on_every_screen), ("en", misfits)])
def test_pages_are_readable_for_everybody(open_page, register, make_enterprise, locale, faults_of):
    """axe-core finds nothing, and nothing is wider than its screen or than a phone with larger text."""
    page = open_page("phone", locale=locale)
    faults = []

    def look(path):
        faults.extend(faults_of(page, path))

    for path in ("/", "/account/login/", "/account/signup/", "/account/password/reset/", "/nowhere/"):
        look(path)
    register(page)
    look("/enterprises/new/")
    make_enterprise(page)
    look("/settings/")
    look("/account/email/")
    look("/account/password/change/")
    page.goto("/settings/")
    page.click("text=/大字版|Larger text/")
    look("/enterprises/new/")
    assert not faults


@pytest.mark.parametrize("path", ["/", "/account/signup/", "/account/login/"])
def test_what_one_touches_is_large_enough(open_page, path):
    page = open_page("narrow")
    page.goto(path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, input:not([type=hidden]), .btn, .brand, .header-link")]
            .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 44 || box.width < 44))
            .map(([html]) => html)"""
    )
    assert small == []

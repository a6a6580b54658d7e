"""Browsers on a running site, and people who use it."""

import json
import uuid

import pytest

from tests.browser.site import DEVICES, QUIET, chromium_path, running_site


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Under a failed test: what its pages showed and what web server and worker said."""
    report = yield
    if report.when == "call" and report.failed:
        for page in getattr(item.funcargs.get("open_page"), "pages", []):
            report.sections.append((f"Page {page.url}", _text_of(page)))
        if "site" in item.funcargs:
            for name in ("web", "worker"):
                log = (item.funcargs["site"].logs / f"{name}.log").read_text(errors="replace")
                report.sections.append((f"Log of the {name} process", log[-4000:]))
    return report


def _text_of(page):
    try:
        return page.locator("main").inner_text(timeout=1000)[:8000]
    except Exception as error:
        return f"(cannot be read: {error})"


@pytest.fixture
def open_page(chromium, site):
    """open_page("phone") is the page of a fresh visitor; his further tabs are `page.context.new_page()`.

    A script error, anything on the console (where Chromium also reports what the content security policy refused) and a
    request to another host fail the test, in whichever tab.
    """
    contexts, pages, faults = [], [], []

    def start(device="phone", locale="zh-CN", **options):
        context = chromium.new_context(base_url=site.address, locale=locale, **DEVICES[device], **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("weberror", lambda error: faults.append(f"script error: {error.error}"))
        context.on("console", lambda message: _note_console(message, faults))
        context.on("request", lambda request: _note_foreign(request, site, faults))
        context.on("page", lambda page: pages.append(page))
        return context.new_page()

    start.pages = pages
    yield start
    for context in contexts:
        context.close()
    assert not faults


def _note_console(message, faults):
    # A 4xx answer is announced on the console too; whether it is right is for the test to say.
    if message.type == "error" and "Failed to load resource" not in message.text:
        faults.append(f"console: {message.text}")


def _note_foreign(request, site, faults):
    if not request.url.startswith((site.address, "data:", "blob:", "about:")):
        faults.append(f"request to another host: {request.url}")


@pytest.fixture(scope="session")
def furnished(site):
    """furnished("answered") is a factory nobody has used yet, its owner signed in; see furnish.py."""
    waiting = {}

    def take(kind="full"):
        if not waiting.get(kind):
            count = 1 if kind == "submitted" else 6  # each report keeps the worker busy for seconds
            script = f"from tests.browser.furnish import furnish; furnish({count}, {kind!r})"
            waiting[kind] = json.loads(site.run(script))
        return waiting[kind].pop()

    return take


@pytest.fixture(scope="session")
def submitted(furnished):
    """A factory with a result, shared by tests that leave the result as it is: making one keeps the worker busy."""
    return furnished("submitted")


@pytest.fixture
def enter(open_page, site):
    """enter(factory) is a page on which the owner of a furnished factory is signed in."""

    def do(factory, device="phone", **options):
        page = open_page(device, **options)
        page.context.add_cookies([{"name": "session", "value": factory["session"], "url": site.address}])
        return page

    return do


@pytest.fixture
def register():
    """register(page, email) makes a fresh person and lands on the page that makes the enterprise."""

    def do(page, email=None, password="四月的车间很安静"):
        email = email or f"{uuid.uuid4().hex[:10]}@example.com"
        page.goto("/account/signup/")
        page.fill("#id_email", email)
        page.fill("#id_password1", password)
        page.click("main form button")
        page.wait_for_url("**/enterprises/new/")
        return email

    return do


@pytest.fixture
def make_enterprise():
    """make_enterprise(page, name) fills the enterprise page with the pickers, as a person does, and sends it."""

    def do(page, name="慈溪远山汽车零部件有限公司", employees="85", revenue="4200"):
        page.fill("#id_name", name)
        pick(page, "region", "慈溪")
        pick(page, "industry", "汽车零部件")
        page.fill("#id_employees", employees)
        page.fill("#id_revenue_wan", revenue)
        page.click("main form button[class*=btn-primary]")
        page.wait_for_url(lambda url: "/enterprises/new/" not in url)

    return do


def pick(page, field, text):
    page.click(f"#id_{field}")
    page.keyboard.type(text)
    page.click(f"#id_{field}_list [role=option] >> nth=0")

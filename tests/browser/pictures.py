"""Takes a picture of every page, in both languages, on a phone and on a desk, and names what looks wrong.

    python -m tests.browser.pictures FOLDER [PART-OF-A-NAME]

Starts a site of its own with the demo factory and the desk of a service provider. One PNG per page, language and width,
and the desk's papers as PDF. On standard output: pages wider than their screen, things to touch that are smaller than
44 px, and texts in the other language.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import campaign, steps
from tests.browser.axe import small_targets
from tests.browser.bureau import BUREAU, CODE, COUNTED, OLDER
from tests.browser.desk_moments import look_at_desk_moments
from tests.browser.site import DEVICES, QUIET, ROOT, chromium_path, running_site

LOCALES = {"zh-CN": "zh-hans", "en": "en"}
WIDE = """() => [...document.querySelectorAll("main *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .filter((element) => !element.closest(".jump, .tabs, .result-nav, .table-responsive, .table-scroll, svg"))
    .map((element) => `${element.tagName}.${element.className}`).slice(0, 3)"""
# Texts of the page in the other language. Names, addresses and codes are the same in both.
FOREIGN = r"""([chinese, told]) => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const wrong = chinese ? /[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}/ : /[\u4e00-\u9fff]/;
  while (walker.nextNode()) {
    const text = told.reduce((left, one) => left.replaceAll(one, ""), walker.currentNode.textContent.trim());
    const element = walker.currentNode.parentElement;
    if (!wrong.test(text) || !element.checkVisibility() || element.closest("[lang]:not(html)")) continue;
    found.push(text.slice(0, 80));
  }
  return [...new Set(found)].slice(0, 12);
}"""


ESTIMATE = (
    "days_per_month=26&cameras=6&per_second=2&hours_per_day=16&model_class=detect&where=rented&stock_pages=20000"
    "&pages_per_month=600&questions_per_day=300&price_card_hour=9.5&usable_share_likely=65"
)


DESK = ("desk", "client")  # how the names of a provider's pages begin


@dataclass
class Album:
    """What there is to look at: name → (path, who looks at it), who → session, and what people have typed themselves."""

    pages: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    typed: list = field(default_factory=list)
    papers: dict = field(default_factory=dict)  # name → the hash its file is kept under
    moments: dict = field(default_factory=dict)  # what the moments of a desk begin with


def album(site, only=""):
    """Making what is not looked at would take minutes."""
    made = Album()
    if not only.startswith(DESK):
        made.pages, made.people = _of_factories(site)
    if not only or only.startswith(DESK):
        desk = Album(**_told_at_leisure(site, "from tests.browser.desk import furnish_desk; furnish_desk()"))
        made.pages |= desk.pages
        made.people |= desk.people
        made.typed, made.papers, made.moments = desk.typed, desk.papers, desk.moments
    return made


def _of_factories(site):
    """Who: nobody, the demo's owner, or the owner of a factory that is still new."""
    demo = _told(site, DEMO)
    fresh, full = (_furnish(site, kind) for kind in ("full", "answered"))
    done, half = (f"/assessments/{demo[key]}/" for key in ("submitted", "draft"))
    firm = f"/enterprises/{demo['organisation']}/"
    busy = _told(site, "from tests.browser.furnish import furnish_busy; furnish_busy()")
    bureau = _told(site, BUREAU)
    site.run(COUNTED)
    asked = _told(site, campaign.CAMPAIGN)
    people = {
        "busy": busy["session"],
        "bureau": bureau["writer"],
        "demo": demo["session"],
        "fresh": fresh["session"],
        "full": full["session"],
        "new": _lone(site),
        **{f"campaign-{who}": asked[who] for who in ("bureau", "district", "firm", "drafting", "lone")},
    }
    pages = {
        "landing": ("/", None),
        "sign-in": ("/account/login/", None),
        "register": ("/account/signup/", None),
        "password-reset": ("/account/password/reset/", None),
        "verify-find": ("/verify/", None),
        "verify": (f"/verify/{demo['number']}/", None),
        "verify-unknown": ("/verify/AR-20200101-ABCDEFGH/", None),
        "error-404": ("/nowhere/", None),
        "enterprise-create": ("/enterprises/new/", "new"),
        "settings": ("/settings/", "demo"),
        "enterprise": (firm, "demo"),
        "enterprise-edit": (f"{firm}edit/", "demo"),
        "enterprise-funding": (f"{firm}funding/", "demo"),
        "compute-empty": (f"{firm}compute/", "demo"),
        "compute": (f"{firm}compute/?{ESTIMATE}", "demo"),
        "compute-wrong": (f"{firm}compute/?days_per_month=40&cameras=4&usable_share_low=90", "demo"),
        "home-fresh": ("/assessments/", "fresh"),
        "home": ("/assessments/", "demo"),
        "tasks": (half, "demo"),
        "questions-PM": (f"{half}questions/PM/", "demo"),
        "questions-DT": (f"{half}questions/DT/", "demo"),
        "questions-OT": (f"{half}questions/OT/", "demo"),
        "scenes": (f"{half}scenes/", "demo"),
        "review-open": (f"{half}review/", "demo"),
        "fill-in-offline": (f"{full['address']}offline/", "full"),
        "from-ministry": (f"{full['address']}from/ministry/", "full"),
        "ministry-level": (f"{full['address']}ministry/", "full"),
        "import": (f"{firm}import/", "demo"),
        "review-ready": (f"{full['address']}review/", "full"),
        "submitted-tasks": (done, "demo"),
        "submitted-questions": (f"{done}questions/PM/", "demo"),
        "submitted-scenes": (f"{done}scenes/", "demo"),
        "submitted-review": (f"{done}review/", "demo"),
        "result": (f"{done}result/", "demo"),
        "money": (f"{done}money/", "demo"),
        "money-record": (f"{done}money/cn-srdi-little-giant-round3/", "demo"),
        "suppliers": (f"{done}suppliers/", "demo"),
        "supplier-sheet": (f"{done}suppliers/EQ-PM-1/", "demo"),
        "history": (f"{firm}history/", "demo"),
        "subsidies": (f"{bureau['address']}", "bureau"),
        "subsidies-reminders": (f"{bureau['address']}reminders/", "bureau"),
        "subsidies-new": (f"{bureau['address']}new/", "bureau"),
        "subsidy": (f"{bureau['address']}records/{CODE}/", "bureau"),
        "reach": (f"{bureau['address']}records/{CODE}/reach/", "bureau"),
        "reach-hidden": (f"{bureau['address']}records/{OLDER}/reach/", "bureau"),
        "sharing": (f"{firm}sharing/", "demo"),
        "subsidies-lists": (f"{bureau['address']}lists/", "bureau"),
        "subsidies-list-new": (f"{bureau['address']}lists/new/", "bureau"),
        "subsidies-list": (f"{bureau['address']}lists/sme_digital_pilot_cities/", "bureau"),
        "subsidies-list-own": (f"{bureau['address']}lists/hangzhou-compute-providers/", "bureau"),
        "subsidies-list-edit": (f"{bureau['address']}lists/hangzhou-compute-providers/edit/", "bureau"),
        "subsidy-edit": (f"{bureau['address']}records/{CODE}/edit/", "bureau"),
        "subsidy-verify": (f"{bureau['address']}records/{CODE}/verify/", "bureau"),
        "subsidy-withdraw": (f"{bureau['address']}records/{CODE}/withdraw/", "bureau"),
        "actions": (f"{firm}actions/", "demo"),
        **_at_work(busy),
        **{name: (path, who and f"campaign-{who}") for name, (path, who) in campaign.pages(asked).items()},
    }
    return pages, people


def _at_work(busy):
    """The pages of a team at work."""
    here, firm = busy["address"], busy["firm"]
    pages = {
        "home": "/assessments/",
        "tasks": here,
        "questions-PM": f"{here}questions/PM/",
        "review": f"{here}review/",
        "evidence": f"{here}evidence/PM-1/",
        "evidence-change": f"/evidence/{busy['evidence']}/",
        "comments": f"{here}comments/PM-1/",
        "assignments": f"{here}assignments/",
        "assign": f"{here}assignments/PM/",
        "opinions": f"{here}opinions/PM/",
        "spread": f"{here}spread/",
        "people": f"{firm}people/",
        "invite": f"{firm}people/invite/",
        "role": f"/people/{busy['person']}/role/",
        "remove": f"/people/{busy['person']}/remove/",
        "history": f"{firm}history/",
        "actions": f"{firm}actions/",
        "from-ministry": f"{here}from/ministry/",
    }
    return {f"busy-{name}": (path, "busy") for name, path in pages.items()} | {"busy-join": (busy["join"], None)}


DEMO = """
import json, time
from django.core.management import call_command
from django.conf import settings
from django.test import Client
import io
call_command('demo', stdout=io.StringIO())
from surveys.models import Assessment
from reports.models import Report
from accounts.models import User
user = User.objects.get(email='demo@example.com')
client = Client()
client.force_login(user, 'allauth.account.auth_backends.AuthenticationBackend')
done = Assessment.objects.submitted().get()
for _ in range(240):
    report = Report.objects.filter(snapshot__assessment=done).first()
    if report and report.finished: break
    time.sleep(0.25)
print(json.dumps({
    'session': client.cookies[settings.SESSION_COOKIE_NAME].value, 'submitted': str(done.uuid),
    'draft': str(Assessment.objects.drafts().get().uuid), 'organisation': str(done.organisation.uuid),
    'number': report.number}))
"""
LONE = """
import json
from django.conf import settings
from django.test import Client
from accounts.models import User
client = Client()
client.force_login(User.objects.create(email='lone@example.com'), 'allauth.account.auth_backends.AuthenticationBackend')
print(json.dumps(client.cookies[settings.SESSION_COOKIE_NAME].value))
"""


BROKEN = "from accounts.views import server_error; print(server_error(None).content.decode())"


def _told(site, script):
    return json.loads(site.run(script).strip().splitlines()[-1])


def _told_at_leisure(site, script):
    """Where the worker has to print a dozen papers first."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    run = subprocess.run(
        command, cwd=ROOT, env=site.environment, check=True, capture_output=True, text=True, timeout=600
    )
    return json.loads(run.stdout.strip().splitlines()[-1])


def _lone(site):
    return _told(site, LONE)


def _furnish(site, kind):
    return _told(site, f"from tests.browser.furnish import furnish; furnish(1, {kind!r})")[0]


def take(browser, site, folder, only):
    shown = album(site, only)
    for name, kept in shown.papers.items():
        if only in name:
            shutil.copyfile(next(site.logs.rglob(f"{kept}*")), folder / f"{name}.pdf")
    for locale in LOCALES:
        for device in ("phone", "desk"):
            view = View(browser, site, folder, locale, device, shown.typed)
            for person in (None, *shown.people):
                mine = {n: path for n, (path, who) in shown.pages.items() if who == person and only in n}
                if mine:
                    _look(view, shown.people.get(person), mine)
            if shown.moments and only in "desk-moments":
                look_at_desk_moments(view, shown)
    if not only or "error" in only:
        _look_at_moments(browser, site, folder)


@dataclass(frozen=True)
class View:
    """Where and how pages are looked at."""

    browser: object
    site: object
    folder: Path
    locale: str
    device: str
    typed: list

    def open(self, session):
        """The page of somebody signed in, in the language of this view."""
        page = _context(self.browser, self.site, self.locale, self.device, session).new_page()
        if session:
            _speak(page, LOCALES[self.locale])
        return page

    def keep(self, page, name):
        _keep(page, self.folder, name, self.locale, self.device, self.typed)


def _context(browser, site, locale, device, session):
    context = browser.new_context(base_url=site.address, locale=locale, **DEVICES[device])
    cookies = [{"name": "django_language", "value": LOCALES[locale], "url": site.address}]
    if session:
        cookies.append({"name": "session", "value": session, "url": site.address})
    context.add_cookies(cookies)
    return context


def _look(view, session, paths):
    page = view.open(session)
    for name, path in paths.items():
        page.goto(path)
        if page.locator("script[src*=answers]").count():
            steps.scripted(page)
        view.keep(page, name)
    page.context.close()


def _speak(page, language):
    """A person's language is part of the account: switch it as people do."""
    page.goto("/settings/")
    button = page.locator(f"header button[name=language][value={language}]")
    if button.count():
        button.click()
        page.wait_for_load_state()


def _keep(page, folder, name, locale, device, typed=()):
    page.screenshot(path=folder / f"{name}.{LOCALES[locale]}.{device}.png", full_page=True)
    where = f"{name} {LOCALES[locale]} {device}"
    for what, found in (
        ("wide", page.evaluate(WIDE)),
        ("small", small_targets(page) if device == "phone" else []),
        ("other language", page.evaluate(FOREIGN, [locale == "zh-CN", list(typed)]) if device == "phone" else []),
    ):
        for line in found:
            print(f"{where}: {what}: {line}")


def _look_at_moments(browser, site, folder):
    """Pages one sees only after doing something: an error in a form, a lock-out, the page of an internal error."""
    for locale in LOCALES:
        context = _context(browser, site, locale, "phone", _told(site, LONE.replace("lone@", f"lone-{locale}@")))
        page = context.new_page()
        _speak(page, LOCALES[locale])
        page.goto("/enterprises/new/")
        page.fill("#id_uscc", "91330282MA2AXXXX12")
        page.fill("#id_region", "朝阳")
        page.fill("#id_employees", "0")
        page.locator("main form button.btn-primary").click()
        page.locator(".error-summary").wait_for()
        _keep(page, folder, "error-enterprise", locale, "phone")
        context.close()
        context = _context(browser, site, locale, "phone", None)
        page = context.new_page()
        for _ in range(6):
            page.goto("/account/login/")
            page.fill("#id_login", f"somebody-{locale}@example.com")
            page.fill("#id_password", "not the password")
            page.locator("main form button.btn-primary").click()
            page.wait_for_load_state()
        _keep(page, folder, "error-locked-out", locale, "phone")
        page.goto("/")
        page.set_content(site.run(BROKEN))
        _keep(page, folder, "error-500", locale, "phone")
        context.close()


def main(folder, only=""):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True))
        site = stack.enter_context(running_site(Path(data)))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        take(browser, site, folder, only)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])

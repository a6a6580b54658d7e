"""The whole practice of a consultant: colleagues, clients, a factory assessed and verified with its consent, papers, an
interface for programs, and the end of the access. One walk, because each part stands on the one before."""

import io
import json
import re
import urllib.request
import zipfile
from datetime import date, timedelta

import pypdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.axe import faults_on_every_screen
from tests.browser.steps import PASSWORD, code_of, new_email, touch
from tests.browser.workbooks import as_upload, with_answers, with_clients

pytestmark = pytest.mark.browser

PROVIDER, PURPOSE = "甬江智造咨询（宁波）有限公司", "2026 年 AI 就绪度测评与核验"
FACTORY = "宁波北岸汽车零部件有限公司"  # of furnish.py
PREPARED = steps.Firm(name="慈溪远山电机有限公司")
NOTE = "现场看到两台设备仍用纸质工单，车间主任确认。"
RESULTS = 5  # of clients that are there already
UUID = "[0-9a-f-]{36}"


def press(page, within="main form"):
    touch(page.locator(f"{within} button.btn-primary").first)


def furnish(site, call):
    return site.manage("shell", "--no-imports", "-c", f"from tests.browser import clients; clients.{call}")


# --- the provider and its colleagues ----------------------------------------------------------------------------------


def begin_provider(page):
    """Somebody registers as a provider. Returns the address of its desk."""
    steps.register_from_landing(page)
    page.goto("/providers/new/")
    page.fill("#id_name", PROVIDER)
    press(page)
    page.wait_for_url("**/clients/")
    return page.url.removesuffix("clients/")


def invite_assessor(page, desk):
    page.goto(f"{desk}clients/")
    touch(page.locator(".access-rooms a[href$='/people/']"))
    touch(page.locator("main a[href$='/invite/']"))
    page.fill("#id_email", "assessor@example.com")
    press(page)
    return page.locator("#link").input_value()


def register_by(page, link):
    """From a link through registration back to it."""
    page.goto(link)
    touch(page.locator("main a[href*='/account/signup/']"))
    page.fill("#id_email", new_email())
    page.fill("#id_password1", PASSWORD)
    press(page)
    page.wait_for_url(lambda url: url.startswith(link))


# --- clients ----------------------------------------------------------------------------------------------------------


def prepare_file(page, desk):
    page.goto(f"{desk}clients/prepare/")
    steps.fill_enterprise(page, PREPARED)
    press(page)
    page.wait_for_url(re.compile(f"/clients/{UUID}/$"))
    assert PREPARED.name in page.locator("h1").inner_text()


def upload_list(page, desk, *clients):
    """The template as it is downloaded, filled in and brought back."""
    page.goto(f"{desk}portfolio/import/")
    with page.expect_download() as waiting:
        touch(page.locator("main a[href$='template.xlsx']"))
    filled = with_clients(waiting.value.path().read_bytes(), *clients)
    page.set_input_files("input[type=file]", as_upload(filled, "clients.xlsx"))
    press(page)


def bring_in_clients(page, desk):
    """With a wrong code first: its cell is named, and nothing of that row is kept."""
    first = ("宁波前湾注塑有限公司", code_of(301), "330282", "2929", 70, 3600)
    second = ("余姚阳明塑模有限公司", code_of(302), "330281", "3525", 30, 1500)
    wrong = (second[0], second[1][:-1] + "Y" if second[1][-1] != "Y" else "X", *second[2:])
    upload_list(page, desk, first, wrong)
    problem = page.locator(".portfolio-problems li")
    expect(problem).to_have_count(1)
    assert "客户!B4" in problem.inner_text()
    assert second[0] not in page.locator("main").inner_text()
    upload_list(page, desk, first, second)
    assert page.locator(".portfolio-problems").count() == 0
    press(page, "form[action$='/keep/']")
    touch(page.locator("main a[href$='?files=1']"))
    page.wait_for_url("**/portfolio/?files=1")
    listed = page.locator("table.portfolio tbody th").all_inner_texts()
    for name in (PREPARED.name, first[0], second[0]):
        assert any(line.startswith(name) for line in listed), name


def ask_factory(page, desk):
    """The administrator asks for everything, and copies the link by hand."""
    page.goto(f"{desk}clients/")
    touch(page.locator("main a[href$='/ask/']"))
    page.fill("#id_note", FACTORY)
    page.fill("#id_purpose", PURPOSE)
    for scope in ("submit", "verify"):
        touch(page.locator(f"label.option:has([name=rights][value={scope}]), label:has([value={scope}])").first)
    press(page)
    return page.locator("#link").input_value()


def give_access(owner, link):
    """The owner reads what it is for, shortens it, and gives it. Returns the address of the page on access."""
    owner.goto(link)
    assert PURPOSE in owner.locator("main").inner_text()
    until = (date.today() + timedelta(days=60)).isoformat()
    owner.fill("#id_until", until)
    press(owner)
    owner.wait_for_url("**/access/")
    given = owner.locator("section:has(#live)").inner_text()
    assert PROVIDER in given
    assert until in given
    assert "查看、填写、提交、核验" in given
    return owner.url


# --- the assessment ---------------------------------------------------------------------------------------------------


def fill_in(page, address, code, rung):
    page.goto(f"{address}questions/{code.split('-')[0]}/")
    steps.scripted(page)
    question = page.locator(f"[data-question={code}]")
    steps.answer(question, rung=rung)
    question.locator(steps.SAVED).wait_for()


def chosen(page, address, code):
    """The place of the option that is chosen, from 0."""
    page.goto(f"{address}questions/{code.split('-')[0]}/")
    boxes = page.locator(f"[data-question={code}] label.option:not(.option-compact) input").all()
    return next(n for n, box in enumerate(boxes) if box.is_checked())


def take_workbook(page, address):
    """The site pack: a tick on the route, and the workbook for the laptop."""
    page.goto(address)
    touch(page.locator("main a[href$='/visit/']"))
    touch(page.locator("main a[href$='/visit/route/']"))
    stop = page.locator("#stop-A")
    touch(stop.locator("label.visit-item").first)
    touch(stop.locator("form button"))
    expect(page.locator("#stop-A [name=seen]").first).to_be_checked()
    touch(page.locator("a.back-link"))
    with page.expect_download() as waiting:
        touch(page.locator("main a[href$='filled.xlsx']"))
    return waiting.value.path().read_bytes()


def bring_workbook_back(page, address, workbook, conflict):
    """What was filled in without a network; what the firm has changed meanwhile is decided."""
    page.goto(f"{address}offline/")
    page.set_input_files("input[type=file]", as_upload(workbook, "answers.xlsx"))
    press(page)
    undecided = page.locator(".exchange-conflict")
    expect(undecided).to_have_count(1)
    touch(undecided.locator(f"label:has([name='decide.{conflict}'][value=file])"))
    press(page)
    page.wait_for_url(address)


def submit(page, address):
    page.goto(f"{address}review/")
    open_doubts = page.locator(".doubt form")
    while left := open_doubts.count():
        open_doubts.first.locator("textarea").fill("已与企业核对，两处都属实。")
        touch(open_doubts.first.locator("button"))
        expect(open_doubts).to_have_count(left - 1)
    touch(page.locator("form[data-submit] button.btn-primary"))
    page.wait_for_url("**/result/")


# --- the verification -------------------------------------------------------------------------------------------------


def find(page, verification, code, outcome, evidence, note="", rung=None):
    page.goto(f"{verification}questions/{code}/")
    touch(page.locator(f"label:has([name=outcome][value={outcome}])"))
    if rung is not None:
        touch(page.locator(".verify-value label.option:not(.option-compact)").nth(rung))
    touch(page.locator(f"label:has([name=evidence][value={evidence}])"))
    page.fill("#id_note", note)
    press(page)
    page.wait_for_url(lambda url: not url.endswith(f"/{code}/"))


def verify(page, site):
    """Begun on the page of the result. Returns the address of the verification."""
    touch(page.locator("#verified form button"))
    page.wait_for_url("**/verifications/**")
    address = page.url
    find(page, address, "PM-2", "different", "observed", NOTE, rung=0)
    find(page, address, "PM-3", "confirmed", "document")
    furnish(site, f"furnish_findings({re.search(UUID, address)[0]!r}, but=('PM-2', 'PM-3', 'PM-4'))")
    return address


def sign(page, verification):
    page.goto(verification)
    touch(page.locator("main a[href$='/sign/']"))
    for way in ("on_site", "documents"):
        touch(page.locator(f"label:has([name=method][value={way}])"))
    page.fill("#id_limits", "只看了一号车间。")
    page.fill("#id_name", "王建国")
    page.fill("#id_password", PASSWORD)
    press(page)
    page.wait_for_url(verification)
    told = page.locator("section:has(#statement)").inner_text()
    for part in ("王建国", PROVIDER, "只看了一号车间。"):
        assert part in told
    assert NOTE in page.locator(".sides").all_inner_texts()[2]


# --- papers -----------------------------------------------------------------------------------------------------------


def keep_look(page, desk):
    page.goto(f"{desk}look/")
    page.fill("#id_name", "甬江智造")
    page.fill("#id_primary", "#7a1f3d")
    press(page)
    page.locator(".notice-success").wait_for()


def make_batch(page, desk):
    """Two reports with the provider's look; the page follows them by itself until the ZIP can be fetched."""
    page.goto(f"{desk}batches/begin/")
    boxes = page.locator("label.option:has([name=assessments])")
    assert boxes.count() == RESULTS + 1
    for name in (FACTORY, "余姚四明模具科技有限公司"):
        touch(boxes.filter(has_text=name))
    touch(page.locator("label.option:has([name=branded])"))
    press(page)
    page.locator("[data-batch][data-state=running]").wait_for()
    assert "共 2 份" in page.locator("[data-line]").inner_text()
    expect(page.locator("[data-batch]")).to_have_attribute("data-archive", "done", timeout=60_000)
    with page.expect_download() as waiting:
        touch(page.locator("main a[href$='/zip/']"))
    return page.url, waiting.value.path().read_bytes()


def read_batch(packed):
    """Every file of the index is in the ZIP and says whose it is."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        index = next(name for name in archive.namelist() if name.endswith(".xlsx"))
        rows = list(load_workbook(io.BytesIO(archive.read(index))).active.iter_rows(min_row=2, values_only=True))
        assert len(rows) == len(archive.namelist()) - 1 == 2
        for row in rows:
            pages = pypdf.PdfReader(io.BytesIO(archive.read(row[9]))).pages
            for sheet, words in (
                (pages[0], row[1]),
                (pages[0], "甬江智造"),
                (pages[-1], f"甬江智造 · 报告编号 {row[8]}"),
            ):
                assert letters(words) in letters(sheet.extract_text()), words


def letters(text):
    """Without white space: where a PDF breaks its lines says nothing."""
    return "".join(text.split())


def compare(page, desk):
    """All clients with a result beside each other: names on the page of the colleagues, none on the paper."""
    page.goto(f"{desk}comparisons/begin/")
    touch(page.locator("[data-tick-all]"))
    press(page)
    page.locator("[data-batch][data-state=done]").wait_for(timeout=60_000)
    names = page.locator(".batch-key dd").all_inner_texts()
    assert len(names) == RESULTS + 1
    with page.expect_download() as waiting:
        touch(page.locator("main a[href$='/file/']"))
    text = letters("".join(sheet.extract_text() for sheet in pypdf.PdfReader(waiting.value.path()).pages))
    assert [name for name in names if letters(name) in text] == []
    assert letters(PROVIDER) in text


# --- programs ---------------------------------------------------------------------------------------------------------


def make_token(page, desk):
    page.goto(f"{desk}clients/")
    touch(page.locator(".access-rooms a[href$='/tokens/']"))
    page.fill("#id_name", "客户管理系统")
    press(page)
    return page.locator("#token").input_value()


def clients_of(site, token):
    """As `curl -H "Authorization: Bearer …"` asks."""
    asked = urllib.request.Request(f"{site.address}/api/v1/clients", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=20) as reply:
        return {one["name"] for one in json.load(reply)["clients"]}


# --- the end ----------------------------------------------------------------------------------------------------------


def end_access(owner, access):
    """The owner reads who did what, and ends it."""
    owner.goto(access)
    log = owner.locator(".access-log").inner_text()
    assert PROVIDER in log
    assert "已提交" in log
    touch(owner.locator("a[href*='/grants/'][href$='/end/']"))
    owner.wait_for_url("**/end/")
    touch(owner.locator("main form button.btn-danger"))
    owner.wait_for_url("**/access/")
    assert owner.locator("section:has(#live) a").count() == 0


def refused_by(page, batch):
    """What was made before is not handed out any more; a sentence says whose it is."""
    page.goto(batch)
    touch(page.locator("main a[href$='/zip/']"))
    page.wait_for_url(batch)
    told = page.locator(".notice-error").inner_text()
    assert f"{FACTORY}的授权已经结束" in told


def test_a_consultant_walks_through_the_whole_practice(open_page, enter, furnished, site):
    factory = furnished("answered")
    address = f"{site.address}{factory['address']}"
    admin, assessor, owner = open_page("desk"), open_page("desk"), enter(factory, "phone")

    desk = begin_provider(admin)
    register_by(assessor, invite_assessor(admin, desk))
    press(assessor)
    assessor.wait_for_url(f"{desk}clients/")
    prepare_file(admin, desk)
    bring_in_clients(admin, desk)
    furnish(site, f"furnish_results({re.search(UUID, desk)[0]!r}, {RESULTS})")
    access = give_access(owner, ask_factory(admin, desk))

    assessor.goto(f"{desk}clients/")
    touch(assessor.locator("main a", has_text=FACTORY).first)
    assert PROVIDER in assessor.locator(".on-behalf").inner_text()
    fill_in(assessor, address, "SG-3", 3)
    workbook = with_answers(take_workbook(assessor, address), {"PM-1": 0, "PM-2": 3})
    fill_in(owner, address, "PM-1", 4)
    bring_workbook_back(assessor, address, workbook, "PM-1")
    assert [chosen(owner, address, code) for code in ("PM-1", "PM-2", "SG-3")] == [0, 3, 3]
    submit(assessor, address)
    sign(assessor, verify(assessor, site))

    keep_look(admin, desk)
    batch, packed = make_batch(admin, desk)
    read_batch(packed)
    compare(admin, desk)
    token = make_token(admin, desk)
    assert FACTORY in clients_of(site, token)

    end_access(owner, access)
    assert assessor.goto(f"{address}result/").status == 404
    assert FACTORY not in clients_of(site, token)
    refused_by(admin, batch)


def test_pages_of_the_desk_are_accessible_and_fit_their_screen(enter, site):
    desk = json.loads(furnish(site, "furnish_desk_at_work()").splitlines()[-1])
    page = enter(desk, "phone")
    faults = []
    for path in desk["pages"]:
        faults += faults_on_every_screen(page, path)
    assert faults == []

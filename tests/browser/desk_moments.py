"""What one sees of a provider's desk only after doing something: a list tried out, invitations made, a form refused."""

from tests.browser import steps
from tests.browser.steps import code_of
from tests.browser.workbooks import as_upload, with_answers, with_clients

LIST = (
    ("宁波江北慈城精密五金制造有限公司", code_of(201), "330205", "3525", 45, 2100),
    ("宁波前湾注塑有限公司", code_of(301), "330282", "2929", 70, 3600),
    ("余姚阳明塑模有限公司", code_of(302)[:-1] + "Y", "330281", "3525", 30, 1500),
    ("慈溪长河电器厂", code_of(303), "浙江慈溪", "3857", "五十", 1800),
)


def look_at_desk_moments(view, shown):
    desk, draft = shown.moments["desk"], shown.moments["draft"]
    page = view.open(shown.people["paula"])
    for moment in (_list_tried, _several_invited, _asked, _look_refused, _too_few_compared, _token_made):
        moment(view, page, desk)
    page.context.close()
    page = view.open(shown.people["wang"])
    _workbook_tried(view, page, draft)
    page.context.close()


def _send(page):
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_load_state()


def _list_tried(view, page, desk):
    page.goto(f"{desk}portfolio/import/")
    template = page.request.get(f"{desk}portfolio/import/template.xlsx").body()
    page.set_input_files("input[type=file]", as_upload(with_clients(template, *LIST), "clients.xlsx"))
    _send(page)
    view.keep(page, "desk-list-tried")
    page.goto(f"{desk}portfolio/import/")
    page.set_input_files("input[type=file]", as_upload(b"no workbook", "clients.xlsx"))
    _send(page)
    view.keep(page, "desk-list-refused")


def _several_invited(view, page, desk):
    page.goto(f"{desk}portfolio/?files=1")
    for box in page.locator("[name=chosen]").all():
        box.check()
    page.locator(".portfolio-foot button").click()
    page.wait_for_load_state()
    view.keep(page, "desk-several-chosen")
    page.fill("#id_purpose", "2026 年 AI 就绪度测评")
    page.locator("main form > .actions button.btn-primary").click()
    page.wait_for_load_state()
    view.keep(page, "desk-several-invited")


def _asked(view, page, desk):
    page.goto(f"{desk}clients/ask/")
    page.fill("#id_until", "2020-01-01")
    _send(page)
    view.keep(page, "desk-ask-refused")
    page.fill("#id_note", "慈溪远山汽车零部件有限公司")
    page.fill("#id_purpose", "2026 年 AI 就绪度测评")
    page.fill("#id_until", "2027-06-30")
    _send(page)
    view.keep(page, "desk-asked")


def _look_refused(view, page, desk):
    page.goto(f"{desk}look/")
    page.fill("#id_primary", "#f2c94c")
    _send(page)
    view.keep(page, "desk-look-refused")


def _too_few_compared(view, page, desk):
    page.goto(f"{desk}comparisons/begin/")
    for box in page.locator("[name=assessments]").all()[:3]:
        box.check()
    _send(page)
    view.keep(page, "desk-compare-refused")


def _token_made(view, page, desk):
    page.goto(f"{desk}clients/")
    page.locator("main a[href$='/tokens/']").click()
    page.fill("#id_name", "数据看板")
    _send(page)
    view.keep(page, "desk-token-made")
    page.goto(page.locator("a.back-link").get_attribute("href"))
    page.locator(".person-acts button").first.click()
    page.wait_for_load_state()


def _workbook_tried(view, page, draft):
    """Taken along, and answered by somebody else meanwhile."""
    page.goto(f"{draft}questions/PM/")
    steps.scripted(page)
    question = page.locator("[data-question=PM-1]")
    workbook = page.request.get(f"{draft}offline/filled.xlsx").body()
    boxes = question.locator("label.option:not(.option-compact) input").all()
    before = next(n for n, box in enumerate(boxes) if box.is_checked())
    steps.answer(question, rung=(before + 1) % 4)
    question.locator(steps.SAVED).wait_for()
    changed = {"PM-1": (before + 2) % 4, "PM-2": 0, "MS-3": 3}
    page.goto(f"{draft}offline/")
    page.set_input_files("input[type=file]", as_upload(with_answers(workbook, changed), "answers.xlsx"))
    _send(page)
    view.keep(page, "desk-client-workbook-tried")

"""How filling in grows with the number of questions: CPU time with 500 questions as a multiple of that with 60.

    python -m tests.benchmarks.survey

Uses a database of its own in a temporary folder. Both questionnaires are made by `tests.synthetic`; the short one has six
parts of ten. A page shows at most twenty questions, so its ratio is to be compared with the number of fields on it. "empty
view" answers nothing, signed in and behind the same middleware.
"""

import json
import os
import statistics
import tempfile
import time
import uuid
from pathlib import Path

ROUNDS = 15
SIZES = {"60": {"dimensions": 6, "questions": 10}, "500": {"dimensions": 10, "questions": 50}}


def main():
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        _report(Path(folder))


def _report(folder):
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    times = {size: _measure(folder / size, size, **shape) for size, shape in SIZES.items()}
    print(f"{'':22}{'60':>10}{'500':>10}   500 / 60")
    for name in times["60"]:
        short, long = times["60"][name], times["500"][name]
        print(f"{name:22}{short:8.1f}ms{long:8.1f}ms{long / short:8.1f}×")


def _measure(folder, size, **shape):
    """Milliseconds of CPU by what was done."""
    from readiness.loading import framework as loading
    from tests import synthetic

    synthetic.write(folder, version=size, **shape)
    loading.FRAMEWORKS = folder
    loading.published_references.cache_clear()
    browser, draft = _draft(f"{synthetic.KEY}@{size}")
    area = draft.dimensions[0].code
    page, review, tasks, state = (
        f"/assessments/{draft.uuid}/{where}" for where in (f"questions/{area}/", "review/", "", "state/")
    )
    return {
        "empty view": _time(lambda: _get(browser, _empty_view())),
        "page of questions": _time(lambda: _get(browser, page)),
        "fields on that page": float(len(draft.pages[0][2])),
        "task list": _time(lambda: _get(browser, tasks)),
        "review": _time(lambda: _get(browser, review)),
        "state": _time(lambda: _get(browser, state)),
        "save of an answer": _time(lambda: _save(browser, draft, draft.questions[0])),
        "save under a rule": _time(lambda: _save(browser, draft, _ruled(draft))),
        "submission": _time(lambda: _submit(draft), rounds=1),
    }


def _empty_view():
    """The address of a view that does nothing."""
    from django.http import HttpResponse
    from django.urls import clear_url_caches, path

    from config.urls import urlpatterns

    if not any(pattern.name == "nothing" for pattern in urlpatterns if hasattr(pattern, "name")):
        urlpatterns.append(path("nothing/", lambda request: HttpResponse(), name="nothing"))
        clear_url_caches()
    return "/nothing/"


def _draft(reference):
    """(a signed-in browser, an assessment with every question answered)."""
    from django.test import Client

    from accounts.models import EnterpriseProfile, User
    from surveys.content import framework
    from surveys.starting import start_with
    from tests.synthetic import answer_to

    user = User.objects.create(email=f"{uuid.uuid4().hex}@example.com")
    firm = EnterpriseProfile.objects.found(
        user, "基准测试厂", adcode="330282", industry="3670", policy_group="equipment", employees=85, revenue_wan=4200
    )
    chosen = framework(reference)
    answers = {code: answer_to(question) for code, question in chosen.questions.items()}
    draft = start_with(firm.organisation, user, "full", answers, [], chosen)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return browser, draft


def _ruled(draft):
    from surveys.doubts import rules_about

    return next(q for q in draft.questions if rules_about(draft.framework, [q.code]))


def _get(browser, address):
    assert browser.get(address).status_code == 200


def _save(browser, draft, question):
    from tests.synthetic import answer_to

    base = draft.answers.get(question=question.code).revision
    change = {"value": answer_to(question), "base": base, "mutation": str(uuid.uuid4())}
    address = f"/assessments/{draft.uuid}/answers/{question.code}/"
    assert browser.post(address, json.dumps(change), content_type="application/json").status_code == 200


def _submit(draft):
    from surveys.sheet import Sheet
    from surveys.submission import submit

    assert submit(draft, draft.created_by, Sheet(draft).seen).snapshot


def _time(act, rounds=ROUNDS):
    """The median, after one call that warms the caches where it can be repeated."""
    if rounds > 1:
        act()
    found = []
    for _ in range(rounds):
        before = time.process_time()
        act()
        found.append((time.process_time() - before) * 1000)
    return statistics.median(found)


if __name__ == "__main__":
    main()

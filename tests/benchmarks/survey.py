"""How filling in grows with the number of questions: CPU time with 500 questions as a multiple of that with 60.

    python -m tests.benchmarks.survey

Uses a database of its own in a temporary folder. Both questionnaires are made by `tests.synthetic`; the short one has six
parts of ten. A page shows at most twenty questions, so its ratio is to be compared with the number of fields on it.

What things are compared with, signed in and behind the same middleware: "empty view" answers nothing; "bare view" finds the
assessment through the guard and reads its answers, the least a page of it can do; "bare save" is an empty view that is
posted to and writes one row of answers and one of the log. All are measured in turn, round by round.
"""

import json
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

ROUNDS = 25
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
    print(f"{'CPU milliseconds':22}{'60':>8}{'500':>8}   500 / 60")
    for name in times["60"]:
        short, long = times["60"][name], times["500"][name]
        print(f"{name:22}{short:8.1f}{long:8.1f}{long / short:10.1f}×")
    for name, peer in (("page of questions", "empty view"), ("page of questions", "bare view"), ("save", "bare save")):
        print(f"{f'{name} / {peer}':32}" + "".join(f"{times[size][name] / times[size][peer]:8.1f}×" for size in SIZES))


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
    _add_views()
    last = {"assessment": draft.pk, "answer": draft.answers.last().pk}
    return (
        {"fields on that page": float(len(draft.pages[0][2]))}
        | _times(
            {
                "empty view": lambda: _get(browser, "/empty/"),
                "bare view": lambda: _get(browser, f"/bare/{draft.uuid}/"),
                "page of questions": lambda: _get(browser, page),
                "task list": lambda: _get(browser, tasks),
                "review": lambda: _get(browser, review),
                "state": lambda: _get(browser, state),
                "bare save": lambda: browser.post(f"/bare/{draft.uuid}/", last),
                "save": _saver(browser, draft, draft.questions[0]),
                "save under a rule": _saver(browser, draft, _ruled(draft)),
            }
        )
        | {"submission": _cpu(lambda: _submit(draft))}
    )


def _add_views():
    """The views that pages are compared with."""
    from django.http import HttpResponse
    from django.urls import clear_url_caches, path

    from config.urls import urlpatterns

    if not any(getattr(pattern, "name", "") == "bare" for pattern in urlpatterns):
        urlpatterns.append(path("empty/", lambda request: HttpResponse(), name="empty"))
        urlpatterns.append(path("bare/<uuid:uuid>/", _bare, name="bare"))
        clear_url_caches()


def _bare(request, uuid):
    """The least a page of an assessment can do; posted to, the least that keeps an answer and logs it."""
    from django.http import HttpResponse

    from accounts.guards import find
    from accounts.rights import READ
    from surveys.models import Assessment
    from surveys.sheet import Sheet

    if request.method == "POST":
        _write(request.POST)
    else:
        Sheet(find(Assessment, request.user, READ, uuid=uuid))
    return HttpResponse()


def _write(posted):
    from django.db import transaction
    from django.utils import timezone

    from surveys.models import Answer, AnswerEvent

    with transaction.atomic():
        Answer.objects.filter(pk=posted["answer"]).update(value="L3")
        AnswerEvent.objects.create(
            assessment_id=posted["assessment"],
            subject="nothing",
            mutation=uuid.uuid4(),
            base_revision=0,
            found_revision=0,
            new_revision=None,
            at=timezone.now(),
        )


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


def _saver(browser, draft, question):
    """Saves the answer to a question again and again, each time on the revision the time before has left."""
    from tests.synthetic import answer_to

    address = f"/assessments/{draft.uuid}/answers/{question.code}/"
    change = {"value": answer_to(question), "base": draft.answers.get(question=question.code).revision}

    def save():
        posted = json.dumps(change | {"mutation": str(uuid.uuid4())})
        reply = browser.post(address, posted, content_type="application/json")
        assert reply.status_code == 200
        change["base"] = json.loads(reply.content)["revision"]

    return save


def _submit(draft):
    from surveys.sheet import Sheet
    from surveys.submission import submit

    assert submit(draft, draft.created_by, Sheet(draft).seen).snapshot


def _times(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The medians; each act is done once before, to warm the caches, and then once in every round."""
    for act in acts.values():
        act()
    rounds = [{name: _cpu(act) for name, act in acts.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(each[name] for each in rounds) for name in acts}


def _cpu(act) -> float:
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    main()

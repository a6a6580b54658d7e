"""A plan goes on paper as it was seen: asked for with its wishes, frozen, made by a worker."""

import datetime
from decimal import Decimal

import pypdf
import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from reports import jobs, pdf, plan_views, press
from reports.models import Report
from reports.plan_paper import plan_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def ask(client, alice, snapshot, bells):
    """ask("?budget=60") posts Alice's wishes for a PDF; the answer of the site."""

    def post(query="?budget=60", user=alice, language="zh-hans"):
        user.language = language
        user.save()
        client.force_login(user)
        return client.post(reverse("reports:request_plan", args=[snapshot.assessment.uuid]) + query)

    return post


@pytest.fixture
def report(snapshot, bells):
    """The report of the result itself."""
    return jobs.request(snapshot, "zh-hans")


@pytest.fixture
def plan_report(ask):
    ask()
    return Report.objects.get(document=Report.Document.PLAN)


def test_asking_makes_one_job_however_often_one_asks(ask, bells, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        responses = [ask("?budget=60"), ask("?budget=60.00")]
    report = Report.objects.get(document=Report.Document.PLAN)
    for response in responses:
        assertRedirects(response, reverse("reports:plan", args=[report.uuid]))
    assert bells == [report.pk]


def test_other_wishes_are_another_report(ask):
    ask("?budget=60")
    ask("?budget=80")
    assert Report.objects.filter(document=Report.Document.PLAN).count() == 2


def test_the_job_holds_the_answer_and_the_wishes_in_words(plan_report):
    wishes = dict(plan_report.content["wishes"])
    assert wishes["每年预算"] == "60 万元"
    assert wishes["目标等级"].startswith("L")
    assert plan_report.content["answer"]["steps"]
    assert datetime.date.fromisoformat(plan_report.content["on"]) == timezone.localdate()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_paper_holds_every_action_every_half_year_and_the_proof(ask, language, tmp_path):
    ask(language=language)
    report = Report.objects.get(document=Report.Document.PLAN)
    data, pages, complaints = pdf.render(plan_paper(report), b"same")
    (tmp_path / "plan.pdf").write_bytes(data)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "plan.pdf").pages)
    squeezed = "".join(text.split())
    answer = report.content["answer"]
    for step in answer["steps"]:
        assert squeezed.count(step["code"]) >= 2
        assert "".join(step["done_when"].split())[:12] in squeezed
    for half in answer["halves"]:
        assert half["total"] in squeezed
    assert "".join(answer["proof"].split()) in squeezed
    assert report.number in squeezed
    assert complaints == ()
    assert 2 <= pages <= 12


def test_a_worker_makes_it_like_every_report(plan_report):
    assert press.make(plan_report.pk)
    plan_report.refresh_from_db()
    assert plan_report.state == Report.State.DONE
    assert plan_report.pages


def test_the_paper_does_not_change_when_the_firm_tries_other_plans(plan_report, ask):
    before = plan_paper(plan_report)
    ask("?budget=90")
    assert plan_paper(Report.objects.get(pk=plan_report.pk)) == before


def test_the_result_page_does_not_show_a_plan_in_the_place_of_its_report(plan_report, client, snapshot):
    page = client.get(reverse("reports:result", args=[snapshot.assessment.uuid]))
    assert all(desk["report"] is None for desk in page.context["desks"])


def test_the_page_of_the_report_says_what_was_wished_and_how_far_it_is(plan_report, client):
    page = client.get(reverse("reports:plan", args=[plan_report.uuid]))
    assertContains(page, "60 万元")
    assertContains(page, reverse("reports:state", args=[plan_report.uuid]))


def test_terms_nobody_can_keep_are_not_printed(ask, client):
    response = ask("?budget=0&months=12")
    assert response.status_code == 302
    assert "/plan/?" in response.url
    assert not Report.objects.filter(document=Report.Document.PLAN).exists()
    assert "没有可打印的内容" in str(next(iter(get_messages(response.wsgi_request))))


def test_wishes_that_cannot_be_understood_lead_back_to_the_page_that_says_so(ask):
    response = ask("?budget=abc")
    assert response.url.endswith("/plan/?budget=abc")


def test_so_many_plans_a_day_and_no_more(ask, monkeypatch):
    monkeypatch.setattr(plan_views, "MOST_A_DAY", 2)
    for budget in (60, 70, 80):
        response = ask(f"?budget={budget}")
    assert Report.objects.filter(document=Report.Document.PLAN).count() == 2
    assert "达到当天上限" in str(next(iter(get_messages(response.wsgi_request))))


def test_a_reader_may_print_a_plan_and_a_stranger_finds_nothing(ask, vera, charlie, client):
    assert ask(user=vera).status_code == 302
    report = Report.objects.get(document=Report.Document.PLAN)
    assert ask(user=charlie).status_code == 404
    assert client.get(reverse("reports:plan", args=[report.uuid])).status_code == 404


def test_who_has_not_signed_in_is_asked_to(client, snapshot, plan_report):
    client.logout()
    for response in (
        client.post(reverse("reports:request_plan", args=[snapshot.assessment.uuid])),
        client.get(reverse("reports:plan", args=[plan_report.uuid])),
    ):
        assert response.status_code == 302
        assert "login" in response.url


def test_asking_needs_a_post_and_looking_a_get(client, alice, snapshot, plan_report):
    assert client.get(reverse("reports:request_plan", args=[snapshot.assessment.uuid])).status_code == 405
    assert client.post(reverse("reports:plan", args=[plan_report.uuid])).status_code == 405


def test_the_report_of_a_result_has_no_page_of_a_plan(client, alice, report):
    client.force_login(alice)
    assert client.get(reverse("reports:plan", args=[report.uuid])).status_code == 404


def test_a_plan_is_never_without_what_it_says(plan_report):
    plan_report.content = None
    with pytest.raises(IntegrityError), transaction.atomic():
        plan_report.save()


def test_amounts_are_kept_as_text(plan_report):
    assert Decimal(plan_report.content["answer"]["halves"][0]["spent"]) >= 0

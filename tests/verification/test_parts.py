"""The verified result where the result is told: its page, the report, the page that checks a report."""

import pytest
from django.urls import reverse

from reports import jobs
from reports.models import Report
from reports.paper import paper
from reports.telling import document_of
from tests.verification.conftest import SIGNED
from verification.closing import close, seen_of
from verification.models import FirmComment, StatementWithdrawal
from verification.parts import gist

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """done(report) is the report as a worker would leave it."""

    def finish(report):
        Report.objects.filter(pk=report.pk).update(state="done", file_sha256="0" * 64)
        report.refresh_from_db()
        return report

    return finish


def result(client, assessment):
    return client.get(reverse("reports:result", args=[assessment.uuid])).content.decode()


def test_an_assessor_finds_the_button_on_the_result(signed_in, wang, may_verify, assessment):
    assert "Verify this result for 远山咨询" in result(signed_in(wang), assessment)


def test_nobody_else_does(signed_in, alice, may_verify, assessment):
    page = result(signed_in(alice), assessment)
    assert "Verify this result" not in page
    assert 'id="verified"' not in page


def test_the_firm_reads_that_it_is_under_way_but_not_what_was_found(signed_in, alice, lower, under_way, assessment):
    page = result(signed_in(alice), assessment)
    assert "远山咨询 has been checking this result since" in page
    assert "没有看到系统。" not in page


def test_the_page_shows_both_results_and_links_the_statement(signed_in, alice, signed, assessment, to):
    page = result(signed_in(alice), assessment)
    assert to("verification", signed.verification) in page
    assert "not verified by a third party" not in page
    assert "was not verified on site" not in page


def test_a_report_asked_for_afterwards_is_another_one(bells, signed_in, alice, snapshot, checked, wang):
    before = jobs.request_result(snapshot, "en", alice)
    assert jobs.request_result(snapshot, "en", alice) == before
    statement = close(checked, wang, seen_of(checked), SIGNED).statement
    after = jobs.request_result(snapshot, "en", alice)
    assert after != before
    assert after.content["verified"][0]["sha256"] == statement.sha256
    FirmComment.objects.create(statement=statement, text="二号车间下月补测。")
    commented = jobs.request_result(snapshot, "en", alice)
    assert commented not in (before, after)
    StatementWithdrawal.objects.create(statement=statement, reason="样本有误")
    assert jobs.request_result(snapshot, "en", alice) == before


def test_the_result_offers_the_report_as_it_would_be_today(bells, signed_in, alice, snapshot, checked, wang):
    client = signed_in(alice)
    before = jobs.request_result(snapshot, "zh-hans", alice)
    page = client.get(reverse("reports:result", args=[snapshot.assessment.uuid]))
    assert [desk["report"] for desk in page.context["desks"]] == [before, None]
    close(checked, wang, seen_of(checked), SIGNED)
    page = client.get(reverse("reports:result", args=[snapshot.assessment.uuid]))
    assert [desk["report"] for desk in page.context["desks"]] == [None, None]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_report_prints_both_scores_the_difference_and_the_statement(signed, lower, snapshot, language):
    FirmComment.objects.create(statement=signed, text="说明" * 300)
    document = document_of(snapshot, language, {"verified": gist(snapshot)})
    html = paper(document)
    chapter = html[html.index('<h1 id="verified">') : html.index('<h1 id="findings">')]
    one = document.verified[0]
    assert [found.code for found in one.different] == [lower]
    for text in (one.overall.own, one.overall.verified, one.overall.difference, signed.sha256, "没有看到系统。"):
        assert text in chapter
    assert "说明" * 300 in chapter
    assert "只看了一号车间。" in chapter
    assert one.different[0].own != one.different[0].verified
    assert document.t["self_declared"] not in html


def test_a_report_without_a_verification_is_what_it_was(snapshot):
    document = document_of(snapshot, "en")
    html = paper(document)
    assert document.verified == ()
    assert 'id="verified"' not in html
    assert document.t["self_declared"] in html


def test_who_checks_a_report_reads_the_verified_level(bells, client, alice, snapshot, signed, done):
    report = done(jobs.request_result(snapshot, "en", alice))
    page = client.get(reverse("reports:verify", args=[report.number]), headers={"accept-language": "en"})
    text = page.content.decode()
    assert "Verified level" in text
    assert signed.sha256 in text
    assert snapshot.data["profile"]["name"] not in text


def test_who_checks_a_report_reads_that_its_statement_was_withdrawn(bells, client, alice, snapshot, signed, done):
    report = done(jobs.request_result(snapshot, "en", alice))
    StatementWithdrawal.objects.create(statement=signed, reason="样本有误")
    page = client.get(reverse("reports:verify", args=[report.number]), headers={"accept-language": "en"})
    assert "远山咨询 withdrew its statement on" in page.content.decode()
    assert "样本有误" in page.content.decode()


def test_who_checks_a_report_without_a_statement_reads_nothing_of_it(bells, client, alice, snapshot, done):
    report = done(jobs.request_result(snapshot, "en", alice))
    page = client.get(reverse("reports:verify", args=[report.number]), headers={"accept-language": "en"})
    assert "Verified level" not in page.content.decode()

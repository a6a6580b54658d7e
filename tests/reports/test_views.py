"""The result page, the downloads and the public check: who sees what."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from reports import files, jobs, press
from reports.models import Report
from reports.reading import OtherFramework
from reports.verification import masked
from reports.views import disposition


@pytest.fixture
def report(snapshot, bells):
    return jobs.request(snapshot, "zh-hans")


@pytest.fixture
def finished(report, one_page):
    press.make(report.pk)
    return Report.objects.get(pk=report.pk)


def page(snapshot):
    return reverse("reports:result", args=[snapshot.assessment.uuid])


def test_the_result_page_says_level_score_and_first_action(client, alice, snapshot):
    client.force_login(alice)
    html = client.get(page(snapshot)).content.decode()
    for part in ("慈溪示例汽车配件有限公司", "试点级", "AI 就绪诊断与场景清单", "先做这三件事"):
        assert part in html


def test_the_page_is_there_in_english(client, alice, snapshot):
    client.force_login(alice)
    alice.language = "en"
    alice.save()
    html = client.get(page(snapshot)).content.decode()
    assert "Piloting" in html
    assert "The first three things to do" in html


def test_no_identifier_stands_twice_on_the_page(client, alice, snapshot):
    client.force_login(alice)
    found = re.findall(r'\sid="([^"]+)"', client.get(page(snapshot)).content.decode())
    assert len(found) == len(set(found))


def test_every_link_within_the_page_leads_somewhere(client, alice, snapshot):
    client.force_login(alice)
    html = client.get(page(snapshot)).content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids


def test_the_page_needs_no_inline_style_or_script(client, alice, snapshot):
    client.force_login(alice)
    html = client.get(page(snapshot)).content.decode()
    assert " style=" not in html
    assert "<script>" not in html


def test_a_draft_leads_back_to_its_task_list(client, alice, snapshot):
    type(snapshot.assessment).objects.filter(pk=snapshot.assessment.pk).update(state="draft", submitted_at=None)
    client.force_login(alice)
    response = client.get(page(snapshot))
    assert response.status_code == 302
    assert response.url == reverse("surveys:assessment", args=[snapshot.assessment.uuid])


def test_a_result_of_another_edition_is_shown_without_its_words(client, alice, snapshot, monkeypatch):
    from reports import views
    from reports.reading import OtherFramework

    def refuse(*args):
        raise OtherFramework

    monkeypatch.setattr(views, "document_of", refuse)
    client.force_login(alice)
    response = client.get(page(snapshot))
    assert response.status_code == 200
    assert snapshot.level in response.content.decode()


# --- who may -----------------------------------------------------------------------------------------------------------


def addresses(snapshot, report):
    return [
        ("get", page(snapshot)),
        ("post", reverse("reports:request", args=[snapshot.assessment.uuid])),
        ("get", reverse("reports:state", args=[report.uuid])),
        ("post", reverse("reports:retry", args=[report.uuid])),
        ("get", reverse("reports:download", args=[report.uuid])),
    ]


def test_a_stranger_finds_nothing(client, charlie, snapshot, finished):
    client.force_login(charlie)
    for method, address in addresses(snapshot, finished):
        assert getattr(client, method)(address, {"language": "en"}).status_code == 404, address


def test_nobody_in_particular_is_asked_to_sign_in(client, snapshot, finished):
    for method, address in addresses(snapshot, finished):
        response = getattr(client, method)(address)
        assert response.status_code == 302, address
        assert reverse("account_login") in response.url


def test_a_colleague_who_may_only_read_may_have_the_report(client, vera, snapshot, finished):
    client.force_login(vera)
    assert client.get(page(snapshot)).status_code == 200
    assert client.get(reverse("reports:download", args=[finished.uuid])).status_code == 200


def test_what_changes_something_rejects_get_and_what_shows_rejects_post(client, alice, snapshot, finished):
    client.force_login(alice)
    for method, address in addresses(snapshot, finished):
        other = "post" if method == "get" else "get"
        assert getattr(client, other)(address).status_code == 405, address


# --- reports on paper ----------------------------------------------------------------------------------------------------


def test_asking_twice_makes_one_report(client, alice, snapshot, bells):
    client.force_login(alice)
    for _ in range(2):
        response = client.post(reverse("reports:request", args=[snapshot.assessment.uuid]), {"language": "en"})
        assert response.url == page(snapshot) + "#download"
    assert snapshot.reports.filter(language="en").count() == 1


def test_a_language_nobody_offers_is_refused(client, alice, snapshot, bells):
    client.force_login(alice)
    address = reverse("reports:request", args=[snapshot.assessment.uuid])
    assert client.post(address, {"language": "fr"}).status_code == 404
    assert client.post(address).status_code == 404


def test_the_state_of_a_report_is_told_while_it_is_made(client, alice, report):
    client.force_login(alice)
    address = reverse("reports:state", args=[report.uuid])
    assert client.get(address).json() == {"state": "pending", "progress": 0, "finished": False}
    jobs.heartbeat(report.pk, jobs.claim(report.pk), 42)
    assert client.get(address).json() == {"state": "running", "progress": 42, "finished": False}


def test_a_failed_report_offers_another_try(client, alice, snapshot, report):
    Report.objects.filter(pk=report.pk).update(state="failed", attempts=3, error="paper jam")
    client.force_login(alice)
    html = client.get(page(snapshot)).content.decode()
    assert reverse("reports:retry", args=[report.uuid]) in html
    assert "paper jam" not in html
    client.post(reverse("reports:retry", args=[report.uuid]))
    assert Report.objects.get(pk=report.pk).state == "pending"


def test_the_download_is_private_and_named_in_chinese(client, alice, finished):
    client.force_login(alice)
    response = client.get(reverse("reports:download", args=[finished.uuid]))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    assert f"filename*=UTF-8''{quote('慈溪远山汽车零部件有限公司')}" in response["Content-Disposition"]
    assert f'filename="{finished.number}.pdf"' in response["Content-Disposition"]


def test_an_unfinished_report_cannot_be_downloaded(client, alice, report):
    client.force_login(alice)
    assert client.get(reverse("reports:download", args=[report.uuid])).status_code == 404


def test_a_finished_report_whose_file_is_gone_is_made_again(client, alice, report, bells):
    press.make(report.pk)
    finished = Report.objects.get(pk=report.pk)
    client.force_login(alice)
    address = reverse("reports:download", args=[finished.uuid])
    files.discard(finished.file_sha256)
    response = client.get(address)
    assert response.url.startswith(reverse("reports:result", args=[finished.snapshot.assessment.uuid]))
    assert press.make(finished.pk)
    again = Report.objects.get(pk=finished.pk)
    assert (again.number, again.file_sha256) == (finished.number, finished.file_sha256)
    assert client.get(address).status_code == 200


# --- the public check ------------------------------------------------------------------------------------------------------


def test_anybody_can_check_a_number_and_learns_little(client, finished):
    response = client.get(reverse("reports:verify", args=[finished.number]))
    html = response.content.decode()
    assert response.status_code == 200
    assert finished.file_sha256 in html
    assert finished.snapshot.sha256 in html
    assert "慈溪" in html
    assert "慈溪远山" not in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_an_unknown_or_unfinished_number_is_not_found(client, report):
    for number in (report.number, "AR-20260101-AAAAAAAA", "<script>"):
        response = client.get(reverse("reports:verify", args=[number]))
        assert response.status_code == 404
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(("change", "word"), [(str, "notice-success mt-3"), (lambda h: "0" * 64, "notice-error mt-3")])
def test_a_pasted_fingerprint_is_compared(client, finished, change, word):
    pasted = change(finished.file_sha256)
    html = client.get(
        reverse("reports:verify", args=[finished.number]), {"sha256": f" {pasted.upper()} "}
    ).content.decode()
    assert word in html


def test_something_that_is_no_fingerprint_gets_a_sentence(client, finished):
    html = client.get(reverse("reports:verify", args=[finished.number]), {"sha256": "hello"}).content.decode()
    assert "field-error" in html


def test_a_typed_number_leads_to_its_page(client, db):
    response = client.get(reverse("reports:find"), {"number": " ar-20261123-7k3f9qxw "})
    assert response.url == reverse("reports:verify", args=["AR-20261123-7K3F9QXW"])
    assert client.get(reverse("reports:find")).status_code == 200


@pytest.mark.parametrize("typed", ["a/b/../c", "/", "..%2f", "<b>", "\u202e1"])
def test_a_typed_number_that_is_none_leads_to_a_sentence(client, db, typed):
    assert client.get(reverse("reports:find"), {"number": typed}, follow=True).status_code == 404


def test_a_number_with_a_nul_character_is_not_found(client, db):
    assert client.get("/verify/AR%00/").status_code == 404


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("慈溪远山汽车零部件有限公司", "慈溪×××××××有限公司"),
        ("远山厂", "远××"),
        ("甲", "甲"),
        ("一二三四五六", "一×××××"),
    ],
)
def test_a_name_is_masked(name, shown):
    assert masked(name) == shown


def test_who_checks_a_report_learns_how_sure_its_level_is_but_no_score(client, finished):
    html = client.get(reverse("reports:verify", args=[finished.number])).content.decode()
    assert "L2 试点级" in html
    assert "完整版结果 · 作答 56/57 题" in html
    assert "23.4" not in html


def make_report(snapshot):
    key, file = snapshot.sha256, "a" * 64
    return Report.objects.create(
        snapshot=snapshot, language="zh-hans", template_version="2", request_key=key, state="done", file_sha256=file
    )


def test_the_page_of_another_framework_has_no_route_and_no_dead_link(client, alice, ministry_snapshot):
    client.force_login(alice)
    html = client.get(reverse("reports:result", args=[ministry_snapshot.assessment.uuid])).content.decode()
    assert "一级" in html
    assert "41.6" in html
    for identifier in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{identifier}"' in html, identifier
    assert 'href="#route"' not in html
    assert html.count("本框架说明差在哪里") == 1


def test_a_report_of_another_framework_is_checked_and_named_by_its_own_words(client, alice, ministry_snapshot):
    report = make_report(ministry_snapshot)
    html = client.get(reverse("reports:verify", args=[report.number])).content.decode()
    assert "没有作答的题补齐后，等级在 一级 至 二级 之间。" in html
    assert ">一级</span>" in html
    assert quote("中小企业数字化水平评测（2024年版）自评报告") in disposition(report)


def test_a_report_whose_words_are_gone_keeps_its_number_as_its_name(ministry_snapshot, monkeypatch):
    report = make_report(ministry_snapshot)

    def gone(*_):
        raise OtherFramework

    monkeypatch.setattr("reports.views.title_of", gone)
    assert disposition(report).endswith(f"-{report.number}.pdf")

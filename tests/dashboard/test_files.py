"""The figures as files: what is hidden stays hidden in every form, codes stay texts, and a withdrawn count is not handed out."""

import csv
import io

import docx
import openpyxl
import pypdf
import pytest
from django.urls import reverse

from dashboard import jobs
from dashboard.look import look_of
from dashboard.models import Export
from reports import files
from rollups.models import Run

pytestmark = pytest.mark.django_db
Kind = Export.Kind


@pytest.fixture
def made(zhejiang, hana, counted, settings, tmp_path, monkeypatch):
    """made(kind) is the finished file of the whole region, in English."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs, "ring", lambda pk: None)

    def make(kind, language="en"):
        export = jobs.ask(look_of(zhejiang, {}), hana, kind, language)
        assert jobs.make(export.pk)
        return Export.objects.get(pk=export.pk)

    return make


def opened(export):
    return files.path_of(export.file_sha256).read_bytes()


def text_of(data):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def test_a_workbook_has_a_title_the_reporting_unit_and_codes_as_text(made):
    book = openpyxl.load_workbook(io.BytesIO(opened(made(Kind.WORKBOOK))))
    page = book["Mean score by region"]
    assert page["A1"].value == "Mean score by region"
    assert "Reporting unit: 浙江省经济和信息化厅" in page["A3"].value
    rows = {row[1]: row for row in page.iter_rows(min_row=6, values_only=True)}
    assert rows["330100"][:3] == ("Hangzhou", "330100", 55)
    assert rows["330200"][2] == "Protects others"
    assert page.freeze_panes == "B6"
    assert page.page_setup.orientation == "landscape"
    assert "Notes on the figures" in book.sheetnames


def test_the_lines_begin_with_a_mark_for_excel_and_hold_one_figure_each(made):
    data = opened(made(Kind.CSV)).decode("utf-8")
    assert data[0] == "\ufeff"
    lines = list(csv.reader(io.StringIO(data[1:])))
    assert ["Mean score by region", "Hangzhou", "330100", "Mean score", "55", "points of 100", "55"] in lines
    assert ["Mean score by region", "Ningbo", "330200", "Mean score", "", "points of 100", "Protects others"] in lines


def test_the_report_of_the_region_says_what_the_pages_say(made):
    export = made(Kind.PAPER)
    text = text_of(opened(export))
    for words in ("Zhejiang", "48 / 100", "Hangzhou", "Protects others", "How to read these figures", export.number):
        assert words in text
    assert export.pages >= 2


def test_the_report_speaks_chinese_too(made):
    text = text_of(opened(made(Kind.PAPER, "zh-hans")))
    for words in ("浙江省", "为保护其他单元", "样本不足", "填报单位", "指标说明"):
        assert words in text


def test_the_word_document_keeps_the_margins_and_headings_of_an_office(made):
    document = docx.Document(io.BytesIO(opened(made(Kind.DOCUMENT, "zh-hans"))))
    page = document.sections[0]
    assert [round(one.mm) for one in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        37,
        35,
        28,
        26,
    ]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "一、本地区总体情况" in texts
    assert any("指标说明" in text for text in texts)


def test_the_same_look_is_made_once(zhejiang, hana, counted, monkeypatch):
    monkeypatch.setattr(jobs, "ring", lambda pk: None)
    look = look_of(zhejiang, {})
    assert jobs.ask(look, hana, Kind.CSV, "en").pk == jobs.ask(look, hana, Kind.CSV, "en").pk
    assert jobs.ask(look, hana, Kind.CSV, "en").pk != jobs.ask(look.at(region="330100"), hana, Kind.CSV, "en").pk


def test_asking_on_the_page_leads_to_the_file(signed_in, hana, zhejiang, counted, made):
    client = signed_in(hana)
    reply = client.post(reverse("dashboard:ask", args=[zhejiang.uuid]), {"kind": "csv", "region": "330100"})
    export = Export.objects.get()
    assert reply.url == reverse("dashboard:export", args=[export.uuid])
    assert (export.region, export.requested_by) == ("330100", hana)
    assert jobs.make(export.pk)
    reply = client.get(reverse("dashboard:download", args=[export.uuid]))
    assert b"".join(reply.streaming_content).startswith(b"\xef\xbb\xbf")
    assert "attachment" in reply["Content-Disposition"]
    assert reply["Cache-Control"] == "no-store"


@pytest.mark.parametrize("wish", [{"kind": "exe"}, {}, {"kind": "csv", "region": "440000"}])
def test_what_cannot_be_made_is_not_found(signed_in, hana, zhejiang, counted, wish):
    assert signed_in(hana).post(reverse("dashboard:ask", args=[zhejiang.uuid]), wish).status_code == 404


def test_a_stranger_neither_sees_nor_fetches_a_file(signed_in, gao, made):
    export = made(Kind.CSV)
    for name in ("export", "state", "download"):
        assert signed_in(gao).get(reverse(f"dashboard:{name}", args=[export.uuid])).status_code == 404
    assert signed_in(gao).post(reverse("dashboard:retry", args=[export.uuid])).status_code == 404
    assert signed_in(gao).post(reverse("dashboard:ask", args=[export.bureau.uuid]), {"kind": "csv"}).status_code == 404


def test_a_withdrawn_count_is_not_handed_out(signed_in, hana, made, counted):
    export = made(Kind.CSV)
    Run.objects.withdraw(counted, "Counted twice", counted.as_of)
    client = signed_in(hana)
    assert client.get(reverse("dashboard:download", args=[export.uuid])).status_code == 404
    assert "Counted twice" in client.get(reverse("dashboard:export", args=[export.uuid])).content.decode()


def test_a_file_that_is_gone_is_made_again(signed_in, hana, made):
    export = made(Kind.CSV)
    files.path_of(export.file_sha256).unlink()
    reply = signed_in(hana).get(reverse("dashboard:download", args=[export.uuid]))
    assert reply.url == reverse("dashboard:export", args=[export.uuid])
    assert Export.objects.get().state == Export.State.PENDING


def test_the_sweeper_rings_for_what_waits(zhejiang, hana, counted, monkeypatch):
    rung = []
    monkeypatch.setattr(jobs, "ring", rung.append)
    export = jobs.ask(look_of(zhejiang, {}), hana, Kind.CSV, "en")
    jobs.sweep()
    assert rung == [export.pk]

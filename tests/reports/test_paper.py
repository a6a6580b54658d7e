"""The report on paper: what its HTML holds, what real PDF bytes hold, and that no text can fetch, run or stall."""

import dataclasses
import hashlib
import socket
import threading
import time

import pikepdf
import pypdf
import pytest

from readiness.scenes import Scene
from reports import pdf
from reports.documents import read_document
from reports.paper import paper
from tests.reports.conftest import evaluate_case

NUMBER, ADDRESS = "AR-20261123-7K3F9QXW", "https://example.org/verify/AR-20261123-7K3F9QXW/"


def html_of(case, language="zh-hans"):
    framework, data = case
    return paper(read_document(data, framework, language), NUMBER, ADDRESS)


@pytest.fixture(scope="module")
def printed():
    """(bytes, pages, complaints) of the small firm's Chinese report, printed once."""
    return pdf.render(html_of(evaluate_case("auto-parts-small")), b"same")


@pytest.fixture(scope="module")
def text(printed, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(printed[0])
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_html_holds_firm_score_first_action_and_number(small, language):
    framework, data = small
    html = html_of(small, language)
    document = read_document(data, framework, language)
    for part in (data["profile"]["name"], document.headline.score, document.roadmap.first[0].name, NUMBER):
        assert part in html
    assert f'<html lang="{document.lang}">' in html


def test_the_html_names_no_address_but_links_and_the_code():
    html = html_of(evaluate_case("auto-parts-small"))
    assert "src=" not in html
    assert "url(" not in html


def test_the_pdf_can_be_searched_in_chinese(text, small):
    squeezed = "".join(text.split())
    assert small[1]["profile"]["name"] in squeezed
    assert "先做这三件事" in squeezed
    assert "AI就绪诊断与场景清单" in squeezed


def test_weasyprint_complains_about_nothing(printed):
    assert printed[2] == ()


def test_every_font_is_embedded(printed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(printed[0])
    with pikepdf.open(tmp_path / "a.pdf") as opened:
        descriptors = [
            o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all("/FontFile3" in d or "/FontFile2" in d for d in descriptors)


def test_the_pdf_is_tagged_titled_and_has_a_language(printed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(printed[0])
    with pikepdf.open(tmp_path / "a.pdf") as opened:
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.Lang == "zh-CN"
        assert "/StructTreeRoot" in opened.Root
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert "慈溪示例汽车配件有限公司" in str(opened.docinfo["/Title"])
        assert b"pdfuaid" in opened.Root.Metadata.read_bytes()


def test_figures_have_words(printed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(printed[0])
    with pikepdf.open(tmp_path / "a.pdf") as opened:
        figures = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert len(figures) >= 5
        assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_bookmarks_lead_to_every_chapter(printed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(printed[0])
    with pikepdf.open(tmp_path / "a.pdf") as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[:3] == ["一页纸结论", "目录", "现状画像"]
    assert "转型路线" in titles


def test_the_file_is_small(printed):
    # The fonts are cut down at set-up; with the installed ones a report is larger.
    limit = 450_000 if pdf._font_files() else 900_000
    assert len(printed[0]) < limit


# --- texts that mean harm --------------------------------------------------------------------------------------------


@pytest.fixture
def trap():
    """A server nobody may knock at, with the list of those who did."""
    knocks, listening = [], socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()

    def wait():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            knocks.append(connection.recv(200))
            connection.close()

    threading.Thread(target=wait, daemon=True).start()
    yield listening.getsockname()[1], knocks
    listening.close()


def hostile(port):
    address = f"http://127.0.0.1:{port}/x"
    return (
        f'"><img src="{address}"><link rel=stylesheet href="{address}"><style>@import url({address});body{{background:'
        f"url({address})}}</style><script>fetch('{address}')</script><object data='file:///etc/passwd'></object>"
        f'<a rel=attachment href="file:///etc/passwd">x</a> 🏭🤖 㛃𬭎堃 {{{{ 7|add:7 }}}} {{% load static %}}'
    )


def with_texts(words):
    """The small firm with `words` wherever somebody may type."""

    def change(case):
        from readiness.answers import NotApplicable

        answers = {
            code: NotApplicable(words) if isinstance(answer, NotApplicable) else answer
            for code, answer in case.answers.items()
        }
        scene = Scene("PM", words, "production", case.on.replace(day=1), words, "daily", words, words)
        return dataclasses.replace(
            case, profile=dataclasses.replace(case.profile, name=words), answers=answers, scenes=(scene,) * 3
        )

    framework, data = evaluate_case("auto-parts-small", change)
    contradiction = [note["code"] for note in data["warnings"] if note["kind"] == "contradiction"]
    return framework, data | {"confirmed_warnings": dict.fromkeys(contradiction, words)}


def test_hostile_texts_are_printed_and_fetch_nothing(trap):
    port, knocks = trap
    data, _, complaints = pdf.render(html_of(with_texts(hostile(port))))
    assert data.startswith(b"%PDF")
    assert complaints == ()
    assert knocks == []
    assert b"root:x:0:0" not in data


def test_even_a_template_that_fetched_would_get_nothing(trap):
    port, knocks = trap
    _, _, complaints = pdf.render(
        f'<html lang="en"><title>x</title><img alt="x" src="http://127.0.0.1:{port}/"><img alt="y" src="file:///etc/passwd">'
    )
    assert knocks == []
    assert any("Failed to load image" in complaint for complaint in complaints)


def test_long_chinese_texts_everywhere_do_not_stall():
    words = "这是一段很长的说明文字没有任何标点也没有空格" * 160
    started = time.process_time()
    data, _, complaints = pdf.render(html_of(with_texts(words[:3500])))
    assert data.startswith(b"%PDF")
    assert complaints == ()
    assert time.process_time() - started < 25


def test_rare_characters_and_emoji_do_not_stop_the_press():
    firm = "㛃𬭎堃精密机械有限公司🏭"
    data, _, complaints = pdf.render(html_of(with_texts(firm)))
    assert data.startswith(b"%PDF")
    assert complaints == ()


# --- the child -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def by_the_child(tmp_path_factory):
    """(file, what the child told of it, progress): the report of `printed`, evaluated and printed once more by a child."""
    heard, file = [], tmp_path_factory.mktemp("child") / "a.pdf"
    html = html_of(evaluate_case("auto-parts-small"))
    return file, pdf.render_to_file(html, file, b"same", on_progress=heard.append), heard


def test_the_child_writes_the_file_and_reports_its_progress(by_the_child):
    file, done, heard = by_the_child
    data = file.read_bytes()
    assert done.sha256 == hashlib.sha256(data).hexdigest()
    assert (done.size, done.warnings) == (len(data), ())
    assert heard == sorted(heard)
    assert heard[-1] >= 85


def test_the_same_result_gives_the_same_bytes(printed, by_the_child):
    assert by_the_child[1].sha256 == hashlib.sha256(printed[0]).hexdigest()


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (pdf.Limits(seconds=0.2), "within 0.2 s"),
        (pdf.Limits(memory_mb=16), "memory"),
        (pdf.Limits(cpu_seconds=1), "1 s of processor time"),
    ],
)
def test_a_child_over_its_limits_leaves_no_file(tmp_path, limits, reason):
    endless = "<html lang=en><title>x</title>" + "<p>word word word</p>" * 60_000
    with pytest.raises(pdf.RenderError, match=reason):
        pdf.render_to_file(endless, tmp_path / "a.pdf", limits=limits)
    assert list(tmp_path.iterdir()) == []


def test_a_caller_that_stops_kills_the_child(tmp_path, small):
    class Stop(Exception):
        pass

    def stop(percent):
        raise Stop

    with pytest.raises(Stop):
        pdf.render_to_file(html_of(small), tmp_path / "a.pdf", on_progress=stop)

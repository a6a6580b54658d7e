"""A PDF that only shows pages is taken; what starts, hides or locks something is not."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from evidence.pdf import check_pdf
from evidence.refused import Refused
from tests.evidence.files import office, pdf

SCRIPT = "<< /S /JavaScript /JS (app.alert) >>"


@pytest.fixture
def refusal(tmp_path):
    def look(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        try:
            check_pdf(path)
        except Refused as refused:
            return refused.reason
        return ""

    return look


def at_root(**entries):
    def change(document):
        for key, value in entries.items():
            document.Root[f"/{key}"] = pikepdf.Object.parse(value.encode())

    return change


def attach(document):
    document.attachments["notes.txt"] = b"hidden"


def on_the_page(document):
    document.pages[0].obj["/AA"] = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))


def behind_a_link(document):
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[0, 0, 9, 9],
        A=document.make_indirect(pikepdf.Object.parse(SCRIPT.encode())),
    )
    document.pages[0].obj["/Annots"] = Array([link])


@pytest.mark.parametrize("streams", list(pikepdf.ObjectStreamMode))
def test_plain_pages_are_taken(refusal, streams):
    assert refusal(pdf(object_stream_mode=streams)) == ""


def test_a_web_link_on_a_page_is_taken(refusal):
    def change(document):
        action = Dictionary(S=Name.URI, URI=String("https://example.com"))
        document.pages[0].obj["/Annots"] = Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])

    assert refusal(pdf(change)) == ""


def test_a_page_to_begin_with_is_taken_as_many_programs_write_one(refusal):
    def change(document):
        document.Root.OpenAction = Array([document.pages[0].obj, Name.XYZ, None, None, 0])

    assert refusal(pdf(change)) == ""


@pytest.mark.parametrize("streams", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (at_root(OpenAction=SCRIPT), "starts"),
        (at_root(OpenAction="<< /S /Launch /F (calc.exe) >>"), "starts"),
        (at_root(OpenAction="<< /S /URI /URI (https://example.com) >>"), "starts"),
        (at_root(Names=f"<< /JavaScript << /Names [(a) {SCRIPT}] >> >>"), "script"),
        (at_root(AcroForm="<< /XFA (<xdp/>) /Fields [] >>"), "script"),
        (at_root(AcroForm="<< /Fields [<< /A << /S /SubmitForm >> >>] >>"), "starts"),
        (attach, "attachment"),
        (on_the_page, "starts"),
        (behind_a_link, "script"),
    ],
)
def test_what_does_more_than_show_pages_is_refused_also_inside_compressed_objects(refusal, change, reason, streams):
    assert refusal(pdf(change, object_stream_mode=streams)) == reason


def test_a_name_written_in_hexadecimal_hides_nothing(refusal):
    content = pdf(at_root(Lang=SCRIPT), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    # The same length, so that every offset still fits; the key is all that is left to tell.
    spoilt = content.replace(b"/JS (app.alert)", b"/#4a#53 (alert)").replace(b"/JavaScript", b"/JavaScripX")
    assert b"/JavaScript" not in spoilt
    assert b"/#4a#53" in spoilt
    assert refusal(spoilt) == "script"


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_file_is_refused_with_and_without_a_password_to_open_it(refusal, password):
    content = pdf(encryption=pikepdf.Encryption(owner="owner", user=password))
    assert refusal(content) == "encrypted"


@pytest.mark.parametrize(
    "spoil", [lambda c: c[: len(c) // 2], lambda c: c[:9], lambda c: c.replace(b"%PDF-1", b"%PDF-9")]
)
def test_a_broken_file_is_refused(refusal, spoil):
    assert refusal(spoil(pdf())) == "damaged"


@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>", office(), office() + b"%%EOF"])
def test_what_hides_behind_the_end_is_refused(refusal, hidden):
    assert refusal(pdf() + hidden) == "two_files"


def test_too_many_pages_are_refused(refusal, monkeypatch):
    monkeypatch.setattr("evidence.pdf.MOST_PAGES", 0)
    assert refusal(pdf()) == "pages"

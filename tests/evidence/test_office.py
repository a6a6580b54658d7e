"""A zip becomes evidence only as a plain, harmless workbook or document."""

import io
import struct
import zipfile

import pytest

from evidence.office import Room, office_kind
from evidence.refused import Refused
from tests.evidence.files import office, pdf


@pytest.fixture
def refusal(tmp_path):
    """Why a file is refused; "" when it is not."""

    def look(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        try:
            office_kind(path)
        except Refused as refused:
            return refused.reason
        return ""

    return look


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_plain_workbook_or_document_is_recognised(tmp_path, kind, compression):
    (tmp_path / "file").write_bytes(office(kind, compression=compression))
    assert office_kind(tmp_path / "file") == kind


def test_a_zip_without_the_right_parts_is_no_office_file(refusal):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(file.getvalue()) == "type"


def test_a_file_that_is_both_workbook_and_document_is_neither(refusal):
    assert refusal(office("xlsx", {"word/document.xml": "<document/>"})) == "type"


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(refusal, part):
    assert refusal(office("xlsx", {part: "x"})) == "macros"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_macro_workbook_is_refused_by_its_declared_type_alone(refusal, encoding):
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert refusal(office("xlsx", {"[Content_Types].xml": types.encode(encoding)})) == "macros"


def test_an_embedded_object_is_refused_by_its_beginning_whatever_it_is_called(refusal):
    assert (
        refusal(office("docx", {"word/media/image1.png": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}))
        == "objects"
    )


@pytest.mark.parametrize(
    "part", ["word/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml", "word/activeX/activeX1.bin"]
)
def test_embedded_objects_and_controls_are_refused_by_their_names(refusal, part):
    assert refusal(office("docx", {part: "x"})) == "objects"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_linked_object_is_refused_by_what_the_relation_is_for(refusal, encoding):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"
    text = f'<Relationships><Relationship Type="{kind}" Target="https://evil.example/" TargetMode="External"/></Relationships>'
    assert refusal(office("docx", {"word/_rels/document.xml.rels": text.encode(encoding)})) == "objects"


def test_an_object_is_refused_by_its_declared_type(refusal):
    text = '<Types><Default Extension="dat" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/></Types>'
    assert refusal(office("docx", {"[Content_Types].xml": text})) == "objects"


def test_the_workbook_behind_a_chart_is_no_object(refusal):
    assert refusal(office("docx", {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": office("xlsx")})) == ""


@pytest.mark.parametrize(
    "inner",
    [
        office("xlsx", {"xl/vbaProject.bin": "x"}),
        office("xlsx", {"xl/embeddings/more.xlsx": office("xlsx")}),
        office("xlsx", {"xl/sheet.xml": bytes(5 * 1024 * 1024)}),
        b"PK\x03\x04 something else",
    ],
    ids=["macros", "a third file", "a bomb", "another archive"],
)
def test_an_embedded_file_that_is_not_a_plain_workbook_is_refused(refusal, inner):
    assert refusal(office("docx", {"word/embeddings/sheet.xlsx": inner}, zipfile.ZIP_STORED)) == "objects"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl\\..\\evil.xml", "C:/evil.xml", "xl/a\nb/../../c"])
def test_names_that_climb_out_are_refused(refusal, name):
    assert refusal(office("xlsx", {name: "x"})) == "paths"


def test_a_symbolic_link_is_refused(refusal):
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(file.getvalue()) == "paths"


def test_two_parts_of_the_same_name_are_refused(refusal):
    assert refusal(office("xlsx", {"XL/Workbook.xml": "<other/>"})) == "paths"


def test_an_encrypted_entry_is_refused(refusal):
    content = bytearray(office())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    assert refusal(bytes(content)) == "encrypted"


def test_a_part_that_unpacks_to_a_thousand_times_its_size_is_a_bomb(refusal):
    content = office("xlsx", {"xl/sheet.xml": bytes(5 * 1024 * 1024)})
    assert len(content) < 10_000
    assert refusal(content) == "bomb"


def test_many_middling_parts_together_are_a_bomb(refusal, monkeypatch):
    monkeypatch.setattr("evidence.office.ROOM", Room(bytes=1_000_000))
    assert refusal(office("xlsx", {f"xl/{n}.xml": bytes(100_000) for n in range(20)})) == "bomb"


def test_a_size_that_lies_is_found_when_the_part_is_read(refusal):
    content = bytearray(office("xlsx", {"xl/sheet.xml": bytes(900_000)}))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 1000)
    assert refusal(bytes(content)) == "damaged"


def test_overlapping_entries_are_a_bomb(refusal):
    content = bytearray(office("xlsx", compression=zipfile.ZIP_STORED))
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    assert refusal(bytes(content)) == "bomb"


def test_too_many_parts_are_refused_before_the_table_is_read(refusal, monkeypatch):
    monkeypatch.setattr("evidence.office.ROOM", Room(entries=10))
    assert refusal(office("xlsx", {f"xl/{n}.xml": "x" for n in range(20)})) == "parts"


def test_entities_are_refused(refusal):
    assert refusal(office("docx", {"word/more.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'})) == "bomb"


@pytest.mark.parametrize("content", [office()[:-30], office()[:200], b"PK\x03\x04", b"PK\x03\x04" + bytes(500)])
def test_a_broken_zip_is_refused(refusal, content):
    assert refusal(content) in ("damaged", "two_files")


def test_what_hides_behind_the_end_is_refused(refusal):
    assert refusal(office() + b"<script>alert(1)</script>") == "two_files"


def test_a_comment_at_the_end_is_refused(refusal):
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"<script>alert(1)</script>"
    assert refusal(file.getvalue()) == "two_files"


def test_a_zip_that_is_also_a_pdf_is_refused(refusal):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.pdf", pdf())
        for name, content in {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}.items():
            archive.writestr(name, content)
    assert refusal(file.getvalue()) == "two_files"


def test_something_before_the_first_entry_is_refused(refusal):
    assert refusal(b"PK\x03\x04" + bytes(40) + office()) == "two_files"

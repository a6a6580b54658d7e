"""A file keeps the name people gave it, without what could deceive."""

import pytest

from evidence.filenames import kept_name


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("排产截图.PNG", "png", "排产截图.png"),
        ("photo.jpeg", "jpg", "photo.jpg"),
        ("report.exe", "pdf", "report.pdf"),
        ("a.b.xlsx", "xlsx", "a.b.xlsx"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        (r"C:\Users\Alice\合同.docx", "docx", "合同.docx"),
        ("gnp.\u202egpj.exe\r\nX: y", "jpg", "gnp.gpj.jpg"),
        (".png", "png", "png.png"),
        ("...", "png", "file.png"),
        ("", "png", "file.png"),
    ],
)
def test_the_name_ends_as_the_content_demands(typed, kind, kept):
    assert kept_name(typed, kind) == kept


def test_a_long_name_is_cut_before_its_ending():
    assert kept_name("测" * 300 + ".pdf", "pdf") == "测" * 146 + ".pdf"

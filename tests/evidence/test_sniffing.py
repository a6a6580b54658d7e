"""A file is what its bytes say, whatever it is called."""

import pytest

from evidence.sniffing import kind_of
from tests.evidence.files import GOOD, image

OTHERS = {
    "gif": image("GIF"),
    "bmp": image("BMP"),
    "tiff": image("TIFF"),
    "webp": image("WEBP"),
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00",
    "video": b"\x00\x00\x00\x18ftypmp42\x00\x00",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "program": b"MZ\x90\x00",
    "rar": b"Rar!\x1a\x07",
    "html": b"\xef\xbb\xbf\n <!DOCTYPE html><script>alert(1)</script>",
    "text": "排产说明".encode(),
    "": b"\x00\x01\x02\x03",
}


@pytest.mark.parametrize("kind", ["pdf", "png", "jpg"])
def test_a_good_file_is_recognised(kind):
    assert kind_of(GOOD[kind][:1024]) == kind


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_an_office_file_is_a_zip_at_first_sight(kind):
    assert kind_of(GOOD[kind][:1024]) == "zip"


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_not_accepted_is_named(kind):
    assert kind_of(OTHERS[kind][:1024]) == kind


def test_a_chinese_text_cut_within_a_character_is_still_text():
    assert kind_of("测".encode() * 400 + "测".encode()[:2]) == "text"


def test_nothing_is_nothing():
    assert kind_of(b"") == ""

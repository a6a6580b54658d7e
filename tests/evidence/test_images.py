"""A picture is painted anew; only what one sees of it remains."""

import io

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from evidence.images import Bounds, repaint
from evidence.refused import Refused
from tests.evidence.files import image, office


@pytest.fixture
def painted(tmp_path):
    def paint(content, kind="png", megapixels=50):
        (tmp_path / "in").write_bytes(content)
        repaint(tmp_path / "in", tmp_path / "out", kind, Bounds(megapixels))
        return (tmp_path / "out").read_bytes()

    return paint


def with_exif(kind, orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (30.0, 10.0, 5.0)
    return image(kind, exif=exif)


@pytest.mark.parametrize(("kind", "name"), [("png", "PNG"), ("jpg", "JPEG")])
def test_place_and_camera_do_not_come_along(painted, kind, name):
    before = with_exif(name)
    assert b"SecretCamera" in before
    after = painted(before, kind)
    assert b"SecretCamera" not in after
    assert not Image.open(io.BytesIO(after)).getexif()


def test_a_photo_taken_upright_stays_upright(painted):
    assert Image.open(io.BytesIO(painted(with_exif("JPEG", orientation=6), "jpg"))).size == (20, 40)


@pytest.mark.parametrize(("kind", "name"), [("png", "PNG"), ("jpg", "JPEG")])
@pytest.mark.parametrize("payload", [b"<script>alert(1)</script>", office()], ids=["html", "zip"])
def test_a_second_file_behind_the_picture_is_lost(painted, kind, name, payload):
    after = painted(image(name) + payload, kind)
    assert payload not in after
    assert b"PK\x03\x04" not in after


def test_texts_and_colour_profiles_inside_a_picture_are_lost(painted):
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>")
    after = painted(image("PNG", pnginfo=info, icc_profile=b"<script>profile</script>"))
    assert b"script" not in after
    assert b"iCCP" not in after
    assert b"script" not in painted(image("JPEG", comment=b"<script>alert(1)</script>"), "jpg")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_painted(painted, mode):
    file = io.BytesIO()
    Image.new(mode, (8, 8)).save(file, "PNG")
    assert Image.open(io.BytesIO(painted(file.getvalue()))).size == (8, 8)


def test_transparency_is_kept(painted):
    file = io.BytesIO()
    Image.new("P", (8, 8)).save(file, "PNG", transparency=0)
    assert Image.open(io.BytesIO(painted(file.getvalue()))).getpixel((0, 0))[3] == 0


def test_a_photo_in_print_colours_is_painted(painted):
    file = io.BytesIO()
    Image.new("CMYK", (8, 8)).save(file, "JPEG")
    assert Image.open(io.BytesIO(painted(file.getvalue(), "jpg"))).mode == "RGB"


def test_too_many_pixels_are_refused_before_they_are_unpacked(painted):
    file = io.BytesIO()
    Image.new("1", (3000, 1000)).save(file, "PNG")
    with pytest.raises(Refused) as refused:
        painted(file.getvalue(), megapixels=2)
    assert refused.value.reason == "pixels"
    assert refused.value.details == {"found": 3, "most": 2}


@pytest.mark.parametrize("content", [image()[:60], image()[:-30], b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_a_broken_picture_is_refused(painted, content, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as libraries that print do
    with pytest.raises(Refused) as refused:
        painted(content)
    assert refused.value.reason == "damaged"

"""The look of a provider: what can be read and printed is kept as a version, the rest is explained."""

import io
import resource
import time
import uuid
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from branding.colours import contrast_with_white, nearest_readable
from branding.models import Branding
from reports import jobs
from reports.paper import paper
from reports.pdf import render
from reports.telling import document_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(provider):
    return reverse("branding:edit", args=[provider.uuid])


def posted(**more):
    facts = {
        "name": "远山咨询",
        "primary": "#1f4e8c",
        "accent": "#9b2226",
        "contact": "电话 0574-8888 0000\n\nhi@example.com",
    }
    return facts | more


def picture(kind="PNG", size=(60, 20), **options):
    written = io.BytesIO()
    Image.new("RGB", size, "#1f4e8c").save(written, kind, **options)
    return SimpleUploadedFile(f"logo.{kind.lower()}", written.getvalue())


def kept(provider):
    return Branding.objects.current(provider)


@pytest.mark.parametrize(("colour", "contrast"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54)])
def test_contrast_is_that_of_wcag(colour, contrast):
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#00ff00", "#777777"])
def test_the_nearest_readable_colour_is_readable_and_no_darker_than_needed(colour):
    assert 4.5 <= contrast_with_white(nearest_readable(colour)) < 4.65


def test_a_look_is_kept_as_it_was_typed(as_, paula, page, provider):
    assert as_(paula).post(page, posted(logo=picture())).status_code == 302
    look = kept(provider)
    assert (look.name, look.primary, look.contact) == ("远山咨询", "#1f4e8c", ["电话 0574-8888 0000", "hi@example.com"])
    assert Image.open(io.BytesIO(bytes(look.logo))).size == (60, 20)


def test_every_change_is_a_version_and_no_change_is_none(as_, paula, page, provider):
    browser = as_(paula)
    for _ in range(2):
        browser.post(page, posted(logo=picture()))
    assert Branding.objects.count() == 1
    browser.post(page, posted(name="远山数智"))
    assert [(one.version, one.name, bool(one.logo)) for one in Branding.objects.all()] == [
        (2, "远山数智", True),
        (1, "远山咨询", True),
    ]
    with pytest.raises(TypeError):
        kept(provider).save()


def test_a_logo_can_be_taken_away(as_, paula, page, provider):
    as_(paula).post(page, posted(logo=picture()))
    as_(paula).post(page, posted(no_logo="on"))
    assert kept(provider).logo is None


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(signed_in, paula, page, provider):
    reply = signed_in(paula).post(page, posted(primary="#ffcc00"))
    assert reply.status_code == 422
    html = reply.content.decode()
    assert (
        f"contrast of 1.5 : 1; from 4.5 : 1 on it can be read. The nearest colour that works is {nearest_readable('#ffcc00')}"
        in html
    )
    assert 'value="#ffcc00"' in html
    signed_in(paula).post(page, posted(primary="#ffcc00", colours="nearest"))
    assert kept(provider).primary == nearest_readable("#ffcc00")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"primary": "red"}, "is not a colour"),
        ({"contact": "1\n2\n3\n4"}, "These are 4 lines"),
        ({"contact": "长" * 81}, "has 81 characters"),
        ({"name": ""}, "Please enter the name"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(signed_in, paula, page, provider, wrong, sentence):
    reply = signed_in(paula).post(page, posted(**wrong))
    assert sentence in reply.content.decode()
    assert kept(provider) is None


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("logo", "sentence"),
    [
        (SimpleUploadedFile("logo.png", SVG), "not a picture we can print"),
        (SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n broken"), "not a picture we can print"),
        (picture("GIF"), "not a picture we can print"),
        (picture(size=(4001, 10)), "4001 × 10 pixels"),
        (SimpleUploadedFile("logo.png", b"x" * (2 * 1024 * 1024 + 1)), "2 MB"),
    ],
)
def test_only_pictures_are_taken_as_a_logo(signed_in, paula, page, provider, logo, sentence):
    logo.seek(0)
    assert sentence in signed_in(paula).post(page, posted(logo=logo)).content.decode()
    assert kept(provider) is None


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png(width, height, pixels, *chunks):
    """A PNG of black and white pixels, as its writer wants it to look."""
    head = chunk(b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def rows_of(width, height):
    """All white, packed: 30000 × 30000 pixels in a hundred kilobytes."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (-(-width // 8))
    return b"".join([*(packer.compress(row * 100) for _ in range(height // 100)), packer.flush()])


def test_a_picture_of_nine_hundred_million_pixels_in_a_small_file_is_refused_unopened(
    signed_in, paula, page, provider, monkeypatch
):
    bomb = png(30_000, 30_000, rows_of(30_000, 30_000))
    assert len(bomb) < 200_000

    def unpacked(*_):
        raise AssertionError("a pixel was unpacked in the process that serves pages")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpacked)
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reply = signed_in(paula).post(page, posted(logo=SimpleUploadedFile("logo.png", bomb)))
    assert "30000 × 30000 pixels" in reply.content.decode()
    assert "at most 4000" in reply.content.decode()
    assert (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    )  # kilobytes; unpacked it would be 112,000
    assert time.monotonic() - started < 20
    assert kept(provider) is None


def test_a_good_logo_is_unpacked_by_a_limited_process_and_not_by_the_site(as_, paula, page, provider, monkeypatch):
    logo = picture(size=(3000, 1000))
    with monkeypatch.context() as patched:
        patched.setattr("PIL.Image.open", None)
        as_(paula).post(page, posted(logo=logo))
    assert Image.open(io.BytesIO(bytes(kept(provider).logo))).size == (1200, 400)


@pytest.mark.parametrize(
    "logo",
    [
        png(4000, 4000, zlib.compress(b"\0" * 10)),  # ends long before its last row
        png(10, 10, rows_of(10, 100), chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 80_000_000))),
        png(0, 10, rows_of(8, 100)),
    ],
    ids=["cut", "swollen note", "no width"],
)
def test_a_picture_made_to_trouble_its_reader_is_refused_with_a_sentence(signed_in, paula, page, provider, logo):
    reply = signed_in(paula).post(page, posted(logo=SimpleUploadedFile("logo.png", logo)))
    assert "not a picture we can print" in reply.content.decode()
    assert kept(provider) is None


def test_nothing_but_the_picture_survives_of_a_logo(as_, paula, page, provider):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SECRET")
    as_(paula).post(page, posted(logo=picture(size=(3000, 1000), pnginfo=notes)))
    data = bytes(kept(provider).logo)
    assert b"SECRET" not in data
    assert Image.open(io.BytesIO(data)).size == (1200, 400)


def test_the_look_is_for_the_administrators_of_the_provider(client, as_, page, wang, charlie, paula, provider):
    assert client.get(page).status_code == 302
    assert as_(charlie).get(page).status_code == 404
    assert as_(wang).get(page).status_code == 403
    assert as_(wang).post(page, posted()).status_code == 403
    away = reverse("branding:put_away", args=[provider.uuid])
    assert as_(paula).get(away).status_code == 405
    assert as_(charlie).post(away).status_code == 404
    assert as_(wang).post(away).status_code == 403


def test_a_look_that_is_put_away_is_offered_no_more(as_, paula, page, provider):
    as_(paula).post(page, posted())
    as_(paula).post(reverse("branding:put_away", args=[provider.uuid]))
    assert kept(provider) is None
    as_(paula).post(page, posted())
    assert kept(provider).version == 3


# --- on reports -------------------------------------------------------------------------------------------------------


@pytest.fixture
def look(as_, paula, page, provider):
    as_(paula).post(page, posted(logo=picture()))
    return kept(provider)


def test_with_and_without_the_look_are_two_reports(snapshot, look, bells):
    plain, branded = jobs.request(snapshot, "en"), jobs.request(snapshot, "en", branding=look)
    assert plain.pk != branded.pk
    assert jobs.request(snapshot, "en", branding=look).pk == branded.pk


def test_who_acts_for_a_provider_may_have_its_look_and_its_client_is_shown_the_plain_one(
    as_,
    snapshot,
    look,
    bells,
    wang,
    alice,
    granted,
):
    granted()
    address = reverse("reports:request", args=[snapshot.assessment.uuid])
    as_(wang).post(address, {"language": "en", "look": "ours"})
    assert snapshot.reports.get().branding == look
    as_(alice).post(address, {"language": "en", "look": "ours"})
    assert snapshot.reports.filter(branding=None).count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_branded_paper_keeps_every_mark_of_honesty(snapshot, look, language):
    document = document_of(snapshot, language)
    html = paper(document, "AR-1", "https://example.com/verify/AR-1/", look)
    for mark in ("product", "self_declared", "method_limits", "fingerprints", "verify"):
        assert document.t[mark] in html
    assert snapshot.sha256 in html
    assert look.name in html
    assert "#1f4e8c" in html


def test_the_logo_is_printed_and_weasyprint_has_no_complaint(snapshot, look):
    html = f'<html lang="en"><title>x</title><img src="{look.logo_address}" alt="logo"></html>'
    data, _pages, complaints = render(html)
    assert complaints == ()
    assert b"/Image" in data


def test_no_other_look_can_be_reached_by_its_address(as_, charlie, look):
    assert as_(charlie).get(f"/providers/{uuid.uuid4()}/look/").status_code == 404


def test_every_later_page_of_a_branded_paper_names_the_provider_before_the_number(snapshot, look):
    document = document_of(snapshot, "en")
    branded, plain = paper(document, "AR-1", branding=look), paper(document, "AR-1")
    assert f'data-number="{look.name} · Report number AR-1"' in branded
    assert 'data-number="Report number AR-1"' in plain

"""A file is looked at by a limited child process and, where one is named, by a virus scanner."""

import hashlib
import stat

import pikepdf
import pytest
from PIL import Image

from evidence.checks import scanner_can_be_started
from evidence.quarantine import examined
from evidence.refused import Refused
from tests.evidence.files import GOOD, image, office, pdf


@pytest.fixture
def look(tmp_path):
    def look(content):
        path = tmp_path / "upload"
        path.write_bytes(content)
        with examined(path) as found:
            assert found.sha256 == hashlib.sha256(found.path.read_bytes()).hexdigest()
            assert found.size == found.path.stat().st_size
        return found

    return look


@pytest.fixture
def scanner(settings, tmp_path):
    """Makes a little script the virus scanner."""

    def write(script):
        path = tmp_path / "scanner"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        settings.EVIDENCE_SCANNER = f"{path} --quick"

    return write


def why(look, content):
    with pytest.raises(Refused) as refused:
        look(content)
    return refused.value.reason


@pytest.mark.parametrize("kind", GOOD)
def test_every_accepted_kind_gets_through(look, kind):
    assert look(GOOD[kind]).kind == kind


def test_pictures_are_kept_as_painted_and_the_rest_as_they_came(look):
    assert look(GOOD["pdf"]).sha256 == hashlib.sha256(GOOD["pdf"]).hexdigest()
    marked = image() + b"<script>"
    assert look(marked).sha256 != hashlib.sha256(marked).hexdigest()


def test_the_quarantine_is_empty_afterwards(look):
    found = look(GOOD["png"])
    assert not found.path.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html>", "type"),
        (office("docx", {"word/vbaProject.bin": "x"}), "macros"),
        (pdf()[:60], "damaged"),
        (office("xlsx", {"xl/a.xml": bytes(5_000_000)}), "bomb"),
    ],
)
def test_what_the_child_refuses_is_refused(look, content, reason):
    assert why(look, content) == reason


def test_a_picture_that_grows_over_the_limit_is_refused(look, settings, monkeypatch):
    monkeypatch.setattr("evidence.quarantine.most_bytes", lambda: 50)
    assert why(look, image()) == "large"


def test_the_largest_picture_fits_into_the_memory_of_the_child(look):
    turned = Image.Exif()
    turned[0x0112] = 6  # needs it twice
    assert look(image("JPEG", size=(7000, 7100), exif=turned)).kind == "jpg"


def test_a_pdf_that_needs_more_than_the_memory_of_the_child_is_refused(look):
    def swell(document):
        document.Root.X = pikepdf.Object.parse(b"[" + b"0 " * 4_000_000 + b"]")

    assert why(look, pdf(swell)) in ("limits", "damaged")


def test_a_child_without_enough_memory_or_time_refuses(look, monkeypatch):
    monkeypatch.setattr("evidence.quarantine.MEMORY_MB", 100)
    assert why(look, image("JPEG", size=(6000, 6000))) == "limits"


def test_without_a_scanner_a_file_counts_as_not_scanned(look):
    assert look(GOOD["pdf"]).clean is False


def test_a_clean_verdict_is_noted(look, scanner):
    scanner('test "$1" = --quick && test -s "$2"')
    assert look(GOOD["pdf"]).clean is True


def test_an_infected_file_is_refused(look, scanner):
    scanner("exit 1")
    assert why(look, GOOD["pdf"]) == "infected"


@pytest.mark.parametrize("script", ["exit 2", "kill -9 $$"])
def test_a_scanner_that_cannot_tell_refuses(look, scanner, script):
    scanner(script)
    assert why(look, GOOD["pdf"]) == "unscanned"


def test_a_scanner_that_takes_too_long_refuses(look, scanner, settings):
    scanner("exec sleep 20")
    settings.EVIDENCE_SCANNER_SECONDS = 1
    assert why(look, GOOD["pdf"]) == "unscanned"


def test_a_scanner_that_is_not_there_refuses_and_is_reported(look, settings):
    settings.EVIDENCE_SCANNER = "/nowhere/scanner"
    assert why(look, GOOD["pdf"]) == "unscanned"
    assert [error.id for error in scanner_can_be_started(None)] == ["evidence.E002"]


def test_the_scanner_sees_the_file_as_it_came(look, scanner, tmp_path):
    scanner(f'cp "$2" {tmp_path}/seen')
    marked = image() + b"EICAR"
    look(marked)
    assert (tmp_path / "seen").read_bytes() == marked


def test_a_scanner_that_can_be_started_is_no_error(scanner, settings):
    scanner("exit 0")
    assert scanner_can_be_started(None) == []
    settings.EVIDENCE_SCANNER = "'"
    assert [error.id for error in scanner_can_be_started(None)] == ["evidence.E001"]
    settings.EVIDENCE_SCANNER = ""
    assert scanner_can_be_started(None) == []

"""A server whose questionnaire or catalogue cannot be read says so before its first visitor does."""

from readiness.errors import ContentError
from surveys import checks


def test_the_content_that_ships_loads():
    assert checks.content_loads(None) == []


def test_a_questionnaire_that_cannot_be_read_is_an_error(monkeypatch):
    def broken(reference):
        raise ContentError([])

    monkeypatch.setattr(checks, "framework", broken)
    assert {error.id for error in checks.content_loads(None)} == {"surveys.E001"}


def test_a_catalogue_that_cannot_be_read_is_an_error(monkeypatch):
    def broken():
        raise OSError("no such folder")

    monkeypatch.setattr(checks, "published_catalogue", broken)
    (error,) = checks.content_loads(None)
    assert error.id == "surveys.E002"
    assert "no such folder" in error.msg

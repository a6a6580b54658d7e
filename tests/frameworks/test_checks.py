"""A server that keeps a framework it cannot load says so before its first visitor does."""

import pytest

from frameworks import checks
from frameworks.library import version_of
from frameworks.models import FrameworkVersion
from readiness.errors import ContentError, Problem


def test_what_ships_loads_and_is_listed():
    assert checks.shipped_versions_load(None) == []


def test_a_version_that_ships_but_is_not_listed_is_an_error(monkeypatch):
    monkeypatch.setattr(checks, "publications", dict)
    assert {error.id for error in checks.shipped_versions_load(None)} == {"frameworks.E003"}


def test_a_version_that_ships_and_cannot_be_loaded_is_an_error(monkeypatch):
    def broken(reference):
        raise ContentError([Problem("x.yaml", "key", "this", "that")])

    monkeypatch.setattr(checks, "framework", broken)
    found = checks.shipped_versions_load(None)
    assert {error.id for error in found} == {"frameworks.E001"}
    assert "expected that" in found[0].msg


def test_a_list_that_cannot_be_read_is_an_error(monkeypatch):
    def broken():
        raise ContentError([])

    monkeypatch.setattr(checks, "publications", broken)
    assert [error.id for error in checks.shipped_versions_load(None)] == ["frameworks.E002"]


@pytest.mark.django_db
def test_an_installed_version_that_cannot_be_loaded_is_an_error():
    facts = {"digest": "0" * 64, "name_zh": "坏", "name_en": "bad"}
    FrameworkVersion.objects.create(reference="bad@1", files={"framework.yaml": "key: bad"}, **facts)
    [error] = checks.kept_versions_load(None, ["default"])
    assert error.id == "frameworks.E004"
    assert "bad@1" in error.msg


@pytest.mark.django_db
def test_a_version_that_ships_with_other_files_than_it_was_used_with_is_an_error():
    facts = {"digest": "0" * 64, "name_zh": "旧", "name_en": "old"}
    FrameworkVersion.objects.create(reference="ai-manufacturing@2026.1", **facts)
    assert [error.id for error in checks.kept_versions_load(None, ["default"])] == ["frameworks.E005"]


@pytest.mark.django_db
def test_what_is_kept_here_loads():
    version_of("ai-manufacturing@2026.1")
    assert checks.kept_versions_load(None, ["default"]) == []


def test_without_a_database_nothing_is_asked():
    assert checks.kept_versions_load(None, None) == []

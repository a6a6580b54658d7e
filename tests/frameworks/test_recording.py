"""The list of published versions grows and never changes."""

import pytest

from frameworks.publishing import Refused
from frameworks.recording import record
from readiness.loading.framework import published
from readiness.loading.publications import publications

REFERENCE = "ai-manufacturing@2026.1"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "published.yaml"
    path.write_text("# the list\nversions:\n", encoding="utf-8")
    path.write_text(f'# the list\nversions:\n- {{reference: old@1, digest: "{"0" * 64}"}}\n', encoding="utf-8")
    return path


def test_a_new_version_is_added_and_the_others_stay(path):
    assert record(REFERENCE, path=path) == published(REFERENCE).digest
    assert dict(publications(path)) == {"old@1": "0" * 64, REFERENCE: published(REFERENCE).digest}
    assert path.read_text(encoding="utf-8").startswith("# the list\n")


def test_recording_twice_changes_nothing(path):
    record(REFERENCE, path=path)
    before = path.read_text(encoding="utf-8")
    record(REFERENCE, path=path)
    assert path.read_text(encoding="utf-8") == before


def test_a_listed_version_with_other_files_is_refused_unless_nothing_was_released(path):
    text = path.read_text(encoding="utf-8").replace("old@1", REFERENCE)
    path.write_text(text, encoding="utf-8")
    publications.cache_clear()
    with pytest.raises(Refused, match="never changes"):
        record(REFERENCE, path=path)
    assert record(REFERENCE, replace=True, path=path) == published(REFERENCE).digest


def test_an_unknown_version_cannot_be_recorded(path):
    with pytest.raises(KeyError):
        record("nothing@1", path=path)

"""Alice's assessment with evidence, and a storage of its own for every test."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from evidence.models import Evidence
from surveys.models import Assessment
from surveys.starting import start
from tests.evidence.files import keep_file


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def kept_files(settings):
    """The files of the storage, as names."""

    def names():
        root = Path(settings.MEDIA_ROOT)
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    return names


@pytest.fixture
def draft(alice, factory):
    return start(factory.organisation, alice, Assessment.Mode.FULL)


@pytest.fixture
def submitted(draft):
    """The draft, closed without answers: only its state matters here."""
    Assessment.objects.filter(pk=draft.pk).update(state="submitted", submitted_at=datetime.now(UTC))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        user.language = "en"
        user.save()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def note(draft, alice):
    return Evidence.objects.create(
        assessment=draft, question="PM-1", kind="note", note="seen on site", evidence_class="observed", added_by=alice
    )


@pytest.fixture
def filed(draft, alice, tmp_path):
    """A screenshot among Alice's evidence for PM-1."""
    return keep_file(draft, alice, path=tmp_path / "upload")

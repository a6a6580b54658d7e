import uuid
from pathlib import Path

import pytest
from django.utils import timezone

from readiness.loading import framework as loading
from surveys.content import framework
from surveys.models import Answer, Assessment
from surveys.saving import canonical, save_answer
from surveys.starting import start
from tests import synthetic
from tests.surveys.filling import fill

SMALL = Path(__file__).parent.parent / "readiness" / "frameworks" / "small"


@pytest.fixture
def draft(alice, factory):
    """Alice's open full assessment, nothing answered."""
    return start(factory.organisation, alice, Assessment.Mode.FULL)


@pytest.fixture
def quick_draft(alice, factory):
    return start(factory.organisation, alice, Assessment.Mode.QUICK)


@pytest.fixture
def answer(alice):
    """Give an answer as Alice, on the revision the server has."""

    def give(assessment, question, plain, user=None):
        kept = assessment.answers.filter(question=question).first()
        return save_answer(assessment, user or alice, question, plain, kept.revision if kept else 0, uuid.uuid4())

    return give


@pytest.fixture
def answered(draft, alice):
    """Alice's assessment with every question answered."""
    return fill(draft, alice)


@pytest.fixture(scope="session")
def shelf_folder(tmp_path_factory):
    """What ships with the product, and two frameworks it has never seen: "small@1" and "wide@1" with 500 questions."""
    folder = tmp_path_factory.mktemp("frameworks")
    for shipped in loading.FRAMEWORKS.iterdir():
        if shipped.is_dir():
            (folder / shipped.name).symlink_to(shipped)
    (folder / "small").mkdir()
    (folder / "small" / "1").symlink_to(SMALL / "1")
    synthetic.write(folder)
    return folder


@pytest.fixture
def shelf(shelf_folder, monkeypatch):
    monkeypatch.setattr(loading, "FRAMEWORKS", shelf_folder)
    loading.published_references.cache_clear()
    yield
    loading.published_references.cache_clear()


@pytest.fixture
def wide(shelf):
    return framework(synthetic.REFERENCE)


@pytest.fixture
def small(shelf):
    return framework("small@1")


@pytest.fixture
def wide_draft(wide, alice, factory):
    """Alice's open assessment with 500 questions."""
    return start(factory.organisation, alice, Assessment.Mode.FULL, wide)


@pytest.fixture
def small_draft(small, alice, factory):
    return start(factory.organisation, alice, Assessment.Mode.FULL, small)


@pytest.fixture
def wide_answered(wide_draft, alice):
    """The same with every question answered."""
    at = timezone.now()
    rows = [
        Answer(assessment=wide_draft, question=q.code, value=canonical(q, synthetic.answer_to(q)), updated_at=at)
        for q in wide_draft.questions
    ]
    Answer.objects.bulk_create(rows)
    return wide_draft

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from surveys.content import framework
from surveys.models import Assessment
from surveys.saving import save_answer
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.submission import submit
from tests.surveys.filling import fill

MINISTRY = "miit-sme-2024@2024"


@pytest.fixture
def draft(alice, factory):
    """Alice's open full assessment, nothing answered."""
    return start(factory.organisation, alice, Assessment.Mode.FULL)


@pytest.fixture
def ministry_draft(alice, factory):
    """The same enterprise under the ministry's framework, nothing answered."""
    return start(factory.organisation, alice, Assessment.Mode.FULL, framework(MINISTRY))


@pytest.fixture
def answer(alice):
    """Give an answer, on the revision the server has."""

    def give(assessment, question, plain, user=None):
        kept = assessment.answers.filter(question=question).first()
        revision = kept.revision if kept else 0
        return save_answer(assessment, user or alice, question, plain, revision, uuid.uuid4())

    return give


@pytest.fixture
def answered(draft, alice):
    return fill(draft, alice)


@pytest.fixture
def submitted(answered, alice):
    assert submit(answered, alice, Sheet(answered).seen).snapshot
    return Assessment.objects.get(pk=answered.pk)


@pytest.fixture
def upload():
    def as_file(content, name="answers.json"):
        content = content.encode() if isinstance(content, str) else content
        return {"file": SimpleUploadedFile(name, content)}

    return as_file


def filled_in(content, code, value, part=None):
    """The workbook with one line filled in."""
    book = load_workbook(io.BytesIO(content))
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(min_row=3))
    row = next(row for row in rows if row[0].value == code and row[1].value == part)
    row[4].value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()

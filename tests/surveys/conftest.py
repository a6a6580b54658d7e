import uuid

import pytest

from surveys.models import Assessment
from surveys.saving import save_answer
from surveys.starting import start


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


def middling(question):
    """An answer in the middle of the ladder."""
    if question.kind == "multiple":
        return [option.code for option in question.options if not option.exclusive][:3]
    return question.options[2].code


@pytest.fixture
def answered(draft, answer):
    """Alice's assessment with every question answered."""
    for question in draft.questions:
        assert answer(draft, question.code, middling(question)).result == "saved"
    return draft

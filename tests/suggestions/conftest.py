import pytest

from suggestions.proposing import Proposal, propose
from surveys.models import Assessment
from surveys.starting import start


@pytest.fixture
def draft(alice, factory):
    """Alice's open full assessment, nothing answered."""
    return start(factory.organisation, alice, Assessment.Mode.FULL)


@pytest.fixture
def suggest(draft, alice):
    """Propose one answer to Alice's draft."""

    def make(question="PM-1", value="L3", source="ministry", detail="3.2 生产计划", exact=True, assessment=None):
        propose(assessment or draft, alice, source, {question: Proposal(value, detail, exact)})
        return (assessment or draft).suggestions.get(question=question, source=source)

    return make

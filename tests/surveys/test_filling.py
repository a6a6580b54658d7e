"""What tests fill in at once is what people leave behind who answer question by question."""

import pytest

from surveys.models import Assessment
from surveys.starting import start
from tests.surveys.filling import fill, middling

pytestmark = pytest.mark.django_db


def traces(assessment):
    """All rows of answers and events, without what is new each time."""
    fresh = {"id", "assessment_id", "mutation", "at", "updated_at"}
    rows = [*assessment.answers.order_by("pk").values(), *assessment.events.order_by("pk").values()]
    return [{name: value for name, value in row.items() if name not in fresh} for row in rows]


def test_it_leaves_what_the_door_leaves(draft, answer, alice, factory):
    for question in draft.questions:
        assert answer(draft, question.code, middling(question)).result == "saved"
    left_by_the_door = traces(draft)
    draft.delete()
    filled = fill(start(factory.organisation, alice, Assessment.Mode.FULL), alice)
    assert len(left_by_the_door) == 120
    assert traces(filled) == left_by_the_door

"""A whole questionnaire answered at once, for tests that begin where it is."""

import uuid

from django.utils import timezone

from surveys.models import Answer, AnswerEvent
from surveys.saving import canonical


def middling(question):
    """An answer in the middle of the ladder."""
    if question.kind == "multiple":
        return [option.code for option in question.options if not option.exclusive][:3]
    return question.options[2].code


def fill(draft, user):
    """Leave behind what `save_answer` would, question by question: many tests begin here, and it takes half a second."""
    at = timezone.now()
    given = {question.code: canonical(question, middling(question)) for question in draft.questions}
    Answer.objects.bulk_create(
        Answer(
            assessment=draft,
            question=code,
            value=value,
            updated_by=user,
            updated_at=at,
            acting=draft.organisation,
        )
        for code, value in given.items()
    )
    AnswerEvent.objects.bulk_create(_event(draft, user, code, value, at) for code, value in given.items())
    return draft


def _event(draft, user, code, value, at):
    return AnswerEvent(
        assessment=draft,
        subject=code,
        mutation=uuid.uuid4(),
        base_revision=0,
        found_revision=0,
        new_revision=1,
        new_value=value,
        user=user,
        acting=draft.organisation,
        at=at,
    )

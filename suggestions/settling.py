"""What a person does with a suggestion: take it as the answer, or leave it."""

import uuid

from django.utils import timezone

from suggestions.models import Suggestion
from surveys.models import AnswerEvent
from surveys.saving import SAVED, save_answer


def confirm(suggestion: Suggestion, user):
    """Save the suggestion as the answer. Whether it is the answer now.

    An answer that is there already stays, whoever gave it: what a person said is never replaced by a suggestion.
    """
    kept = suggestion.assessment.answers.filter(question=suggestion.question).first()
    if kept and kept.value is not None:
        return kept.value == suggestion.value
    reply = save_answer(
        suggestion.assessment,
        user,
        suggestion.question,
        suggestion.value,
        kept.revision if kept else 0,
        uuid.uuid4(),
        AnswerEvent.Origin.ADOPTED,
    )
    return reply.result == SAVED


def dismiss(suggestion: Suggestion, user):
    """Leave it. The first who does is remembered."""
    Suggestion.objects.filter(pk=suggestion.pk, dismissed_at=None).update(
        dismissed_by=user, dismissed_at=timezone.now()
    )

"""Assessing again in another year: the old answers wait as suggestions, and nobody's answer is assumed to be true still."""

from django.db import transaction
from django.utils import timezone

from suggestions.models import Suggestion
from suggestions.proposing import Proposal, propose
from surveys.models import Assessment
from surveys.starting import start_after


@transaction.atomic
def reassess(predecessor: Assessment, user, mode) -> Assessment:
    """A new assessment behind a submitted one; the open one of the enterprise where there is one already."""
    made = start_after(predecessor, user, mode)
    if made.predecessor_id == predecessor.pk:
        propose(made, user, Suggestion.Source.EARLIER, _proposals(predecessor, made))
    return made


def _proposals(predecessor, made):
    """What was said then. That somebody was not sure is nothing to confirm."""
    day = timezone.localdate(predecessor.submitted_at).isoformat()
    same = predecessor.framework_digest == made.framework_digest
    answers = predecessor.answers.exclude(value=None)
    return {a.question: Proposal(a.value, day, exact=same) for a in answers if a.value != "unknown"}

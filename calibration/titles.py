"""What evidence of a client is called, question by question: for the author of a case to go over, and nobody else."""

from calibration.models import Round
from comparisons.rights import allowed
from evidence.models import Evidence

MOST = 20


def titles_of(found, question):
    """The captions and names of what the client has declared, the latest first; nothing once the access has ended."""
    if found.source != Round.Source.CLIENT or not allowed(found.provider, [found.client_id]):
        return []
    rows = Evidence.objects.standing().filter(
        assessment__organisation=found.client_id,
        assessment__framework_reference=found.framework_reference,
        question=question,
    )
    titles = [row.caption or row.title for row in rows.order_by("-pk")[:MOST]]
    return list(dict.fromkeys(titles))

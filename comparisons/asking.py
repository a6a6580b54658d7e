"""A comparison is asked for: enough clients, one framework; letters are dealt so that they give no name away."""

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import AccessEvent
from comparisons import jobs
from comparisons.models import FEWEST, MOST, KeyLine, Paper
from comparisons.reckoning import content_of, letter
from comparisons.sheet import LAYOUT
from readiness.plain import digest
from reports.documents import TEMPLATE_VERSION


class Refused(ValueError):
    """Why there is no comparison, as one sentence."""


def check(snapshots):
    """Raises Refused."""
    clients = {one.assessment.organisation_id for one in snapshots}
    if len(clients) < len(snapshots):
        raise Refused(_("A client is ticked twice. Please keep one result of each client."))
    if len(clients) < FEWEST:
        raise Refused(
            _(
                "You ticked %(found)d clients. A comparison needs at least %(least)d, otherwise single ones could be recognised."
            )
            % {"found": len(clients), "least": FEWEST}
        )
    if len(clients) > MOST:
        raise Refused(
            _("You ticked %(found)d clients; a comparison takes up to %(most)d.")
            % {"found": len(clients), "most": MOST}
        )
    if len({one.framework_digest for one in snapshots}) > 1:
        raise Refused(
            _(
                "These results come from different questionnaires or versions, so their figures cannot be compared. Please tick results of one and the same."
            )
        )


def dealt(snapshots):
    """In an order that follows neither names nor scores, and is the same for the same set."""
    whole = digest(sorted(one.sha256 for one in snapshots))
    return sorted(
        snapshots, key=lambda one: salted_hmac("comparisons", f"{whole}{one.pk}", algorithm="sha256").hexdigest()
    )


@transaction.atomic
def ask(provider, user, snapshots, language, branding=None):
    """The comparison of a set, or the one there is. Raises Refused."""
    check(snapshots)
    ordered = dealt(snapshots)
    content = {
        "framework": ordered[0].data["framework"],
        "wording": ordered[0].data.get("wording"),
        "framework_digest": ordered[0].framework_digest,
        "clients": content_of([one.data for one in ordered]),
    }
    paper, made = _ask(Paper.Kind.COMPARISON, provider, user, language, content, branding, [one.pk for one in ordered])
    if made:
        KeyLine.objects.bulk_create(
            KeyLine(paper=paper, letter=letter(n), client=one.assessment.organisation) for n, one in enumerate(ordered)
        )
        about = [(one.assessment.organisation, {"about": paper.number}) for one in ordered]
        AccessEvent.objects.note_each(AccessEvent.Kind.COMPARED, user, provider, about)
    return paper


def ask_for_sample(provider, user, language, branding):
    return _ask(Paper.Kind.SAMPLE, provider, user, language, {}, branding, [])[0]


def _ask(kind, provider, user, language, content, branding, about):
    look = branding.digest if branding else ""
    key = digest([kind, provider.pk, TEMPLATE_VERSION, LAYOUT, language, look, about, content])
    facts = {"kind": kind, "provider": provider, "requested_by": user, "language": language}
    paper, made = Paper.objects.get_or_create(
        request_key=key, defaults=facts | {"content": content, "branding": branding}
    )
    if made:
        jobs.ring_on_commit(paper)
    return paper, made

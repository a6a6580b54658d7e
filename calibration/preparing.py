"""A round is begun, its case written, and opened; from then on the case stays as it is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessEvent
from calibration.anonymous import Tells, check, words_for
from calibration.models import Observation, Round
from comparisons.rights import allowed

FEWEST = 5  # questions of a case: with fewer there is nothing to compare


class Refused(ValueError):
    """Why a round is not opened, as one sentence."""


def locked(found):
    """The round as it is now, held until the end of the transaction."""
    return Round.objects.select_for_update(no_key=True, of=("self",)).get(pk=found.pk)


@transaction.atomic
def begin_practice(provider, user, case, title, closes_on):
    """A round over a practice case is opened at once: there is nothing to write."""
    made = Round.objects.create(
        provider=provider,
        title=title,
        closes_on=closes_on,
        created_by=user,
        source=Round.Source.PRACTICE,
        practice=case.code,
        framework_reference=case.framework,
        industry=case.facts.industry,
        policy_group=case.facts.policy_group,
        size=case.facts.size,
        province=case.facts.province,
        background=case.background.zh,
        background_en=case.background.en,
        opened_at=timezone.now(),
    )
    Observation.objects.bulk_create(
        Observation(
            round=made,
            question=one.question,
            seen=one.seen.zh,
            seen_en=one.seen.en,
            reference=one.plain,
            reason=one.reason.zh,
            reason_en=one.reason.en,
        )
        for one in case.observations.values()
    )
    return made


@transaction.atomic
def begin(provider, user, dimensions, **columns):
    """A case of one's own or of a client: one empty observation for every question of the dimensions chosen."""
    made = Round.objects.create(provider=provider, created_by=user, **columns)
    asked = (one for one in made.framework.asked(made.weights) if one.dimension in dimensions)
    Observation.objects.bulk_create(Observation(round=made, question=one.code) for one in asked)
    return made


@transaction.atomic
def write(found, question, seen, reference, reason):
    """Keep what was seen about one question. Raises Refused for an opened round, Tells for what gives the firm away."""
    found = locked(found)
    _require_draft(found)
    check(words_for(found), seen=seen, reason=reason)
    Observation.objects.filter(round=found, question=question).update(
        seen=seen, reference=reference, reason=reason, updated_at=timezone.now()
    )


@transaction.atomic
def open_round(found, user):
    """Let the assessors in. Raises Refused. Questions about which nothing was seen are left out."""
    found = locked(found)
    _require_draft(found)
    _require_client(found)
    if timezone.localdate() > found.closes_on:
        raise Refused(_("The last day of this round is past. Please start it again with a later one."))
    written = [one for one in found.observations.all() if one.seen.strip()]
    if len(written) < FEWEST:
        raise Refused(
            _("The case says something about %(found)d questions; at least %(least)d are needed to compare assessors.")
            % {"found": len(written), "least": FEWEST}
        )
    _require_anonymous(found, written)
    found.observations.exclude(pk__in=[one.pk for one in written]).delete()
    Round.objects.filter(pk=found.pk).update(opened_at=timezone.now())
    if found.client_id:
        _note(found, user, len(written))


def _require_draft(found):
    if found.state != "draft":
        raise Refused(_("This round has been opened; its case can no longer be changed."))


def _require_client(found):
    if found.source != Round.Source.CLIENT:
        return
    if not found.client_id or not allowed(found.provider, [found.client_id]):
        raise Refused(_("The access to this client has ended, so no case can be made from it any more."))


def _require_anonymous(found, written):
    """Once more and with all texts: people and words may have been added since."""
    words = words_for(found)
    try:
        check(words, title=found.title, background=found.background)
        for one in written:
            check(words, seen=one.seen, reason=one.reason)
    except Tells as reason:
        raise Refused(str(reason)) from None


def _note(found, user, questions):
    """In the log of the client; the title is the provider's own."""
    AccessEvent.objects.note(
        AccessEvent.Kind.CASE, found.client, user, found.provider, found.provider, {"questions": questions}
    )


@transaction.atomic
def close(found, user):
    """Before its day. A second click changes nothing."""
    found = locked(found)
    if found.state == "open":
        Round.objects.filter(pk=found.pk).update(closed_at=timezone.now(), closed_by=user)

"""A prepared file and the enterprise it is about: what is in it, and how the enterprise takes it over.

The social credit code is the identity. Either the file itself becomes the enterprise's, or its assessments move to an
enterprise of the same code that is here already; both only after a person has seen what happens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import AccessEvent, EnterpriseProfile, Grant, Membership, Offer, Organisation
from accounts.wording import enumerated, who
from providers.accepting import Gone, Outcome, settle
from surveys.models import Answer, Assessment
from surveys.signals import assessment_moved

NEW = "new"
Kind = AccessEvent.Kind


class Refused(Exception):
    """Why a file cannot be taken over so, as one sentence."""


@dataclass(frozen=True)
class Content:
    """One assessment of a file: how much is answered, and by whom."""

    assessment: Assessment
    answers: int
    people: str


def contents(file: Organisation) -> list[Content]:
    """Two queries, however many assessments there are."""
    assessments = Assessment.objects.filter(organisation=file).order_by("started_at", "pk")
    assessments = assessments.annotate(given=models.Count("answers", filter=~models.Q(answers__value=None)))
    said: dict[int, dict[str, None]] = {}
    rows = Answer.objects.filter(assessment__organisation=file).exclude(updated_by=None)
    for row in rows.select_related("updated_by", "acting").order_by("pk"):
        said.setdefault(row.assessment_id, {})[who(row.updated_by, row.acting, file.pk)] = None
    return [Content(one, one.given, enumerated(said.get(one.pk, ()))) for one in assessments]


@dataclass(frozen=True)
class Move:
    """What would come of moving the assessments of a file into an enterprise. left: its drafts are in the way."""

    target: Organisation
    moved: list[Assessment]
    left: list[Assessment]


def move_into(target: Organisation, assessments: Iterable[Assessment]) -> Move:
    drafts = {one.framework_key for one in Assessment.objects.drafts().filter(organisation=target)}
    left = [one for one in assessments if one.open and one.framework_key in drafts]
    return Move(target, [one for one in assessments if one not in left], left)


def same_code(file: Organisation, firm: Organisation) -> bool:
    return bool(file.enterprise.uscc) and file.enterprise.uscc == firm.enterprise.uscc


def check(file: Organisation, firm: Organisation | None, owned: Iterable[Organisation]) -> None:
    """Raises Refused. firm: where the assessments shall go; None: the file itself becomes an enterprise."""
    code = file.enterprise.uscc
    if firm is None:
        if any(same_code(file, one) for one in owned):
            raise Refused(
                _("You have an enterprise with the code %(code)s here already. Please move the assessments there.")
                % {"code": code}
            )
        if code and EnterpriseProfile.objects.firms().filter(uscc=code).exists():
            raise Refused(
                _(
                    "An enterprise with the code %(code)s is registered here already. Please pass this link to its owner."
                )
                % {"code": code}
            )
    elif not code:
        raise Refused(
            _(
                "This file has no unified social credit code, so it cannot be told whether it is about your enterprise. Please ask the provider to enter it."
            )
        )
    elif not same_code(file, firm):
        raise Refused(
            _(
                "The file is about the enterprise with the code %(file)s; %(name)s has %(own)s. They are not the same enterprise."
            )
            % {"file": code, "name": firm.name, "own": firm.enterprise.uscc or _("none")}
        )


@transaction.atomic
def take_over(offer: Offer, user, firm: Organisation | None, owned, rights, until, seen) -> Move | None:
    """Raises Gone and Refused. seen: the code the person has looked at; what came of a move, or None."""
    settle(offer, user, Outcome.ACCEPTED)
    file = _held(offer)
    if seen != file.enterprise.uscc:
        raise Refused(_("The provider has changed the code of this file meanwhile. Please look at it again."))
    check(file, firm, owned)
    done = _move(file, firm, user) if firm else _become_owner(file, user)
    rights, until = offer.rights & set(rights), min(until, offer.until)
    Grant.objects.give(firm or file, offer.provider, user, rights, offer.purpose, until)
    return done


def _held(offer):
    """The file, kept from being taken over twice."""
    file = (
        Organisation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("enterprise")
        .get(pk=offer.client_id)
    )
    if file.enterprise.prepared_by_id != offer.provider_id:
        raise Gone
    return file


def _become_owner(file, user):
    provider = file.enterprise.prepared_by
    Membership.objects.create(user=user, organisation=file, role=Membership.Role.OWNER)
    try:
        with transaction.atomic():
            EnterpriseProfile.objects.filter(organisation=file).update(prepared_by=None)
    except IntegrityError:  # another one has taken the code at the same moment
        raise Refused(_("An enterprise with this code has just been registered here. Please look again.")) from None
    AccessEvent.objects.note(Kind.TAKEN_OVER, file, user, file, provider=provider)


def _move(file, firm, user):
    """The answers, evidence and results of an assessment hang on it and go with it."""
    Organisation.objects.select_for_update(no_key=True).get(pk=firm.pk)
    move = move_into(firm, Assessment.objects.filter(organisation=file).order_by("started_at", "pk"))
    Assessment.objects.filter(pk__in=[one.pk for one in move.moved]).update(organisation=firm)
    detail = {"moved": len(move.moved), "left": len(move.left)}
    for organisation in (firm, file):
        AccessEvent.objects.note(
            Kind.MOVED, organisation, user, firm, provider=file.enterprise.prepared_by, detail=detail
        )
    for one in move.moved:
        assessment_moved.send(sender=Assessment, assessment=one, before=file, after=firm)
    return move

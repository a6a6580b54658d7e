"""How people come and go: joining by invitation, another role, leaving. An organisation keeps at least one owner."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import holders
from accounts.models import Invitation, Membership, Offer, Organisation
from accounts.rights import MANAGE, RIGHTS

LAST_OWNER = _("At least one owner is needed. Please make somebody else an owner first.")


class LastOwner(Exception):
    """The change would leave an organisation without an owner."""


@transaction.atomic
def join(token, user):
    """The membership this invitation gives; None when it is no longer open. Who belongs already keeps the role."""
    found = Invitation.objects.by_token(token).first()
    if found is None:
        return None
    _hold(found.organisation_id)
    invitation = Invitation.objects.open().filter(pk=found.pk).first()
    member = Membership.objects.filter(user=user, organisation=found.organisation).first()
    if member or invitation is None:
        return member
    Invitation.objects.filter(pk=found.pk).update(used_at=timezone.now(), used_by=user)
    return Membership.objects.create(user=user, organisation=found.organisation, role=invitation.role)


@transaction.atomic
def change_role(membership, role):
    """Raises LastOwner. Invitations of somebody who may no longer invite end."""
    member = _held(membership)
    if member is None or member.role == role:
        return
    if MANAGE not in RIGHTS[role]:
        _keep_an_owner(member)
        _end_invitations_by(member)
    member.role = role
    member.save(update_fields=["role"])


@transaction.atomic
def remove(membership):
    """Raises LastOwner. Takes along every link by which the person could come back."""
    member = _held(membership)
    if member is None:
        return
    _keep_an_owner(member)
    _end_invitations_by(member)
    Invitation.objects.filter(organisation=member.organisation_id, email=member.user.email).revoke()
    member.delete()


def _end_invitations_by(member):
    """Of colleagues, and of clients or providers."""
    Invitation.objects.filter(organisation=member.organisation_id, invited_by=member.user_id).revoke()
    offers = Offer.objects.filter(made_for=member.organisation_id, made_by=member.user_id)
    offers.settle(Offer.Outcome.WITHDRAWN, member.user)


def _hold(organisation):
    """Changes to the people of one organisation happen one after the other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation)


def _held(membership):
    _hold(membership.organisation_id)
    return Membership.objects.select_related("user").filter(pk=membership.pk).first()


def _keep_an_owner(member):
    others = Membership.objects.holding(MANAGE).filter(organisation=member.organisation_id).exclude(pk=member.pk)
    if MANAGE in RIGHTS[member.role] and not others.exists():
        raise LastOwner


def members_of(organisation):
    """Owners first, then editors, then viewers, each by the time they came."""
    return _ranked(Membership.objects.filter(organisation=organisation))


def _ranked(members, *first):
    rank = models.Case(*(models.When(role=role, then=n) for n, role in enumerate(("owner", "editor", "viewer"))))
    return members.select_related("user", "organisation").order_by(*first, rank, "created", "pk")


def holders_seen_by(standing, right):
    """Who may do this with an organisation today: its own people first, then those of its providers, by name.

    Who comes from one provider learns nothing of the people of another one.
    """
    found = holders(standing.organisation, right)
    if not standing.own:
        seen = {standing.organisation.pk} | {way.acting.pk for way in standing.ways}
        found = found.filter(organisation__in=seen)
    outside = models.Case(models.When(organisation=standing.organisation, then=0), default=1)
    return _ranked(found, outside, "organisation__name", "organisation")

"""How an offer is settled: accepted or declined, once, by somebody who may."""

from __future__ import annotations

from django.db import transaction

from accounts.models import AccessEvent, Grant, Membership, Offer
from accounts.rights import MANAGE

Outcome = Offer.Outcome


class Gone(Exception):
    """The offer has been settled meanwhile, or has expired."""


def managed(user, kind):
    """The organisations of a kind whose owner or administrator this person is, by name."""
    rows = Membership.objects.holding(MANAGE).filter(user=user, organisation__kind=kind)
    rows = rows.select_related("organisation__enterprise").order_by("organisation__name", "pk")
    return [row.organisation for row in rows]


def settle(offer: Offer, user, outcome):
    """Raises Gone. One conditional UPDATE decides between two clicks."""
    if not Offer.objects.open().filter(pk=offer.pk).settle(outcome, user):
        raise Gone


@transaction.atomic
def accept(offer: Offer, user, client, rights, until) -> Grant:
    """An enterprise gives a provider what it asked for, or less. Raises Gone."""
    settle(offer, user, Outcome.ACCEPTED)
    Offer.objects.filter(pk=offer.pk).update(client=client)
    until = min(until, offer.until)
    return Grant.objects.give(client, offer.provider, user, offer.rights & set(rights), offer.purpose, until)


@transaction.atomic
def accept_invitation(offer: Offer, user, provider) -> Grant:
    """A provider takes what an enterprise has offered. The enterprise has given it, the provider confirmed. Raises Gone."""
    settle(offer, user, Outcome.ACCEPTED)
    Offer.objects.filter(pk=offer.pk).update(provider=provider)
    return Grant.objects.give(
        offer.client, provider, offer.made_by, offer.rights, offer.purpose, offer.until, confirmed_by=user
    )


@transaction.atomic
def decline(offer: Offer, user, acting):
    """Raises Gone. acting: the organisation that declines, where it is known."""
    settle(offer, user, Outcome.DECLINED)
    if offer.client:
        AccessEvent.objects.note(AccessEvent.Kind.DECLINED, offer.client, user, acting, provider=offer.provider)

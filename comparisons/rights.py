"""Which clients a provider may read today. Asked again at every step: when a paper is asked for, made, packed, fetched."""

from django.db.models import Q

from accounts.models import Membership, Organisation
from accounts.organisations import live


def clients_of(provider):
    granted = Q(live("grants_given__"), grants_given__provider=provider)
    return Organisation.objects.filter(granted | Q(enterprise__prepared_by=provider))


def allowed(provider, organisations):
    """Those of these organisations (by key) that the provider may read today: one query."""
    return set(clients_of(provider).filter(pk__in=organisations).values_list("pk", flat=True))


def belongs(user_pk, provider):
    return Membership.objects.filter(user=user_pk, organisation=provider).exists()

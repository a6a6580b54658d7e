"""Who may verify what: somebody the enterprise has allowed it, through a provider, and who does not belong to the enterprise."""

from django.core.exceptions import PermissionDenied

from accounts.rights import VERIFY


def providers_of(standing):
    """The providers for which this person may verify here; nobody verifies an enterprise of their own."""
    return [] if standing.own else [way.acting for way in standing.ways if VERIFY in way.rights]


def may_verify(standing, verification):
    return verification.provider_id in {provider.pk for provider in providers_of(standing)}


def require_assessor(verification):
    """Stop with 403 unless the person for whom the guard found it may write down findings in it."""
    if not may_verify(verification.standing, verification):
        raise PermissionDenied

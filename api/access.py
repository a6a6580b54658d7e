"""The guard of the interface: what a token reaches, asked anew for every request.

A token acts as its person, but only by the way that leads through its own organisation, and only in its scopes. What
it cannot reach is 404 as for any stranger; what it reaches but may not do is 403.
"""

from dataclasses import replace

from django.db.models import Q
from django.http import Http404

from accounts.acting import standing_of
from accounts.models import EnterpriseProfile
from accounts.organisations import live
from accounts.rights import READ
from api.problems import Problem
from api.tokens import VIEW


def standing_by(token, organisation):
    """How the token's person comes to an organisation through the token's own."""
    standing = standing_of(token.user, organisation)
    ways = tuple(way for way in standing.ways if way.acting.pk == token.membership.organisation_id)
    return replace(standing, ways=ways)


def find(request, model, right=READ, scope=VIEW, **lookup):
    """The object that `lookup` names, if the token may do this with it."""
    token = request.api_token
    found = model.objects.for_user(token.user).filter(**lookup).first()
    if found is None:
        raise Http404
    found.standing = permitted(token, found.organisation, right, scope)
    request.asked = (found.organisation, right, scope)  # for whoever wants the same reply again
    return found


def permitted(token, organisation, right, scope):
    """The standing by which a token may do this with an organisation. Raises Http404 and Problem."""
    standing = standing_by(token, organisation)
    if not standing.ways:
        raise Http404
    require_scope(token, scope)
    if right not in standing.rights:
        raise Problem("not_allowed")
    return standing


def require_scope(token, scope):
    if scope not in token.scopes:
        raise Problem("scope_missing", words={"scope": scope}, scope=scope)


def clients_of(token):
    """The enterprises a token reaches: of a provider its clients and prepared files, of an enterprise itself."""
    own = token.membership.organisation
    granted = Q(organisation__grants_given__provider=own) & live("organisation__grants_given__")
    reached = EnterpriseProfile.objects.filter(granted).values("pk")
    mine = Q(pk__in=reached) | Q(prepared_by=own) | Q(organisation=own)
    return EnterpriseProfile.objects.for_user(token.user).filter(mine)

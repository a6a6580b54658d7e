"""The only way for a view to get an object that belongs to somebody.

A stranger gets 404, as if it did not exist; someone of the organisation without the right gets 403.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import Membership
from accounts.rights import READ, RIGHTS


def find(model, user, right=READ, **lookup):
    """The object of `model` that `lookup` names, if this user may do this with it; `rights_held` tells what else.

    The model's manager has `for_user(user)`, its objects an `organisation`.
    """
    found = get_object_or_404(model.objects.for_user(user), **lookup)
    found.rights_held = rights_of(user, found.organisation)
    if right not in found.rights_held:
        raise PermissionDenied
    return found


def require(user, organisation, right):
    """Stop with 403 unless the user's role in this organisation holds the right."""
    if right not in rights_of(user, organisation):
        raise PermissionDenied


def rights_over(user, found):
    """What a user may do with an object; the guard that found it for them knows already."""
    held = vars(found).get("rights_held")
    return rights_of(user, found.organisation) if held is None else held


def rights_of(user, organisation):
    role = Membership.objects.filter(user=user, organisation=organisation).values_list("role", flat=True).first()
    return RIGHTS.get(role, frozenset())

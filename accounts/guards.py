"""The only way for a view to get an object that belongs to somebody.

A stranger gets 404, as if it did not exist; someone of the organisation without the right gets 403. Who comes through a
provider is asked for the rights of the grant, on every request anew.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.acting import standing_of
from accounts.models import Organisation
from accounts.rights import READ


def find(model, user, right=READ, **lookup):
    """The object of `model` that `lookup` names, if this user may do this with it; `rights_held` tells what else.

    The model's manager has `for_user(user)`, its objects an `organisation`. `standing` tells for whom the person acts.
    """
    found = get_object_or_404(model.objects.for_user(user), **lookup)
    found.standing = user.standing = standing_of(user, found.organisation)  # on the person: for the head of the page
    found.rights_held = found.standing.rights
    if right not in found.rights_held:
        raise PermissionDenied
    return found


def find_own(user, right=READ, **lookup):
    """The organisation that `lookup` names, of which this user must be a member: acting for a client is not enough."""
    found = get_object_or_404(Organisation.objects.own(user), **lookup)
    found.standing = standing_of(user, found)
    if right not in found.standing.rights:
        raise PermissionDenied
    return found


def require(user, organisation, right):
    """Stop with 403 unless the user holds this right over the organisation."""
    if right not in rights_of(user, organisation):
        raise PermissionDenied


def require_own(user, found, right=READ):
    """Stop with 403 unless the user belongs to the organisation and holds the right by that."""
    if not holds_own(user, found, right):
        raise PermissionDenied


def holds_own(user, found, right=READ):
    """Whether the user belongs to the organisation and holds the right by that."""
    return any(way.own and right in way.rights for way in standing_over(user, found).ways)


def standing_over(user, found):
    """How a user comes to an object; the guard that found it for them knows already."""
    held = vars(found).get("standing")
    return held if held and held.user == user.pk else standing_of(user, found.organisation)


def rights_over(user, found):
    """What a user may do with an object."""
    return standing_over(user, found).rights


def rights_of(user, organisation):
    return standing_of(user, organisation).rights

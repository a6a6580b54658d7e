"""Who may prepare a round, who may score it. Nobody scores a case they have written: they know too well what is right."""

from django.core.exceptions import PermissionDenied

from accounts.guards import holds_own
from accounts.models import Membership, User
from accounts.rights import EDIT, MANAGE


def may_prepare(user, found):
    """The case is read and written by its author alone, so that colleagues can score it without having seen the answers."""
    return found.state == "draft" and found.created_by_id == user.pk and holds_own(user, found, MANAGE)


def may_score(user, found):
    return found.state == "open" and not wrote(user, found) and holds_own(user, found, EDIT)


def wrote(user, found):
    return found.handwritten and found.created_by_id == user.pk


def require_author(user, found):
    if not may_prepare(user, found):
        raise PermissionDenied


def require_scorer(user, found):
    if wrote(user, found) or not holds_own(user, found, EDIT):
        raise PermissionDenied


def able_to_score(found):
    """The colleagues who may score this round, by name."""
    members = Membership.objects.filter(organisation=found.provider).holding(EDIT)
    people = User.objects.filter(pk__in=members.values("user")).order_by("name", "pk")
    return people.exclude(pk=found.created_by_id) if found.handwritten and found.created_by_id else people

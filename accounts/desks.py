"""Where somebody works beside an enterprise: looked up at every start, so that the menu of every page need not ask."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from accounts.models import Organisation

# What is noted in the session, by kind of organisation; the desks themselves ask again.
NOTED = {Organisation.Kind.BUREAU: "at_a_bureau", Organisation.Kind.PROVIDER: "at_a_provider"}
DESKS = {Organisation.Kind.BUREAU: "subsidies:home", Organisation.Kind.PROVIDER: "providers:home"}


def remember_desks(request, user):
    """The kinds of organisation this person belongs to, noted for the menu."""
    kinds = set(Organisation.objects.own(user).order_by().values_list("kind", flat=True).distinct())
    for kind, name in NOTED.items():
        if request.session.get(name, False) != (kind in kinds):
            request.session[name] = kind in kinds
    return kinds


def desk_address(kinds):
    """The desk of somebody without an enterprise, as the name of its page; None without one."""
    return next((name for kind, name in DESKS.items() if kind in kinds), None)


@receiver(user_logged_in, dispatch_uid="remember the desk")
def remember_at_sign_in(request, user, **_):
    if hasattr(request, "session"):
        remember_desks(request, user)

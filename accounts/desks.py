"""Whether somebody works at a bureau too: looked up at every start, so that the menu of every page need not ask."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from accounts.models import Organisation

AT_A_BUREAU = "at_a_bureau"  # in the session; the desk itself asks again


def remember_desk(request, user):
    """Whether this person belongs to a bureau, noted for the menu."""
    found = Organisation.objects.own(user).bureaus().exists()
    if request.session.get(AT_A_BUREAU, False) != found:
        request.session[AT_A_BUREAU] = found
    return found


@receiver(user_logged_in, dispatch_uid="remember the desk")
def remember_at_sign_in(request, user, **_):
    if hasattr(request, "session"):
        remember_desk(request, user)

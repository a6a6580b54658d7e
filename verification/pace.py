"""How often somebody may mistype the password that signs a statement: a signed-in phone left on a table must not sign."""

from time import time

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

MOST = 5
QUARTER = 15 * 60  # seconds
TOO_FAST = _("The password was wrong several times. Please wait a quarter of an hour and try again.")


def too_fast(person):
    """Note that a password is tried; whether this person has tried enough for now."""
    key = f"signatures-tried-by-{person.pk}-{int(time()) // QUARTER}"
    cache.add(key, 0, 2 * QUARTER)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # the cache has just dropped it
        return False

"""How many codes somebody may try in an hour: a code is short enough to be read aloud, so guessing has to be slow."""

from time import time

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

MOST = 10
HOUR = 60 * 60  # seconds
TOO_FAST = _("You have tried many codes. Please check it with whoever gave it to you and try again in an hour.")


def too_fast(person):
    """Note that a code is tried; whether this person has tried enough for now."""
    key = f"codes-tried-by-{person.pk}-{int(time()) // HOUR}"
    cache.add(key, 0, 2 * HOUR)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # the cache has just dropped it
        return False

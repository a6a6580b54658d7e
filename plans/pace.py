"""How many new plans somebody may ask for in a minute: making one keeps the server busy for about a second."""

from time import time

from django.core.cache import cache

MOST = 30
MINUTE = 60  # seconds


class TooFast(Exception):
    """Somebody has asked for more than MOST new plans in this minute."""


def count(person):
    """Note that a plan is made for somebody. Raises TooFast."""
    key = f"plans-of-{person.pk}-{int(time()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        number = cache.incr(key)
    except ValueError:  # the cache has just dropped it
        return
    if number > MOST:
        raise TooFast


def wait():
    """Seconds until the next minute begins."""
    return MINUTE - int(time()) % MINUTE

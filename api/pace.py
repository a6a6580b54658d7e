"""How many requests a token and an organisation may make: counted in windows of a fixed length, in the shared cache."""

from __future__ import annotations

from dataclasses import dataclass
from time import time

from django.core.cache import cache

MINUTE, HOUR = 60, 60 * 60  # seconds
READS, WRITES, REPORTS = "reads", "writes", "reports"
# kind → (seconds of the window, requests of one token, requests of all tokens of the organisation)
LIMITS = {READS: (MINUTE, 120, 600), WRITES: (MINUTE, 60, 300), REPORTS: (HOUR, 30, 60)}


@dataclass(frozen=True)
class Pace:
    """limit, left: of whichever is nearer, the token's or the organisation's. wait: seconds until the window ends."""

    limit: int
    left: int
    wait: int

    @property
    def headers(self):
        left = max(0, self.left)
        return {"RateLimit-Limit": self.limit, "RateLimit-Remaining": left, "RateLimit-Reset": self.wait}

    @property
    def exceeded(self):
        return self.left < 0


def count(token, kind) -> Pace:
    """Count one request."""
    seconds, of_a_token, of_all = LIMITS[kind]
    now = int(time())
    window, wait = now // seconds, seconds - now % seconds
    places = ((f"api-{kind}-token-{token.pk}", of_a_token), (f"api-{kind}-all-{token.organisation.pk}", of_all))
    nearest = min((limit - _add_one(f"{key}-{window}", seconds), limit) for key, limit in places)
    return Pace(nearest[1], nearest[0], wait)


def _add_one(key, seconds):
    cache.add(key, 0, 2 * seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the cache has just dropped it
        return 1

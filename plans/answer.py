"""The answer to somebody's wishes, as plain words and positions: made once, then kept for an hour."""

import hashlib
from dataclasses import asdict

from django.core.cache import cache
from django.utils.translation import get_language

from plans import pace, told
from plans.wishes import address_of
from readiness.planning import plan
from readiness.planning.plan import prices, with_more

PATIENCE = 1.0  # of the solver, so that a page answers in about a second
KEPT = 3600  # seconds
FORM = "2"  # raised whenever the same plan is told in another form


def answer_of(snapshot, ground, terms, person):
    """Plain data: the same result and terms give the same answer. Raises pace.TooFast where it would have to be made."""
    key = _key(snapshot, terms)
    found = cache.get(key)
    if found is None:
        pace.count(person)
        found = asdict(make_answer(ground, terms))
        cache.set(key, found, KEPT)
    return found


def _key(snapshot, terms):
    said = f"{FORM} {snapshot.sha256} {address_of(terms)} {get_language()}"
    return f"plan-{hashlib.sha256(said.encode()).hexdigest()}"


def make_answer(ground, terms):
    found = plan(ground, terms, patience=PATIENCE)
    dear = prices(ground, found, patience=PATIENCE)
    more = with_more(ground, found, told.MORE_WAN, patience=PATIENCE) if found.status == "optimal" else None
    return told.tell(ground, found, dear, more)

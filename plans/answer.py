"""The answer to somebody's wishes, as plain words and positions: made once, then kept for an hour."""

import hashlib
from dataclasses import asdict

from django.core.cache import cache
from django.utils.translation import get_language

from plans import pace, told
from plans.wishes import address_of
from readiness.plain import canonical_json, plain
from readiness.planning import plan
from readiness.planning.offers import chances_of, counted
from readiness.planning.plan import prices, with_more

PATIENCE = 1.0  # of the solver, so that a page answers in about a second
KEPT = 3600  # seconds
FORM = "5"  # raised whenever the same plan is told in another form


def answer_of(start, terms, person):
    """Plain data: the same start and terms give the same answer. Raises pace.TooFast where it would have to be made."""
    key = _key(start, terms)
    found = cache.get(key)
    if found is None:
        pace.count(person)
        found = asdict(make_answer(start, terms))
        cache.set(key, found, KEPT)
    return found


def _key(start, terms):
    """The plan begins today and counts on the money known today for what the firm is today."""
    counted = f"{start.on} {start.catalogue.digest} {canonical_json(plain(start.profile))}"
    said = f"{FORM} {start.snapshot.sha256} {counted} {address_of(terms)} {get_language()}"
    return f"plan-{hashlib.sha256(said.encode()).hexdigest()}"


def make_answer(start, terms):
    ground = start.ground
    possible = chances_of(start.catalogue, start.profile, ground.framework, start.on)
    chances = counted(possible, terms.money)
    offers = [chance.offer for chance in chances]
    found = plan(ground, terms, offers, PATIENCE)
    dear = prices(ground, found, offers, PATIENCE)
    more = with_more(ground, found, told.MORE_WAN, offers, PATIENCE) if found.status == "optimal" else None
    unsure = [chance for chance in possible if not chance.sure] if terms.money == "sure" else []
    return told.tell(ground, found, dear, more, chances, unsure)

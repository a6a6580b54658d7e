"""The answer to somebody's wishes, as plain words and positions: made once, then kept for an hour."""

import hashlib
from dataclasses import asdict, replace

from django.core.cache import cache
from django.utils.translation import get_language

from plans import pace, told
from plans.wishes import address_of
from readiness.plain import canonical_json, plain
from readiness.planning import Patience, plan
from readiness.planning.offers import chances_of, counted
from readiness.planning.plan import prices, with_more

# Of the solver: first an answer in less than a second, however little of it is proven; then, asked for again, the rest.
AT_ONCE = {"cheapest": 0.5, "earliest": 0.5, "best": 0.25}  # the linear programs of the last are twice as slow
LONGER = 2.0
KEPT = 3600  # seconds
FORM = "5"  # raised whenever the same plan is told in another form


def answer_of(start, terms, person, longer=False):
    """Plain data: the same start and terms give the same answer. Raises pace.TooFast where it would have to be made."""
    key = _key(start, terms, longer)
    found = cache.get(key)
    if found is None:
        pace.count(person)
        found = asdict(make_answer(start, terms, longer))
        cache.set(key, found, KEPT)
    return found


def _key(start, terms, longer):
    """The plan begins today and counts on the money known today for what the firm is today."""
    counted = f"{start.on} {start.catalogue.digest} {canonical_json(plain(start.profile))}"
    said = f"{FORM} {start.snapshot.sha256} {counted} {address_of(terms)} {longer} {get_language()}"
    return f"plan-{hashlib.sha256(said.encode()).hexdigest()}"


def make_answer(start, terms, longer=False):
    """At once: the plan, as far as it is proven. longer: proven further, and what makes it expensive."""
    ground, patience = start.ground, Patience(LONGER if longer else AT_ONCE[terms.objective])
    possible = chances_of(start.catalogue, start.profile, ground.framework, start.on)
    chances = counted(possible, terms.money)
    offers = [chance.offer for chance in chances]
    found = plan(ground, terms, offers, patience)
    dear, more = _worth(ground, found, offers, patience) if longer else ((), None)
    unsure = [chance for chance in possible if not chance.sure] if terms.money == "sure" else []
    answer = told.tell(ground, found, dear, more, chances, unsure)
    return answer if longer else replace(answer, again=_open(found))


def _worth(ground, found, offers, patience):
    """What conditions cost, and what a little more money would bring."""
    more = with_more(ground, found, told.MORE_WAN, offers, patience) if found.status == "optimal" else None
    return prices(ground, found, offers, patience), more


def _open(found):
    """Whether longer work could tell more."""
    if found.status == "infeasible":
        return found.shortfall.cut_short
    asked = found.terms.objective == "cheapest" or found.terms.yearly_budget_wan is not None
    return found.status in ("feasible", "unknown") or bool(found.placed and asked)

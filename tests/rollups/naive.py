"""The same count as anybody would write it: for every cell go through all firms and look whether they belong."""

from collections import defaultdict

from bureaus.models import Consent
from rollups.figures import Answered, Tally
from rollups.measuring import NONE
from rollups.models import Fact, Verified
from rollups.places import tellable
from surveys.content import framework


def latest(period, simulated=False):
    """The last fact of every firm that agreed."""
    agreed = set(Consent.objects.agreed().values_list("pk", flat=True))
    found = {}
    for fact in Fact.objects.filter(period=period).order_by("submitted_at", "pk"):
        if fact.organisation_id in agreed and hasattr(fact.organisation, "simulated") == simulated:
            found[fact.organisation_id] = fact
    return list(found.values())


def leaf(fact, places):
    return places.region_of(fact.adcode), places.industry_of(fact.division), fact.size or "unknown"


def cells(facts, places):
    """cell → its facts."""
    found = defaultdict(list)
    for fact in facts:
        for region in places.regions.told(places.region_of(fact.adcode)):
            for industry in places.industries.line(places.industry_of(fact.division)):
                for size in places.sizes.line(fact.size or "unknown"):
                    if tellable(places, region, industry, size):
                        found[region, industry, size].append(fact)
    return found


def tally(facts, checked):
    """checked: fact → what was stated and found, where that may be told; None where not."""
    asked = framework()
    scores = [0] * 101
    levels, gates, gaps = defaultdict(int), defaultdict(int), defaultdict(int)
    dimensions = {code: [0, 0] for code in asked.dimensions}
    for fact in facts:
        scores[fact.overall] += 1
        levels[fact.level] += 1
        for code in fact.gates.split():
            gates[code] += 1
        for code in fact.gaps.split():
            gaps[code] += 1
        for code, score in zip(asked.dimensions, bytes(fact.dimensions), strict=True):
            if score != NONE:
                dimensions[code][0] += 1
                dimensions[code][1] += score
    verified = None
    if checked is not None:
        pairs = [checked[fact.pk] for fact in facts if fact.pk in checked]
        verified = (len(pairs), sum(stated for stated, _ in pairs), sum(found for _, found in pairs))
    return Tally(len(facts), scores, levels, dimensions, gates, gaps, verified)


def checked():
    """fact → what was stated and found, by the last statement that stands."""
    rows = Verified.objects.order_by("pk").values_list("fact_id", "stated", "found")
    return {fact: (stated, found) for fact, stated, found in rows}


def answered(facts):
    found = {}
    for n, (code, question) in enumerate(framework().questions.items()):
        given = [bytes(fact.answers)[n] for fact in facts]
        rungs = {rung: given.count(byte) for byte, (rung, _) in enumerate(question.steps, start=1)}
        found[code] = Answered(rungs, given.count(0), given.count(NONE))
    return found

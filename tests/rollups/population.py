"""Firms by the thousand with one fact or two each, drawn at random: for counting, not for what they answered."""

import datetime
import random

from accounts.models import Organisation
from bureaus.models import Consent
from rollups.models import Fact, Simulated, Verified
from surveys.content import framework

REGIONS = (
    "330282",
    "330203",
    "330106",
    "330200",
    "441900",
    "110108",
    "110105",
    "429004",
    "420111",
    "440305",
    "810000",
    "999999",
)
DIVISIONS = ("36", "35", "38", "39", "26", "13", "65", "06")
FEW = ("330282", "330106", "440305")  # for what does not depend on where firms are
SIZES = ("large", "medium", "small", "micro", "")
LEVELS = ("L1", "L2", "L3", "L4")
DAY = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)


def settle(number, seed=1, *, twice=0.2, verified=0.1, agreed=0.9, simulated=False, regions=REGIONS):
    """So many firms; a share of each has answered twice, was verified, agreed to be counted."""
    chance = random.Random(seed)
    firms = Organisation.objects.bulk_create(
        [Organisation(kind="enterprise", name=f"演示数据 {seed}-{n}") for n in range(number)], 2000
    )
    if simulated:
        Simulated.objects.bulk_create([Simulated(organisation=firm, seed=seed) for firm in firms], 2000)
    Consent.objects.bulk_create(
        [Consent(organisation=firm, scope="aggregate" if chance.random() < agreed else "none") for firm in firms], 2000
    )
    facts = [_fact(firm, chance, DAY, regions) for firm in firms]
    facts += [
        _fact(firm, chance, DAY + datetime.timedelta(days=9), regions) for firm in firms if chance.random() < twice
    ]
    chance.shuffle(facts)
    Fact.objects.bulk_create(facts, 2000)
    Verified.objects.bulk_create(
        [
            Verified(fact=fact, stated=fact.overall, found=max(0, fact.overall - chance.randrange(15)))
            for fact in facts
            if chance.random() < verified
        ],
        2000,
    )
    return firms


def _fact(firm, chance, at, regions):
    asked = framework()
    standing = chance.randrange(10, 90)
    return Fact(
        organisation=firm,
        submitted_at=at + datetime.timedelta(minutes=chance.randrange(1000)),
        period="2026H1",
        framework=asked.reference,
        framework_digest=asked.digest,
        adcode=chance.choices(regions, [1 / (n + 1) for n in range(len(regions))])[0],
        division=chance.choices(DIVISIONS, [1 / (n + 1) for n in range(len(DIVISIONS))])[0],
        policy_group="equipment",
        size=chance.choices(SIZES, (3, 10, 40, 40, 7))[0],
        level=LEVELS[min(3, standing // 20)],
        overall=standing,
        dimensions=bytes(_dimension(chance, standing) for _ in asked.dimensions),
        gates=" ".join(code for code in ("L2-score", "L3-scenes", "L3-DT", "L3-SG") if chance.random() < 0.4),
        gaps=" ".join(chance.sample(list(asked.questions), chance.randrange(6))),
        answers=bytes(255 if chance.random() < 0.02 else chance.randrange(6) for _ in asked.questions),
    )


def _dimension(chance, standing):
    return 255 if chance.random() < 0.01 else min(100, max(0, standing + chance.randrange(-9, 10)))

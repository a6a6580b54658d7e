"""How long the what-if page works on an answer, at once and when asked to work longer, over generated firms.

    python -m tests.benchmarks.answers [FIRMS]        (100 unless told otherwise; one process, CPU time)

Every firm asks for all aims, with no budget and with two budgets, without public money and with all that may be hoped for.
"""

import collections
import datetime
import os
import statistics
import sys
import time
from decimal import Decimal
from itertools import product

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from plans.answer import make_answer  # noqa: E402
from plans.start import Start  # noqa: E402
from readiness.ground import Ground  # noqa: E402
from readiness.loading.catalogue import load_catalogue  # noqa: E402
from readiness.loading.framework import published  # noqa: E402
from readiness.planning import Terms  # noqa: E402
from readiness.planning.terms import OBJECTIVES  # noqa: E402
from readiness.scoring import score  # noqa: E402
from tests.readiness.planning.money import firm  # noqa: E402
from tests.readiness.test_route import random_answers  # noqa: E402

REGIONS = ("440305", "330282", "320505", "310115", "110108", "340104")
BUDGETS = (None, Decimal(60), Decimal(200))
DAY = datetime.date(2026, 7, 1)


def main(firms):
    framework, catalogue = published("ai-manufacturing@2026.1"), load_catalogue()
    make_answer(_start(framework, catalogue, 0), Terms())  # the solver is loaded once per process
    rows = collections.defaultdict(list)
    for seed in range(firms):
        start = _start(framework, catalogue, seed)
        for aim, money, budget in product(OBJECTIVES, ("none", "hoped"), BUDGETS):
            terms = Terms(objective=aim, yearly_budget_wan=budget, money=money)
            for longer in (False, True):
                rows[longer, aim, money].append(_timed(start, terms, longer))
    for (longer, aim, money), found in rows.items():
        _report("longer " if longer else "at once", aim, money, found)


def _start(framework, catalogue, seed):
    weights = list(framework.profiles.values())[seed % len(framework.profiles)]
    ground = Ground(framework, weights, score(framework, random_answers(framework, seed), weights), {}, 0)
    return Start(None, ground, firm(adcode=REGIONS[seed % len(REGIONS)]), DAY, catalogue)


def _timed(start, terms, longer):
    """(CPU ms, status)."""
    began = time.process_time()
    answer = make_answer(start, terms, longer)
    return (time.process_time() - began) * 1000, answer.status


def _report(when, aim, money, found):
    taken = sorted(ms for ms, _ in found)
    proven = sum(status not in ("feasible", "unknown") for _, status in found)
    print(
        f"{when} {aim:9} money {money:6} CPU ms: median {statistics.median(taken):6.0f}"
        f"  p95 {taken[int(len(taken) * 0.95)]:6.0f}  max {taken[-1]:6.0f}   proven {proven} of {len(found)}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)

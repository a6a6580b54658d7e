"""How long a proven plan takes, and by how much the greedy route is dearer, over generated firms.

    python -m tests.benchmarks.planning [FIRMS]        (1,000 unless told otherwise; one process, CPU time)

Every firm gets the cheapest plan to its next level within 36 months, with one solver thread. The greedy route of
`readiness.route` is computed beside it in the same round.
"""

import statistics
import sys
import time
from fractions import Fraction

from readiness.ground import Ground
from readiness.loading.framework import published
from readiness.planning import Terms, plan
from readiness.route import plan_route
from readiness.scoring import score
from tests.readiness.test_route import random_answers

CURRENT = "ai-manufacturing@2026.1"


def main(firms):
    framework = published(CURRENT)
    plan(_ground(framework, 0), Terms())  # the solver is loaded once per process
    rows = [_measure(framework, seed) for seed in range(firms)]
    _report(rows)


def _ground(framework, seed):
    weights = list(framework.profiles.values())[seed % len(framework.profiles)]
    return Ground(framework, weights, score(framework, random_answers(framework, seed), weights), {}, 0)


def _measure(framework, seed):
    """(status, CPU ms of the plan, CPU ms of the greedy route, net cost, greedy cost or None)."""
    ground = _ground(framework, seed)
    began = time.process_time()
    found = plan(ground, Terms())
    planned = time.process_time()
    greedy = plan_route(framework, ground.profile, ground.scores, ground.level(ground.start), {}, 0, prove=False)
    ended = time.process_time()
    cost = Fraction(greedy.cost_wan.likely) if greedy.complete else None
    return found.status, (planned - began) * 1000, (ended - planned) * 1000, found.net_wan, cost


def _report(rows):
    statuses = sorted({row[0] for row in rows})
    print(f"{len(rows)} firms: " + ", ".join(f"{sum(r[0] == s for r in rows)} {s}" for s in statuses))
    solved = [row for row in rows if row[0] in ("optimal", "feasible")]
    for name, column in (("proven plan", 1), ("greedy route", 2)):
        _spread(f"{name}, CPU ms", [row[column] for row in solved])
    gaps = [float(row[4] / row[3] - 1) * 100 for row in solved if row[4] is not None and row[3] > 0]
    _spread("greedy dearer by, %", gaps)
    print(f"greedy is as cheap in {sum(gap <= 0 for gap in gaps)} of {len(gaps)}")


def _spread(name, values):
    values = sorted(values)
    p95 = values[int(len(values) * 0.95)]
    print(f"{name:24} median {statistics.median(values):7.1f}  p95 {p95:7.1f}  max {values[-1]:7.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

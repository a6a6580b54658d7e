"""An attacker with a linear program: knows all rules, all published figures, where every firm belongs, and k-2 own scores.

In every period the firms and scores are others, so the program holds the variables of all periods beside each other.
"""

import random
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from readiness.disclosure import values
from readiness.disclosure.cube import protect
from readiness.disclosure.remainders import tellable
from tests.readiness.disclosure.tables import population, table_of, within

K = 5
LEVELS = 4


@dataclass(frozen=True)
class World:
    """table: cells, and the firms behind them: their kind and their score, level by level alike."""

    table: object
    kinds: list
    scores: list

    def firms(self, cell):
        return [number for number, kind in enumerate(self.kinds) if within(kind, cell)]

    def sums(self):
        return {cell: (sum(self.scores[one] for one in self.firms(cell)),) for cell in self.table.n}

    def counts(self):
        found = {}
        for cell in self.table.n:
            levels = [self.level(one) for one in self.firms(cell)]
            found[cell] = tuple(levels.count(level) for level in range(LEVELS))
        return found

    def level(self, firm):
        return min(LEVELS - 1, self.scores[firm] * LEVELS // 101)


def world(seed, firms):
    """Scores differ by kind, so that groups stand out, and some are 0 or 100."""
    chance = random.Random(seed)
    atoms = population(seed, firms)
    kinds = sorted(atoms.elements())
    middle = {kind: chance.choice((5, 30, 45, 60, 95)) for kind in atoms}
    scores = [max(0, min(100, round(chance.gauss(middle[kind], 20)))) for kind in kinds]
    return World(table_of(atoms), kinds, scores)


def shown(table):
    return [cell for cell, why in protect(table, K).items() if why is None]


def large(table):
    """What would be shown without complementary suppression."""
    return [cell for cell, n in table.n.items() if n >= K]


def means(world, cells, insiders=K):
    """Means as published: cell → whole points."""
    sums = world.sums()
    may = lambda n, total: values.mean(total[0], n, insiders) is not None  # noqa: E731
    told = tellable(world.table, cells, sums, may)
    return {cell: values.mean(sums[cell][0], world.table.n[cell], insiders) for cell in sorted(told)}


def careless_means(world, cells):
    """Means of all these cells, whatever they say of single firms."""
    return {cell: values.rounded(world.sums()[cell][0], world.table.n[cell]) for cell in cells}


def level_shares(world, cells):
    counts = world.counts()
    told = tellable(world.table, cells, counts, lambda n, sums: values.shares(sums, n, K) is not None)
    return {cell: values.shares(counts[cell], world.table.n[cell], K) for cell in sorted(told)}


class Scores:
    """What the published means leave open of single scores."""

    def __init__(self, world, published):
        self.world = world
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.x = [self.solver.NumVar(0, 100, "") for _ in world.kinds]
        for cell, mean in published.items():
            n = world.table.n[cell]
            self.solver.Add(2 * sum(self.x[one] for one in world.firms(cell)) >= n * (2 * mean - 1))
            self.solver.Add(2 * sum(self.x[one] for one in world.firms(cell)) <= n * (2 * mean + 1))

    def width(self, firm, insiders=()):
        """How far apart the lowest and the highest score are that a firm may have."""
        for one in insiders:
            self.x[one].SetBounds(self.world.scores[one], self.world.scores[one])
        ends = [self._end(firm, lowest) for lowest in (True, False)]
        for one in insiders:
            self.x[one].SetBounds(0, 100)
        return ends[1] - ends[0]

    def _end(self, firm, lowest):
        (self.solver.Minimize if lowest else self.solver.Maximize)(self.x[firm])
        assert self.solver.Solve() == pywraplp.Solver.OPTIMAL
        return self.x[firm].solution_value()


class Levels:
    """What the published shares leave open of single levels."""

    def __init__(self, world, published):
        self.world = world
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.y = [[self.solver.NumVar(0, 1, "") for _ in range(LEVELS)] for _ in world.kinds]
        for levels in self.y:
            self.solver.Add(sum(levels) == 1)
        for cell, shares in published.items():
            n = world.table.n[cell]
            for level, share in enumerate(shares):
                firms = sum(self.y[one][level] for one in world.firms(cell))
                self.solver.Add(200 * firms >= n * (2 * share - 1))
                self.solver.Add(200 * firms <= n * (2 * share + 1))

    def sure(self, firm, insiders=()):
        """How sure the level of a firm is at least: 1 where it follows."""
        level = self.world.level(firm)
        for one in insiders:
            self.y[one][self.world.level(one)].SetBounds(1, 1)
        self.solver.Minimize(self.y[firm][level])
        assert self.solver.Solve() == pywraplp.Solver.OPTIMAL
        least = self.y[firm][level].solution_value()
        for one in insiders:
            self.y[one][self.world.level(one)].SetBounds(0, 1)
        return least


def insiders_of(world, firm):
    """The k-2 firms that are in the most cells with it."""
    shared = [sum(a == b for a, b in zip(kind, world.kinds[firm], strict=True)) for kind in world.kinds]
    others = sorted((one for one in range(len(world.kinds)) if one != firm), key=lambda one: (-shared[one], one))
    return others[: K - 2]

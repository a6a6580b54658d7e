"""Small tables over three trees, and every group of firms that follows from the shown cells, found by trying them all."""

import random
from collections import Counter
from itertools import combinations, product

import numpy as np

from readiness.disclosure.cube import Axis, Table, never_told

REGIONS = {"": None, "a": "", "b": "", "c": "", "a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
INDUSTRIES = {"": None, "x": "", "y": "", "x1": "x", "x2": "x", "y1": "y"}
SIZES = {"": None, "s": "", "m": "", "l": ""}
TREES = (REGIONS, INDUSTRIES, SIZES)
DEPTH = ("", "a", "b", "c")


def leaves(tree):
    return [node for node in tree if node not in tree.values()]


def line(tree, node):
    while node is not None:
        yield node
        node = tree[node]


def everything(cell):
    return True


def coarse(cell):
    """As the tables of regions are: the lowest regions without industry × size, and industries only in groups."""
    region, industry, size = cell
    if len(region) < 2:
        return True
    return len(industry) < 2 and not (industry and size)


def population(seed, firms):
    """Firms by (region, industry, size): few kinds hold most of them."""
    chance = random.Random(seed)
    atoms = list(product(*map(leaves, TREES)))
    weights = [chance.paretovariate(0.7) for _ in atoms]
    return Counter(chance.choices(atoms, weights, k=firms))


def table_of(atoms, told=everything, k=5):
    axes = tuple(Axis(tree) for tree in TREES)
    never = never_told(axes, atoms, told, k)
    n = Counter(never)
    for atom, firms in atoms.items():
        for cell in product(*(line(tree, node) for tree, node in zip(TREES, atom, strict=True))):
            if told(cell):
                n[cell] += firms
    return Table(axes, dict(n), frozenset(never))


def within(atom, cell):
    return all(node in line(tree, leaf) for tree, leaf, node in zip(TREES, atom, cell, strict=True))


def told_groups(atoms, shown, k):
    """Groups of atoms with fewer than k firms about whose scores alone the shown sums say something."""
    names = sorted(atom for atom, firms in atoms.items() if firms)
    matrix = np.array([[float(within(atom, cell)) for atom in names] for cell in shown]).reshape(-1, len(names))
    free = _null_space(matrix)
    small = [number for number, atom in enumerate(names) if atoms[atom] < k]
    for size in range(1, k):
        for group in combinations(small, size):
            if sum(atoms[names[one]] for one in group) < k and _dependent(free[list(group)]):
                yield [names[one] for one in group]


def _null_space(matrix):
    _, sizes, directions = np.linalg.svd(matrix)
    rank = int((sizes > 1e-9 * max(1, sizes.max(initial=0))).sum())
    return directions[rank:].T


def _dependent(rows):
    if rows.shape[1] == 0:
        return True
    return np.linalg.svd(rows, compute_uv=False)[-1] < 1e-7 if rows.shape[1] >= len(rows) else True

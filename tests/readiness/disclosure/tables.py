"""Small tables over three trees, and every group of firms that follows from the shown cells, found by trying them all."""

import random
from collections import Counter
from itertools import combinations, product

import numpy as np

from readiness.disclosure.table import Axis, Table

REGIONS = {
    "000000": None,
    "330000": "000000",
    "330100": "330000",
    "330102": "330100",
    "330105": "330100",
    "330106": "330100",
    "330200": "330000",
    "330282": "330200",
    "330283": "330200",
    "340000": "000000",
    "340100": "340000",
    "340102": "340100",
    "340103": "340100",
}
INDUSTRIES = {
    "": None,
    "consumer_goods": "",
    "13": "consumer_goods",
    "14": "consumer_goods",
    "equipment": "",
    "34": "equipment",
    "software": "",
    "65": "software",
}
SIZES = {"": None, "small": "", "medium": "", "large": ""}
WITHOUT = {"330000-330200": ("330000", "330200")}


def axes(without=WITHOUT):
    return Axis(REGIONS, without), Axis(INDUSTRIES), Axis(SIZES)


PLACES = ("330102", "330105", "330200", "330282", "330283", "340102", "340103")  # 330200: told no county
DIVISIONS = ("13", "14", "34")


def population(seed, firms, skew=0.7):
    """Firms by (region, industry, size): few kinds hold most of them, the more so the smaller skew is."""
    chance = random.Random(seed)
    atoms = list(product(PLACES, DIVISIONS, sorted(SIZES)[1:]))
    weights = [chance.paretovariate(skew) for _ in atoms]
    return Counter(chance.choices(atoms, weights, k=firms))


def table_of(atoms, without=WITHOUT):
    return Table.of(axes(without), atoms)


def within(atom, cell):
    """Whether the firms of a kind are in a cell."""
    trees = axes()
    region, *others = cell
    whole, part = WITHOUT.get(region, (region, None))
    line = trees[0].line(atom[0])
    inside = whole in line and part not in line
    return inside and all(node in tree.line(own) for tree, own, node in zip(trees[1:], atom[1:], others, strict=True))


def matrix_of(cells, kinds):
    return np.array([[float(within(kind, cell)) for kind in kinds] for cell in cells]).reshape(len(cells), len(kinds))


def told_groups(atoms, shown, k, most=4):
    """Groups of at most `most` kinds with fewer than k firms, of which alone the shown cells tell a combination."""
    kinds = sorted(atom for atom, firms in atoms.items() if firms)
    free = null_space(matrix_of(shown, kinds))
    small = [number for number, kind in enumerate(kinds) if atoms[kind] < k]
    for size in range(1, min(k, most + 1)):
        for group in combinations(small, size):
            if sum(atoms[kinds[one]] for one in group) < k and dependent(free[list(group)]):
                yield tuple(kinds[one] for one in group)


def null_space(matrix):
    _, sizes, directions = np.linalg.svd(matrix)
    rank = int((sizes > 1e-9 * max(1, sizes.max(initial=0))).sum())
    return directions[rank:].T


def dependent(rows):
    if rows.shape[1] < len(rows):
        return True
    return np.linalg.svd(rows, compute_uv=False)[-1] < 1e-7

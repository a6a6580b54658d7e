"""Up to four rows of random numbers that depend on each other: one that is nought, two in a fixed ratio, three or four that cancel out.

Rows stand for kinds of firms, numbers for changes nobody notices. Rows that depend on each other are a group of firms of which
something is known that concerns them alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from readiness.disclosure.moves import PRIME, Numbers, inverse

Group = tuple[int, ...]

NEIGHBOURS = 3  # sums of one value stand beside each other; those found so are enough for one round
COLUMNS = 3  # so many numbers of a row fit into one of 63 bits


def nought(values: Numbers, firms: Numbers, k: int) -> list[Group]:
    """Rows of fewer than k firms that no change touches."""
    return [(int(row),) for row in np.flatnonzero((firms < k) & ~values.any(axis=1))]


def in_ratio(values: Numbers, firms: Numbers, k: int) -> list[Group]:
    """Two rows, fewer than k firms together, one a multiple of the other. The two smallest of a direction are enough."""
    rows = np.flatnonzero(values.any(axis=1) & (firms < k - 1))
    first = np.take_along_axis(values[rows], (values[rows] != 0).argmax(axis=1)[:, None], axis=1)
    codes = _codes(values[rows] * inverse(first) % PRIME)
    order = np.lexsort((firms[rows], codes))
    new = np.diff(codes[order], prepend=-1) != 0
    pairs = [rows[order[place : place + 2]] for place in np.flatnonzero(new[:-1] & ~new[1:])]
    return [_group(pair) for pair in pairs if firms[pair].sum() < k]


def cancelling(values: Numbers, firms: Numbers, k: int) -> Iterator[Group]:
    """Three or four rows, fewer than k firms together, whose sum with some signs is nought."""
    rows = np.flatnonzero(values.any(axis=1) & (firms < k - 2))
    values = values[:, :COLUMNS]
    one, other = (rows[part] for part in np.triu_indices(len(rows), 1))
    fit = firms[one] + firms[other] < k - 1
    one, other = one[fit], other[fit]
    sums = np.concatenate([values[one] + values[other], values[one] - values[other], values[rows]]) % PRIME
    members = np.concatenate([np.stack([one, other], 1)] * 2 + [np.stack([rows, rows], 1)])
    yield from _crossed(np.minimum(_codes(sums), _codes(-sums % PRIME)), members, firms, k)


def _crossed(codes: Numbers, members: Numbers, firms: Numbers, k: int) -> Iterator[Group]:
    """Sums of the same value, with no row in common, cancel out."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    for step in range(1, NEIGHBOURS + 1):
        for place in np.flatnonzero(ordered[step:] == ordered[:-step]):
            group = np.unique(np.concatenate([members[order[place]], members[order[place + step]]]))
            if (
                len(group) == _size(members, order[place]) + _size(members, order[place + step])
                and firms[group].sum() < k
            ):
                yield _group(group)


def _size(members: Numbers, place: int) -> int:
    return 1 if members[place, 0] == members[place, 1] else 2


def _codes(values: Numbers) -> Numbers:
    """One number for the first numbers of a row."""
    code = np.zeros(len(values), np.int64)
    for column in range(min(COLUMNS, values.shape[1])):
        code = code * PRIME + values[:, column]
    return code


def _group(rows: Numbers) -> Group:
    return tuple(sorted(int(row) for row in rows))

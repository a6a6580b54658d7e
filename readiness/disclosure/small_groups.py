"""Up to four rows of random numbers that depend on each other: one that is nought, two in a ratio, three or four that cancel out.

Rows stand for kinds of firms, numbers for changes nobody notices. Rows that depend on each other are a group of firms of which
something is known that concerns them alone. Of many rows, three or four are found only if they cancel out with factors of
one or two, as sums and differences of cells do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from readiness.disclosure.moves import PRIME, Numbers, inverse

Group = tuple[int, ...]

TRIED = 100  # rows up to which all groups of three are tried, with any factors
FACTORS = ((1, 1), (1, -1), (1, 2), (1, -2), (2, 1), (2, -1))
NEIGHBOURS = 3  # sums of one value stand beside each other; those found so are enough for one round
COLUMNS = 3  # so many numbers of a row fit into one of 63 bits


def groups(values: Numbers, firms: Numbers, k: int) -> set[Group]:
    """Rows with fewer than k firms together that depend on each other, and no part of them does.

    Only rows that no smaller group has are looked at for a larger one.
    """
    found, left = set[Group](), np.flatnonzero(firms < k)
    for size, search in enumerate((nought, in_ratio, in_plane, cancelling), start=1):
        if search is not in_plane or len(left) <= TRIED:
            found |= {_of(left, group) for group in search(values[left], firms[left], k)}
        left = np.setdiff1d(left, [row for group in found for row in group])
        left = left[firms[left] < k - min(size, 2)]
    return found


def _of(rows: Numbers, group: Group) -> Group:
    return tuple(sorted(int(rows[row]) for row in group))


def nought(values: Numbers, firms: Numbers, k: int) -> Iterator[Group]:
    """Rows of fewer than k firms that no change touches."""
    yield from ((int(row),) for row in np.flatnonzero((firms < k) & ~values.any(axis=1)))


def in_plane(values: Numbers, firms: Numbers, k: int) -> Iterator[Group]:
    """Three rows, fewer than k firms together, with whatever factors. Of those that share a row the smallest is told."""
    for row in np.flatnonzero(firms < k - 2):
        rest = row + 1 + np.flatnonzero(firms[row + 1 :] < k - 1 - firms[row])
        for one, other in in_ratio(_without(values[rest], values[row]), firms[rest], k - int(firms[row])):
            yield int(row), int(rest[one]), int(rest[other])


def _without(values: Numbers, row: Numbers) -> Numbers:
    """The rows less what makes the first number that the row has nought."""
    places = np.flatnonzero(row)
    if not len(places):
        return values
    factors = values[:, places[:1]] * inverse(row[places[:1]]) % PRIME
    return (values - factors * row) % PRIME


def in_ratio(values: Numbers, firms: Numbers, k: int) -> Iterator[Group]:
    """Two rows, fewer than k firms together, one a multiple of the other. The two smallest of a direction are enough."""
    rows = np.flatnonzero(values.any(axis=1) & (firms < k - 1))
    first = np.take_along_axis(values[rows], (values[rows] != 0).argmax(axis=1)[:, None], axis=1)
    codes = _codes(values[rows] * inverse(first) % PRIME)
    order = np.lexsort((firms[rows], codes))
    new = np.diff(codes[order], prepend=-1) != 0
    for place in np.flatnonzero(new[:-1] & ~new[1:]):
        pair = rows[order[place : place + 2]]
        if firms[pair].sum() < k:
            yield int(pair[0]), int(pair[1])


@dataclass(frozen=True)
class Sums:
    """Sums of one or two rows each. rows: both, the same one twice where there is one only."""

    codes: Numbers
    rows: Numbers
    firms: Numbers


def cancelling(values: Numbers, firms: Numbers, k: int) -> Iterator[Group]:
    """Three or four rows, fewer than k firms together, that cancel out with factors of one or two: two sums of one value."""
    sums = _sums(values[:, :COLUMNS], firms, k)
    order = np.argsort(sums.codes, kind="stable")
    codes = sums.codes[order]
    for step in range(1, NEIGHBOURS + 1):
        for place in np.flatnonzero(codes[step:] == codes[:-step]):
            both = sums.rows[[order[place], order[place + step]]]
            group, apart = np.unique(both), sum(len(np.unique(rows)) for rows in both)
            if len(group) == apart and sums.firms[[order[place], order[place + step]]].sum() < k:
                yield tuple(group.tolist())


def _sums(values: Numbers, firms: Numbers, k: int) -> Sums:
    rows = np.flatnonzero(values.any(axis=1) & (firms < k - 2))
    one, other = (rows[part] for part in np.triu_indices(len(rows), 1))
    fit = firms[one] + firms[other] < k - 1
    one, other = one[fit], other[fit]
    parts = [values[rows], 2 * values[rows], *(own * values[one] + second * values[other] for own, second in FACTORS)]
    codes = np.concatenate([np.minimum(_codes(part % PRIME), _codes(-part % PRIME)) for part in parts])
    singles, pairs = np.stack([rows, rows], 1), np.stack([one, other], 1)
    members = np.concatenate([singles] * 2 + [pairs] * len(FACTORS))
    return Sums(
        codes, members, np.where(members[:, 0] == members[:, 1], firms[members[:, 0]], firms[members].sum(axis=1))
    )


def _codes(values: Numbers) -> Numbers:
    """One number for the first numbers of a row."""
    code = np.zeros(len(values), np.int64)
    for column in range(min(COLUMNS, values.shape[1])):
        code = code * PRIME + values[:, column]
    return code

"""Two, three or four rows of a table whose sum, with signs, is nought in every column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

Array = np.ndarray
STEP = 1e-5  # numbers that differ by less are the same
COMPARED = 3  # columns: enough to tell random numbers apart
MOST = 3000  # rows of which all pairs are looked at
MOST_ALIKE = 40  # sums with the same value of which all pairs are


@dataclass(frozen=True)
class Sums:
    """One or two rows each: places in the table, with their signs, and how many firms are in them."""

    rows: Array
    signs: Array
    firms: Array
    values: Array

    def part(self, chosen: Array) -> Sums:
        return Sums(self.rows[chosen], self.signs[chosen], self.firms[chosen], self.values[chosen])


Signed = dict[int, int]  # row → its sign


def groups(values: Array, alike: Array, firms: Array, k: int) -> Iterator[tuple[int, ...]]:
    """Rows with fewer than k firms together that cancel out in `values`, but not in `alike`; each group once.

    Of more than MOST rows those with the fewest firms are looked at.
    """
    rows = np.argsort(firms, kind="stable")[:MOST]
    found: set[tuple[int, ...]] = set()
    for signed in _cancelling(rows, values[:, :COMPARED], firms, k):
        group = tuple(sorted(signed))
        if group not in found and np.abs(sum(sign * alike[row] for row, sign in signed.items())).max() > STEP:
            found.add(group)
            yield group


def _cancelling(rows: Array, values: Array, firms: Array, k: int) -> Iterator[Signed]:
    singles = Sums(rows[:, None], np.ones((len(rows), 1), np.int64), firms[rows], values[rows])
    pairs = [_pairs(rows, sign, values, firms, k) for sign in (1, -1)]
    for pair in pairs:
        nought = np.abs(pair.values).max(axis=1, initial=0) < STEP
        yield from (_signed(pair, place) for place in np.flatnonzero(nought))
    yield from _equal([_upright(one) for one in (singles, *pairs)], k)


def _pairs(rows: Array, sign: int, values: Array, firms: Array, k: int) -> Sums:
    first, second = np.triu_indices(len(rows), 1)
    fit = firms[rows[first]] + firms[rows[second]] < k
    one, other = rows[first[fit]], rows[second[fit]]
    signs = np.tile([1, sign], (len(one), 1))
    return Sums(np.stack([one, other], axis=1), signs, firms[one] + firms[other], values[one] + sign * values[other])


def _upright(sums: Sums) -> Sums:
    """With the sign that makes the first column positive: what differs by its sign alone becomes equal."""
    turned = np.where(sums.values[:, :1] < 0, -1, 1)
    return Sums(sums.rows, sums.signs * turned, sums.firms, sums.values * turned)


def _equal(parts: list[Sums], k: int) -> Iterator[Signed]:
    """Two sums of the same value, with no row in common, cancel out."""
    part = np.repeat(np.arange(len(parts)), [len(one.firms) for one in parts])
    place = np.concatenate([np.arange(len(one.firms)) for one in parts])
    code = np.concatenate([_code(one.values) for one in parts])
    order = np.argsort(code, kind="stable")
    ends = np.flatnonzero(np.diff(code[order], append=np.iinfo(np.int64).min) != 0) + 1
    begins = np.concatenate([[0], ends[:-1]])
    for begin, end in zip(begins[ends - begins > 1], ends[ends - begins > 1], strict=True):
        run = order[begin:end][:MOST_ALIKE]
        yield from _crossed([(parts[part[one]], place[one]) for one in run], k)


def _crossed(run: list[tuple[Sums, int]], k: int) -> Iterator[Signed]:
    for (one, here), (other, there) in combinations(run, 2):
        first, second = _signed(one, here), _signed(other, there)
        if one.firms[here] + other.firms[there] < k and not first.keys() & second.keys():
            yield first | {row: -sign for row, sign in second.items()}


def _signed(sums: Sums, place: int) -> Signed:
    return dict(zip(sums.rows[place].tolist(), sums.signs[place].tolist(), strict=True))


def _code(values: Array) -> Array:
    """One number for a row of numbers, the same for the same numbers."""
    steps = np.round(values / STEP).astype(np.int64)
    code = np.zeros(len(steps), np.int64)
    for column in steps.T:
        code = code * 1_000_003 + column
    return code

"""Moves: changes of what firms answered that no shown figure notices, drawn at random.

A shown cell is an equation: what its firms have together is known. Changes that leave all equations as they are can be told
from nothing; what no such change touches is known exactly. The equations of a region know its own firms only, so changes
are found from the counties upwards: a region combines those of the regions below it to such as its own equations
leave alone. All numbers are whole and reckoned modulo a prime: exact, and the same everywhere. With a limited number of changes
kept per region some may be missed; then more is taken for known than is, never less.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.signedinteger]

PRIME = 2_097_143  # below 2^21, so that sums of 2,000 products are exact as floating point numbers
AT_ONCE = 2_000


def product_of(left: Numbers, right: Numbers) -> Numbers:
    """Matrix product, modulo the prime."""
    found = np.zeros((left.shape[0], right.shape[1]), np.int64)
    for start in range(0, left.shape[1], AT_ONCE):
        part = left[:, start : start + AT_ONCE].astype(float) @ right[start : start + AT_ONCE].astype(float)
        found = (found + part.astype(np.int64)) % PRIME
    return found


def inverse(numbers: Numbers) -> Numbers:
    """1 / number, modulo the prime; 0 for 0. By Fermat: number ^ (prime - 2)."""
    found, power, left = np.ones_like(numbers), numbers % PRIME, PRIME - 2
    while left:
        if left & 1:
            found = found * power % PRIME
        power = power * power % PRIME
        left >>= 1
    return found


def reduced(rows: Numbers) -> tuple[Numbers, list[int]]:
    """(rows in reduced echelon form, those with a pivot first, the column of each pivot)."""
    rows, pivots, done = rows.copy(), list[int](), 0
    for column in range(rows.shape[1]):
        places = np.flatnonzero(rows[done:, column])
        if not len(places):
            continue
        rows[[done, done + places[0]]] = rows[[done + places[0], done]]
        rows[done] = rows[done] * inverse(rows[done, column : column + 1]) % PRIME
        others = np.flatnonzero(rows[:, column])
        others = others[others != done]
        rows[others] = (rows[others] - rows[others, column, None] * rows[done]) % PRIME
        pivots.append(column)
        done += 1
        if done == len(rows):
            break
    return rows, pivots


def unnoticed(equations: Numbers, width: int, random: np.random.Generator) -> Numbers:
    """Columns x with equations @ x = 0: all of them by a basis, or `width` at random if there are more."""
    rows, columns = equations.shape
    if not rows:
        return _drawn(columns, width, random)
    solved, pivots = _pivots(equations, random)
    free = np.setdiff1d(np.arange(columns), pivots)
    found = np.zeros((columns, min(width, len(free))), np.int64)
    found[free] = _drawn(len(free), width, random)
    if pivots:
        found[pivots] = -product_of(solved, product_of(equations[:, free], found[free])) % PRIME
    return found


def _drawn(rows: int, width: int, random: np.random.Generator) -> Numbers:
    return np.eye(rows, dtype=np.int64) if rows <= width else random.integers(0, PRIME, (rows, width))


def _pivots(equations: Numbers, random: np.random.Generator) -> tuple[Numbers, list[int]]:
    """(what solves the equations for the pivots, the pivots). A part of the columns is tried first: mostly it is enough."""
    rows, columns = equations.shape
    tried: Numbers = np.sort(random.permutation(columns)[: 2 * rows + 16])
    while True:
        wide = np.concatenate([equations[:, tried], np.eye(rows, dtype=np.int64)], axis=1)
        echelon, pivots = reduced(wide)
        rank = sum(pivot < len(tried) for pivot in pivots)
        transform = echelon[:, len(tried) :]
        missed = np.flatnonzero(product_of(transform[rank:], equations).any(axis=0))
        if not len(missed):
            return transform[:rank], [int(tried[pivot]) for pivot in pivots[:rank]]
        tried = np.sort(np.concatenate([tried[pivots[:rank]], missed[: rows + 16]]))


def together(parts: Sequence[Numbers]) -> list[slice]:
    """Where the columns of each part lie when all are put beside each other."""
    ends = np.cumsum([0, *(part.shape[1] for part in parts)])
    return [slice(int(begin), int(end)) for begin, end in pairwise(ends)]


def combined(
    parts: Sequence[Numbers], equations: Sequence[Numbers], width: int, random: np.random.Generator
) -> Numbers:
    """The changes of several parts as changes of all, as far as the equations do not notice them; as small integers.

    equations: per part, a row per equation and a column per row of the part.
    """
    noticed = [product_of(own, part) for own, part in zip(equations, parts, strict=True)]
    mixed = unnoticed(np.concatenate(noticed, axis=1), width, random)
    return np.concatenate(
        [product_of(part, mixed[where]).astype(np.int32) for part, where in zip(parts, together(parts), strict=True)]
    )

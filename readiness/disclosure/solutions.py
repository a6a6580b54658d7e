"""Random solutions of linear equations whose right-hand sides are nought.

Most equations have an unknown that is in no other one: it can take up whatever the others are, so the equation is set
aside and solved last. What remains is small, or solved by conjugate gradients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

Equation = Mapping[int, int]  # unknown → factor

DRAWN = 6
SEED = 20170630
DENSE = 1200  # equations or unknowns up to which the singular values are worked out
RESIDUE = 1e-11
ROUNDS = 20_000
RANK = 1e-9  # of the largest singular value: below it, none


def solutions(equations: Sequence[Equation], unknowns: int, drawn: int = DRAWN) -> np.ndarray:
    """A row per unknown, a column per solution. Raises ArithmeticError where they cannot be found exactly enough."""
    random = np.random.default_rng(SEED)
    last, core = _set_aside(equations)
    values = random.standard_normal((unknowns, drawn))
    core_unknowns = sorted({unknown for number in core for unknown in equations[number]})
    place = {unknown: row for row, unknown in enumerate(core_unknowns)}
    matrix = [{place[unknown]: factor for unknown, factor in equations[number].items()} for number in core]
    if core_unknowns:
        values[core_unknowns] = _projected(matrix, values[core_unknowns])
    for number, own in reversed(last):
        rest = sum(factor * values[unknown] for unknown, factor in equations[number].items() if unknown != own)
        values[own] = -rest / equations[number][own]
    return values


def _set_aside(equations: Sequence[Equation]) -> tuple[list[tuple[int, int]], list[int]]:
    """([(equation, the unknown only it had by then)], the equations left)"""
    within: dict[int, set[int]] = {}
    for number, equation in enumerate(equations):
        for unknown in equation:
            within.setdefault(unknown, set()).add(number)
    alone = [unknown for unknown, numbers in within.items() if len(numbers) == 1]
    aside: list[tuple[int, int]] = []
    while alone:
        own = alone.pop()
        if not within[own]:
            continue
        (number,) = within[own]
        aside.append((number, own))
        for unknown in equations[number]:
            within[unknown].discard(number)
            if len(within[unknown]) == 1:
                alone.append(unknown)
    gone = {number for number, _ in aside}
    return aside, [number for number in range(len(equations)) if number not in gone]


def _projected(equations: list[dict[int, int]], values: np.ndarray) -> np.ndarray:
    """What of the values solves the equations."""
    if min(len(equations), len(values)) <= DENSE:
        return _by_singular_values(equations, values)
    return _by_conjugate_gradients(equations, values)


def _by_singular_values(equations: list[dict[int, int]], values: np.ndarray) -> np.ndarray:
    dense = np.zeros((len(equations), len(values)))
    for row, equation in enumerate(equations):
        dense[row, list(equation)] = list(equation.values())
    _, sizes, directions = np.linalg.svd(dense, full_matrices=False)
    told = directions[sizes > RANK * sizes.max()]
    for _ in range(2):  # the second time takes away what rounding has left
        values = values - told.T @ (told @ values)
    return values


def _by_conjugate_gradients(equations: list[dict[int, int]], values: np.ndarray) -> np.ndarray:
    across, down = _Sparse(equations, len(values)), _Sparse(_transposed(equations, len(values)), len(equations))
    found = values
    for _ in range(3):
        found = found - down @ _solved(across, down, across @ found)
        if np.abs(across @ found).max() <= RESIDUE:
            return found
    raise ArithmeticError("The audit of the table did not come to an end. Please report this with the table.")


def _solved(across: _Sparse, down: _Sparse, wanted: np.ndarray) -> np.ndarray:
    """x with across @ (down @ x) = wanted, one system per column."""
    x, residue = np.zeros_like(wanted), wanted.copy()
    way, size = residue.copy(), (residue**2).sum(axis=0)
    for _ in range(ROUNDS):
        if size.max() <= (RESIDUE / 10) ** 2:
            break
        pushed = across @ (down @ way)
        step = size / np.maximum((way * pushed).sum(axis=0), 1e-300)
        x, residue = x + step * way, residue - step * pushed
        size, before = (residue**2).sum(axis=0), size
        way = residue + size / np.maximum(before, 1e-300) * way
    return x


class _Sparse:
    """A matrix as the entries of its rows, one behind the other."""

    def __init__(self, rows: Sequence[Mapping[int, int]], width: int) -> None:
        self.begins = np.cumsum([0, *(len(row) for row in rows)])[:-1]
        self.columns = np.fromiter((column for row in rows for column in row), np.int64)
        self.factors = np.fromiter((factor for row in rows for factor in row.values()), float)[:, None]
        self.width = width

    def __matmul__(self, values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(self.factors * values[self.columns], self.begins, axis=0)


def _transposed(rows: list[dict[int, int]], width: int) -> list[dict[int, int]]:
    found: list[dict[int, int]] = [{} for _ in range(width)]
    for number, row in enumerate(rows):
        for column, factor in row.items():
            found[column][number] = factor
    return found

"""Figures of one cell as they may be told, or None where they may not.

k: the least number of firms. A reader may know the own scores of k-2 firms of the cell and everything else that is told.
Scores run from 0 to 100 points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

POINTS = 100
QUARTILE_STEP = 5
TIMES_K_FOR_QUARTILES = 4


def mean(total: int, n: int, k: int = 2) -> int | None:
    """Whole points; None where it says something about a single firm's score.

    total: the sum of all scores. It must leave room for k-2 firms with the highest score and one more, and likewise for the
    lowest: then whoever knows k-2 scores can still not rule out any score of another firm. With k = 2 the reader knows none.
    """
    room = POINTS * (k - 1)
    return rounded(total, n) if total >= room and POINTS * n - total >= room else None


def rounded(total: int, n: int) -> int:
    """total / n, half up."""
    return (2 * total + n) // (2 * n)


def shares(counts: Sequence[int], n: int, k: int) -> tuple[int, ...] | None:
    """Whole percent per category; None where nearly all firms are alike.

    counts: firms per category, of n firms. Outside the largest category there must be k firms: otherwise those outside it
    would know of everybody else.
    """
    if not n or max(counts, default=0) > n - k:
        return None
    return tuple(rounded(POINTS * count, n) for count in counts)


def share(count: int, n: int, k: int) -> str | None:
    """The share of firms that something is true of: "37", in percent; "<9" or ">91" where nearly none or nearly all are.

    The bound is the share of k firms, rounded up or down so that it holds for 0 to k of them.
    """
    if n < 2 * k:
        return None
    bound = -(-POINTS * k // n)
    if count < k:
        return f"<{bound}"
    if n - count < k:
        return f">{POINTS - bound}"
    return str(rounded(POINTS * count, n))


def quartiles(histogram: Sequence[int], n: int, k: int) -> tuple[int, int, int] | None:
    """Lower quartile, median and upper quartile to the nearest 5 points; None for fewer than 4 k firms.

    histogram: firms with 0, 1, … 100 points. A quartile is the lowest score that a quarter of the firms do not exceed.
    """
    if n < TIMES_K_FOR_QUARTILES * k:
        return None
    reached = list(accumulate(histogram))
    lower, median, upper = (_nearest(next(s for s, r in enumerate(reached) if 4 * r >= q * n)) for q in (1, 2, 3))
    return lower, median, upper


def _nearest(score: int) -> int:
    return (2 * score + QUARTILE_STEP) // (2 * QUARTILE_STEP) * QUARTILE_STEP

from __future__ import annotations
from collections.abc import Sequence
def mean(total: int, n: int) -> int | None:
    m = (2 * total + n) // (2 * n)
    return m if total >= 100 and 100 * n - total >= 100 else None
def shares(counts: Sequence[int], n: int, k: int) -> tuple[int, ...] | None:
    if max(counts, default=0) > n - k:
        return None
    return tuple((200 * c + n) // (2 * n) for c in counts)
def quartiles(hist: Sequence[int], n: int, k: int) -> tuple[int, ...] | None:
    if n < 4 * k:
        return None
    out = []
    for q in (1, 2, 3):
        seen = 0
        for score, c in enumerate(hist):
            seen += c
            if seen * 4 >= q * n:
                out.append((score + 2) // 5 * 5)
                break
    return tuple(out)

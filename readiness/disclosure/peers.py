"""Whom a firm is compared with: the nearest group of firms that is shown, and where in its published distribution the firm stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from readiness.disclosure.table import Axes, Key, published

TENTHS = 10
BAND = 10  # points of a band of the published histogram; the last one holds 100 as well


def ladder(axes: Axes, firm: Key, told: Callable[[Key], bool] = published) -> Iterator[Key]:
    """Groups the firm is in, the nearest first: each region from the firm's own upwards, within a region the most exact told.

    Industry counts for more than size: a firm is like others of its industry before it is like others of its size.
    """
    regions, industries, sizes = (axis.line(node) for axis, node in zip(axes, firm, strict=True))
    for region in regions:
        for industry in industries:
            for size in sizes:
                if told((region, industry, size)):
                    yield region, industry, size


def peer_group(
    axes: Axes, firm: Key, shown: Callable[[Key], bool], told: Callable[[Key], bool] = published
) -> Key | None:
    """The nearest group that is shown; None where none is: 样本不足.

    firm: its (region, industry, size), each as exactly as it is known.
    """
    return next((key for key in ladder(axes, firm, told) if shown(key)), None)


def tenth(score: int, bands: Sequence[int]) -> tuple[int, int]:
    """Between which tenths of the group a score lies, by the shares of its bands alone: (3, 5) is "ahead of 30 % to 50 %".

    bands: percent of the firms with 0–9, 10–19 … 90–100 points, as published. The band of the score is left open, because
    nothing is published of where in it the firms are. Raises ValueError where bands are missing.
    """
    if len(bands) != TENTHS:
        raise ValueError(f"A histogram of {len(bands)} bands; expected {TENTHS} of {BAND} points each.")
    own = min(score // BAND, TENTHS - 1)
    total = sum(bands) or 1
    behind, up_to = sum(bands[:own]), sum(bands[: own + 1])
    return behind * TENTHS // total, -(-up_to * TENTHS // total)

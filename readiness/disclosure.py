"""What may be said of counts and sums of money over firms, so that no single firm shows.

A count is told as its class of k values (5–9, 10–14 …), never exactly; below k nothing is said, not even zero. Which
cells of a row are shown follows from the classes alone, so that showing or hiding says no more than the figures do: a
reader who knows the exact total and these rules still finds every value from 0 to k-1 possible for a hidden small cell,
and every value of its class for a shown one. A shown cell always leaves at least k firms outside it.

Two rows that differ by fewer than k firms are not told apart, whether they come from two rules or from two dates.

Sums of money follow the dominance rule and the p% rule of A. Hundepool et al., Statistical Disclosure Control (Wiley,
2012), chapter 4, and are told with two significant digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEAST = 5  # k may be larger, never smaller
CELLS = ("met", "not_known", "not_met")
DOMINANCE_PERCENT = 60  # no firm makes up more than this of a sum
P_PERCENT = 10  # nobody who knows the second largest contribution may estimate the largest more closely than this
DIGITS = 2
ROWS_AT_MOST = 20  # rows of their own over the same firms: very many questions about a group give it away in the end

Firms = frozenset[int]
Cells = Mapping[str, Firms]
Key = tuple[str, str]


@dataclass(frozen=True)
class Range:
    """Both ends included."""

    low: int
    high: int


@dataclass(frozen=True)
class Row:
    """What is told of a row of cells. total, cells: None where nothing is said. rest: the hidden cells together."""

    total: Range | None
    cells: Mapping[str, Range | None]
    rest: Range | None

    @property
    def shown(self) -> frozenset[str]:
        return frozenset(cell for cell, told in self.cells.items() if told)


def minimum(k: int) -> int:
    """k, if it is large enough. Raises ValueError."""
    if k < LEAST:
        raise ValueError(f"A figure over firms needs at least {LEAST} of them; found {k}.")
    return k


def in_class(count: int, k: int) -> Range:
    """The class of a count: k consecutive values from a multiple of k on."""
    low = count - count % k
    return Range(low, low + k - 1)


def protect(counts: Mapping[str, int], k: int) -> Row:
    """What may be said of the firms that meet a rule, of those of whom it is not known, and of those that do not."""
    total = in_class(sum(counts.values()), minimum(k))
    met, not_met = (in_class(counts[cell], k) for cell in ("met", "not_met"))
    if total.low < k:
        return _row(None)
    if _leaves_enough(total, k, met):
        if not_met.low and _leaves_enough(total, k, met, not_met):
            between = Range(total.low - met.high - not_met.high, total.high - met.low - not_met.low)
            return _row(total, met=met, not_known=between, not_met=not_met)
        return _row(total, met=met)
    if not met.low and _leaves_enough(total, k, not_met):
        return _row(total, not_met=not_met)
    return _row(total)


def _leaves_enough(total: Range, k: int, *shown: Range) -> bool:
    """Whether k firms are left for certain, wherever in their classes the figures lie."""
    return all(cell.low for cell in shown) and total.low - sum(cell.high for cell in shown) >= k


def _row(total: Range | None, **shown: Range) -> Row:
    cells = {cell: shown.get(cell) for cell in CELLS}
    rest = None
    if total and shown and len(shown) < len(CELLS):
        rest = Range(total.low - sum(c.high for c in shown.values()), total.high - sum(c.low for c in shown.values()))
    return Row(total, cells, rest)


# --- differences ------------------------------------------------------------------------------------------------------


def far_enough(firms: Firms, earlier: Iterable[Firms], k: int) -> bool:
    """Whether at least k firms have entered or left since each of these times."""
    return all(len(firms ^ before) >= k for before in earlier)


def too_close(new: Cells, earlier: Cells, k: int) -> bool:
    """Whether the difference between two rows would say something about fewer than k firms.

    Compares every shown cell of one row with every cell of the other, and with all firms but those of that cell.
    """
    one, other = (protect(counts(cells), k).shown for cells in (new, earlier))
    everyone, before = (frozenset().union(*cells.values()) for cells in (new, earlier))
    pairs = [(new[a], earlier[b]) for a in CELLS for b in CELLS if a in one or b in other]
    return any(len(a ^ b) < k or len(a ^ (before - b)) < k or len((everyone - a) ^ b) < k for a, b in pairs)


def counts(cells: Cells) -> dict[str, int]:
    return {cell: len(firms) for cell, firms in cells.items()}


@dataclass(frozen=True)
class Told:
    """What is told of one rule. row None: no figures of its own; those of `like` hold for it, give or take fewer than k
    firms, or, without `like`, there are enough rows over these firms already.
    """

    row: Row | None
    like: Key | None = None


def tell(new: Mapping[Key, Cells], earlier: Mapping[Key, Cells], k: int) -> dict[Key, Told]:
    """What may be told of rules over the same firms, in this order, beside all rows told with figures before.

    Keys are (rule, date): a rule prefers to keep its own earlier figures.
    """
    standing, told = dict(earlier), {}
    for key, cells in new.items():
        close = [other for other, before in standing.items() if too_close(cells, before, k)]
        if close:
            told[key] = Told(None, next((other for other in close if other[0] == key[0]), close[0]))
        elif sum(one.row is not None for one in told.values()) >= ROWS_AT_MOST:
            told[key] = Told(None)
        else:
            told[key], standing[key] = Told(protect(counts(cells), k)), cells
    return told


# --- money ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sum:
    """A sum as it may be told, in the unit of its parts; None with the reason: too_few | dominated | too_close."""

    amount: Decimal | None
    reason: str = ""


def protect_sum(parts: Mapping[int, Decimal], k: int, earlier: Iterable[Mapping[int, Decimal]] = ()) -> Sum:
    """What may be said of the sum of what each firm contributes. earlier: the parts of sums told before."""
    given = _given(parts)
    if len(given) < minimum(k):
        return Sum(None, "too_few")
    if dominated(list(given.values())):
        return Sum(None, "dominated")
    if any(_gives_away(given, _given(before), k) for before in earlier):
        return Sum(None, "too_close")
    return Sum(significant(sum(given.values(), Decimal(0))))


def _given(parts: Mapping[int, Decimal]) -> dict[int, Decimal]:
    return {firm: part for firm, part in parts.items() if part > 0}


def _gives_away(new: Mapping[int, Decimal], earlier: Mapping[int, Decimal], k: int) -> bool:
    """Whether the firms that are in one sum only are too few, or one of them stands out."""
    groups = ([new[f] for f in new.keys() - earlier.keys()], [earlier[f] for f in earlier.keys() - new.keys()])
    return any(group and (len(group) < k or dominated(group)) for group in groups)


def dominated(parts: Sequence[Decimal]) -> bool:
    """Whether one firm could be told from the sum: the (1, 60 %) dominance rule, or the p% rule with p = 10."""
    largest, second, *rest = sorted([*parts, Decimal(0), Decimal(0)], reverse=True)
    total = largest + second + sum(rest, Decimal(0))
    return largest * 100 > DOMINANCE_PERCENT * total or (total - largest - second) * 100 < P_PERCENT * largest


def significant(amount: Decimal, digits: int = DIGITS) -> Decimal:
    """The amount with this many significant digits: 1234 → 1200."""
    if not amount:
        return Decimal(0)
    step = Decimal(1).scaleb(amount.adjusted() - digits + 1)
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step

"""What may be said of counts and sums of money over firms, so that no single firm shows.

A count is told as its class of k values (5–9, 10–14 …), never exactly; below k nothing is said, not even zero. Which
cells of a row are shown follows from the classes alone, so that showing or hiding says no more than the figures do: a
reader who knows the exact total and these rules still finds every value from 0 to k-1 possible for a hidden small cell,
and every value of its class for a shown one. A shown cell always leaves at least k firms outside it.

Two groups that differ by fewer than k firms are not told apart, whether they come from two rules or from two dates.

Sums of money follow the dominance rule and the p% rule of A. Hundepool et al., Statistical Disclosure Control (Wiley,
2012), chapter 4, and are told with two significant digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from readiness.disclosure.least import minimum

CELLS = ("met", "not_known", "not_met")
DOMINANCE_PERCENT = 60  # no firm makes up more than this of a sum
P_PERCENT = 10  # nobody who knows the second largest contribution may estimate the largest more closely than this
DIGITS = 2
ROWS_AT_MOST = 20  # rows of their own over the same firms: very many questions about a group give it away in the end

Firms = frozenset[int]
Cells = Mapping[str, Firms]


@dataclass(frozen=True)
class Range:
    """Both ends included."""

    low: int
    high: int


@dataclass(frozen=True)
class Row:
    """What is told of a row of cells. total, cells: None where nothing is said. rest: the hidden cells together.

    own: the cells told, or hidden, by their own count; the others as near to one that was told before.
    """

    total: Range | None
    cells: Mapping[str, Range | None]
    rest: Range | None
    own: frozenset[str]

    @property
    def shown(self) -> frozenset[str]:
        return frozenset(cell for cell, told in self.cells.items() if told)


def in_class(count: int, k: int) -> Range:
    """The class of a count: k consecutive values from a multiple of k on."""
    low = count - count % k
    return Range(low, low + k - 1)


def protect(counts: Mapping[str, int], k: int) -> Row:
    """What may be said of the firms that meet a rule, of those of whom it is not known, and of those that do not."""
    met, not_met = (in_class(counts[cell], minimum(k)) for cell in ("met", "not_met"))
    return _row(in_class(sum(counts.values()), k), met, not_met, k, frozenset(CELLS))


def _row(total: Range, met: Range | None, not_met: Range | None, k: int, own: frozenset[str]) -> Row:
    """met, not_met: as near as they may be told, None where not at all. What is left is never told by its own count."""
    if total.low < k:
        return Row(None, dict.fromkeys(CELLS), None, own)
    shown: dict[str, Range | None] = {}
    if _leaves_enough(total, k, met):
        shown["met"] = met
        if _leaves_enough(total, k, met, not_met):
            shown |= {"not_met": not_met, "not_known": _left(total, met, not_met)}
    elif _small(met, k) and _leaves_enough(total, k, not_met):
        shown["not_met"] = not_met
    rest = _left(total, *shown.values()) if len(shown) == 1 else None
    return Row(total, {cell: shown.get(cell) for cell in CELLS}, rest, own)


def _small(told: Range | None, k: int) -> bool:
    return told is None or told.low < k


def _leaves_enough(total: Range, k: int, *shown: Range | None) -> bool:
    """Whether k firms are in each and k are left for certain, wherever in their ranges the figures lie."""
    highs = [cell.high for cell in shown if cell and not _small(cell, k)]
    return len(highs) == len(shown) and total.low - sum(highs) >= k


def _left(total: Range, *shown: Range | None) -> Range:
    told = [cell for cell in shown if cell]
    return Range(max(0, total.low - sum(c.high for c in told)), total.high - sum(c.low for c in told))


# --- differences ------------------------------------------------------------------------------------------------------


def far_enough(firms: Firms, earlier: Iterable[Firms], k: int) -> bool:
    """Whether at least k firms have entered or left since each of these times."""
    return all(len(firms ^ before) >= k for before in earlier)


@dataclass(frozen=True)
class Told:
    """A row with the firms behind it."""

    cells: Cells
    row: Row


Known = list[tuple[Firms, Range]]  # groups of firms and what is known of how many they are


def tell(new: Mapping[str, Cells], earlier: Iterable[Told], k: int) -> dict[str, Row]:
    """What may be told of rules over the same firms, in this order, beside the rows told before, the latest first.

    A cell that differs from one known before by fewer than k firms is told as near to that one only, give or take k-1,
    whether it is equal or not; near to a small one, it is kept back like that one.
    """
    known: Known = [pair for told in earlier for pair in _known(told, told.row.own, k)]
    found: dict[str, Row] = {}
    for code, cells in new.items():
        full = sum(bool(row.own & row.shown) for row in found.values()) >= ROWS_AT_MOST
        found[code] = _told(cells, None if full else known, k)
        known = [*_known(Told(cells, found[code]), CELLS, k), *known]
    return found


def _told(cells: Cells, known: Known | None, k: int) -> Row:
    total = in_class(sum(map(len, cells.values())), minimum(k))
    if known is None:
        return _row(total, None, None, k, frozenset())
    near = {cell: _near(cells[cell], known, k) for cell in CELLS}
    met, not_met = (near[cell] or in_class(len(cells[cell]), k) for cell in ("met", "not_met"))
    return _row(total, met, not_met, k, frozenset(cell for cell in CELLS if near[cell] is None))


def _near(firms: Firms, known: Known, k: int) -> Range | None:
    """What may be told of firms near to a group that is known; None: they are near to none."""
    found = [Range(max(0, told.low - k + 1), told.high + k - 1) for others, told in known if len(firms ^ others) < k]
    return min(found, key=lambda told: told.low, default=None)


def _known(told: Told, which: Iterable[str], k: int) -> Known:
    """The cells of a row, all its firms, and all but those of a cell. Of a large cell kept back nothing is known."""
    total = told.row.total
    if total is None:
        return []
    everyone = frozenset[int]().union(*told.cells.values())
    pairs: Known = [(everyone, total)]
    for cell in which:
        firms = told.cells[cell]
        range_ = told.row.cells[cell] or (Range(0, k - 1) if len(firms) < k else None)
        if range_:
            pairs += [(firms, range_), (everyone - firms, _left(total, range_))]
    return pairs


def counts(cells: Cells) -> dict[str, int]:
    return {cell: len(firms) for cell, firms in cells.items()}


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

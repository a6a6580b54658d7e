"""What several instruments could bring together: a total only over a set the rules allow.

Where it is not known whether two may be taken together, the total is a range from the largest single one to the sum.
Verified and unverified records are never added up, tax benefits never with cash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from readiness.subsidies.records import Subsidy
from readiness.text import Text

ONE_OF_GROUP = ("take_higher", "best_of", "one_direction_per_year")


@dataclass(frozen=True)
class Claim:
    """One instrument with what it could bring. base_wan: what the share is taken of; None for fixed sums."""

    subsidy: Subsidy
    amount_wan: Decimal
    base_wan: Decimal | None


@dataclass(frozen=True)
class Total:
    """low..high in 万元. verified: of verified records only, or of unverified only.

    certain: only items whose conditions are all met; otherwise those with open questions are counted in.
    reason: why it is a range, or what was left out.
    """

    verified: bool
    certain: bool
    low_wan: Decimal
    high_wan: Decimal
    ids: tuple[str, ...]
    reason: Text


UNKNOWN = Text(
    "部分政策能否同时享受未见规定：低值为单项最高，高值为各项相加。",
    "Whether some can be taken together is not known: the low figure is the largest single one, the high one the sum.",
)
ALLOWED = Text("按已知的叠加规定可以同时享受。", "By the stacking rules known, these may be taken together.")
SINGLE = Text("只有一项可测算。", "Only one item can be estimated.")
EXCLUDED = Text(
    "按规定不能重复享受的，只计较高的一项。", "Of items that exclude each other only the higher one is counted."
)


def total_of(claims: Sequence[Claim], verified: bool, certain: bool) -> Total | None:
    """The total over claims of one kind; None when there is nothing to add."""
    counted = [claim for claim in claims if claim.amount_wan > 0]
    if not counted:
        return None
    best = max(_allowed_sets(counted), key=_sum)
    high, largest = _sum(best), max(claim.amount_wan for claim in counted)
    open_ = any(_relation(a, b) is None for n, a in enumerate(best) for b in best[:n])
    low = min(largest, high) if open_ else high
    ids = tuple(claim.subsidy.id for claim in best)
    return Total(verified, certain, low, high, ids, _reason(counted, best, open_))


def _reason(counted: Sequence[Claim], best: Sequence[Claim], open_: bool) -> Text:
    first = UNKNOWN if open_ else ALLOWED if len(best) > 1 else SINGLE if len(counted) == 1 else EXCLUDED
    if len(best) < len(counted) and first is not EXCLUDED:
        return Text(first.zh + EXCLUDED.zh, f"{first.en} {EXCLUDED.en}")
    return first


def _allowed_sets(claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """All largest sets without two that exclude each other."""
    if not claims:
        yield ()
        return
    first, rest = claims[0], claims[1:]
    compatible = [claim for claim in rest if _relation(first, claim) is not False]
    for chosen in _allowed_sets(compatible):
        yield (first, *chosen)
    if len(compatible) < len(rest):
        yield from _allowed_sets(rest)


def _sum(claims: Sequence[Claim]) -> Decimal:
    """The sum; on one and the same spending never more than that spending, or the share of it the rules state."""
    by_base: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        by_base.setdefault(_base(claim), []).append(claim)
    return sum((_limited(base, same) for base, same in by_base.items()), Decimal(0))


def _limited(base: tuple[str, ...], claims: Sequence[Claim]) -> Decimal:
    amounts = sum((claim.amount_wan for claim in claims), Decimal(0))
    bases = [claim.base_wan for claim in claims if claim.base_wan is not None]
    if not base or not bases or len(claims) == 1:
        return amounts
    percents = [c.subsidy.stacking.percent for c in claims if c.subsidy.stacking.percent is not None]
    return min(amounts, max(bases) * min([Decimal(100), *percents]) / 100)


def _base(claim: Claim) -> tuple[str, ...]:
    return claim.subsidy.amount.base_fields


def _relation(a: Claim, b: Claim) -> bool | None:
    return together(a.subsidy, b.subsidy)


def together(first: Subsidy, second: Subsidy) -> bool | None:
    """Whether two may be taken together; None when no rule is known."""
    one, other = first.stacking, second.stacking
    if first.id in other.ids or second.id in one.ids:
        return _FOR_IDS[one.kind if second.id in one.ids else other.kind]
    if one.group and one.group == other.group and one.kind in ONE_OF_GROUP:
        return False
    shared = bool(set(first.amount.base_fields) & set(second.amount.base_fields))
    if shared and "same_contract_once" in (one.kind, other.kind):
        return False
    if not shared and "unknown" not in (one.kind, other.kind):
        return True
    return True if "free" in (one.kind, other.kind) else None


_FOR_IDS: Mapping[str, bool | None] = {"not_both": False, "stack_to": True, "free": True}

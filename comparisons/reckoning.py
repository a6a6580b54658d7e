"""Figures over a set of results: exact fractions, sorted by what they say and by code where two are alike."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

WEAK = Fraction(1, 2)  # of a question's full score: below it, the question counts as a gap
MOST_GAPS = 10


def letter(place: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def content_of(results: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is kept of each result: nothing that names the firm, its place, its industry or its size."""
    return [
        {
            "letter": letter(place),
            "level": data["level"],
            "overall": data["overall"],
            "dimensions": {one["code"]: one["score"] for one in data["dimensions"]},
            "gates": sorted(gate["gate"] for gate in data["gaps"]["gates"] if not gate["holds"]),
            "questions": {one["code"]: one["score"] for one in data["questions"] if one["score"] is not None},
        }
        for place, data in enumerate(results)
    ]


def quantile(ordered: list[Fraction], share: Fraction) -> Fraction:
    """Between two values in proportion to where the place falls (the usual type 7)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def spread(scores: Iterable[str | None]) -> tuple[Fraction, ...] | None:
    """Lowest, lower quartile, median, upper quartile, highest; None without any."""
    ordered = sorted(Fraction(score) for score in scores if score is not None)
    return tuple(quantile(ordered, Fraction(n, 4)) for n in range(5)) if ordered else None


def common_gaps(clients: list[dict[str, Any]], full: Mapping[str, Fraction]) -> list[tuple[str, int, int]]:
    """(question, how many stand below half of its points, how many answered it); more than half of them, most first."""
    weak: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for client in clients:
        for code, score in client["questions"].items():
            asked[code] += 1
            weak[code] += Fraction(score) < WEAK * full.get(code, Fraction(100))
    common = [(code, count, asked[code]) for code, count in weak.items() if 2 * count > len(clients)]
    return sorted(common, key=lambda one: (-one[1], one[0]))[:MOST_GAPS]


def common_gates(clients: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """(gate, how many it holds back), of those that hold back at least two."""
    counts = Counter(gate for client in clients for gate in client["gates"])
    return sorted(((g, n) for g, n in counts.items() if n > 1), key=lambda one: (-one[1], one[0]))

"""A stored record back to the case it came from, and whether evaluating that case again gives the same record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from readiness.answers import read_answer
from readiness.framework import Framework
from readiness.notes import Case
from readiness.outcome import ENGINES, evaluate
from readiness.plain import digest
from readiness.profile import Profile
from readiness.record import outcome_to_plain
from readiness.scenes import Scene
from readiness.subsidies import Catalogue

Record = Mapping[str, Any]
OF_THE_CATALOGUE = ("catalogue_digest", "subsidies")


@dataclass(frozen=True)
class Verdict:
    """difference: the first key that came out otherwise, "" when none did.

    without_subsidies: another catalogue is at hand, so everything else was compared.
    """

    difference: str = ""
    without_subsidies: bool = False

    @property
    def reproduced(self) -> bool:
        return not self.difference


def verify(record: Record, sha256: str, framework: Framework, catalogue: Catalogue) -> Verdict:
    """Whether a record is what it was when it was frozen, and what the same case gives today."""
    if digest(record) != sha256:
        return Verdict("(the stored record is not the one its hash was made from)")
    if framework.digest != record["framework_digest"]:
        return Verdict("framework_digest")
    if record.get("engine") not in ENGINES:
        return Verdict("engine")
    other_catalogue = catalogue.digest != record["catalogue_digest"]
    try:
        again = reproduce(record, framework, catalogue)
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        return Verdict(f"(its case cannot be evaluated: {type(error).__name__}: {error})", other_catalogue)
    if other_catalogue:
        again |= {key: record[key] for key in OF_THE_CATALOGUE}
    return Verdict("" if digest(again) == sha256 else first_difference(record, again), other_catalogue)


def reproduce(record: Record, framework: Framework, catalogue: Catalogue) -> dict[str, Any]:
    """The record of the same case, made anew; what others froze beside the outcome is taken over as it is."""
    again = outcome_to_plain(evaluate(framework, catalogue, case_of(record, framework), record["engine"]))
    return {key: value for key, value in record.items() if key not in again} | again


def case_of(record: Record, framework: Framework) -> Case:
    """The case a record was made from. Raises KeyError, ValueError or AnswerError where it does not say enough."""
    answers = record["answers"].items()
    return Case(
        profile=profile_of(record),
        answers={code: read_answer(framework.questions[code], plain) for code, plain in answers},
        scenes=tuple(_scene(plain) for plain in record["scenes"]),
        on=datetime.date.fromisoformat(record["on"]),
        quick=record["mode"] == "quick",
        minutes=_number(record["minutes"]),
    )


def profile_of(record: Record) -> Profile:
    """The facts about the enterprise as they were frozen."""
    plain, numbers = record["profile"], record["fact_numbers"]
    held = plain["qualifications"]
    return Profile(
        **dict(plain)
        | {
            "revenue_wan": _number(plain["revenue_wan"]),
            "qualifications": None if held is None else frozenset(held),
            "spend": {kind: _number(amount) for kind, amount in plain["spend"].items()},
            "facts": {name: _number(fact) if name in numbers else fact for name, fact in plain["facts"].items()},
        }
    )


def _scene(plain: Mapping[str, Any]) -> Scene:
    month = plain["start_month"]
    return Scene(**dict(plain) | {"start_month": datetime.date.fromisoformat(month) if month else None})


def _number(plain: Any) -> Any:
    """A decimal stands as text in plain data; whole numbers and nothing stand as they are."""
    return Decimal(plain) if isinstance(plain, str) else plain


def first_difference(before: Any, after: Any, at: str = "") -> str:
    """The place of the first difference between two plain values, in the order of the keys; "" when there is none."""
    if isinstance(before, dict) and isinstance(after, dict):
        pairs = ((f"{at}.{key}" if at else key, before, after, key) for key in sorted({*before, *after}))
        found = (_at(place, one, two, key) for place, one, two, key in pairs)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        found = (
            first_difference(one, two, f"{at}[{n}]") for n, (one, two) in enumerate(zip(before, after, strict=True))
        )
    else:
        return "" if before == after and type(before) is type(after) else at or "(everything)"
    return next((place for place in found if place), "")


def _at(place: str, before: Mapping[str, Any], after: Mapping[str, Any], key: str) -> str:
    if key not in before or key not in after:
        return place
    return first_difference(before[key], after[key], place)

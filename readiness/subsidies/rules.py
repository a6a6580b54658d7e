"""Who may have it: rules as data, decided with three values. What is not known stays None and becomes a question."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from readiness.industries import within_industry
from readiness.profile import Profile
from readiness.regions import NATIONAL, within_region
from readiness.text import Text

OPERATORS = ("eq", "in", "in_list", "has", "within", "gt", "gte", "lt", "lte", "exists")
FIELD_KINDS = ("region", "industry", "text", "titles", "flag", "money", "number", "date", "choice")
LIST_KINDS = ("region", "industry", "text")  # text: names of zones, providers and the like, as they are written
Scalar = bool | Decimal | str
# How what a rule gives is written in results and figures.
VERDICTS: Mapping[bool | None, str] = {True: "met", None: "not_known", False: "not_met"}


@dataclass(frozen=True)
class Field:
    """A fact rules may ask for. holds, fails: the condition in words when a flag is true, false.

    unit: of a number. options: the words for the codes of titles and choices. sum_of: fields that add up to this one
    when it is not given itself.
    """

    code: str
    kind: str
    label: Text
    question: Text
    holds: Text | None = None
    fails: Text | None = None
    unit: Text | None = None
    options: Mapping[str, Text] | None = None
    sum_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedList:
    """A dated list a rule refers to. complete: False when a member that is missing here may still be on it."""

    code: str
    name: Text
    question: Text
    kind: str  # region | industry | text
    members: tuple[str, ...]
    complete: bool
    as_of: datetime.date
    source: Text
    adcode: str = NATIONAL  # whose list it is


@dataclass(frozen=True)
class Predicate:
    """One condition. excluding, unclear_in: regions where a `within` does not hold, or is not known to hold."""

    field: str
    op: str
    values: tuple[Scalar, ...]
    text: Text | None = None
    excluding: tuple[str, ...] = ()
    unclear_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Conditions together: all of them, any of them, or not (of the only part)."""

    kind: str  # all | any | not
    parts: tuple[Rule, ...]


Rule = Predicate | Group


@dataclass(frozen=True)
class Fact:
    """What is known of one field. at_least: a sum of which some parts are not known, so it may be more."""

    value: Any
    at_least: bool = False


class Facts:
    """What a profile answers when a rule asks for a field."""

    def __init__(self, profile: Profile, fields: Mapping[str, Field], lists: Mapping[str, NamedList]):
        self.profile, self.fields, self.lists = profile, fields, lists

    def get(self, code: str) -> Fact | None:
        """The fact under a rule field, None when the firm has not said."""
        own = self.profile.facts.get(code)
        value = own if own is not None else _from_profile(self.profile, code)
        if value is not None:
            return Fact(value)
        field = self.fields.get(code)
        return self.total(field.sum_of) if field and field.sum_of else None

    def total(self, codes: Iterable[str]) -> Fact | None:
        """The sum of the money fields that are known."""
        found = [self.get(code) for code in codes]
        known = [fact for fact in found if fact is not None]
        if not known:
            return None
        partial = len(known) < len(found) or any(fact.at_least for fact in known)
        return Fact(sum((fact.value for fact in known), Decimal(0)), partial)


def _from_profile(profile: Profile, code: str) -> Any:
    if code.startswith("spend."):
        return profile.spend.get(code.removeprefix("spend."))
    reader = _READERS.get(code)
    return reader(profile) if reader else None


def _headcount(profile: Profile) -> Decimal | None:
    return None if profile.employees is None else Decimal(profile.employees)


def _is_sme(profile: Profile) -> bool | None:
    return None if profile.size is None else profile.size != "large"


def _above_designated_size(profile: Profile) -> bool | None:
    """规模以上: an industrial enterprise with yearly revenue of 20 million yuan or more."""
    return None if profile.revenue_wan is None else profile.revenue_wan >= 2000


def _is_opc(profile: Profile) -> bool | None:
    """A one-person company is micro; of a micro firm it is not known."""
    return False if profile.size in {"large", "medium", "small"} else None


_READERS: Mapping[str, Callable[[Profile], Any]] = {
    "region": lambda profile: profile.adcode or None,
    "industry": lambda profile: profile.industry or None,
    "zone": lambda profile: profile.zone,
    "qualifications": lambda profile: profile.qualifications,
    "headcount": _headcount,
    "is_sme": _is_sme,
    "is_opc": _is_opc,
    "above_designated_size": _above_designated_size,
}


def evaluate(rule: Rule | None, facts: Facts) -> bool | None:
    """True, False, or None for not known. No rule: nothing is known."""
    if rule is None:
        return None
    if isinstance(rule, Predicate):
        return _predicate(rule, facts)
    values = [evaluate(part, facts) for part in rule.parts]
    return {"all": all_of, "any": any_of, "not": _not}[rule.kind](values)


def all_of(values: Iterable[bool | None]) -> bool | None:
    """Kleene's and: one False decides, else one None leaves it open."""
    found = set(values)
    return False if False in found else None if None in found else True


def any_of(values: Iterable[bool | None]) -> bool | None:
    """Kleene's or: one True decides, else one None leaves it open."""
    found = set(values)
    return True if True in found else None if None in found else False


def _not(values: list[bool | None]) -> bool | None:
    return None if values[0] is None else not values[0]


def predicates(rule: Rule | None) -> tuple[Predicate, ...]:
    """All predicates of a rule, in order."""
    if rule is None:
        return ()
    if isinstance(rule, Predicate):
        return (rule,)
    return tuple(predicate for part in rule.parts for predicate in predicates(part))


def _predicate(predicate: Predicate, facts: Facts) -> bool | None:
    fact = facts.get(predicate.field)
    if predicate.op == "exists":
        return True if fact else None
    if fact is None:
        return None
    if predicate.op in _COMPARE:
        return _compare(predicate, fact)
    if predicate.op == "has":
        return predicate.values[0] in fact.value
    if predicate.op == "within":
        return _within(predicate, fact.value, facts)
    if predicate.op == "in_list":
        return _in_list(facts.lists[str(predicate.values[0])], fact.value)
    return fact.value in predicate.values  # eq, in


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "gt": lambda value, limit: value > limit,
    "gte": lambda value, limit: value >= limit,
    "lt": lambda value, limit: value < limit,
    "lte": lambda value, limit: value <= limit,
}


def _compare(predicate: Predicate, fact: Fact) -> bool | None:
    holds = _COMPARE[predicate.op](fact.value, predicate.values[0])
    if not fact.at_least:
        return holds
    upwards = predicate.op in {"gt", "gte"}
    return holds if holds is upwards else None  # a sum that may be more can only prove "at least"


def _within(predicate: Predicate, value: str, facts: Facts) -> bool | None:
    outers = [str(outer) for outer in predicate.values]
    if facts.fields[predicate.field].kind == "industry":
        return within_industry(value, outers)
    if any(within_region(value, place) for place in predicate.excluding):
        return False
    if any(within_region(value, place) for place in predicate.unclear_in):
        return None
    return any_of(region_test(value, outer) for outer in outers)


def region_test(adcode: str, outer: str) -> bool | None:
    """Whether a place lies in another; None when it is only known more roughly than that."""
    if within_region(adcode, outer):
        return True
    return None if within_region(outer, adcode) else False


def _in_list(named: NamedList, value: str) -> bool | None:
    if named.kind == "industry":
        found: bool | None = within_industry(value, named.members)
    elif named.kind == "text":
        found = _as_written(value) in {_as_written(member) for member in named.members}
    else:
        found = any_of(region_test(value, member) for member in named.members)
    return None if found is False and not named.complete else found


def _as_written(name: str) -> str:
    """A name without what two people write differently: width, spaces, capitals."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())

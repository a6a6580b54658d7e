"""A rule in plain words: each condition with the firm's own value, and what the firm must be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from readiness.industries import SECTION_NAMES
from readiness.reference import Reference
from readiness.regions import within_region
from readiness.subsidies.amounts import cny, short, wan
from readiness.subsidies.records import Subsidy
from readiness.subsidies.rules import Facts, Field, Group, Predicate, Rule, evaluate, predicates
from readiness.text import Text

NOT_GIVEN = Text("未填写", "not given")
YES, NO = Text("是", "yes"), Text("否", "no")
SEPARATE = Text(
    "所在城市为计划单列市，省级资金是否覆盖本市，请向当地主管部门确认。",
    "This city is budgeted apart from its province: ask the local authority whether provincial money covers it.",
)


@dataclass(frozen=True)
class Condition:
    """One condition as a sentence, and what the firm has said."""

    text: Text
    own: Text


@dataclass(frozen=True)
class Question:
    """What must be confirmed. field: the rule field an answer would fill; None: only the authority can say."""

    field: str | None
    text: Text


@dataclass(frozen=True)
class Check:
    """One condition held against the firm. holds: None while it is not known; questions: what would decide it then."""

    holds: bool | None
    condition: Condition
    questions: tuple[Question, ...] = ()


def checks_of(record: Subsidy, facts: Facts, reference: Reference) -> tuple[Check, ...]:
    """The conditions of a record in its own order, each with whether it is met."""
    found = ((evaluate(part, facts), part) for part in _parts(record.rule))
    return tuple(
        Check(holds, _condition(part, record, facts, reference), _open_questions(part, facts) if holds is None else ())
        for holds, part in found
    )


def conditions_of(record: Subsidy, facts: Facts, reference: Reference) -> dict[bool | None, tuple[Condition, ...]]:
    """The conditions of a record by whether they are met: True, False, None for not known."""
    found = checks_of(record, facts, reference)
    return {value: tuple(c.condition for c in found if c.holds is value) for value in (True, False, None)}


def _parts(rule: Rule | None) -> tuple[Rule, ...]:
    if rule is None:
        return ()
    return rule.parts if isinstance(rule, Group) and rule.kind == "all" else (rule,)


def questions_of(record: Subsidy, facts: Facts) -> tuple[Question, ...]:
    """The open facts of the rule, each once, then what the record says must be confirmed."""
    if evaluate(record.rule, facts) is False:
        return ()
    open_ = [part for part in _parts(record.rule) if evaluate(part, facts) is None]
    asked = _each_once(question for part in open_ for question in _open_questions(part, facts))
    return (*asked, *(Question(None, text) for text in record.confirm))


def _open_questions(part: Rule, facts: Facts) -> tuple[Question, ...]:
    """What must be asked to decide a part of a rule, each question once."""
    open_ = (predicate for predicate in predicates(part) if evaluate(predicate, facts) is None)
    return _each_once(_question(predicate, facts) for predicate in open_)


def _each_once(questions: Iterable[Question]) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for question in questions:
        found.setdefault(question.text.zh, question)
    return tuple(found.values())


def _question(predicate: Predicate, facts: Facts) -> Question:
    unnamed = facts.fields[predicate.field].kind == "text" and facts.get(predicate.field) is None
    if predicate.op == "in_list" and not unnamed:
        return Question(None, facts.lists[str(predicate.values[0])].question)
    if predicate.field == "region" and predicate.unclear_in:
        return Question(None, SEPARATE)
    return Question(predicate.field, facts.fields[predicate.field].question)


# --- sentences --------------------------------------------------------------------------------------------------------


def _condition(rule: Rule, record: Subsidy, facts: Facts, reference: Reference) -> Condition:
    parts = predicates(rule)
    owns = list(dict.fromkeys((p.field, _own(facts, p.field, reference)) for p in parts))
    return Condition(_sentence(rule, record, facts, reference), join([own for _field, own in owns], "；", "; "))


def _sentence(rule: Rule, record: Subsidy, facts: Facts, reference: Reference) -> Text:
    if isinstance(rule, Predicate):
        return rule.text or _words(rule, facts.fields[rule.field], record, facts, reference)
    words = [_sentence(part, record, facts, reference) for part in rule.parts]
    if rule.kind == "not":
        return Text(f"不属于：{words[0].zh}", f"Not: {words[0].en}")
    return join(words, "，或者", ", or ") if rule.kind == "any" else join(words, "，并且", ", and ")


def _words(predicate: Predicate, field: Field, record: Subsidy, facts: Facts, reference: Reference) -> Text:
    value = predicate.values[0] if predicate.values else True
    if field.kind == "flag":
        return (field.holds if value is True else field.fails) or field.label
    if predicate.op == "in_list":
        name = facts.lists[str(value)].name
        return Text(f"{field.label.zh}列入{name.zh}", f"{_capital(field.label.en)} is on the list: {name.en}")
    if field.kind == "region":
        return _registered(predicate, record, facts)
    return _compared(predicate, field, reference)


def _registered(predicate: Predicate, record: Subsidy, facts: Facts) -> Text:
    place = record.region.name
    unclear = any(within_region(facts.profile.adcode, city) for city in predicate.unclear_in)
    return Text(
        f"注册地在{place.zh}" + ("（是否覆盖计划单列市未见规定）" if unclear else ""),
        f"Registered in {place.en}"
        + (" (whether separately budgeted cities are covered was not seen)" if unclear else ""),
    )


def _compared(predicate: Predicate, field: Field, reference: Reference) -> Text:
    limits = [_value(field, value, reference) for value in predicate.values]
    if predicate.op in _COMPARED:
        if predicate.op == "gt" and predicate.values[0] == 0:
            return Text(f"有{field.label.zh}", f"Has {field.label.en}")
        zh, en = (_DATED if field.kind == "date" else _COMPARED)[predicate.op]
        return Text(f"{field.label.zh}{zh} {limits[0].zh}", f"{_capital(field.label.en)} {en} {limits[0].en}")
    if predicate.op == "has":
        return Text(f"持有：{limits[0].zh}", f"Holds: {limits[0].en}")
    if predicate.op == "exists":
        return Text(f"已填写{field.label.zh}", f"Given: {field.label.en}")
    named = join(limits, "或", " or ")
    return Text(f"{field.label.zh}为{named.zh}", f"{_capital(field.label.en)}: {named.en}")


_COMPARED = {
    "gt": ("高于", "above"),
    "gte": ("不低于", "of at least"),
    "lt": ("低于", "below"),
    "lte": ("不超过", "of at most"),
}

_DATED = {
    "gt": ("晚于", "after"),
    "gte": ("不早于", "not before"),
    "lt": ("早于", "before"),
    "lte": ("不晚于", "not after"),
}


def _own(facts: Facts, code: str, reference: Reference) -> Text:
    """What the firm has said about a field."""
    fact, field = facts.get(code), facts.fields[code]
    if fact is None:
        return NOT_GIVEN
    if field.kind == "titles":
        held = [_value(field, title, reference) for title in sorted(fact.value)]
        return join(held, "、", ", ") if held else Text("无", "none")
    if field.kind == "flag":
        return (field.holds if fact.value else field.fails) or (YES if fact.value else NO)
    return _value(field, fact.value, reference)


def _value(field: Field, value: Any, reference: Reference) -> Text:
    if isinstance(value, bool):
        return YES if value else NO
    if field.kind == "region":
        return reference.region_path(value) if value in reference.regions else Text(value, value)
    if field.kind == "industry":
        return _industry(value, reference)
    if field.options and value in field.options:
        return field.options[value]
    if isinstance(value, Decimal):
        return _number(field, value)
    return Text(str(value), str(value))


def _number(field: Field, value: Decimal) -> Text:
    if field.kind == "money":
        return Text(wan(value), cny(value))
    unit = field.unit or Text("", "")
    return Text(f"{short(value)} {unit.zh}".strip(), f"{short(value)} {unit.en}".strip())


def _industry(code: str, reference: Reference) -> Text:
    if code in SECTION_NAMES:
        return SECTION_NAMES[code]
    digits = code.lstrip("ABCDEFGHIJKLMNOPQRST")
    industry = reference.industries.get(digits)
    if industry is None:
        return Text(code, code)
    named = industry if industry.name_en else reference.industries[industry.parent or digits]
    return Text(f"{industry.name.zh}({digits})", f"{named.name.en} ({digits})")


def join(texts: Iterable[Text], zh: str, en: str) -> Text:
    """Texts in a row."""
    parts = list(texts)
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

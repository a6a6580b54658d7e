"""A case file: one firm's profile, answers and scenes. All problems at once, each with what belongs there instead."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from readiness.answers import Answer, AnswerError, fault_of, read_answer
from readiness.framework import Framework
from readiness.industries import POLICY_GROUPS
from readiness.loading.catalogue import published_catalogue
from readiness.loading.framework import published, published_references
from readiness.loading.reading import Node, describe, raise_problems, read_yaml
from readiness.notes import Case
from readiness.profile import Profile
from readiness.questions import Question
from readiness.reference import Reference, check_uscc
from readiness.scenes import FREQUENCIES, STATUSES, Scene
from readiness.subsidies.rules import Field

MODES = ("full", "quick")
LARGEST_FIRM = 10_000_000  # employees
SPENDING = "spend."  # before the kinds of planned spending, where rules name them

_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


def load_case(path: Path, reference: Reference, on: datetime.date) -> tuple[Framework, Case]:
    """Read a case file for a day. Raises ContentError with every problem."""
    document = read_yaml(path)
    raise_problems(document)
    root = document.root
    framework = _framework(root)
    raise_problems(document)
    case = _case(root, framework, reference, on)
    raise_problems(document)
    return framework, case


def _framework(root: Node) -> Framework:
    wanted = root.text("framework")
    if wanted not in published_references() and not root.document.problems:
        root.complain("framework", describe(wanted), "one of " + ", ".join(published_references()))
    return published(wanted if wanted in published_references() else published_references()[0])


def _case(root: Node, framework: Framework, reference: Reference, on: datetime.date) -> Case:
    minutes = root.decimal("minutes", None, at_least=0)
    case = Case(
        profile=_profile(root.required("profile"), reference),
        answers=read_answers(root.required("answers"), framework),
        scenes=tuple(_scene(node, framework) for node in root.items("scenes", [])),
        on=on,
        quick=root.choice("mode", MODES, "full") == "quick",
        minutes=minutes,
    )
    root.done()
    return case


# --- the firm -------------------------------------------------------------------------------------------------------


def _profile(node: Node, reference: Reference) -> Profile:
    industry = _industry(node, reference)
    employees = _employees(node)
    revenue = node.decimal("revenue_wan", None, at_least=0)
    qualifications = node.texts("qualifications", None)
    profile = Profile(
        name=node.text("name"),
        adcode=_adcode(node, reference),
        industry=industry,
        policy_group=_policy_group(node, reference, industry),
        uscc=_uscc(node),
        employees=employees,
        revenue_wan=revenue,
        size=reference.size_class(industry, employees, revenue).size,
        zone=node.text("zone", None),
        qualifications=None if qualifications is None else frozenset(qualifications),
        spend=_amounts(node, "planned_spend"),
        facts=_facts(node),
    )
    node.done()
    return profile


def _industry(node: Node, reference: Reference) -> str:
    typed: str = node.text("industry")
    code = typed[1:] if typed[:1].isalpha() else typed
    if typed and reference.policy_group(code) is None:
        node.complain("industry", describe(typed), "a GB/T 4754-2017 code of division 13–43 or 65, e.g. 3670")
    return code


def _adcode(node: Node, reference: Reference) -> str:
    adcode: str = node.text("adcode")
    if adcode and (adcode not in reference.regions or reference.regions[adcode].virtual):
        node.complain("adcode", describe(adcode), "a six-digit GB/T 2260 code, e.g. 330282")
    return adcode


def _policy_group(node: Node, reference: Reference, industry: str) -> str:
    group = reference.policy_group(industry)
    chosen: str = node.choice("policy_group", POLICY_GROUPS, group.code if group else "")
    if group and not group.changeable and chosen != group.code:
        node.complain("policy_group", chosen, f"{group.code}: the assignment of industry {industry} is settled")
    return chosen


def _uscc(node: Node) -> str | None:
    typed = node.text("uscc", None)
    if typed is None:
        return None
    check = check_uscc(typed)
    if not check.valid and check.message:
        node.complain("uscc", describe(typed), f"a valid unified social credit code: {check.message.en}")
    return check.code


def _employees(node: Node) -> int | None:
    employees: int | None = node.whole("employees", None, at_least=1)
    if employees and employees > LARGEST_FIRM:
        node.complain("employees", str(employees), f"a whole number from 1 to {LARGEST_FIRM}")
    return employees


def _amounts(node: Node, name: str) -> dict[str, Decimal]:
    inner = node.node(name)
    if inner is None:
        return {}
    kinds = [code.removeprefix(SPENDING) for code in published_catalogue().fields if code.startswith(SPENDING)]
    for kind in set(inner.names()) - set(kinds):
        inner.complain(kind, f"the kind {kind}", "one of " + ", ".join(kinds))
    return {kind: inner.decimal(kind, at_least=0) for kind in inner.names() if kind in kinds}


def _facts(node: Node) -> dict[str, bool | Decimal | str]:
    inner = node.node("facts")
    if inner is None:
        return {}
    found: dict[str, bool | Decimal | str] = {}
    for field in inner.names():
        known = published_catalogue().fields.get(field)
        if known is None or field.startswith(SPENDING):
            inner.complain(field, f"the fact {field}", "a field of content/subsidies/fields.yaml, e.g. rd_expense_wan")
        else:
            found[field] = _fact(inner, field, known)
    return found


def _fact(node: Node, name: str, field: Field) -> bool | Decimal | str:
    """The value of the kind that the rules will compare it with."""
    if field.kind == "flag":
        return bool(node.flag(name))
    if field.kind in {"money", "number"}:
        return Decimal(node.decimal(name, at_least=0))
    if field.kind == "date":
        return str(node.date(name).isoformat())
    return str(node.choice(name, field.options) if field.options else node.text(name))


# --- the answers ----------------------------------------------------------------------------------------------------


def read_answers(node: Node, framework: Framework) -> dict[str, Answer]:
    """The answers of a mapping question → plain answer; what cannot be understood is complained about."""
    found = {}
    for code in node.names():
        question = framework.questions.get(code)
        if question is None:
            node.complain(code, f"question {code}", f"a question of {framework.reference}, e.g. RD-1")
            continue
        answer = _answer(node, question)
        if answer is not None:
            found[code] = answer
    return found


def _answer(node: Node, question: Question) -> Answer | None:
    value = node.raw(question.code)
    try:
        answer = read_answer(question, _plain(value))
    except AnswerError as error:
        node.complain(question.code, describe(value), error.expected.en)
        return None
    fault = fault_of(question, answer)
    if fault:
        node.complain(question.code, describe(value), f"an answer that holds together: {fault.en}")
    return answer


def _plain(value: Any) -> Any:
    """Dates in a reason (`na: 2026-01-01`) read as text again."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, datetime.date) else value


# --- the scenes -----------------------------------------------------------------------------------------------------


def _scene(node: Node, framework: Framework) -> Scene:
    stages = [code for code, dimension in framework.dimensions.items() if dimension.kind == "stage"]
    scene = Scene(
        stage=node.choice("stage", stages),
        name=node.text("name"),
        status=node.choice("status", STATUSES),
        start_month=_month(node),
        owner=node.text("owner", ""),
        frequency=node.choice("frequency", FREQUENCIES, ""),
        benefit=node.text("benefit", ""),
        evidence=node.text("evidence", ""),
    )
    node.done()
    return scene


def _month(node: Node) -> datetime.date | None:
    value = node.raw("start_month")
    if not node.has("start_month"):
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.replace(day=1)
    if isinstance(value, str) and _MONTH.match(value):
        return datetime.date.fromisoformat(value + "-01")
    node.complain("start_month", describe(value), "a month like 2025-03")
    return None

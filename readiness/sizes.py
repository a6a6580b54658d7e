"""Large, medium, small or micro: the size class of an enterprise and why.

Source: 国统字〔2017〕213号 and 工信部联企业〔2011〕300号; the floors are data (content/reference/size_rules.yaml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from readiness.industries import within_industry
from readiness.text import Text

SIZES = ("large", "medium", "small", "micro")
LABELS = {
    "large": Text("大型", "large"),
    "medium": Text("中型", "medium"),
    "small": Text("小型", "small"),
    "micro": Text("微型", "micro"),
}


@dataclass(frozen=True)
class Floor:
    """What a class asks for at least, both inclusive. employees: persons; revenue_wan: 万元 a year."""

    employees: int
    revenue_wan: Decimal


@dataclass(frozen=True)
class SizeRule:
    """The floors of one branch of the economy. industries: GB/T 4754-2017 sections or divisions it covers."""

    code: str
    name: Text
    industries: tuple[str, ...]
    floors: Mapping[str, Floor]  # by class, without micro


@dataclass(frozen=True)
class FloorCheck:
    """One class held against one firm; None where the firm's figure is not known."""

    size: str
    floor: Floor
    employees_reached: bool | None
    revenue_reached: bool | None

    @property
    def reached(self) -> bool | None:
        """Both floors; False as soon as one is missed, None while that cannot be said."""
        both = (self.employees_reached, self.revenue_reached)
        return False if False in both else None if None in both else True


@dataclass(frozen=True)
class SizeClass:
    """size: None while the figures known leave more than one class open. checks: the floors, large first."""

    size: str | None
    label: Text | None
    rule: str | None
    checks: tuple[FloorCheck, ...]
    explanation: Text


def rule_for(rules: tuple[SizeRule, ...], industry: str) -> SizeRule | None:
    return next((rule for rule in rules if within_industry(industry, rule.industries)), None)


def classify(rule: SizeRule | None, employees: int | None, revenue_wan: Decimal | None) -> SizeClass:
    """The first class in the order large, medium, small whose two floors are both reached, otherwise micro."""
    if rule is None:
        return SizeClass(None, None, None, (), NO_RULE)
    checks = tuple(_check(size, rule.floors[size], employees, revenue_wan) for size in SIZES if size in rule.floors)
    size = _first_reached(checks)
    explanation = (
        _explain(rule, checks, size, _own(employees, revenue_wan)) if size else _missing(employees, revenue_wan)
    )
    return SizeClass(size, LABELS[size] if size else None, rule.code, checks, explanation)


NO_RULE = Text(
    "该行业没有收录划型标准，无法判断企业规模。",
    "No size rule is recorded for this industry, so the size class cannot be told.",
)


def _check(size: str, floor: Floor, employees: int | None, revenue_wan: Decimal | None) -> FloorCheck:
    return FloorCheck(
        size,
        floor,
        None if employees is None else employees >= floor.employees,
        None if revenue_wan is None else revenue_wan >= floor.revenue_wan,
    )


def _first_reached(checks: tuple[FloorCheck, ...]) -> str | None:
    for check in checks:
        if check.reached is not False:
            return check.size if check.reached else None
    return "micro"


def _explain(rule: SizeRule, checks: tuple[FloorCheck, ...], size: str, own: Text) -> Text:
    """The class reached and the one above it that was not."""
    place = next((n for n, check in enumerate(checks) if check.size == size), len(checks))
    parts = [_reached(check) for check in checks[place : place + 1]]
    parts += [_missed(check) for check in checks[max(place - 1, 0) : place]]
    return Text(
        f"按{rule.name.zh}划型标准，您{own.zh}："
        + "；".join(part.zh for part in parts)
        + f"。所以按{LABELS[size].zh}企业计。",
        f"By the rule for {rule.name.en.lower()}, with your {own.en}: "
        + "; ".join(part.en for part in parts)
        + f". So the enterprise counts as {LABELS[size].en}.",
    )


def _reached(check: FloorCheck) -> Text:
    floor = _floor(check)
    return Text(f"{floor.zh}，两项都达到", f"{floor.en}, both reached")


def _missed(check: FloorCheck) -> Text:
    floor, missing = _floor(check), _missing_floors(check)
    return Text(f"{floor.zh}，{missing.zh}未达到", f"{floor.en}, {missing.en} not reached")


def _floor(check: FloorCheck) -> Text:
    label, floor = LABELS[check.size], check.floor
    return Text(
        f"{label.zh}须从业人员 {floor.employees} 人及以上且营业收入 {floor.revenue_wan:f} 万元及以上",
        f"{label.en} takes {floor.employees} employees or more and revenue of {_million(floor.revenue_wan)} or more",
    )


def _missing_floors(check: FloorCheck) -> Text:
    both = check.employees_reached is False and check.revenue_reached is False
    if both:
        return Text("两项都", "both")
    return Text("人数", "headcount") if check.employees_reached is False else Text("收入", "revenue")


def _own(employees: int | None, revenue_wan: Decimal | None) -> Text:
    people = Text("人数未填", "headcount not given")
    money = Text("营业收入未填", "revenue not given")
    if employees is not None:
        people = Text(f"从业人员 {employees} 人", f"{employees} employees")
    if revenue_wan is not None:
        money = Text(f"营业收入 {_short(revenue_wan)} 万元", f"revenue of {_million(revenue_wan)}")
    return Text(f"{people.zh}、{money.zh}", f"{people.en} and {money.en}")


def _short(number: Decimal) -> str:
    """Without trailing zeros after the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _million(amount_wan: Decimal) -> str:
    return f"CNY {_short(amount_wan / 100)} million"


def _missing(employees: int | None, revenue_wan: Decimal | None) -> Text:
    if employees is None and revenue_wan is None:
        return Text(
            "填写从业人数和营业收入后才能判断规模。", "Headcount and revenue are needed to tell the size class."
        )
    if employees is None:
        return Text("还缺从业人数，暂时无法判断规模。", "Headcount is needed to tell the size class.")
    return Text("还缺营业收入，暂时无法判断规模。", "Revenue is needed to tell the size class.")

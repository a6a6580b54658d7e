"""Answers: from the plain form a file, a form or a browser sends to values the scoring understands, and back.

Plain forms: "L3" · ["L2", "L3"] · 35 (the measured value itself) · {"connected": 12, "total": 40, "smart": true}
· {"rows": {"erp": ["used"], "mes": ["planned"]}} · {"na": "reason"} · "unknown". Reading one refuses what cannot be understood (`AnswerError`); what is understood but
incomplete or against sense (12 of 10 machines) is kept, so that nothing typed is lost, and named by `fault_of`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from readiness.questions import Question
from readiness.text import Text

LONGEST_REASON = 2000  # characters
LARGEST_NUMBER = Decimal(10) ** 12
SMALLEST_NUMBER = 1 / LARGEST_NUMBER  # below it there is only 0


class AnswerError(ValueError):
    """A plain answer that cannot be understood; `text` says so in both languages."""

    def __init__(self, found: str, expected: Text):
        self.found, self.expected = found, expected
        self.text = Text(f"收到“{found}”，这里应填{expected.zh}。", f"Found “{found}”; expected {expected.en}.")
        super().__init__(str(self.text.en))


@dataclass(frozen=True)
class Chosen:
    """One option of a single question (or a band chosen as such), or the ticked options of a multiple one."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """Raw numbers by input code; or, without them, the measured `value` itself. Conditions ticked or not."""

    inputs: Mapping[str, Decimal] = field(default_factory=dict)
    value: Decimal | None = None
    conditions: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Rated:
    """A matrix: the columns ticked in each row. Rows where nothing is ticked are absent; `none` says: in no row."""

    rows: Mapping[str, tuple[str, ...]]
    none: bool = False


@dataclass(frozen=True)
class NotApplicable:
    reason: str


@dataclass(frozen=True)
class Unknown:
    """The person says that they do not know; counts as not answered."""


Answer = Chosen | Measured | Rated | NotApplicable | Unknown
Answers = Mapping[str, Answer]


def read_answer(question: Question, plain: Any) -> Answer:
    """Understand one plain answer. Raises AnswerError."""
    if plain == "unknown":
        return Unknown()
    if isinstance(plain, dict) and "na" in plain:
        return _not_applicable(question, plain)
    if question.kind == "single":
        return Chosen((_option(question, plain),))
    if question.kind == "multiple":
        return _ticked(question, plain)
    if question.kind == "matrix":
        return _rated(question, plain)
    return _measured(question, plain)


def _not_applicable(question: Question, plain: dict[str, Any]) -> NotApplicable:
    if question.not_applicable_when is None:
        raise AnswerError(
            "na",
            Text("一个答案：这道题适用于所有企业，不能选“不适用”", "an answer: this question applies to every firm"),
        )
    if set(plain) != {"na"} or not isinstance(plain["na"], str | None):
        raise AnswerError(
            _short(plain),
            Text("不适用的原因，例如 {na: 没有自有产品设计}", "a reason, e.g. {na: no own product design}"),
        )
    reason = (plain["na"] or "").strip()
    if len(reason) > LONGEST_REASON:
        raise AnswerError(
            f"{len(reason)} 字",
            Text(f"不超过 {LONGEST_REASON} 字的原因", f"a reason of at most {LONGEST_REASON} characters"),
        )
    return NotApplicable(reason)


def _option(question: Question, plain: Any) -> str:
    codes = [option.code for option in question.options]
    if isinstance(plain, str) and plain in codes:
        return plain
    raise AnswerError(_short(plain), Text("选项 " + "、".join(codes) + " 之一", "one of " + ", ".join(codes)))


def _ticked(question: Question, plain: Any) -> Chosen:
    """Ticked options in the order of the question; an exclusive option stands alone, the others are deselected."""
    values = [plain] if isinstance(plain, str) else plain
    if not isinstance(values, list | tuple):
        raise AnswerError(_short(plain), Text("选项列表", "a list of options"))
    ticked = {_option(question, value) for value in values}
    exclusive = [option.code for option in question.options if option.exclusive and option.code in ticked]
    if exclusive:
        return Chosen((exclusive[0],))
    return Chosen(tuple(option.code for option in question.options if option.code in ticked))


def _rated(question: Question, plain: Any) -> Rated:
    """Ticks by row, in the order of the question; "none" (where several may be ticked) for: in no row."""
    if plain == "none" and question.select == "many":
        return Rated({}, none=True)
    rows = plain.get("rows") if isinstance(plain, dict) and set(plain) == {"rows"} else None
    known = [row.code for row in question.rows]
    if not isinstance(rows, dict) or not set(rows) <= set(known):
        wanted = ", ".join(known)
        raise AnswerError(_short(plain), Text(f"各行的选择，行代码：{wanted}", f"the ticks of these rows: {wanted}"))
    ticked = {code: _columns(question, rows[code]) for code in known if rows.get(code) not in (None, "", [])}
    return Rated(ticked)


def _columns(question: Question, plain: Any) -> tuple[str, ...]:
    values = [plain] if isinstance(plain, str) else plain
    known = [column.code for column in question.columns]
    if not isinstance(values, list | tuple) or not all(isinstance(v, str) and v in known for v in values):
        wanted = ", ".join(known)
        raise AnswerError(_short(plain), Text(f"列代码 {wanted} 之一", f"one of the columns {wanted}"))
    alone = [c.code for c in question.columns if (c.exclusive or c.left_out) and c.code in values]
    if alone or question.select == "one":
        if not alone and len(set(values)) > 1:
            raise AnswerError(_short(plain), Text("每行只选一列", "one column in each row"))
        return (alone[0] if alone else values[0],)
    return tuple(code for code in known if code in values)


def _measured(question: Question, plain: Any) -> Answer:
    if isinstance(plain, str) and plain in {option.code for option in question.options}:
        return Chosen((plain,))
    if not isinstance(plain, dict):
        return Measured(value=_number(plain, False, question.signed))
    inputs = {i.code: i for i in question.inputs}
    conditions = {condition.code for condition in question.conditions}
    unknown = set(plain) - set(inputs) - conditions - {"value"}
    if unknown:
        known = ", ".join([*inputs, *sorted(conditions), "value"])
        raise AnswerError(", ".join(sorted(unknown)), Text(f"这些键：{known}", f"these keys: {known}"))
    numbers = {
        c: _number(plain[c], i.whole, question.signed) for c, i in inputs.items() if plain.get(c) not in (None, "")
    }
    ticks = {code: _tick(plain[code]) for code in sorted(conditions) if plain.get(code) is not None}
    value = (
        _number(plain["value"], False, question.signed)
        if "value" not in inputs and plain.get("value") not in (None, "")
        else None
    )
    return Measured(numbers, value, ticks)


def _number(plain: Any, whole: bool, signed: bool) -> Decimal:
    expected = Text(
        f"{'' if signed else '不小于 0 的'}{'整数' if whole else '数字'}",
        f"a {'whole ' if whole else ''}number{'' if signed else ', 0 or more'}",
    )
    if isinstance(plain, bool) or not isinstance(plain, int | str | Decimal | float):
        raise AnswerError(_short(plain), expected)
    try:
        number = Decimal(plain if isinstance(plain, int) else _half_width(str(plain)))
    except InvalidOperation:
        raise AnswerError(_short(plain), expected) from None
    if (
        not number.is_finite()
        or (number < 0 and not signed)
        or abs(number) > LARGEST_NUMBER
        or 0 < abs(number) < SMALLEST_NUMBER
        or (whole and number != number.to_integral_value())
    ):
        raise AnswerError(_short(plain), expected)
    # Kept as it was typed; but -0 and 0E-999999 (which would be written out in a million digits) are just 0.
    return number or Decimal(0)


def _half_width(text: str) -> str:
    """Digits as people type them: full-width forms, thousands separators, a per-cent sign, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "").removesuffix("%")


def _tick(plain: Any) -> bool:
    if isinstance(plain, bool):
        return plain
    raise AnswerError(_short(plain), Text("true 或 false", "true or false"))


def _short(plain: Any) -> str:
    text = str(plain)
    return text if len(text) <= 40 else text[:39] + "…"


def to_plain(answer: Answer) -> Any:
    """The plain form of an answer, fit for JSON: numbers as text, so that no float comes in between."""
    match answer:
        case Unknown():
            return "unknown"
        case NotApplicable(reason):
            return {"na": reason}
        case Chosen((only,)):
            return only
        case Chosen(options):
            return list(options)
        case Rated(_, True):
            return "none"
        case Rated(rows):
            return {"rows": {row: columns[0] if len(columns) == 1 else list(columns) for row, columns in rows.items()}}
        case Measured(inputs, value, conditions):
            plain: dict[str, Any] = {code: format(number, "f") for code, number in inputs.items()}
            if value is not None:
                plain["value"] = format(value, "f")
            return plain | dict(conditions)


def measured_value(question: Question, answer: Measured) -> Fraction | None:
    """The number the bands are about (percent for ratios, the unit for numbers); None while it cannot be computed."""
    if answer.value is not None:
        return Fraction(answer.value)
    if question.kind == "number":
        value = answer.inputs.get("value")
        return None if value is None else Fraction(value)
    top, bottom = answer.inputs.get(question.numerator), answer.inputs.get(question.denominator)
    if top is None or not bottom:
        return None
    return Fraction(top) * 100 / Fraction(bottom)


def fault_of(question: Question, answer: Answer) -> Text | None:
    """What is still missing or against sense in an understood answer; None when it can be counted."""
    if isinstance(answer, NotApplicable):
        return (
            None if answer.reason else Text("请写一句“不适用”的原因。", "Please give a reason why this does not apply.")
        )
    if isinstance(answer, Chosen) and not answer.options:
        return Text("请至少勾选一项；都没有就选“无”。", "Tick at least one; if there is none, tick “none”.")
    if isinstance(answer, Measured):
        return _fault_of_numbers(question, answer)
    if isinstance(answer, Rated):
        return _fault_of_rows(question, answer)
    return None


def _fault_of_rows(question: Question, answer: Rated) -> Text | None:
    if answer.none:
        return None
    open_ = [row for row in question.rows if row.code not in answer.rows]
    if question.select == "one" and open_:
        return Text(
            f"还有 {len(open_)} 行没有选，从“{open_[0].text.zh}”起。",
            f"{len(open_)} rows are still open, the first is “{open_[0].text.en}”.",
        )
    if not answer.rows:
        return Text("请至少勾选一项；都没有就选“都没有”。", "Tick at least one; if there is none, say so.")
    return None


def _fault_of_numbers(question: Question, answer: Measured) -> Text | None:
    if answer.value is None:
        for wanted in question.inputs:
            if wanted.code not in answer.inputs:
                return Text(f"还缺“{wanted.label.zh}”。", f"“{wanted.label.en}” is still missing.")
        if question.kind == "ratio":
            fault = _fault_of_ratio(question, answer)
            if fault:
                return fault
    value = measured_value(question, answer)
    if value is None or not any(_holds(option.range, value) for option in question.options):
        lowest, highest = question.options[0].range, question.options[-1].range
        within = f"{lowest.lower if lowest else ''}–{highest.upper if highest else ''}"
        return Text(f"填写的数值超出范围 {within}。", f"The value lies outside {within}.")
    return None


def _fault_of_ratio(question: Question, answer: Measured) -> Text | None:
    labels = {i.code: i.label for i in question.inputs}
    top, bottom = answer.inputs[question.numerator], answer.inputs[question.denominator]
    upper, lower = labels[question.numerator], labels[question.denominator]
    if bottom == 0:
        return Text(
            f"“{lower.zh}”是 0，无法计算比例；请填大于 0 的数。",
            f"“{lower.en}” is 0, so no share can be computed; give a number above 0.",
        )
    if question.part_of_whole and top > bottom:
        return Text(
            f"“{upper.zh}”（{top:f}）多于“{lower.zh}”（{bottom:f}），请核对这两个数。",
            f"“{upper.en}” ({top:f}) exceeds “{lower.en}” ({bottom:f}); please check the two numbers.",
        )
    return None


def _holds(interval: Any, value: Fraction) -> bool:
    return interval is not None and value in interval

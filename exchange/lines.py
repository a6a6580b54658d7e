"""A questionnaire as lines to fill in: one line for a choice, one for each option to tick, each number, each row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from readiness.framework import Framework, WeightProfile
from readiness.questions import Question
from readiness.text import Text

YES, NO = Text("是", "Yes"), Text("否", "No")
UNKNOWN = Text("不清楚", "Not sure")
NOT_APPLICABLE = Text("不适用", "Does not apply")
BAND, STANCE = "band", "stance"
LIST = "、"
TICKS = ("√", "✓", "x", "1", "true")
ONE_WAY = Text(
    "只保留一种：要么填写答案，要么选“不清楚”或“不适用”",
    "only one of the two: an answer, or “Not sure” or “Does not apply”",
)
ONE_FIGURE = Text("只保留一种：要么填数字，要么选一档", "only one of the two: the figures, or a band")


@dataclass(frozen=True)
class Line:
    """One thing to fill in. choices: what may be chosen, by code; empty: a number is wanted."""

    question: Question
    part: str  # which of the things the question wants; empty where it wants one
    label: Text
    choices: Mapping[str, Text]
    kind: str  # choice | tick | number

    @property
    def key(self) -> tuple[str, str]:
        return self.question.code, self.part


def lines_of(framework: Framework, profile: WeightProfile) -> Iterator[Line]:
    """Everything a firm with these weights is asked, line by line."""
    for question in framework.asked(profile):
        yield from lines_of_question(question)


def lines_of_question(question: Question) -> Iterator[Line]:
    return _KINDS[question.kind](question)


def _stances(question: Question) -> dict[str, Text]:
    """The ways not to answer."""
    stances = {"unknown": UNKNOWN}
    return stances | {"na": NOT_APPLICABLE} if question.not_applicable_when else stances


def _single(question: Question) -> Iterator[Line]:
    choices = {option.code: option.text for option in question.options}
    yield Line(question, "", question.text, choices | _stances(question), "choice")


def _multiple(question: Question) -> Iterator[Line]:
    for option in question.options:
        yield Line(question, option.code, option.text, {"yes": YES, "no": NO}, "tick")
    yield _stance(question)


def _measured(question: Question) -> Iterator[Line]:
    for wanted in question.inputs:
        label = Text(f"{wanted.label.zh}（{wanted.unit.zh}）", f"{wanted.label.en} ({wanted.unit.en})")
        yield Line(question, wanted.code, label, {}, "number")
    if question.kind == "ratio":
        yield Line(question, "value", Text("或者直接填比例（%）", "Or the share itself (%)"), {}, "number")
    for condition in question.conditions:
        yield Line(question, condition.code, condition.text, {"yes": YES, "no": NO}, "tick")
    bands = {option.code: option.text for option in question.options}
    label = Text("只知道大概：选一档", "Only roughly known: choose a band")
    yield Line(question, BAND, label, bands | _stances(question), "choice")


def _matrix(question: Question) -> Iterator[Line]:
    columns = {column.code: column.text for column in question.columns}
    for row in question.rows:
        if question.select == "one":
            yield Line(question, row.code, row.text, columns, "choice")
            continue
        for code, text in columns.items():
            label = Text(f"{row.text.zh}：{text.zh}", f"{row.text.en}: {text.en}")
            yield Line(question, f"{row.code}/{code}", label, {"yes": YES, "no": NO}, "tick")
    yield _stance(question)


def _stance(question: Question) -> Line:
    """Where several things are ticked, the ways not to answer have a line of their own."""
    label = Text("不清楚或不适用，就填这一行", "Fill in this line if not known or not applicable")
    return Line(question, STANCE, label, _stances(question), "choice")


_KINDS = {
    "single": _single,
    "multiple": _multiple,
    "number": _measured,
    "ratio": _measured,
    "matrix": _matrix,
}


# --- from filled lines to plain answers ---------------------------------------------------------------------------------


class NoChoice(ValueError):
    """Something that none of the choices of a line says; `expected` names them."""

    def __init__(self, choices: Mapping[str, Text]):
        words = choices.values()
        self.expected = Text(LIST.join(text.zh for text in words), " / ".join(text.en for text in words))
        super().__init__(self.expected.en)


def chosen(line: Line, typed: Any) -> Any:
    """What a filled line says: the code of its choice, True or False for a tick, a number as it stands. Raises NoChoice."""
    if line.kind == "number":
        return typed
    text = flat(typed)
    for code, words in line.choices.items():
        if text in (flat(code), flat(words.zh), flat(words.en)):
            return {"yes": True, "no": False}.get(code, code) if line.kind == "tick" else code
    if line.kind == "tick" and text in (*TICKS, "false", "0"):
        return text in TICKS
    raise NoChoice(line.choices)


def flat(text: Any) -> str:
    """A text as it is compared: width, case, spaces and a closing full stop do not matter."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).casefold().rstrip("。.")


def plain_of(question: Question, filled: Mapping[str, Any], reason: str = "") -> Any:
    """The plain answer that the filled parts of a question say; None where they say nothing."""
    stance = filled.get("") or filled.get(STANCE) or filled.get(BAND)
    if stance == "na":
        return {"na": reason}
    if stance == "unknown" or question.kind == "single":
        return stance
    rest = {part: value for part, value in filled.items() if part not in (STANCE, BAND)}
    if stance and not _numbers(rest):
        return stance
    if question.kind == "multiple":
        return [part for part, ticked in rest.items() if ticked is True] or None
    if question.kind == "matrix":
        return _rows(question, rest)
    return rest or stance


def _numbers(parts: Mapping[str, Any]) -> list[Any]:
    return [value for value in parts.values() if not isinstance(value, bool)]


def clash(question: Question, filled: Mapping[str, Any]) -> tuple[str, Text] | None:
    """(what was found, what was expected) where the filled parts of a question cannot all be meant; else None."""
    stance = filled.get(STANCE) or filled.get(BAND)
    rest = {part: value for part, value in filled.items() if part not in ("", STANCE, BAND)}
    said = [part for part, value in rest.items() if value is not False]
    if stance and said:
        expected = ONE_WAY if stance in ("unknown", "na") else ONE_FIGURE
        return _short(filled), expected
    if question.kind == "multiple" and rest and not stance and not said:
        return NO.zh if len(rest) == 1 else f"{NO.zh} × {len(rest)}", _at_least_one(question)
    return None


def _short(filled: Mapping[str, Any]) -> str:
    return ", ".join(f"{part}: {value}" for part, value in filled.items())[:120]


def _at_least_one(question: Question) -> Text:
    """What to tick where nothing is true: the option that says so, if there is one."""
    for option in question.options:
        if option.exclusive:
            return Text(
                f"至少一行选“是”；都不符合就在“{option.text.zh}”选“是”",
                f"Yes in at least one line; if nothing is true, in “{option.text.en}”",
            )
    return Text("至少一行选“是”，或选“不清楚”", "Yes in at least one line, or “Not sure”")


def _rows(question: Question, filled: Mapping[str, Any]) -> Any:
    if question.select == "one":
        return {"rows": dict(filled)} if filled else None
    rows: dict[str, list[str]] = {}
    for part in (part for part, ticked in filled.items() if ticked is True):
        row, _, column = part.partition("/")
        rows.setdefault(row, []).append(column)
    if rows:
        return {"rows": rows}
    return "none" if filled else None


def filled_of(question: Question, plain: Any) -> tuple[dict[str, Any], str]:
    """The other way: (part → code, tick or number; reason) that say a plain answer."""
    if plain is None:
        return {}, ""
    place = {"single": "", "number": BAND, "ratio": BAND}.get(question.kind, STANCE)
    if isinstance(plain, dict) and "na" in plain:
        return {place: "na"}, plain["na"] or ""
    if plain == "unknown":
        return {place: "unknown"}, ""
    return _FILLED[question.kind](question, plain), ""


def _filled_ticks(question: Question, plain: Any) -> dict[str, Any]:
    ticked = [plain] if isinstance(plain, str) else plain
    return {option.code: option.code in ticked for option in question.options}


def _filled_matrix(question: Question, plain: Any) -> dict[str, Any]:
    rows = {} if plain == "none" else plain["rows"]
    if question.select == "one":
        return dict(rows)
    ticks = {row: [value] if isinstance(value, str) else value for row, value in rows.items()}
    return {f"{r.code}/{c.code}": c.code in ticks.get(r.code, ()) for r in question.rows for c in question.columns}


def _filled_numbers(question: Question, plain: Any) -> dict[str, Any]:
    return {BAND: plain} if isinstance(plain, str) else dict(plain)


_FILLED = {
    "single": lambda question, plain: {"": plain},
    "multiple": _filled_ticks,
    "matrix": _filled_matrix,
    "number": _filled_numbers,
    "ratio": _filled_numbers,
}

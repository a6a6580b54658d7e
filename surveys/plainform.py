"""Between a page's form and the plain form of an answer: what is ticked and typed, in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness.answers import AnswerError
from readiness.questions import Question
from readiness.text import Text

NA, UNKNOWN, EXACT, NONE = "na", "unknown", "exact", "none"  # values of the choice beside the codes of options


class Both(AnswerError):
    """Options ticked and “does not apply” as well."""

    def __init__(self):
        super().__init__("", Text("", ""))
        self.text = Text(
            "既勾选了选项，又选了“不适用”，请只保留一种。",
            "You ticked options and also “does not apply”; please keep only one of the two.",
        )


@dataclass(frozen=True)
class Raw:
    """What the inputs of one question hold, exactly as typed."""

    choice: tuple[str, ...] = ()
    reason: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of a matrix: the columns ticked in each row


class AlsoNone(AnswerError):
    """Cells of a matrix ticked and “none of these” as well."""

    def __init__(self):
        super().__init__("", Text("", ""))
        self.text = Text(
            "既勾选了表格里的项目，又选了“都没有”，请只保留一种。",
            "You ticked cells of the table and also “none of these”; please keep only one of the two.",
        )


def raw_from(data, question: Question) -> Raw:
    """Read the inputs of a question from posted data (a QueryDict)."""
    name = question.code
    return Raw(
        choice=tuple(value for value in data.getlist(name) if value),
        reason=data.get(f"{name}.reason", "").strip(),
        inputs={i.code: data.get(f"{name}.in.{i.code}", "").strip() for i in question.inputs},
        conditions=frozenset(c.code for c in question.conditions if f"{name}.is.{c.code}" in data),
        rows={row.code: tuple(v for v in data.getlist(f"{name}.row.{row.code}") if v) for row in question.rows},
    )


def plain_of(question: Question, raw: Raw) -> Any:
    """The plain answer that the inputs say; None where they say nothing. Raises AnswerError."""
    if question.kind == "matrix":
        return _rated(raw)
    options = [value for value in raw.choice if value not in (NA, UNKNOWN, EXACT)]
    if options and NA in raw.choice:
        raise Both
    if options:
        return options if question.kind == "multiple" else options[0]
    return _aside(raw) or _measures(question, raw)


def _rated(raw):
    rows = {row: list(columns) for row, columns in raw.rows.items() if columns}
    if rows and NA in raw.choice:
        raise Both
    if rows and NONE in raw.choice:
        raise AlsoNone
    if rows:
        return {"rows": rows}
    return NONE if NONE in raw.choice else _aside(raw)


def _aside(raw):
    """What is said beside the options; None: nothing."""
    if NA in raw.choice or (raw.reason and not raw.choice):
        return {"na": raw.reason}
    if UNKNOWN in raw.choice:
        return "unknown"
    return None


def _measures(question, raw):
    typed = {code: text for code, text in raw.inputs.items() if text}
    if not typed and not raw.conditions:
        return None
    return typed | {c.code: c.code in raw.conditions for c in question.conditions}


def raw_of(question: Question, plain: Any) -> Raw:
    """The inputs that show a kept answer."""
    if plain is None:
        return Raw()
    if isinstance(plain, str):
        return Raw(choice=(plain,))
    if isinstance(plain, list):
        return Raw(choice=tuple(plain))
    if NA in plain:
        return Raw(choice=(NA,), reason=plain[NA])
    if "rows" in plain:
        return Raw(
            rows={row: (found,) if isinstance(found, str) else tuple(found) for row, found in plain["rows"].items()}
        )
    codes = [i.code for i in question.inputs]
    return Raw(
        choice=(EXACT,),
        inputs={code: plain.get(code, "") for code in codes},
        conditions=frozenset(c.code for c in question.conditions if plain.get(c.code)),
    )

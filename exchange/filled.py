"""A file with answers, whatever its kind: a workbook, or JSON with plain answers by question."""

from __future__ import annotations

from typing import Any

from exchange.jsontext import BadJson, read_json
from exchange.opening import OLE
from exchange.refusals import Unreadable
from exchange.returned import MOST_PROBLEMS, CellProblem, FileRead, read_workbook
from readiness.answers import AnswerError
from readiness.framework import Framework, WeightProfile
from readiness.text import Text
from surveys.saving import canonical

NO_ANSWERS = Text(
    '这份 JSON 里没有答案。应当是 {"answers": {"题目编号": 答案}}，或者直接是 {"题目编号": 答案}。',
    'This JSON holds no answers. Expected: {"answers": {"question code": answer}}, or the codes directly.',
)
NO_SUCH_CODE = Text("这份问卷里的一个题目编号", "the code of a question of this questionnaire")


def read_file(content: bytes, framework: Framework, profile: WeightProfile, assessment: str = "") -> FileRead:
    """The answers a file holds and every place that cannot be understood. Raises Unreadable.

    assessment: the UUID of the one the file is brought to; a workbook that belongs to another one is refused.
    """
    if content.startswith((b"PK", OLE)):
        stages = framework.stages(profile) if framework.has_scenes else ()
        return read_workbook(content, framework, assessment, stages)
    try:
        return _of_json(read_json(content), framework, profile)
    except BadJson as bad:
        raise Unreadable(bad.text) from None


def _of_json(data: Any, framework: Framework, profile: WeightProfile) -> FileRead:
    given = data.get("answers", data) if isinstance(data, dict) else None
    if not isinstance(given, dict):
        raise Unreadable(NO_ANSWERS)
    _check_framework(data, framework)
    asked = {question.code: question for question in framework.asked(profile)}
    answers: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for code, plain in given.items():
        if code not in asked:
            problems.append(CellProblem(code[:60], code[:60], NO_SUCH_CODE))
            continue
        try:
            value = canonical(asked[code], _value(plain))
        except AnswerError as error:
            problems.append(CellProblem(code, error.found, error.expected))
            continue
        if value is not None:
            answers[code] = value
    return FileRead(answers, tuple(problems[:MOST_PROBLEMS]))


def _value(plain: Any) -> Any:
    """An answer as such, or as an export writes it: with its revision."""
    return plain["value"] if isinstance(plain, dict) and set(plain) == {"value", "revision"} else plain


def _check_framework(data: dict[str, Any], framework: Framework) -> None:
    named = data.get("framework")
    found = named.get("reference") if isinstance(named, dict) else named
    if "answers" in data and isinstance(found, str) and found != framework.reference:
        raise Unreadable(
            Text(
                f"这份文件是“{found[:60]}”的答案，这里要的是“{framework.reference}”。",
                f"This file holds answers to “{found[:60]}”; “{framework.reference}” is wanted.",
            )
        )

"""The scene register: its lines from what people type to rows, to plain values, and to what scoring understands."""

import datetime
import re
import unicodedata
from typing import Any

from readiness.answers import AnswerError
from readiness.scenes import FREQUENCIES, STATUSES, Scene, missing_for_production
from readiness.text import Text

MOST_SCENES = 60
LONGEST = {"name": 120, "owner": 60, "benefit": 2000, "evidence": 2000}  # characters
FIELDS = ("stage", "name", "status", "start_month", "owner", "frequency", "benefit", "evidence")

MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[月]?(?:[-/.]\d{1,2})?")


def read_scene(stages, plain: Any) -> dict[str, str] | None:
    """One line in its canonical plain form: text for every field, empty where nothing is said. Raises AnswerError.

    None: nothing is said at all, or the line was removed.
    """
    if plain is None:
        return None
    if not isinstance(plain, dict) or not set(plain) <= set(FIELDS):
        raise AnswerError(
            _short(plain), Text("场景的各个栏目：" + "、".join(FIELDS), "the fields of a scene: " + ", ".join(FIELDS))
        )
    values = {field: _text(field, plain.get(field)) for field in FIELDS}
    _one_of(values["stage"], stages, Text("一个环节", "a stage"))
    _one_of(values["status"], STATUSES, Text("一个状态", "a status"))
    _one_of(values["frequency"], FREQUENCIES, Text("一个使用频率", "how often it is used"))
    values["start_month"] = _month(values["start_month"])
    return values if any(values.values()) else None


def _text(field, plain):
    if plain is None:
        return ""
    if not isinstance(plain, str):
        raise AnswerError(_short(plain), Text("文字", "a text"))
    text = plain.replace("\r\n", "\n").strip()
    most = LONGEST.get(field, 40)
    if len(text) > most:
        raise AnswerError(f"{len(text)} 字", Text(f"不超过 {most} 字的文字", f"a text of at most {most} characters"))
    return text


def _one_of(value, known, expected):
    if value and value not in known:
        raise AnswerError(_short(value), expected)


def _month(typed):
    """ "2026年5月", "2026/5", "2026-05-01" to "2026-05"."""
    if not typed:
        return ""
    match = MONTH.fullmatch(unicodedata.normalize("NFKC", typed))
    if not match or not 1 <= int(match[2]) <= 12 or not 1950 <= int(match[1]) <= 2100:
        raise AnswerError(_short(typed), Text("年和月，例如 2026-05", "a year and a month, e.g. 2026-05"))
    return f"{int(match[1])}-{int(match[2]):02}"


def _short(plain):
    text = str(plain)
    return text if len(text) <= 40 else text[:39] + "…"


def columns_of(value):
    """The columns of a row for a canonical plain line. A removed line is emptied: what was in it stays in the log."""
    if value is None:
        return dict.fromkeys(FIELDS, "") | {"start_month": None, "removed": True}
    return value | {"start_month": first_of(value["start_month"]), "removed": False}


def first_of(month):
    if not month:
        return None
    year, number = month.split("-")
    return datetime.date(int(year), int(number), 1)


def plain_scene(entry):
    """The canonical plain form of a row; None for a removed one."""
    if entry.removed:
        return None
    values = {field: getattr(entry, field) for field in FIELDS}
    return values | {"start_month": f"{entry.start_month:%Y-%m}" if entry.start_month else ""}


def as_scene(value) -> Scene:
    return Scene(**(value | {"start_month": first_of(value["start_month"])}))


def shortcomings(value, on: datetime.date) -> list[Text]:
    """What a line still lacks to be taken into account; for one in production also what it lacks to count as such."""
    wanted = [
        ("stage", Text("所在环节", "the stage")),
        ("name", Text("场景名称", "a name")),
        ("status", Text("当前状态", "the status")),
    ]
    lacking = [text for field, text in wanted if not value[field]]
    if value["status"] == "production":
        lacking += missing_for_production(as_scene(value), on)
    return lacking


def complete(value) -> bool:
    """Whether scoring can take the line into account at all."""
    return bool(value["stage"] and value["name"] and value["status"])

"""Frameworks nobody would write, for tests: as many questions as one wants, of every kind, with much left out.

    write(folder, dimensions=10, questions=50)   # folder/wide/1/framework.yaml and its questions
    load_framework(folder / "wide" / "1")

Every question can be answered by `answer_to`.
"""

from pathlib import Path
from typing import Any

import yaml

KEY, VERSION = "wide", "1"
REFERENCE = f"{KEY}@{VERSION}"
KINDS = ("single", "multiple", "number", "ratio", "one", "many")  # one, many: a matrix of that sort


def write(folder: Path, dimensions: int = 10, questions: int = 50, kinds=KINDS, version=VERSION, **root: Any) -> Path:
    """Write a framework of areas without quick version, actions or scenes. root: what framework.yaml has beside that."""
    home = folder / KEY / version
    (home / "questions").mkdir(parents=True)
    areas = [f"D{n}" for n in range(1, dimensions + 1)]
    _dump(home / "framework.yaml", _root(areas) | {"version": version} | root)
    for area in areas:
        asked = [_question(f"{area}-{n}", kinds[n % len(kinds)], n) for n in range(1, questions + 1)]
        _dump(home / "questions" / f"{area}.yaml", {"dimension": area, "questions": asked})
    _dump(home / "consistency.yaml", {"rules": [_rule(areas[0], areas[-1], questions)]})
    return home


def _dump(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _root(areas):
    return {
        "key": KEY,
        "version": VERSION,
        "name": text("大型评测", "A wide questionnaire"),
        "scale": 1000,
        "overall": {"scale_to": 1000, "of": [{"dimension": area} for area in areas]},
        "dimensions": [{"code": area, "name": text(f"第 {area[1:]} 部分", f"Part {area[1:]}")} for area in areas],
        "no_level": {"name": text("未达级", "No level yet")},
        "levels": [
            {"code": "beginner", "name": text("起步级", "Beginner"), "threshold": 300},
            {"code": "advanced", "name": text("进阶级", "Advanced"), "threshold": 700},
        ],
    }


def _question(code, kind, number):
    """A question; only every seventh says more than its text."""
    question = {
        "code": code,
        "kind": "matrix" if kind in ("one", "many") else kind,
        "text": text(f"问题 {code} 做到了哪一步？", f"How far has {code} come?"),
        **_MAKERS[kind](code),
    }
    if number % 7 == 0:
        question |= {
            "help": text("为了解现状。", "To know where you stand."),
            "not_applicable": True,
            "not_applicable_when": text("没有这项业务。", "There is no such business."),
        }
    return question


def _single(code):
    steps = [
        ("no", "没有", "no"),
        ("begun", "刚开始", "begun"),
        ("most", "大部分", "mostly"),
        ("all", "全部", "entirely"),
    ]
    return {
        "options": [
            {"code": step, "value": 10 * n, "text": text(f"{code} {zh}", f"{code}: {en}")}
            for n, (step, zh, en) in enumerate(steps)
        ]
    }


def _multiple(code):
    options = [
        {"code": f"p{n}", "value": 10, "text": text(f"{code} 做法 {n}", f"{code}: practice {n}")} for n in range(1, 8)
    ]
    nothing = {"code": "none", "value": 0, "exclusive": True, "text": text("都没有", "None of them")}
    return {"full": 10, "normaliser": 70, "options": [*options, nothing]}


def _number(code):
    return {
        "inputs": [{"code": "value", "whole": False, "label": text("变化", "Change"), "unit": text("%", "%")}],
        "options": [
            {"code": "down", "value": 0, "range": "(-inf, 0)", "text": text("下降", "Falling")},
            {"code": "up", "value": 5, "range": "[0, inf)", "text": text("持平或上升", "Level or rising")},
        ],
    }


def _ratio(code):
    def wanted(key, zh, en):
        return {"code": key, "whole": True, "label": text(zh, en), "unit": text("台", "machines")}

    return {
        "inputs": [wanted("part", "其中", "Of them"), wanted("total", "总数", "In total")],
        "numerator": "part",
        "denominator": "total",
        "part_of_whole": True,
        "options": [
            {"code": "B0", "value": 0, "range": "[0, 50]", "text": text("一半以下", "Half or less")},
            {"code": "B1", "value": 8, "range": "(50, 100]", "text": text("一半以上", "More than half")},
        ],
    }


ROWS = (("erp", "ERP 企业资源计划", "ERP"), ("mes", "MES 制造执行", "MES"), ("wms", "WMS 仓储管理", "Warehousing"))


def _rows():
    return [{"code": code, "text": text(zh, en)} for code, zh, en in ROWS]


def _one(code):
    columns = [("no", "没有", "No", 0), ("plan", "计划中", "Planned", 1), ("part", "部分使用", "In part", 2)]
    return {
        "select": "one",
        "rows": _rows(),
        "columns": [
            *({"code": key, "value": value, "text": text(zh, en)} for key, zh, en, value in columns),
            {"code": "use", "value": 3, "text": text("全面使用", "Everywhere")},
            {"code": "skip", "left_out": True, "text": text("不需要", "Not needed")},
        ],
    }


def _many(code):
    places = (("plan", "生产计划", "Planning"), ("make", "生产现场", "Shop floor"), ("store", "仓储物流", "Stores"))
    return {
        "select": "many",
        "combine": "sum",
        "rows": _rows(),
        "columns": [
            *({"code": key, "value": 1, "text": text(zh, en)} for key, zh, en in places),
            {"code": "never", "value": 0, "exclusive": True, "text": text("没用", "Unused")},
        ],
    }


_MAKERS = {"single": _single, "multiple": _multiple, "number": _number, "ratio": _ratio, "one": _one, "many": _many}


def _rule(first, last, questions):
    """A contradiction between the first and the last area: their last questions of the kind `single`."""
    number = questions - questions % len(KINDS) or len(KINDS)
    return {
        "code": "W1",
        "severity": "confirm",
        "when": {
            "all": [
                {"question": f"{first}-{number}", "at_least": "all"},
                {"question": f"{last}-{number}", "at_most": "no"},
            ]
        },
        "message": text("两处说法不一。", "Two parts tell different stories."),
        "advice": text("请核对其中一处。", "Please check one of them."),
    }


def answer_to(question) -> Any:
    """A plain answer in the middle."""
    if question.kind == "single":
        return question.options[len(question.options) // 2].code
    if question.kind == "multiple":
        return [option.code for option in question.options if not option.exclusive][:2]
    if question.kind == "matrix":
        return {"rows": {row.code: question.columns[1].code for row in question.rows}}
    return {wanted.code: str(10 * n) for n, wanted in enumerate(question.inputs, start=1)}

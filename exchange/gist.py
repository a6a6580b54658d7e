"""The level of another framework as far as our answers tell it, as plain data to freeze, and in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from readiness.crosswalk import Crosswalk
from readiness.framework import Framework, Level
from readiness.loading.framework import published
from readiness.plain import fits, plain
from readiness.provisional import Provisional
from readiness.questions import Question
from readiness.text import Text

Gist = Mapping[str, Any]


def gist_of(crosswalk: Crosswalk, found: Provisional) -> dict[str, Any]:
    """Codes and decimal strings; the same answers give the same gist."""
    return {
        "framework": crosswalk.theirs.reference,
        "digest": crosswalk.theirs.digest,
        "low": found.low.code,
        "high": found.high.code,
        "score_low": plain(found.score_low),
        "score_high": plain(found.score_high),
        "target": found.target.code if found.target else None,
        "points_missing": plain(found.points_missing),
        "items": [plain(item) for item in found.items],
    }


def well_formed(gist: Any) -> bool:
    """Whether a gist from outside can be shown: its fields, and codes that a framework of this server knows."""
    try:
        framework = published(gist["framework"])
        levels = [gist["low"], gist["high"], *([gist["target"]] if gist["target"] else [])]
        numbers = [gist[name] or "0" for name in ("score_low", "score_high", "points_missing")]
        items = [(framework.questions[item["code"]], item) for item in gist["items"]]
        known = all(framework.level(code) for code in levels) and all(fits(Decimal, number) for number in numbers)
        return known and all(_of_question(question, item) for question, item in items)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        return False


def _of_question(question: Question, item: Gist) -> bool:
    codes = {option.code for option in question.options}
    return item["wanted"] in codes and {item["low"], item["high"]} <= codes | {""}


def range_in_words(gist: Gist, framework: Framework) -> Text:
    """ "二级", or "无等级至二级"."""
    low, high = (framework.level(gist[end]) for end in ("low", "high"))
    if low == high:
        return low.name
    return Text(f"{low.name.zh}至{high.name.zh}", f"{low.name.en} to {high.name.en}")


def sentences(gist: Gist, framework: Framework) -> list[Text]:
    """The gist in sentences, for pages and reports."""
    found = range_in_words(gist, framework)
    told = [
        Text(
            f"工信部评测初步判断：{found.zh}（按已答题目推算，不是评测结果）。",
            f"The ministry's assessment, provisionally: {found.en} (derived from the answers so far, not a result).",
        ),
        _scores(gist, framework),
    ]
    if gist["target"]:
        told.append(_missing(gist, framework.level(gist["target"])))
    return told


def _scores(gist: Gist, framework: Framework) -> Text:
    low, high, scale = _short(gist["score_low"]), _short(gist["score_high"]), _short(framework.scale)
    if low == high:
        return Text(f"得分 {low}，满分 {scale}。", f"Score {low} of {scale}.")
    return Text(f"得分在 {low} 到 {high} 之间，满分 {scale}。", f"Score between {low} and {high} of {scale}.")


def _missing(gist: Gist, target: Level) -> Text:
    count, points = len(gist["items"]), _short(gist["points_missing"])
    zh, en = [], []
    if Decimal(gist["points_missing"]):
        zh.append(f"按最低情况还差 {points} 分")
        en.append(f"{points} points are missing at worst")
    if count:
        zh.append(f"有 {count} 个场景还不能确定达到要求")
        en.append(f"{count} {'scene does' if count == 1 else 'scenes do'} not surely reach what is wanted")
    if not zh:
        return Text(
            f"离{target.name.zh}：分数和场景都够了，其余条件待确认。",
            f"To {target.name.en}: score and scenes suffice; other conditions remain.",
        )
    return Text(f"离{target.name.zh}：{'，'.join(zh)}。", f"To {target.name.en}: {' and '.join(en)}.")


def _short(number: Any) -> str:
    """At most one decimal: "42.5", "40"."""
    text = f"{Decimal(number or 0):.1f}"
    return text.removesuffix(".0")

"""JSON from outside, read strictly: bounded in size and depth, no NaN, no key twice."""

from __future__ import annotations

import json
from typing import Any

from readiness.text import Text

BIGGEST = 5_000_000  # bytes
DEEPEST = 40
LONGEST_NUMBER = 40  # digits


class BadJson(ValueError):
    """A file that is no JSON or none that may be read; `text` says so."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


def read_json(content: bytes) -> Any:
    """The value a file holds. Raises BadJson."""
    if len(content) > BIGGEST:
        raise BadJson(
            Text(
                f"文件有 {len(content) // 1000} KB，最大可读 {BIGGEST // 1000} KB。",
                f"The file has {len(content) // 1000} KB; at most {BIGGEST // 1000} KB can be read.",
            )
        )
    try:
        text = content.decode("utf-8-sig")
        check_depth(text)
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole, parse_float=str
        )
        json.dumps(found, ensure_ascii=False).encode()  # halves of surrogate pairs come as escapes
        return found
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise BadJson(Text("文件不是 UTF-8 编码的文本。", "The file is no text in UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise BadJson(
            Text(
                f"第 {error.lineno} 行第 {error.colno} 个字符处读不下去：这不是合格的 JSON。",
                f"Not valid JSON at line {error.lineno}, character {error.colno}.",
            )
        ) from None


def check_depth(text: str) -> None:
    """Refuse what is nested too deep before a parser follows it. Raises BadJson."""
    depth, in_text, escaped = 0, False, False
    for character in text:
        if in_text:
            in_text, escaped = character != '"' or escaped, character == "\\" and not escaped
            continue
        in_text = character == '"'
        depth += (character in "[{") - (character in "]}")
        if depth > DEEPEST:
            raise BadJson(
                Text(f"文件嵌套超过 {DEEPEST} 层，无法读取。", f"The file is nested more than {DEEPEST} levels deep.")
            )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)[:60]
        raise BadJson(Text(f"“{twice}”在同一处写了两次，不知道以哪个为准。", f"“{twice}” stands twice in one place."))
    return found


def _no_constant(name: str) -> Any:
    raise BadJson(Text(f"文件里有不是数的数：{name}。", f"The file holds a number that is none: {name}."))


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise BadJson(Text("文件里有位数过多的数。", "The file holds a number with too many digits."))
    return int(digits)

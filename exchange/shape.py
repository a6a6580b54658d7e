"""The shape of an export, checked before anything of it is used: which parts, which fields, of which kind."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from exchange.export import FORMAT, VERSION, hashes_of
from readiness.plain import digest
from readiness.text import Text

PARTS = {
    "framework": Text("问卷版本", "the questionnaire"),
    "assessment": Text("测评的基本信息", "the facts about the assessment"),
    "enterprise": Text("企业信息", "the facts about the enterprise"),
    "answers": Text("答案", "the answers"),
    "scenes": Text("场景登记", "the scene register"),
    "confirmed_warnings": Text("已说明的矛盾", "the confirmed warnings"),
    "events": Text("修改记录", "the log of changes"),
    "suggestions": Text("建议答案", "the suggested answers"),
    "evidence": Text("证明材料", "the evidence"),
    "snapshot": Text("结果快照", "the frozen result"),
}
LARGEST = 2_000_000_000  # whole number


class Refused(ValueError):
    """An export that is not taken in; `text` says why in one sentence."""

    def __init__(self, text: Text):
        self.text = text
        super().__init__(text.en)


NO_EXPORT = Text(
    "这不是本系统导出的测评文件（JSON）。请用测评页面上的“全部数据（JSON）”导出后再来。",
    "This is no assessment exported from this system (JSON). Please export one with “Everything as data (JSON)”.",
)


def check_envelope(data: Any) -> None:
    """Refuse what is no export, one of another format, or one that was changed, naming the part. Raises Refused."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Refused(NO_EXPORT)
    if data.get("format_version") != VERSION or isinstance(data["format_version"], bool):
        raise Refused(
            Text(
                f"文件格式版本是“{_short(data.get('format_version'))}”，这里只认版本 {VERSION}。",
                f"The file has format version “{_short(data.get('format_version'))}”; version {VERSION} can be read here.",
            )
        )
    if set(data) != {"format", "format_version", *PARTS, "hashes", "sha256"}:
        raise Refused(Text("文件的组成部分有缺少或多出的，不能导入。", "The file lacks a part or has one too many."))
    _check_hashes(data)


def _check_hashes(data: Mapping[str, Any]) -> None:
    found = hashes_of({name: data[name] for name in PARTS})
    stated = data["hashes"] if isinstance(data["hashes"], dict) else {}
    changed = [PARTS[name] for name in PARTS if stated.get(name) != found[name]]
    if changed:
        raise Refused(
            Text(
                f"文件导出后被改动过：{'、'.join(part.zh for part in changed)}与校验值对不上，不能导入。",
                f"The file was changed after export: {', '.join(part.en for part in changed)} do not match their hash.",
            )
        )
    if digest({name: part for name, part in data.items() if name != "sha256"}) != data["sha256"]:
        raise Refused(
            Text(
                "文件导出后被改动过：整个文件与校验值（sha256）对不上，不能导入。",
                "The file was changed after export: as a whole it does not match its hash (sha256).",
            )
        )


# --- kinds of fields ----------------------------------------------------------------------------------------------------


def text(longest: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or len(value) > longest or "\0" in value:
            raise ValueError
        return value

    return read


def one_of(*known: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise ValueError
        return value

    return read


def whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise ValueError
    return value


def revision(value: Any) -> int:
    """A whole number from 1."""
    if not whole(value):
        raise ValueError
    return int(value)


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def address(value: Any) -> uuid.UUID:
    return uuid.UUID(text(36)(value))


def moment(value: Any) -> datetime.datetime:
    at = datetime.datetime.fromisoformat(text(40)(value))
    if at.tzinfo is None or not 2000 <= at.year <= 2200:
        raise ValueError
    return at


def anything(value: Any) -> Any:
    return value


def or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def taken(part: str, row: Any, **fields: Callable[[Any], Any]) -> dict[str, Any]:
    """The fields of one row, each of its kind and no other. Raises Refused, naming the part and the field."""
    if not isinstance(row, dict) or set(row) != set(fields):
        raise misshapen(part, "")
    return {name: _field(part, name, row[name], read) for name, read in fields.items()}


def _field(part: str, name: str, value: Any, read: Callable[[Any], Any]) -> Any:
    try:
        return read(value)
    except (ValueError, OverflowError):
        raise misshapen(part, name) from None


def rows(part: str, value: Any, most: int = 100_000) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise misshapen(part, "")
    return value


def misshapen(part: str, name: str) -> Refused:
    zh, en = (f"的“{name[:40]}”", f" (“{name[:40]}”)") if name else ("", "")
    return Refused(
        Text(
            f"文件里{PARTS[part].zh}{zh}不是应有的样子，不能导入。",
            f"In the file {PARTS[part].en}{en} are not as they should be.",
        )
    )


def _short(value: Any) -> str:
    return str(value)[:20]

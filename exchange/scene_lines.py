"""The register of scenes as lines to fill in: a block of lines for each scene, one for every field of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exchange.lines import NoChoice, flat
from readiness.framework import Dimension
from readiness.text import Text
from surveys.register import FIELDS, MOST_SCENES

BLANK = 8  # blocks for scenes that are not registered yet
TITLE = Text("场景登记", "AI scenes")
LABELS = {
    "name": Text("用来做什么", "What does it do?"),
    "stage": Text("所属环节", "Stage"),
    "status": Text("当前状态", "Status"),
    "start_month": Text("开始使用的年月，例如 2026-05", "In use since, as 2026-05"),
    "frequency": Text("使用频率", "How often it is used"),
    "owner": Text("业务负责人（岗位）", "Business owner (position)"),
    "benefit": Text("实测成效：使用前后的数字和时间段", "Measured benefit: before, after, over what time"),
    "evidence": Text("证据：哪份记录或导出能证明", "Evidence: which record or export shows it"),
}
STATUSES = {"idea": Text("设想", "Idea"), "pilot": Text("试点", "Pilot"), "production": Text("投产", "In production")}
FREQUENCIES = {
    "continuous": Text("连续运行", "Continuously"),
    "daily": Text("每天", "Every day"),
    "weekly": Text("每周", "Every week"),
    "monthly": Text("每月", "Every month"),
    "rarely": Text("更少", "Less often"),
}


@dataclass(frozen=True)
class SceneLine:
    """One field of one scene. block: "#1", "#2", … in the workbook; kind: choice | text."""

    block: str
    part: str
    label: Text
    choices: Mapping[str, Text]
    kind: str

    @property
    def key(self) -> tuple[str, str]:
        return self.block, self.part

    @property
    def first(self) -> bool:
        return self.part == next(iter(LABELS))


@dataclass(frozen=True)
class Block:
    """A scene of the register, or room for a new one, under the address it will have. value: in plain form."""

    address: uuid.UUID
    revision: int = 0
    value: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Register:
    """What a workbook takes along of a register. stages: those a scene may stand in."""

    stages: Sequence[Dimension]
    blocks: Sequence[Block] = ()

    def lines(self) -> Iterator[tuple[Block, list[SceneLine]]]:
        for number, block in enumerate(self.blocks, start=1):
            yield block, lines_of_scene(f"#{number}", self.stages)


def with_room(blocks: Sequence[Block]) -> list[Block]:
    """The same with empty blocks behind them, as many as the register still takes."""
    return [*blocks, *(Block(uuid.uuid4()) for _ in range(min(BLANK, MOST_SCENES - len(blocks))))]


def is_block(code: str) -> bool:
    return code.startswith("#") and code[1:].isascii() and code[1:].isdigit()


def lines_of_scene(block: str, stages: Sequence[Dimension]) -> list[SceneLine]:
    choices: dict[str, Mapping[str, Text]] = {
        "stage": {stage.code: stage.name for stage in stages},
        "status": STATUSES,
        "frequency": FREQUENCIES,
    }
    return [
        SceneLine(block, part, label, choices.get(part, {}), "choice" if part in choices else "text")
        for part, label in LABELS.items()
    ]


def chosen_field(line: SceneLine, typed: str) -> str:
    """What a filled line says. Raises NoChoice."""
    if line.kind == "text":
        return typed
    for code, words in line.choices.items():
        if flat(typed) in (flat(code), flat(words.zh), flat(words.en)):
            return code
    raise NoChoice(line.choices)


def plain_scene_of(filled: Mapping[str, str]) -> dict[str, Any]:
    """The plain form of a scene, as `surveys.register` reads it."""
    return {field: filled.get(field, "") for field in FIELDS}

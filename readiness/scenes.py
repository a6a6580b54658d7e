"""The register of AI scenes: what a firm says it has tried, piloted or put into production."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from readiness.text import Text

STATUSES = ("idea", "pilot", "production")
FREQUENCIES = ("continuous", "daily", "weekly", "monthly", "rarely")


@dataclass(frozen=True)
class Scene:
    """One scene. start_month: the first of the month it went into use. benefit: what was measured, in words."""

    stage: str
    name: str
    status: str
    start_month: datetime.date | None = None
    owner: str = ""
    frequency: str = ""
    benefit: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Production:
    """What gates ask of the register: scenes in production, in how many stages, how many with proven benefit."""

    scenes: int
    stages: int
    with_benefit: int


def missing_for_production(scene: Scene, on: datetime.date) -> tuple[Text, ...]:
    """What a scene said to be in production still lacks to count as such."""
    lacking = []
    if scene.start_month is None:
        lacking.append(Text("投产月份", "the month it went live"))
    elif scene.start_month > on:
        lacking.append(Text("不晚于今天的投产月份", "a go-live month that is not in the future"))
    if not scene.owner:
        lacking.append(Text("业务负责人", "an owner"))
    if not scene.frequency:
        lacking.append(Text("使用频率", "how often it is used"))
    return tuple(lacking)


def in_production(scene: Scene, on: datetime.date) -> bool:
    return scene.status == "production" and not missing_for_production(scene, on)


def count_production(scenes: Iterable[Scene], on: datetime.date) -> Production:
    """Count the scenes in production on a day; a benefit counts only with evidence beside it."""
    live = [scene for scene in scenes if in_production(scene, on)]
    proven = [scene for scene in live if scene.benefit and scene.evidence]
    return Production(len(live), len({scene.stage for scene in live}), len(proven))

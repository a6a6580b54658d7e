"""The scenes of a submitted result as somebody from outside found them: each by its place in the register as it was frozen.

A finding about one has the same form as about an answer; its value is the scene as found, or ABSENT where there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readiness.answers import AnswerError
from readiness.framework import Framework
from readiness.scenes import Scene
from readiness.text import Text
from surveys.register import FIELDS, as_scene, complete, read_scene
from surveys.saving import REFUSED, tidy
from verification.saving import NO_VALUE, Refusal, Reply, change, read_plain

ABSENT = "absent"
SUBJECT = "scene:"
NO_SUCH_SCENE = Text("这份结果里没有这个场景。", "The result has no such scene.")
INCOMPLETE = Text(
    "请填写核验后的环节、名称和状态；现场没有这个场景时，请勾选“没有这个场景”。",
    "Please give stage, name and status as you found them, or tick that there is no such scene.",
)
SAME_SCENE = Text(
    "核验后的场景和企业登记的一样，请改选“属实”。",
    "This is the scene as the enterprise registered it; please choose “confirmed”.",
)


def subject_of(number: int) -> str:
    return f"{SUBJECT}{number}"


def is_scene(subject: str) -> bool:
    return subject.startswith(SUBJECT)


def scenes_in(record: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """subject → the scene as the enterprise registered it, in the plain form of the register."""
    return {subject_of(number): _registered(one) for number, one in enumerate(record["scenes"], start=1)}


def _registered(plain: Mapping[str, Any]) -> dict[str, str]:
    values = {field: plain.get(field) or "" for field in FIELDS}
    return values | {"start_month": values["start_month"][:7]}


def save_scene_finding(verification, user, framework: Framework, subject, plain, base, mutation) -> Reply:
    """Keep one finding about a scene; None takes it back."""
    own = scenes_in(verification.result).get(subject)
    if own is None:
        return Reply(REFUSED, sentence=NO_SUCH_SCENE)
    try:
        value = read_plain(plain, own, lambda found: _verified(framework, found, own))
    except Refusal as refusal:
        return Reply(REFUSED, sentence=refusal.sentence, field=refusal.field)
    return change(verification, user, subject, value, base, mutation)


def _verified(framework: Framework, plain: Any, own: Mapping[str, str]) -> Any:
    """The scene as it was found: complete, and another one than the enterprise's. Raises Refusal."""
    if plain == ABSENT:
        return ABSENT
    try:
        found = read_scene([d.code for d in framework.dimensions.values() if d.kind == "stage"], tidy(plain))
    except AnswerError as error:
        raise Refusal(error.text, "value") from None
    if found is None:
        raise Refusal(NO_VALUE, "value")
    if not complete(found):
        raise Refusal(INCOMPLETE, "value")
    if found == own:
        raise Refusal(SAME_SCENE, "outcome")
    return found


def as_found(scenes: Sequence[Scene], findings: Mapping[str, Mapping[str, Any]]) -> tuple[Scene, ...]:
    """What was found in the place of what was registered."""
    found = []
    for number, scene in enumerate(scenes, start=1):
        finding = findings.get(subject_of(number))
        if finding is None or finding["outcome"] != "different":
            found.append(scene)
        elif finding["value"] != ABSENT:
            found.append(as_scene(finding["value"]))
    return tuple(found)


@dataclass(frozen=True)
class SceneTally:
    registered: int
    confirmed: int = 0
    different: int = 0
    unchecked: int = 0

    @property
    def checked(self) -> int:
        return self.confirmed + self.different


def tally_of(registered: int, findings: Mapping[str, Mapping[str, Any]]) -> SceneTally:
    """findings: of scenes or of everything."""
    outcomes = Counter(one["outcome"] for subject, one in findings.items() if is_scene(subject))
    return SceneTally(registered, outcomes["confirmed"], outcomes["different"], outcomes["unchecked"])

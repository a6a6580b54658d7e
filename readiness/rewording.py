"""Corrections of texts in a published framework: a place, what stands there and what it becomes. Texts only, ever."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from readiness.framework import Framework
from readiness.text import Text


@dataclass(frozen=True)
class Rewording:
    """at: the way from the framework to the text by names and codes, such as "questions/PM-3/options/L2/text".

    What has no code is counted from 1: "questions/PM-3/evidence/1/text".
    """

    at: str
    was: Text
    becomes: Text
    why: str
    on: datetime.date


class Misplaced(ValueError):
    """A correction that does not fit the framework. key: the part of the correction that is at fault."""

    def __init__(self, key: str, found: str, expected: str):
        self.key, self.found, self.expected = key, found, expected
        super().__init__(f"{key}: found {found}, expected {expected}")


def reworded(framework: Framework, change: Rewording) -> Framework:
    """The framework with one text corrected. Raises Misplaced when another text, or no text, stands there."""
    steps = change.at.split("/")
    found = _find(framework, steps)
    if not isinstance(found, Text):
        raise Misplaced("at", f"{change.at}, which is no text", "the place of a text: only texts can be corrected")
    if found != change.was:
        raise Misplaced("was", f"{change.was.zh!r} / {change.was.en!r}", f"the text there: {found.zh!r} / {found.en!r}")
    corrected: Framework = _replaced(framework, steps, change.becomes)
    if steps[0] == "questions" and steps[2:] == ["text"] and framework.questions[steps[1]].topic == change.was:
        # A question without a topic of its own goes by its text.
        corrected = _replaced(corrected, [*steps[:2], "topic"], change.becomes)
    return corrected


def _find(thing: Any, steps: list[str]) -> Any:
    for step in steps:
        thing = _child(thing, step)
    return thing


def _child(thing: Any, step: str) -> Any:
    if isinstance(thing, Mapping) and step in thing:
        return thing[step]
    if isinstance(thing, tuple):
        return thing[_position(thing, step)]
    if dataclasses.is_dataclass(thing) and step in {field.name for field in dataclasses.fields(thing)}:
        return getattr(thing, step)
    raise Misplaced("at", f"the step {step!r}", f"one of {_steps_of(thing)}")


def _position(items: tuple[Any, ...], step: str) -> int:
    coded = [n for n, item in enumerate(items) if getattr(item, "code", None) == step]
    if len(coded) == 1:
        return coded[0]
    if step.isascii() and step.isdecimal() and len(step) < 5 and 1 <= int(step) <= len(items):
        return int(step) - 1
    raise Misplaced("at", f"the step {step!r}", f"one of {_steps_of(items)}")


def _steps_of(thing: Any) -> str:
    if isinstance(thing, Mapping):
        return ", ".join(thing)
    if isinstance(thing, tuple):
        codes = [getattr(item, "code", "") or str(n) for n, item in enumerate(thing, 1)]
        return ", ".join(codes) or "nothing: the list is empty"
    if dataclasses.is_dataclass(thing):
        return ", ".join(field.name for field in dataclasses.fields(thing))
    return "nothing: nothing stands below it"


def _replaced(thing: Any, steps: list[str], text: Text) -> Any:
    if not steps:
        return text
    step, rest = steps[0], steps[1:]
    child = _replaced(_child(thing, step), rest, text)
    if isinstance(thing, Mapping):
        return MappingProxyType({**thing, step: child})
    if isinstance(thing, tuple):
        n = _position(thing, step)
        return (*thing[:n], child, *thing[n + 1 :])
    return dataclasses.replace(thing, **{step: child})

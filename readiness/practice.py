"""Practice cases: firms nobody is, with what an assessor would see there, for assessors to score and compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.answers import Answer
from readiness.text import Text


@dataclass(frozen=True)
class Facts:
    """All that is told of the firm of a case. industry: a GB/T 4754 division; province: an adcode ending in 0000."""

    industry: str
    policy_group: str
    size: str
    province: str


@dataclass(frozen=True)
class Observation:
    """What was seen about one question, the answer experts hold right, and why."""

    question: str
    seen: Text
    reference: Answer
    plain: object  # the reference in its plain form
    reason: Text


@dataclass(frozen=True)
class PracticeCase:
    code: str
    framework: str
    name: Text
    background: Text
    facts: Facts
    observations: Mapping[str, Observation]

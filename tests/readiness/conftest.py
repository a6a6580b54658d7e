"""The core is tested without Django: the published framework, cases in YAML, answers by rung."""

import datetime
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from readiness.answers import Answer, Chosen, read_answer
from readiness.framework import Framework, WeightProfile
from readiness.loading.framework import FRAMEWORKS, load_framework
from readiness.questions import LADDER, Question
from readiness.scenes import Scene

CASES = Path(__file__).parent / "cases"
VECTORS = FRAMEWORKS / "ai-manufacturing" / "2026.1" / "vectors"
TODAY = datetime.date(2026, 11, 23)


def cases(path: Path) -> list:
    """The cases of a YAML file as pytest parameters, named by their sentence."""
    return [pytest.param(case, id=case["name"]) for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]]


def answers_of(framework: Framework, case: Mapping) -> dict[str, Answer]:
    """The answers of a vector."""
    return {code: read_answer(framework.questions[code], plain) for code, plain in case["answers"].items()}


@pytest.fixture(scope="session")
def framework() -> Framework:
    return load_framework(FRAMEWORKS / "ai-manufacturing" / "2026.1")


@pytest.fixture(scope="session")
def weights(framework: Framework) -> WeightProfile:
    return framework.profiles["default"]


def at_rung(question: Question, rung: str) -> Answer:
    """An answer that puts a question of any kind on a rung."""
    if question.kind != "multiple":
        return Chosen((rung,))
    ordinary = [option.code for option in question.options if not option.exclusive]
    exclusive = [option.code for option in question.options if option.exclusive]
    if question.scoring == "count":
        band = question.option(rung).range
        ticked = ordinary[: int(band.lower)] or exclusive
        return Chosen(tuple(ticked))
    return Chosen(tuple(ordinary[: LADDER.index(rung)]) or tuple(exclusive))


def answers_by_rung(framework: Framework, rungs: Mapping[str, Iterable[str]]) -> dict[str, Answer]:
    """Answers from the rungs of each dimension's questions in their order."""
    found = {}
    for dimension, wanted in rungs.items():
        for code, rung in zip(framework.dimensions[dimension].questions, wanted, strict=True):
            found[code] = at_rung(framework.questions[code], rung)
    return found


def all_at(framework: Framework, rung: str) -> dict[str, Answer]:
    return {code: at_rung(question, rung) for code, question in framework.questions.items()}


def live_scene(stage: str, **facts) -> Scene:
    """A scene that counts as in production."""
    known = {"start_month": datetime.date(2025, 3, 1), "owner": "王工", "frequency": "daily"} | facts
    return Scene(stage=stage, name=f"{stage} 场景", status="production", **known)


def exact(text: str) -> Fraction:
    return Fraction(text)


def weighted_mean(values, weights):
    """Σ W·D / Σ W, by hand."""
    return sum(exact(str(weights[code])) * value for code, value in values.items()) / sum(
        exact(str(weights[code])) for code in values
    )

"""What docs/content.md teaches is true: its framework loads and its numbers come out."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from readiness.answers import read_answer
from readiness.levels import level_of, standing_of
from readiness.loading.framework import load_framework
from readiness.scenes import Production
from readiness.scoring import score

PAGE = Path(__file__).parents[2] / "docs" / "content.md"
FILE = re.compile(r"```yaml\n# file: (\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """The framework of the page and the answers of its firm."""
    folder = tmp_path_factory.mktemp("office")
    for name, text in FILE.findall(PAGE.read_text(encoding="utf-8")):
        path = folder / name if name != "answers.yaml" else folder.with_suffix(".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    framework = load_framework(folder)
    plain = yaml.safe_load(folder.with_suffix(".yaml").read_text(encoding="utf-8"))
    answers = {code: read_answer(framework.questions[code], value) for code, value in plain.items()}
    return framework, score(framework, answers, framework.profiles["default"])


def test_the_questions_of_the_page_score_as_it_says(lesson):
    _, scores = lesson
    found = {code: question.score for code, question in scores.questions.items()}
    assert found == {"W-1": 40, "W-2": 50, "W-3": Fraction("93.75"), "S-1": Fraction(100, 3), "S-2": 100}


def test_the_dimensions_and_the_total_of_the_page_come_out(lesson):
    _, scores = lesson
    assert scores.dimensions["WORK"].score == Fraction("55.9375")
    assert scores.dimensions["SAFE"].score == Fraction(200, 3)
    assert round(float(scores.overall), 4) == 61.3021


def test_the_level_of_the_page_comes_out_and_its_gate_holds(lesson):
    framework, scores = lesson
    result = level_of(
        framework, framework.profiles["default"], standing_of(scores.actual, scores.ticked), Production(0, 0, 0)
    )
    assert result.level.code == "G"
    assert [gate.holds for gate in result.gates] == [True]

"""The vectors of a framework are run, and every result that is not the one written down is named."""

import shutil
from pathlib import Path

import pytest

from readiness.loading.framework import FRAMEWORKS, load_framework
from readiness.loading.source import Folder
from readiness.vectors import mismatches

SMALL = Path(__file__).parent / "frameworks" / "small" / "1"
GOOD = "cases:\n- name: a case\n  answers: {A1: '4'}\n"


@pytest.fixture
def run(tmp_path):
    """The problems of the small framework with these vectors, as texts."""
    root = shutil.copytree(SMALL, tmp_path / "1")
    (root / "vectors").mkdir()

    def mismatches_of(text):
        (root / "vectors" / "answers.yaml").write_text(text, encoding="utf-8")
        return [str(problem) for problem in mismatches(Folder(root), load_framework(root))]

    return mismatches_of


@pytest.mark.parametrize("folder", ["ai-manufacturing/2026.1", "miit-sme-2024/2024"])
def test_the_vectors_that_ship_give_their_results(folder):
    root = FRAMEWORKS / folder
    assert list((root / "vectors").glob("*.yaml"))
    assert mismatches(Folder(root), load_framework(root)) == []


def test_a_framework_without_vectors_has_no_mismatch():
    assert mismatches(Folder(SMALL), load_framework(SMALL)) == []


def test_a_mismatch_names_file_line_case_found_and_expected(run):
    [problem] = run(GOOD + "  overall: '99.99'\n")
    assert problem.startswith("1/vectors/answers.yaml:4: cases[0].overall: found ")
    assert "(case “a case”), expected 99.99" in problem


def test_every_mismatch_of_every_case_is_named(run):
    text = (
        GOOD
        + "  overall: '99.99'\n  level: nope\n  dimensions: {A: '77.77', Z: '1'}\n- {name: b, answers: {}, overall: '99'}\n"
    )
    assert len(run(text)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cases: 1\n",
        "cases: [1]\n",
        "- a\n",
        "cases: []\nmore: 1\n",
        GOOD + "  something: 1\n",
        GOOD + "  overall: high\n",
        GOOD + "  overall: '1.1234567'\n",
        GOOD + "  weights: nobody\n",
        GOOD.replace("'4'", "[[[]]]"),
        GOOD.replace("A1", "Z9"),
        "cases: [&a [*a]]\n",
    ],
)
def test_what_is_no_vector_is_named_and_never_an_error(run, text):
    assert run(text) or not text

"""Codes of questions and options are part of addresses and of the names of inputs."""

import pytest

from readiness.errors import ContentError
from readiness.loading.framework import load_framework
from tests import frameworks


@pytest.fixture
def home(tmp_path):
    return frameworks.write(tmp_path, dimensions=2, questions=6)


def rename(home, old, new):
    path = home / "questions" / "D2.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_the_framework_of_the_tests_loads(home):
    assert len(load_framework(home).questions) == 12


@pytest.mark.parametrize("code", ["D2/1", "D2.1", "第一题", "x" * 41])
def test_a_code_that_could_not_stand_in_an_address_is_refused(home, code):
    rename(home, "code: D2-1", f"code: {code}")
    with pytest.raises(ContentError, match="letters, digits"):
        load_framework(home)


@pytest.mark.parametrize("code", ["na", "unknown", "exact"])
def test_an_option_cannot_be_called_what_an_answer_says_beside_the_options(home, code):
    rename(home, "code: p1", f"code: {code}")
    with pytest.raises(ContentError, match="a code other than"):
        load_framework(home)

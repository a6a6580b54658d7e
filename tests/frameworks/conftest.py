import shutil
from pathlib import Path

import pytest

from frameworks.library import forget

SMALL = Path(__file__).parents[1] / "readiness" / "frameworks" / "small"


@pytest.fixture(autouse=True)
def _fresh():
    """Nothing installed by another test is remembered."""
    forget()
    yield
    forget()


@pytest.fixture
def small():
    return SMALL


@pytest.fixture
def folder(tmp_path):
    """A copy of the small framework that may be changed."""
    return shutil.copytree(SMALL / "1", tmp_path / "1")

"""Alice's submitted results: the small maker of car parts with a long way ahead, and others of other shapes."""

import pytest

from tests.reports.conftest import (  # noqa: F401  (fixtures)
    large,
    medium,
    ministry_snapshot,
    small,
    snapshot,
)
from tests.surveys.conftest import draft  # noqa: F401


@pytest.fixture
def ground(small):  # noqa: F811
    from plans.start import ground_from

    return ground_from(small[1])

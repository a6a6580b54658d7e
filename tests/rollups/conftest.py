"""A submitted result of Alice's factory, and factories by the dozen with a fact each."""

import pytest

from tests.reports.conftest import evaluated, frozen
from tests.verification.conftest import (  # noqa: F401  (fixtures)
    asked,
    checked,
    find,
    lower,
    may_verify,
    under_way,
)


@pytest.fixture
def snapshot(factory, alice):
    """The maker of appliances: capped by security, one action away from the next level."""
    return frozen(factory, alice, evaluated("appliances-medium"))


@pytest.fixture
def assessment(snapshot):
    return snapshot.assessment

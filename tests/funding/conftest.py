"""Alice's submitted result: a small maker of car parts in Ningbo with a route ahead."""

import datetime

import pytest
from django.urls import reverse

from tests.plans.conftest import signed_in  # noqa: F401  (fixture)
from tests.reports.conftest import small, snapshot  # noqa: F401  (fixtures)

ON = datetime.date(2026, 11, 24)


@pytest.fixture
def today(monkeypatch):
    """today(date) is the day it is from now on."""
    from django.utils import timezone

    def turn(day):
        monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: day)

    turn(ON)
    return turn


@pytest.fixture
def address(snapshot):  # noqa: F811
    """address("money") is a page of this room about Alice's result."""

    def of(name, *more):
        return reverse(f"funding:{name}", args=[snapshot.assessment.uuid, *more])

    return of

"""Alice's submitted result: a small maker of car parts in Ningbo with a route ahead."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.reports.conftest import small, snapshot  # noqa: F401  (fixtures)

ON = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """today(date) is the day it is from now on."""
    real = timezone.localdate

    def turn(day):
        monkeypatch.setattr(timezone, "localdate", lambda value=None, **more: real(value, **more) if value else day)

    turn(ON)
    return turn


@pytest.fixture
def address(snapshot):  # noqa: F811
    """address("money") is a page of this room about Alice's result."""

    def of(name, *more):
        return reverse(f"funding:{name}", args=[snapshot.assessment.uuid, *more])

    return of

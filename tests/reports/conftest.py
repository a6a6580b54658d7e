"""Real results of the example firms, and Alice's submitted assessment with its snapshot."""

import datetime
import functools
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.reference import reference
from readiness.loading.case import load_case
from readiness.outcome import evaluate
from readiness.plain import canonical_json, digest
from readiness.record import outcome_to_plain
from surveys.content import catalogue

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = datetime.date(2026, 11, 23)


@functools.cache
def evaluated(name):
    return evaluate_case(name)


def evaluate_case(name, change=lambda case: case):
    framework, case = load_case(EXAMPLES / f"{name}.yaml", reference(), DAY)
    return framework, outcome_to_plain(evaluate(framework, catalogue(), change(case)))


@pytest.fixture
def small():
    """(framework, result) of the small maker of car parts: low, not capped, a long route."""
    return evaluated("auto-parts-small")


@pytest.fixture
def medium():
    """(framework, result) of the maker of appliances: capped by security, one action away."""
    return evaluated("appliances-medium")


@pytest.fixture
def large():
    """(framework, result) of the electronics firm: L4, the route does not reach the top."""
    return evaluated("electronics-large")


@pytest.fixture
def snapshot(factory, alice, small):
    """Alice's submitted assessment."""
    from surveys.models import Assessment, ResultSnapshot

    framework, data = small
    assessment = Assessment.objects.create(
        organisation=factory.organisation,
        framework_reference=framework.reference,
        framework_digest=framework.digest,
        mode="full",
        state="submitted",
        created_by=alice,
        submitted_by=alice,
        submitted_at=timezone.now(),
    )
    return ResultSnapshot.objects.create(
        assessment=assessment,
        text=canonical_json(data),
        sha256=digest(data),
        framework_digest=data["framework_digest"],
        catalogue_digest=data["catalogue_digest"],
        engine=data["engine"],
        level=data["level"],
        overall=data["overall"],
    )


@pytest.fixture
def bells(monkeypatch):
    """The bells that were rung, instead of a queue."""
    from reports import jobs

    rung = []
    monkeypatch.setattr(jobs, "ring", rung.append)
    return rung

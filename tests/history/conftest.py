"""Alice's factory with submitted results of made-up days, made by the real engine."""

import datetime

import pytest
from django.utils import timezone

from surveys.models import Assessment, ResultSnapshot
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit
from tests.surveys.evaluating import evaluate_once

FULL, QUICK = Assessment.Mode.FULL, Assessment.Mode.QUICK


def at_option(question, n):
    """The answer with the n-th option, for any kind of question."""
    if question.kind == "multiple":
        ordinary = [option.code for option in question.options if not option.exclusive]
        return ordinary[: n + 1]
    return question.options[n].code


@pytest.fixture
def submitted(alice, factory, monkeypatch):
    """Submit an assessment as of a day: every question at option `n`, some of them (by code) with another answer."""

    def make(day, n=1, mode=FULL, **other):
        moment = timezone.make_aware(datetime.datetime.fromisoformat(f"{day}T10:00"))
        questions = [q for q in _asked(factory) if mode == FULL or q.quick]
        answers = {q.code: at_option(q, n) for q in questions} | {k.replace("_", "-"): v for k, v in other.items()}
        draft = start_with(factory.organisation, alice, mode, answers, [])
        with monkeypatch.context() as patch:
            patch.setattr("surveys.submission.timezone.now", lambda: moment)
            patch.setattr("surveys.submission.evaluate", evaluate_once)
            assert submit(draft, alice, Sheet(draft).seen).snapshot
        return ResultSnapshot.objects.get(assessment=draft)

    return make


def _asked(factory):
    from surveys.content import framework

    return framework().asked(framework().profile_for(factory.policy_group))


@pytest.fixture
def rewritten():
    """Make a snapshot one of another method: its data changed, as an older version of the product had left it."""

    def rewrite(snapshot, **changes):
        from readiness.plain import canonical_json, digest

        data = snapshot.data | changes
        assessment = snapshot.assessment
        snapshot.delete()
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

    return rewrite

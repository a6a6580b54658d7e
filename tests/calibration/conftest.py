"""A round over a practice case, colleagues who score it, and a case made from a client."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from calibration import preparing
from calibration.models import Rating, Scorer
from calibration.saving import hand_in, save_rating
from readiness.loading.practice import published_practice


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=10)


@pytest.fixture
def opened(provider, paula, soon):
    """An open round over the stamping plant, begun by the administrator."""
    return preparing.begin_practice(provider, paula, published_practice()["stamping"], "三月：冲压件", soon)


@pytest.fixture
def colleague(provider):
    """colleague("Lin") is one more assessor."""

    def join(name, role="editor"):
        user = User.objects.create_user(f"{name.lower()}@more.example.com", "correct horse", name=name)
        Membership.objects.create(user=user, organisation=provider, role=role)
        return user

    return join


@pytest.fixture
def rate():
    """rate(round, wang, "PM-1", "L2") keeps one rating on the revision the server has."""

    def note(found, user, code, value, confidence="", why=""):
        kept = Rating.objects.filter(scorer__round=found, scorer__user=user, question=code).first()
        plain = {"value": value, "confidence": confidence, "why": why}
        return save_rating(found, user, code, plain, kept.revision if kept else 0)

    return note


@pytest.fixture
def score_all(rate):
    """score_all(round, wang, PM_1="L3") answers every question with the reference answer but those, and hands in."""

    def fill(found, user, handed_in=True, **other):
        given = {code.replace("_", "-"): value for code, value in other.items()}
        for one in found.observations.all():
            reply = rate(found, user, one.question, given.get(one.question, one.reference), "sure", "看了现场那一份")
            assert reply.result == "saved"
        if handed_in:
            hand_in(found, user)
        return Scorer.objects.get(round=found, user=user)

    return fill


@pytest.fixture
def closed(opened, paula, wang, colleague, score_all):
    """Wang as the reference, Lin one rung higher at PM-1, Zhao far higher at PM-3; closed."""
    lin, zhao = colleague("Lin"), colleague("Zhao")
    score_all(opened, wang)
    score_all(opened, lin, PM_1="L3")
    score_all(opened, zhao, PM_3="L5", DT_3="L3")
    preparing.close(opened, paula)
    opened.refresh_from_db()
    return opened


@pytest.fixture
def draft(provider, paula, factory, granted, soon):
    """A case in preparation, made from Alice's factory."""
    granted()
    return preparing.begin(
        provider,
        paula,
        ["PM"],
        source="client",
        client=factory.organisation,
        title="四月",
        closes_on=soon,
        framework_reference="ai-manufacturing@2026.1",
        industry="36",
        policy_group="equipment",
        size="small",
        province="330000",
    )


@pytest.fixture
def written(draft):
    """The same with a neutral text about six of its eight questions."""
    for n, one in enumerate(draft.observations.all()[:6]):
        preparing.write(draft, one.question, f"看板上第 {n} 栏每班更新一次。", "L2" if n == 0 else None, "")
    return draft


@pytest.fixture
def to():
    """to("question", round, "PM-1") is the address of a page."""
    return lambda name, one, *more: reverse(f"calibration:{name}", args=[one.uuid, *more])

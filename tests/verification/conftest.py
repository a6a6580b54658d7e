"""A submitted result of Alice's factory, and a provider that may verify it."""

import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from accounts.rights import VERIFY
from tests.reports.conftest import evaluated, frozen
from verification.closing import close, seen_of
from verification.models import Finding, FindingEvent, Verification
from verification.saving import save_finding
from verification.tally import asked_in
from verification.verified import framework_of

SIGNED = {"method": ["on_site"], "limits": "只看了一号车间。", "name": "Wang"}


@pytest.fixture(autouse=True)
def nobody_has_tried_a_password_yet():
    cache.clear()


@pytest.fixture
def snapshot(factory, alice):
    """The maker of appliances: capped by security, one action away from the next level."""
    return frozen(factory, alice, evaluated("appliances-medium"))


@pytest.fixture
def assessment(snapshot):
    return snapshot.assessment


@pytest.fixture
def may_verify(granted):
    return granted({VERIFY})


@pytest.fixture
def under_way(assessment, may_verify, provider, wang):
    return Verification.objects.begin(assessment, provider, wang)


@pytest.fixture
def asked(snapshot):
    return asked_in(snapshot.data, framework_of(snapshot.data))


@pytest.fixture
def find(under_way, wang):
    """find("PM-1", outcome="confirmed") writes down a finding on the revision the server has."""

    def note(code, user=None, **plain):
        question = framework_of(under_way.result).questions[code]
        kept = under_way.findings.filter(question=code).first()
        plain = {"outcome": "confirmed", "evidence": "observed", "note": "", "value": None} | plain
        return save_finding(under_way, user or wang, question, plain, kept.revision if kept else 0, uuid.uuid4())

    return note


@pytest.fixture
def checked(under_way, asked, wang, provider):
    """Every other question confirmed, so that every dimension has been looked at; as `save_finding` would leave it."""
    at, answers = timezone.now(), under_way.result["answers"]
    codes = [q.code for q in asked[::2] if answers.get(q.code) not in (None, "unknown")]
    plain = {"outcome": "confirmed", "value": None, "evidence": "observed", "note": ""}
    Finding.objects.bulk_create(
        Finding(verification=under_way, question=code, updated_by=wang, updated_at=at, **plain) for code in codes
    )
    trace = {"base_revision": 0, "found_revision": 0, "new_revision": 1, "user": wang, "acting": provider, "at": at}
    FindingEvent.objects.bulk_create(
        FindingEvent(verification=under_way, question=code, mutation=uuid.uuid4(), new_value=plain, **trace)
        for code in codes
    )
    return under_way


@pytest.fixture
def lower(under_way, asked, find):
    """The code of a question that was found to be lower than the enterprise says."""
    record = under_way.result
    single = next(q for q in asked if q.kind == "single" and record["answers"].get(q.code) == q.options[2].code)
    find(single.code, outcome="different", value=single.options[0].code, evidence="document", note="没有看到系统。")
    return single.code


@pytest.fixture
def signed(checked, lower, wang):
    return close(checked, wang, seen_of(checked), SIGNED).statement


@pytest.fixture
def lin(db):
    """An assessor of another provider."""
    other = Organisation.objects.create(kind="provider", name="海曙咨询")
    user = User.objects.create_user("lin@example.com", "correct horse", name="Lin")
    Membership.objects.create(user=user, organisation=other, role="editor")
    user.provider = other
    return user


@pytest.fixture
def to():
    """to("question", verification, "PM-1") is the address of a page."""
    return lambda name, one, *more: reverse(f"verification:{name}", args=[one.uuid, *more])


@pytest.fixture
def bells(monkeypatch):
    """The bells that were rung for reports, instead of a queue."""
    from reports import jobs

    rung = []
    monkeypatch.setattr(jobs, "ring", rung.append)
    return rung

"""The log of an enterprise: both sides read who did what; one provider learns nothing of another."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AccessEvent, Grant, Membership, Organisation, User
from accounts.rights import EDIT, SUBMIT
from providers.log import log_of, told
from reports import jobs
from surveys.saving import save_answer
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.submission import submit
from tests.surveys.filling import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(factory, alice):
    return start(factory.organisation, alice, "full")


def lines(organisation, provider=None):
    return [(who, entry.what) for entry, who in told(organisation, log_of(organisation, provider))]


def give(draft, user, question="CM-2", value="L1", base=0):
    return save_answer(draft, user, question, value, base, uuid.uuid4())


def test_answers_are_told_by_day_and_person(draft, granted, alice, wang, factory):
    granted({EDIT})
    give(draft, alice)
    give(draft, alice, "CM-3")
    give(draft, wang, "CM-4")
    with override("en"):
        found = lines(factory.organisation)
    assert found == [
        ("Wang (远山咨询)", "1 answer changed"),
        ("Alice", "2 answers changed"),
        ("Alice", "远山咨询 was given access"),
    ]


def test_submission_and_report_are_told_with_who_they_were_for(draft, granted, alice, wang, provider, factory):
    granted({EDIT, SUBMIT})
    fill(draft, alice)
    submitted = submit(draft, wang, Sheet(draft).seen).snapshot
    jobs.request(submitted, "en", wang)
    jobs.request(submitted, "en", wang)  # a second click
    event = AccessEvent.objects.get(kind="report")
    assert (event.user, event.acting) == (wang, provider)
    assert any(entry.user == wang.pk and entry.acting == provider.pk for entry in log_of(factory.organisation))


def test_a_provider_learns_nothing_of_another_one(draft, granted, alice, wang, provider, factory):
    other = Organisation.objects.create(kind="provider", name="另一家")
    max_ = User.objects.create_user("max@other.example.com", "correct horse", name="Max")
    Membership.objects.create(user=max_, organisation=other, role="editor")
    granted({EDIT})
    until = timezone.localdate() + timedelta(days=9)
    Grant.objects.give(factory.organisation, other, alice, {EDIT}, "秘密", until)
    give(draft, max_)
    give(draft, wang, "CM-3")
    own = str(lines(factory.organisation, provider))
    assert "另一家" not in own
    assert "Max" not in own
    assert "Wang" in own
    assert "另一家" in str(lines(factory.organisation))


def test_a_provider_page_does_not_tell_of_another_one(draft, granted, alice, wang, provider, factory, as_):
    granted({EDIT})
    other = Organisation.objects.create(kind="provider", name="另一家")
    until = timezone.localdate() + timedelta(days=9)
    Grant.objects.give(factory.organisation, other, alice, {EDIT}, "秘密", until)
    page = as_(wang).get(reverse("providers:client", args=[provider.uuid, factory.uuid])).content.decode()
    assert "另一家" not in page
    assert "秘密" not in page


def test_the_number_of_queries_does_not_grow_with_the_log(
    draft, granted, alice, wang, factory, django_assert_num_queries
):
    granted({EDIT})
    give(draft, alice)
    with django_assert_num_queries(6):
        lines(factory.organisation)
    for base, value in enumerate(["L2", "L3", "L1", "L2"], start=1):
        give(draft, wang, value=value, base=base)
        granted({EDIT})
    with django_assert_num_queries(6):
        lines(factory.organisation)


def test_the_database_refuses_to_change_what_was_given_or_noted(granted, wang, factory):
    grant = granted({EDIT})
    for change in (
        lambda: Grant.objects.update(may_submit=True),
        lambda: Grant.objects.update(until=grant.until + timedelta(days=1)),
        lambda: AccessEvent.objects.update(kind="ended"),
        lambda: AccessEvent.objects.update(acting=grant.provider),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AccessEvent.objects.update(acting=None) == 1  # an organisation may be forgotten

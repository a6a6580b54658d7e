"""What an enterprise reads in its log of what a provider does with its results, in natural words and without a flood."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AccessEvent, Membership
from accounts.rights import EDIT, VERIFY
from api.models import ApiToken
from batches import feeding, packing
from batches.beginning import begin
from comparisons.asking import ask
from providers.log import log_of, told
from reports import jobs, press
from tests.batches.conftest import clients, print_all, rung  # noqa: F401
from tests.reports.conftest import bells, evaluated, frozen, one_page  # noqa: F401
from verification.models import Statement, Verification

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(factory, alice):
    return frozen(factory, alice, evaluated("appliances-medium"))


@pytest.fixture
def program(provider, wang, client):
    """Reads an address of the interface as Wang's program."""
    membership = Membership.objects.get(user=wang, organisation=provider)
    token = ApiToken.objects.make(membership, "ERP", {"report"})[1]
    return lambda path: client.get(f"/api/v1{path}", headers={"authorization": f"Bearer {token}"})


def lines(organisation, language="en", provider=None):
    with override(language):
        return [(who, entry.what, entry.about) for entry, who in told(organisation, log_of(organisation, provider))]


def about_access(organisation):
    return [line for line in lines(organisation) if line[1].startswith(("Result", "Report downloaded"))]


def printed(snapshot, user):
    report = jobs.request_result(snapshot, "en", user)
    press.make(report.pk)
    return report


def test_a_program_that_reads_a_result_all_day_leaves_one_line(snapshot, program, granted, factory):
    granted()
    for _ in range(3):
        assert program(f"/assessments/{snapshot.assessment.uuid}/result").status_code == 200
    assert about_access(factory.organisation) == [
        ("Wang (远山咨询)", "Result read by a program, once or more on this day", "AI readiness, full version")
    ]


def test_the_next_day_has_a_line_of_its_own(snapshot, program, granted, factory, monkeypatch):
    granted()
    address = f"/assessments/{snapshot.assessment.uuid}/result"
    program(address)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("accounts.grants.events.timezone.localdate", lambda *_: tomorrow)
    program(address)
    assert AccessEvent.objects.filter(kind="read").count() == 2


def test_two_requests_at_the_same_moment_leave_one_line(snapshot, factory, wang, provider, monkeypatch):
    about = [(factory.organisation, {"about": "x"})]
    kind = AccessEvent.Kind.READ
    AccessEvent.objects.note_once_a_day(kind, wang, provider, about)
    monkeypatch.setattr(
        "django.db.models.query.QuerySet.values_list", lambda *_, **__: []
    )  # neither has seen the other
    AccessEvent.objects.note_once_a_day(kind, wang, provider, about)
    monkeypatch.undo()
    assert AccessEvent.objects.filter(kind="read").count() == 1


def test_somebody_else_of_the_provider_has_a_line_of_their_own(factory, wang, paula, provider):
    for user in (wang, paula, wang):
        AccessEvent.objects.note_once_a_day("read", user, provider, [(factory.organisation, {"about": "x"})])
    assert [event.user for event in AccessEvent.objects.all()] == [wang, paula]


def test_a_program_of_the_enterprise_itself_leaves_no_line(snapshot, factory, alice, client):
    token = ApiToken.objects.make(Membership.objects.get(user=alice), "ERP", {"report"})[1]
    address = f"/api/v1/assessments/{snapshot.assessment.uuid}/result"
    assert client.get(address, headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert not AccessEvent.objects.exists()


@pytest.mark.usefixtures("one_page", "bells")
def test_a_report_fetched_by_the_provider_is_told_and_by_ones_own_people_not(
    snapshot, granted, as_, alice, wang, program, factory
):
    granted()
    report = printed(snapshot, alice)
    address = reverse("reports:download", args=[report.uuid])
    assert as_(alice).get(address).status_code == 200
    assert not about_access(factory.organisation)
    for _ in range(2):
        assert as_(wang).get(address).status_code == 200
    assert program(f"/reports/{report.uuid}/file").status_code == 200
    assert about_access(factory.organisation) == [("Wang (远山咨询)", "Report downloaded", report.number)]


@pytest.mark.usefixtures("one_page", "rung")
def test_a_batch_is_told_to_every_enterprise_in_it_and_so_is_who_fetches_it(provider, paula, wang, clients, as_):  # noqa: F811
    firm, other = clients(2)
    batch = begin(provider, paula, uuid.uuid4(), [firm, other], ["zh-hans"])
    begin(provider, paula, batch.ticket, [firm, other], ["zh-hans"])  # a second click
    for one in (firm, other):
        assert ("Paula (远山咨询)", "Included in a batch of reports", "AI readiness, full version") in lines(
            one.organisation
        )
    assert AccessEvent.objects.filter(kind="batch").count() == 2
    feeding.advance(batch.pk)
    print_all()
    packing.pack(batch.archive.pk)
    for _ in range(2):
        assert as_(wang).get(reverse("batches:download", args=[batch.uuid])).status_code == 200
    numbers = {item.report.number for item in batch.items.all()}
    fetched = AccessEvent.objects.filter(kind="download")
    assert {(event.user, event.detail["about"]) for event in fetched} == {(wang, number) for number in numbers}
    assert fetched.count() == 2


@pytest.mark.usefixtures("rung")
def test_a_comparison_is_told_to_every_enterprise_in_it_once_and_names_none(provider, paula, clients):  # noqa: F811
    snapshots = clients(5)
    paper = ask(provider, paula, snapshots, "en")
    ask(provider, paula, snapshots, "en")  # the same set again is the same paper
    assert AccessEvent.objects.filter(kind="compared").count() == 5
    for one in snapshots:
        assert ("Paula (远山咨询)", "Included in a comparison without names", paper.number) in lines(one.organisation)
        others = [two.organisation.name for two in snapshots if two != one]
        assert not any(name in str(lines(one.organisation)) for name in others)


def test_a_verification_is_told_from_its_beginning_to_its_withdrawal(snapshot, granted, as_, wang, provider, factory):
    granted({VERIFY})
    begin_ = reverse("verification:begin", args=[snapshot.assessment.uuid])
    as_(wang).post(begin_)
    as_(wang).post(begin_)  # a second click meets the first
    statement = Statement.objects.create(
        verification=Verification.objects.get(), text="{}", sha256="0" * 64, signed_by=wang, signed_at=timezone.now()
    )
    Verification.objects.update(state="closed")
    for _ in range(2):
        as_(wang).post(reverse("verification:withdraw", args=[statement.uuid]), {"reason": "量错了一条线"})
    assert [what for who, what, about in lines(factory.organisation)[:2]] == [
        "Verification withdrawn",
        "Verification begun",
    ]
    assert {who for who, _what, about in lines(factory.organisation)[:2]} == {"Wang (远山咨询)"}
    assert AccessEvent.objects.filter(kind__in=["verifying", "withdrawn"]).count() == 2


def test_facts_are_told_by_name(factory, granted, wang, as_):
    granted({EDIT})
    data = {"qualifications": ["srdi_sme"], "zone": "宁波杭州湾新区"}
    as_(wang).post(reverse("accounts:enterprise_funding", args=[factory.uuid]), data)
    assert lines(factory.organisation)[0] == (
        "Wang (远山咨询)",
        "Facts about the enterprise changed",
        "Development zone, Titles and qualifications held",
    )


def test_both_sides_read_the_same_lines(snapshot, program, granted, factory, provider):
    granted()
    program(f"/assessments/{snapshot.assessment.uuid}/result")
    assert lines(factory.organisation) == lines(factory.organisation, provider=provider)


def test_the_page_of_the_enterprise_shows_the_day_and_not_the_minute(snapshot, program, granted, factory, as_, alice):
    granted()
    program(f"/assessments/{snapshot.assessment.uuid}/result")
    page = as_(alice).get(reverse("providers:access", args=[factory.uuid])).content.decode()
    assert "程序" in page
    assert f">{timezone.localdate():%Y-%m-%d}</time>" in page


def test_the_database_does_not_let_a_line_take_the_key_of_another_day(factory, wang, provider):
    AccessEvent.objects.note_once_a_day("read", wang, provider, [(factory.organisation, {"about": "x"})])
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessEvent.objects.update(once=uuid.uuid4())
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessEvent.objects.update(detail={})

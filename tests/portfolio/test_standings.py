"""The rows of the table: they say what the client's own pages say, and follow every change."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import SubsidyFact
from portfolio import refreshing, tasks
from portfolio.models import Contact, Standing
from portfolio.refreshing import catch_up, changed, forget, outstanding
from surveys.signals import assessment_submitted
from tests.funding.conftest import ON, today  # noqa: F401  (fixture: it is 24 November 2026)
from tests.reports.conftest import small, snapshot  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db


def test_a_row_says_what_the_result_says(granted, factory, snapshot, refreshed):  # noqa: F811
    granted()
    row = refreshed()[factory.organisation_id]
    data = snapshot.data
    assert (row.level, row.score) == (snapshot.level, Decimal(snapshot.overall))
    assert row.submitted == timezone.localdate(snapshot.assessment.submitted_at)
    assert (row.answered, row.applicable) == (data["answered"], data["applicable"])
    assert row.framework == "ai-manufacturing"


@pytest.mark.parametrize("day", [ON, datetime.date(2026, 9, 1), datetime.date(2027, 1, 5)])
def test_the_dates_are_those_of_the_money_page(signed_in, alice, granted, factory, snapshot, refreshed, today, day):  # noqa: F811
    today(day)
    granted(days=200)
    row = refreshed(day)[factory.organisation_id]
    page = signed_in(alice).get(reverse("funding:money", args=[snapshot.assessment.uuid]))
    closing = page.context["told"].closing
    assert row.closing == len(closing)
    assert row.closes_next == (closing[0].day if closing else None)


def test_some_dates_lie_ahead_or_that_would_compare_nothing(granted, factory, snapshot, refreshed):  # noqa: F811
    granted()
    assert refreshed()[factory.organisation_id].closing > 0


def test_a_file_without_result_has_dates_but_no_level(prepared, refreshed):
    row = refreshed()[prepared.organisation_id]
    assert (row.level, row.snapshot, row.score) == ("", None, None)
    assert row.size == 1


def test_making_them_twice_gives_the_same(granted, factory, snapshot, refreshed):  # noqa: F811
    granted()
    first = [{k: v for k, v in vars(row).items() if k != "_state"} for row in refreshed().values()]
    second = [{k: v for k, v in vars(row).items() if k != "_state"} for row in refreshed().values()]
    assert first == second


def test_only_clients_have_rows_and_former_ones_lose_them(granted, factory, alice, prepared, charlie, refreshed):
    grant = granted()
    assert set(refreshed()) == {factory.organisation_id, prepared.organisation_id}
    grant.end(alice, factory.organisation)
    assert forget() == 1
    assert Standing.objects.get().organisation == prepared.organisation


def test_a_change_of_the_facts_makes_the_row_anew(prepared, refreshed, django_capture_on_commit_callbacks):
    refreshed()
    prepared.employees, prepared.revenue_wan = 5, 10
    with django_capture_on_commit_callbacks(execute=True):
        prepared.save()
    assert Standing.objects.get().size == 0


def test_an_answer_on_the_money_page_is_heard(prepared, refreshed):
    refreshed()
    SubsidyFact.objects.state(prepared, {"is_sme": {"flag": True, "number": None, "text": ""}})
    assert Standing.objects.get().changes == 1


def test_a_submission_is_heard(granted, factory, snapshot, django_capture_on_commit_callbacks):  # noqa: F811
    granted()
    with django_capture_on_commit_callbacks(execute=True):
        assessment_submitted.send(None, assessment=snapshot.assessment, snapshot=snapshot)
    assert Standing.objects.get().level == snapshot.level


def test_a_change_while_a_row_is_being_made_is_not_lost(prepared, refreshed, monkeypatch):
    refreshed()
    real = refreshing._row

    def slow(*arguments):
        row = real(*arguments)
        changed(prepared.organisation_id)
        return row

    with monkeypatch.context() as patch:
        patch.setattr(refreshing, "_row", slow)
        refreshed()
    assert list(outstanding(Standing.objects.get().as_of)) == [prepared.organisation_id]
    catch_up(prepared.organisation_id)
    assert not outstanding(Standing.objects.get().as_of).exists()


def test_who_is_nobodys_client_costs_no_row(factory):
    catch_up(factory.organisation_id)
    assert not Standing.objects.exists()


def test_the_daily_task_makes_what_is_out_of_date_and_calls_itself_for_the_rest(
    prepared, granted, factory, refreshed, monkeypatch
):
    granted()
    rung = []
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    monkeypatch.setattr(tasks, "ring", lambda: rung.append(True))
    tasks.make_anew()
    assert (Standing.objects.count(), len(rung)) == (1, 1)
    tasks.make_anew()
    assert (Standing.objects.count(), len(rung)) == (2, 1)


def test_a_queue_that_is_down_breaks_nothing(monkeypatch):
    def down(*_, **__):
        raise OSError

    monkeypatch.setattr(tasks.current_app, "send_task", down)
    tasks.ring()


def test_the_command_makes_all(prepared, capsys):
    call_command("portfolio")
    assert "1 rows made" in capsys.readouterr().out


def test_the_address_of_a_file_goes_when_the_enterprise_gives_access(provider, granted, factory):
    Contact.objects.create(organisation=factory.organisation, email="office@example.com")
    granted()
    assert not Contact.objects.exists()

"""How a batch goes on: in slices, once each, only while it is allowed, and again after anything is lost."""

import pytest

from accounts.models import Membership
from batches import feeding
from batches.models import Batch
from reports import jobs, press
from reports.models import Report
from tests.batches.conftest import State, end_access, fail_for_good, print_all, states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def slices_of_three(monkeypatch):
    monkeypatch.setattr(feeding, "SLICE", 3)


def reread(batch):
    return Batch.objects.get(pk=batch.pk)


def test_only_a_slice_is_asked_for_at_a_time(started):
    batch = started(5)
    feeding.advance(batch.pk)
    feeding.advance(batch.pk)  # a message delivered twice
    assert states(batch) == [State.ASKED] * 3 + [State.WAITING] * 2
    assert Report.objects.count() == 3


def test_a_batch_runs_to_its_end_by_itself(started):
    batch = started(5)
    feeding.advance(batch.pk)
    while print_all():
        pass
    assert states(batch) == [State.DONE] * 5
    assert reread(batch).state == Batch.State.DONE
    assert Report.objects.count() == 5
    assert reread(batch).archive.contents[0]["sha256"]


def test_its_reports_wait_in_a_queue_of_their_own(started, rung, django_capture_on_commit_callbacks):
    batch = started(2)
    with django_capture_on_commit_callbacks(execute=True):
        feeding.advance(batch.pk)
    assert {kw["queue"] for name, _, kw in rung if name == "reports.tasks.make"} == {"batch"}
    rung.clear()
    jobs.sweep()
    assert {kw["queue"] for _, _, kw in rung} == {"batch"}


def test_whoever_asks_for_one_of_them_alone_is_served_first(started, alice, rung, django_capture_on_commit_callbacks):
    batch = started(1)
    feeding.advance(batch.pk)
    item = batch.items.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.request(item.snapshot, "zh-hans", alice).pk == item.report_id
    assert rung[-1][2]["queue"] == "report"
    feeding.pause(batch.pk)
    assert Report.objects.filter(pk=item.report_id).exists()  # it is hers now


def test_an_ended_access_keeps_a_report_from_being_asked_for(started, alice):
    batch = started(2)
    end_access(batch.items.first(), alice)
    feeding.advance(batch.pk)
    assert states(batch) == [State.REFUSED, State.ASKED]
    assert Report.objects.count() == 1


def test_an_access_that_ends_while_the_report_waits_keeps_it_from_being_rendered(started, alice, monkeypatch):
    batch = started(1)
    feeding.advance(batch.pk)
    end_access(batch.items.get(), alice)
    monkeypatch.setattr(press, "_render", lambda *_: pytest.fail("it was rendered"))
    assert not print_all()
    feeding.sweep()
    assert states(batch) == [State.REFUSED]
    assert not Report.objects.exists()


def test_a_paused_batch_takes_back_what_nobody_has_begun(started, paula):
    batch = started(4)
    feeding.advance(batch.pk)
    jobs.claim(batch.items.first().report_id)
    feeding.pause(batch.pk)
    assert states(batch) == [State.ASKED] + [State.WAITING] * 3
    assert Report.objects.count() == 1
    feeding.advance(batch.pk)
    assert Report.objects.count() == 1
    feeding.resume(batch.pk, paula)
    feeding.advance(batch.pk)
    assert Report.objects.count() == 3


def test_a_cancelled_batch_packs_what_is_ready(started):
    batch = started(4)
    feeding.advance(batch.pk)
    press.make(batch.items.first().report_id)
    feeding.cancel(batch.pk)
    assert states(batch) == [State.DONE] + [State.LEFT] * 3
    assert [bool(line["sha256"]) for line in reread(batch).archive.contents] == [True, False, False, False]


def test_failures_are_tried_again(started, paula):
    batch = started(1)
    feeding.advance(batch.pk)
    fail_for_good(batch.items.get())
    feeding.advance(batch.pk)
    assert (states(batch), reread(batch).state) == ([State.FAILED], Batch.State.DONE)
    feeding.retry(batch.pk, paula)
    feeding.advance(batch.pk)
    assert print_all() == 1
    assert states(batch) == [State.DONE]


def test_a_report_that_is_gone_is_asked_for_again(started):
    batch = started(1)
    feeding.advance(batch.pk)
    Report.objects.all().delete()
    feeding.sweep()
    assert print_all() == 1
    assert states(batch) == [State.DONE]


def test_a_batch_whose_requester_has_left_pauses_until_a_colleague_takes_it_over(started, paula, wang):
    batch = started(1)
    Membership.objects.filter(user=paula).delete()
    feeding.advance(batch.pk)
    assert reread(batch).state == Batch.State.PAUSED
    feeding.resume(batch.pk, wang)
    feeding.advance(batch.pk)
    assert states(batch) == [State.ASKED]


def test_a_report_that_is_there_already_is_not_made_again(started, provider, paula):
    first = started(1)
    feeding.advance(first.pk)
    print_all()
    from batches.beginning import begin

    snapshot = first.items.get().snapshot
    second = begin(provider, paula, "5a0f4a4e-0000-4000-8000-000000000001", [snapshot], ["zh-hans"])
    feeding.advance(second.pk)
    assert states(second) == [State.DONE]
    assert Report.objects.count() == 1

"""The report job: asked once, claimed once, finished once or visibly failed, whatever dies on the way."""

import datetime
import hashlib
import threading

import pytest
from django.db import connection
from django.utils import timezone

from reports import files, jobs, press
from reports.models import Report
from reports.pdf import Rendered, RenderError

State = Report.State
RENDERED = Rendered("ab" * 32, 1000, 20)


@pytest.fixture
def report(snapshot, bells):
    return jobs.request(snapshot, "zh-hans")


@pytest.fixture
def own_folder(settings, tmp_path):
    """Nobody else's unfinished files lie beside those of this test."""
    settings.MEDIA_ROOT = tmp_path


def reread(report):
    return Report.objects.get(pk=report.pk)


def lose_the_worker(report):
    """As if the lease had run out long ago."""
    Report.objects.filter(pk=report.pk).update(lease_until=timezone.now() - datetime.timedelta(minutes=5))


def test_the_same_request_meets_the_same_report(snapshot, bells, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = jobs.request(snapshot, "zh-hans"), jobs.request(snapshot, "zh-hans")
    assert first.pk == second.pk
    assert bells == [first.pk]


def test_a_job_is_due_at_once_by_the_clock_that_decides(snapshot, bells, monkeypatch):
    ahead = timezone.now() + datetime.timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: ahead)
    assert jobs.claim(jobs.request(snapshot, "zh-hans").pk)


def test_another_language_is_another_report(snapshot, bells):
    assert jobs.request(snapshot, "zh-hans").pk != jobs.request(snapshot, "en").pk


def test_a_dead_queue_delays_the_report_and_breaks_nothing(snapshot, monkeypatch, django_capture_on_commit_callbacks):
    def down(*args, **kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr("celery.app.base.Celery.send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        report = jobs.request(snapshot, "zh-hans")
    assert reread(report).state == State.PENDING
    assert jobs.due().filter(pk=report.pk).exists()


def test_a_job_is_claimed_once(report):
    assert jobs.claim(report.pk)
    assert jobs.claim(report.pk) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_the_same_moment_one_gets_the_job(snapshot, bells):
    report, tokens, start = jobs.request(snapshot, "zh-hans"), [], threading.Barrier(4)

    def work():
        try:
            start.wait()
            tokens.append(jobs.claim(report.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(tokens) == 4
    assert sum(token is not None for token in tokens) == 1
    assert reread(report).attempts == 1


def test_a_job_whose_worker_died_can_be_claimed_again(report):
    jobs.claim(report.pk)
    lose_the_worker(report)
    assert jobs.claim(report.pk)
    assert reread(report).attempts == 2


def test_a_late_finisher_changes_nothing(report):
    late = jobs.claim(report.pk)
    lose_the_worker(report)
    current = jobs.claim(report.pk)
    with pytest.raises(jobs.LeaseLost):
        jobs.finish(report.pk, late, RENDERED)
    with pytest.raises(jobs.LeaseLost):
        jobs.heartbeat(report.pk, late, 50)
    jobs.fail(report.pk, late, "too late")
    assert reread(report).state == State.RUNNING
    jobs.finish(report.pk, current, RENDERED)
    assert reread(report).state == State.DONE


def test_a_heartbeat_renews_the_lease_and_shows_the_progress(report):
    token = jobs.claim(report.pk)
    lose_the_worker(report)
    jobs.heartbeat(report.pk, token, 40)
    found = reread(report)
    assert found.progress == 40
    assert found.lease_until > timezone.now()
    assert jobs.claim(report.pk) is None


def test_a_failure_waits_before_the_next_attempt(report):
    jobs.fail(report.pk, jobs.claim(report.pk), "paper jam")
    found = reread(report)
    assert (found.state, found.error) == (State.PENDING, "paper jam")
    assert jobs.claim(report.pk) is None


def exhaust(report):
    for _ in range(jobs.MOST_ATTEMPTS):
        Report.objects.filter(pk=report.pk).update(next_run=timezone.now() - datetime.timedelta(seconds=1))
        jobs.fail(report.pk, jobs.claim(report.pk), "paper jam")


def test_after_three_attempts_it_fails_for_all_to_see(report):
    exhaust(report)
    found = reread(report)
    assert (found.state, found.attempts) == (State.FAILED, 3)
    assert jobs.claim(report.pk) is None


def test_a_failed_report_can_be_started_again(report, bells):
    exhaust(report)
    jobs.retry(reread(report))
    assert reread(report).state == State.PENDING
    assert jobs.claim(report.pk)


def test_retrying_a_finished_report_changes_nothing(report):
    jobs.finish(report.pk, jobs.claim(report.pk), RENDERED)
    jobs.retry(reread(report))
    assert reread(report).state == State.DONE


def test_the_sweeper_rings_for_waiting_and_abandoned_jobs(snapshot, bells):
    waiting, abandoned = jobs.request(snapshot, "zh-hans"), jobs.request(snapshot, "en")
    jobs.claim(abandoned.pk)
    assert jobs.sweep() == (1, 0)
    lose_the_worker(abandoned)
    bells.clear()
    assert jobs.sweep() == (2, 0)
    assert set(bells) == {waiting.pk, abandoned.pk}


def test_the_sweeper_ends_a_job_whose_last_attempt_was_lost(report):
    for _ in range(jobs.MOST_ATTEMPTS):
        jobs.claim(report.pk)
        lose_the_worker(report)
    assert jobs.sweep() == (0, 1)
    assert reread(report).state == State.FAILED


def test_a_submission_asks_for_the_chinese_report(snapshot, bells):
    from surveys.models import Assessment
    from surveys.signals import assessment_submitted

    assessment_submitted.send(sender=Assessment, assessment=snapshot.assessment, snapshot=snapshot)
    assert [r.language for r in snapshot.reports.all()] == ["zh-hans"]


# --- the press -------------------------------------------------------------------------------------------------------


def test_the_press_makes_a_file_named_by_its_content(report, own_folder):
    assert press.make(report.pk)
    found = reread(report)
    data = files.path_of(found.file_sha256).read_bytes()
    assert hashlib.sha256(data).hexdigest() == found.file_sha256
    assert (found.state, found.progress, found.size) == (State.DONE, 100, len(data))
    assert found.pages > 10
    assert not list((files.folder() / "unfinished").iterdir())


def test_a_message_delivered_twice_makes_one_report(report, monkeypatch):
    made = []
    monkeypatch.setattr(
        press, "_render", lambda report, token, written: made.append(written.write_bytes(b"x")) or RENDERED
    )
    assert press.make(report.pk)
    assert not press.make(report.pk)
    assert len(made) == 1


def test_a_press_that_fails_leaves_the_reason_and_no_file(report, own_folder, monkeypatch):
    def fails(*args):
        raise RenderError("rendering needed more than 1024 MB of memory")

    monkeypatch.setattr(press, "_render", fails)
    assert not press.make(report.pk)
    assert "memory" in reread(report).error
    assert not list((files.folder() / "unfinished").iterdir())


def test_a_press_that_lost_its_lease_writes_no_outcome(report, monkeypatch):
    def slow(report, token, written):
        written.write_bytes(b"x")
        lose_the_worker(report)
        jobs.claim(report.pk)
        return RENDERED

    monkeypatch.setattr(press, "_render", slow)
    assert not press.make(report.pk)
    assert reread(report).state == State.RUNNING


def test_a_deleted_report_takes_its_file_along(report, one_page):
    press.make(report.pk)
    found = reread(report)
    path = files.path_of(found.file_sha256)
    assert path.exists()
    found.delete()
    assert not path.exists()

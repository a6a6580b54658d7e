"""What is no longer valid is marked every day by the worker, and once is enough."""

import datetime

import pytest
from celery.schedules import crontab

from config.celery import app
from subsidies.tasks import expire
from subsidies.workflow import replace_standing


def test_the_worker_marks_what_has_expired_every_day():
    (entry,) = [one for one in app.conf.beat_schedule.values() if one["task"] == "subsidies.tasks.expire"]
    assert isinstance(entry["schedule"], crontab)
    assert entry["schedule"].hour == {0, 8}
    assert app.conf.timezone == "Asia/Shanghai"
    app.loader.import_default_modules()
    assert "subsidies.tasks.expire" in app.tasks


def of_state(record):
    return record.revisions.last().state


@pytest.mark.django_db
def test_it_goes_by_the_day_and_running_twice_changes_nothing_more(record, changed, hana, monkeypatch):
    changed["valid"] = {"from": "2025-01-01", "to": "2026-05-31"}
    changed.get("apply", {}).pop("windows", None)
    replace_standing(record, changed, hana)
    for day, state in (
        (datetime.date(2026, 5, 31), "published"),
        (datetime.date(2026, 6, 1), "expired"),
        (datetime.date(2026, 6, 1), "expired"),
        (datetime.date(2026, 6, 9), "expired"),
    ):
        monkeypatch.setattr("subsidies.tasks.timezone.localdate", lambda day=day: day)
        expire()
        assert of_state(record) == state
    assert record.revisions.filter(state="expired").count() == 1

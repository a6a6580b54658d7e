"""manage.py rollup, and the task that does the same when a half-year is over."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from rollups import tasks
from rollups.models import Run
from rollups.periods import last_over
from tests.rollups.population import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def rollup(capsys):
    def call(*words):
        call_command("rollup", *words)
        return capsys.readouterr().out

    return call


def test_it_counts_once_and_then_says_what_there_is(rollup):
    settle(40, agreed=1)
    assert "2026H1: told, 40 firms" in (first := rollup("--period", "2026H1"))
    assert "counted now" in first
    assert "counted before" in rollup("--period", "2026H1")
    assert Run.objects.count() == 1


def test_programs_read_json(rollup):
    settle(40, agreed=1)
    told = json.loads(rollup("--period", "2026H1", "--json"))
    assert (told["firms"], told["k"], told["state"], told["made"]) == (40, 5, "told", True)
    assert told["shown"] == Run.objects.get().cells.filter(hidden="").count() > 0


def test_a_dry_run_keeps_nothing_and_foretells_the_digest(rollup):
    settle(40, agreed=1)
    told = json.loads(rollup("--period", "2026H1", "--dry-run", "--json"))
    assert (told["state"], told["firms"]) == ("would be told", 40)
    assert not Run.objects.exists()
    assert json.loads(rollup("--period", "2026H1", "--json"))["digest"] == told["digest"]


def test_a_run_is_withdrawn_with_a_reason(rollup):
    settle(40)
    rollup("--period", "2026H1")
    assert "withdrawn" in (said := rollup("--period", "2026H1", "--withdraw", "用错了名单。"))
    assert "用错了名单。" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--period", "2026"), "“2026” is no half-year. Expected"),
        (("--period", "2999H1"), "is not over before 2999-06-30"),
        (("--k", "4"), "--k is 4; expected 5 or more"),
        (("--period", "2020H1", "--withdraw", "x"), "no run of 2020H1 to withdraw"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(rollup, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        rollup(*words)


def test_an_empty_reason_or_a_second_withdrawal_is_refused(rollup):
    settle(40)
    rollup("--period", "2026H1")
    with pytest.raises(CommandError, match="found an empty one"):
        rollup("--period", "2026H1", "--withdraw", " ")
    rollup("--period", "2026H1", "--withdraw", "用错了名单。")
    with pytest.raises(CommandError, match="withdrawn already: 用错了名单。"):
        rollup("--period", "2026H1", "--withdraw", "再来一次")


def test_k_may_be_raised_and_without_one_the_setting_counts(rollup, settings):
    settings.REACH_MINIMUM = 8
    settle(40)
    with pytest.raises(CommandError, match="expected 8 or more"):
        rollup("--k", "5")
    rollup("--period", "2026H1")
    rollup("--period", "2025H2", "--k", "12")
    assert [run.k for run in Run.objects.all()] == [12, 8]


def test_the_task_counts_the_half_year_that_is_over_and_does_nothing_twice():
    tasks.count()
    tasks.count()
    run = Run.objects.get()
    assert (run.period, run.state) == (last_over(timezone.localdate()), "kept")


def test_the_task_is_in_the_timetable(settings):
    assert settings.CELERY_BEAT_SCHEDULE["count the half-year"]["task"] == tasks.count.name

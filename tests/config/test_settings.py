"""Settings read from the environment: a clean checkout runs, a wrong value stops with one sentence."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SHOW = "from django.conf import settings as s; print({})"


def run(tmp_path, code, **variables):
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DEBUG", "perhaps", "expected true or false"),
        ("HTTPS", "2", "expected true or false"),
        ("PROXY_COUNT", "-1", "expected a whole number"),
        ("REACH_MINIMUM", "4", "expected 5 or more"),
        ("DATABASE_URL", "mysql://user:secret@host/db", "expected sqlite:// or postgres://"),
        ("REDIS_URL", "localhost:6379", "expected redis://"),
        ("SITE_URL", "readiness.example.com", "expected http:// or https://"),
        ("EMAIL_VERIFICATION", "always", "expected one of none, optional, mandatory"),
        ("DATA_DIR", "/proc/nowhere", "Set DATA_DIR to a folder"),
    ],
)
def test_a_wrong_value_stops_with_one_sentence(tmp_path, name, value, expected):
    result = run(tmp_path, SHOW.format("s.DEBUG"), **{name: value})
    assert result.returncode != 0
    assert expected in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "secret" not in result.stderr


def test_a_clean_checkout_runs_on_sqlite_with_a_queue_of_folders(tmp_path):
    result = run(tmp_path, SHOW.format("s.DATABASES['default']['ENGINE'], s.CELERY_BROKER_URL, s.DEBUG"))
    assert result.stdout.strip() == "django.db.backends.sqlite3 filesystem://localhost False"
    assert (tmp_path / "broker/queue").is_dir()


@pytest.mark.parametrize(("url", "expected"), [({}, "none"), ({"EMAIL_URL": "smtp://mail.example.com"}, "optional")])
def test_nobody_is_told_of_a_mail_that_cannot_be_sent(tmp_path, url, expected):
    result = run(tmp_path, SHOW.format("s.ACCOUNT_EMAIL_VERIFICATION"), **url)
    assert result.stdout.strip() == expected


def test_the_secret_key_is_made_once_and_readable_by_its_user_alone(tmp_path):
    first, second = (run(tmp_path, SHOW.format("s.SECRET_KEY")).stdout for _ in range(2))
    assert first == second
    assert len(first.strip()) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_one_variable_each_chooses_postgresql_and_redis(tmp_path):
    code = SHOW.format("s.DATABASES['default']['ENGINE'], s.CELERY_BROKER_URL, s.CACHES['default']['BACKEND']")
    result = run(tmp_path, code, DATABASE_URL="postgres://u:p@db/name", REDIS_URL="redis://cache:6379/0")
    engine, broker, cache = result.stdout.split()
    assert engine == "django.db.backends.postgresql"
    assert broker == "redis://cache:6379/0"
    assert cache.endswith("RedisCache")


def test_a_message_stays_hidden_from_a_second_worker_longer_than_any_task_may_run(tmp_path):
    code = SHOW.format("s.CELERY_BROKER_TRANSPORT_OPTIONS['visibility_timeout'], s.CELERY_TASK_TIME_LIMIT")
    visible, limit = map(int, run(tmp_path, code, REDIS_URL="redis://cache:6379/0").stdout.split())
    assert visible > limit


def test_sqlite_keeps_what_it_has_acknowledged(db):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("asks SQLite")
    with connection.cursor() as cursor:
        answers = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert answers == {"journal_mode": "wal", "synchronous": 2}


def test_cookies_are_secure_behind_https(tmp_path):
    code = SHOW.format("s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0")
    assert run(tmp_path, code, HTTPS="true").stdout.strip() == "True True True"

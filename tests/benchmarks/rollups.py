"""What figures over many firms cost: reading a dashboard, counting a half-year, and what its facts add to a submission.

    python -m tests.benchmarks.rollups --firms 50000
    python -m tests.benchmarks.rollups --firms 1000000 --database-url postgres://…/an_empty_database
    python -m tests.benchmarks.rollups --again --database-url postgres://…/the_same_database

Makes that many made-up firms with results of two half-years (20,000 of them scored unless --distinct says otherwise, the
others copy their results) in a SQLite database of its own, or in the empty database that is named. Then, in one run:

- counts both half-years, and says how long that took and how much memory;
- asks what a dashboard asks (a cell, the regions below it, its industries, its trend) of the counts, and of the facts
  themselves with an index that covers all they need: mean and levels only, so the facts have the easier task;
- lets assessments be submitted in turn with and without the fact that is written along, and while a count goes on.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

ROUNDS, SLOW_ROUNDS = 200, 5
SUBMISSIONS = 40  # of each sort
MAIL = "benchmark@example.invalid"
LAST, FIRST = "2026H1", "2025H2"
PLACES = {
    "nation": ("000000", "", ""),
    "nation, one group": ("000000", "equipment", ""),
    "province": ("330000", "", ""),
    "city": ("330200", "", ""),
}


def main():
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "false"}
        os.environ.pop("DATABASE_URL", None)
        if asked.database_url:
            os.environ["DATABASE_URL"] = asked.database_url
        import django

        django.setup()
        _furnish(asked)
        _count()
        _read()
        _submit()


def _arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=50_000)
    parser.add_argument("--distinct", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--database-url")
    parser.add_argument("--again", action="store_true", help="with the firms a run before has made in that database")
    return parser.parse_args()


def _furnish(asked):
    from django.core.management import call_command
    from django.db import connection

    from accounts.models import User
    from rollups.models import Fact, Run, Simulated
    from rollups.simulation import Plan, populate
    from surveys.models import Assessment

    call_command("migrate", verbosity=0)
    if asked.again:
        Run.objects.filter(simulated=True).delete()
        Assessment.objects.filter(created_by__email=MAIL).delete()
        User.objects.filter(email=MAIL).delete()
    elif Fact.objects.exists():
        sys.exit("The database is not empty: there are results in it. Name one that was just created, or say --again.")
    else:
        began = time.perf_counter()
        populate(Plan(asked.firms, 1, LAST, 2, asked.distinct, asked.processes))
        print(f"made in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS benchmark_covering "
            "ON rollups_fact (period, adcode, division, size, level, overall)"
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"{Simulated.objects.count()} firms, {Fact.objects.count()} results on {connection.vendor}")


# --- counting -----------------------------------------------------------------------------------------------------------


def _count():
    import datetime

    from rollups import rolling
    from rollups.rolling import FRAMEWORK, roll_up

    protecting = []

    def timed(*words, protect=rolling.protect):
        began = time.perf_counter()
        try:
            return protect(*words)
        finally:
            protecting.append(time.perf_counter() - began)

    rolling.protect = timed
    for period in (FIRST, LAST):
        protecting.clear()
        began, busy = time.perf_counter(), time.process_time()
        run, _ = roll_up(period, 5, FRAMEWORK, datetime.date(2026, 12, 1), simulated=True)
        print(
            f"{period}: {run.firms} firms counted in {time.perf_counter() - began:.1f} s "
            f"({time.process_time() - busy:.1f} s of it this process, {sum(protecting):.1f} s to protect the table), {run.cells.filter(hidden='').count()} cells shown, "
            f"{run.cells.exclude(hidden='').count()} hidden for others, "
            f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )


# --- reading ------------------------------------------------------------------------------------------------------------


def _read():
    print(
        f"\n{'milliseconds for four questions':34}{'counts p50':>12}{'p95':>8}{'facts p50':>12}{'p95':>10}{'ratio':>8}"
    )
    for name, key in PLACES.items():
        quick = _times(lambda key=key: _of_the_counts(*key), ROUNDS)
        slow = _times(lambda key=key: _of_the_facts(*key), SLOW_ROUNDS)
        ratio = statistics.median(slow) / statistics.median(quick)
        print(
            f"{name:34}{statistics.median(quick):12.1f}{_p95(quick):8.1f}"
            f"{statistics.median(slow):12.0f}{_p95(slow):10.0f}{ratio:8.0f}"
        )


def _times(ask, rounds):
    ask()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _p95(times):
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def _of_the_counts(region, industry, size):
    """With the query that finds the run, and everything read into values."""
    from rollups import reading

    run = reading.latest(LAST)
    assert reading.cell(run, (region, industry, size)).shown
    assert reading.below(run, region, industry, size)
    assert reading.by_industry(run, region, size, group=industry or None)
    assert len(reading.trend(region, industry, size, simulated=True)) == 2


def _of_the_facts(region, industry, size):
    from django.db import connection

    from readiness.regions import strip_zero_pairs
    from rollups.places import places

    start = strip_zero_pairs(region)
    where, values = "adcode LIKE %s", [f"{start}%"]
    if industry:
        divisions = places().industries.children(industry)
        where += f" AND division IN ({', '.join(['%s'] * len(divisions))})"
        values += divisions
    levels = ", ".join(f"sum(CASE WHEN level = 'L{n}' THEN 1 ELSE 0 END)" for n in range(1, 6))
    told = f"count(*), avg(overall), {levels}"
    with connection.cursor() as cursor:
        for by in (None, f"substr(adcode, 1, {len(start) + 2})", "division"):
            columns, group = (f"{by}, {told}", f" GROUP BY {by}") if by else (told, "")
            cursor.execute(f"SELECT {columns} FROM rollups_fact WHERE period = %s AND {where}{group}", [LAST, *values])
            assert cursor.fetchall()
        cursor.execute(f"SELECT period, {told} FROM rollups_fact WHERE {where} GROUP BY period", values)
        assert len(cursor.fetchall()) == 2


# --- submitting ---------------------------------------------------------------------------------------------------------


def _submit():
    """In turn with and without, so that whatever else the machine does meets both."""
    drafts = _drafts(3 * SUBMISSIONS)
    _submitted(drafts.pop())  # the solver is loaded once
    both = {True: [], False: []}
    for number in range(2 * SUBMISSIONS - 1):
        with _hook(number % 2 == 0):
            both[number % 2 == 0].append(_submitted(drafts.pop()))
    alone, along = (statistics.median(both[kept]) for kept in (False, True))
    print(f"\nsubmission: {alone:.1f} ms without fact, {along:.1f} ms with it: {alone / along:.2f} of the rate")
    counting = subprocess.Popen(
        [sys.executable, "manage.py", "rollup", "--simulated", "--period", LAST, "--dry-run"],
        stdout=subprocess.DEVNULL,
    )
    time.sleep(3)
    beside = []
    while drafts and counting.poll() is None:
        beside.append(_submitted(drafts.pop()))
    counting.wait()
    if beside:
        print(f"{len(beside)} submitted while a count went on: {statistics.median(beside):.1f} ms")


def _drafts(many):
    from accounts.models import Membership, Organisation, User
    from readiness.answers import to_plain
    from rollups.made_up_results import answers_of
    from surveys.content import framework
    from surveys.starting import start_with

    user = User.objects.create(email=MAIL)
    firms = list(Organisation.objects.filter(simulated__isnull=False).order_by("pk")[:many])
    Membership.objects.bulk_create(Membership(user=user, organisation=firm, role="owner") for firm in firms)
    found = []
    for number, firm in enumerate(firms):
        answers = answers_of(framework(), 0.3, random.Random(number))
        plain = {code: to_plain(answer) for code, answer in answers.items()}
        found.append((start_with(firm, user, "full", plain, []), user))
    return found


def _submitted(pair):
    from surveys.sheet import Sheet
    from surveys.submission import submit

    draft, user = pair
    seen = Sheet(draft).seen
    began = time.perf_counter()
    assert submit(draft, user, seen).snapshot
    return (time.perf_counter() - began) * 1000


@contextmanager
def _hook(kept):
    from rollups.listening import note_result
    from surveys.signals import result_kept

    if not kept:
        assert result_kept.disconnect(note_result)
    try:
        yield
    finally:
        if not kept:
            result_kept.connect(note_result)


if __name__ == "__main__":
    main()

"""How fast the table of a provider's clients is: server time and number of queries with 5,000 of them.

    python -m tests.benchmarks.portfolio
    python -m tests.benchmarks.portfolio postgres://…/empty

Makes 5,000 fictitious clients in a SQLite database of its own in a temporary folder, or in an empty one that is named: two thirds have given access, the rest
are prepared files; half have a result, a third a draft with answers, a third actions under way. Then it makes their rows as
the daily task does, and asks for the first page, pages that are filtered and pages sorted by every column. The time is that
of the whole request, as the server spends it; CPU says how much of it was work, on a machine that does other things too.
"""

import datetime
import os
import random
import statistics
import sys
import tempfile
import time

CLIENTS = 5000
ROUNDS = 9
REGIONS = ("330282", "330206", "320583", "440306", "440605", "370212", "510104", "420115", "110115", "310112")
INDUSTRIES = ("3670", "3525", "3821", "3962", "2651", "3311", "1783", "3091", "3973", "3850")
PAGES = {
    "first page": "",
    "page 60": "page=60",
    "search": "q=远山",
    "search, code": "q=9133",
    "level": "level=ai-manufacturing:L2",
    "no result yet": "level=none",
    "region": "region=33",
    "section": "industry=C",
    "access ends": "ending=1",
    "windows closing": "closing=1",
    "prepared files": "files=1",
    "several": "region=33&industry=C&closing=1&sort=-level",
}


def main():
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "false"}
        os.environ.pop("DATABASE_URL", None)
        if len(sys.argv) > 1:
            os.environ["DATABASE_URL"] = sys.argv[1]
        import django

        django.setup()
        _report()


def migrated():
    """Stops where somebody's data would be mixed up with ours."""
    from django.core.management import call_command
    from django.db import connection

    if connection.introspection.table_names():
        sys.exit("This database is not empty. Please name one that is.")
    call_command("migrate", verbosity=0)


def _report():
    from django.core.management import call_command
    from django.db import connection

    migrated()
    browser, address = _furnish()
    began = time.perf_counter()
    call_command("portfolio")
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")  # as the server itself does a minute later
    print(f"rows made in {time.perf_counter() - began:.1f} s")
    from portfolio.wishes import SORTS

    pages = PAGES | {f"sorted by {order}{name}": f"sort={order}{name}" for name in SORTS for order in ("", "-")}
    print(f"{'milliseconds':26}{'median':>8}{'p95':>8}{'CPU':>8}{'queries':>9}")
    for name, query in pages.items():
        times, spent, queries = _measure(browser, f"{address}?{query}")
        print(f"{name:26}{statistics.median(times):8.0f}{_p95(times):8.0f}{statistics.median(spent):8.0f}{queries:9}")


def _p95(times):
    return sorted(times)[int(len(times) * 0.95)]


def _measure(browser, address):
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    queries, times, spent = len(asked), [], []
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        browser.get(address)
        times.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - busy) * 1000)
    return times, spent, queries


def _furnish():
    """(a signed-in browser, the address of the table)"""
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User
    from providers.models import Provider

    random.seed(1)
    user = User.objects.create(email="provider@example.com")
    provider = Provider.objects.found(user, "基准咨询").organisation
    firms = _firms(provider)
    _grants(provider, user, firms)
    _work(firms, user)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return browser, reverse("portfolio:clients", args=[provider.uuid])


def _firms(provider):
    from accounts.models import EnterpriseProfile, Organisation
    from readiness.uscc import check_character

    names = [f"{random.choice(['远山', '凌云', '海曙', '镇海'])}第{n}机械有限公司" for n in range(CLIENTS)]
    made = Organisation.objects.bulk_create([Organisation(kind="enterprise", name=name) for name in names], 500)
    profiles = []
    for number, organisation in enumerate(made):
        first = f"91330200MA{number:06d}1"
        profiles.append(
            EnterpriseProfile(
                organisation=organisation,
                prepared_by=provider if number % 3 == 0 else None,
                uscc=first + check_character(first),
                adcode=random.choice(REGIONS),
                industry=random.choice(INDUSTRIES),
                policy_group="equipment",
                employees=random.randint(5, 2000),
                revenue_wan=random.randint(100, 90000),
            )
        )
    return EnterpriseProfile.objects.bulk_create(profiles, 500)


def _grants(provider, user, firms):
    from accounts.models import Grant

    today = datetime.date.today()
    days = {"begins": today, "purpose": "测评", "given_by": user}
    rows = [
        Grant(client=f.organisation, provider=provider, until=today + datetime.timedelta(days=n % 360), **days)
        for n, f in enumerate(firms)
        if f.prepared_by is None
    ]
    Grant.objects.bulk_create(rows, 500)


def _work(firms, user):
    from django.utils import timezone

    from history.models import ActionProgress
    from surveys.content import framework, version_of
    from surveys.models import Answer, Assessment, ResultSnapshot

    questions, chosen = list(framework().questions), framework()
    facts = {
        "framework_version": version_of(chosen.reference),
        "framework_reference": chosen.reference,
        "framework_digest": chosen.digest,
    }
    now = timezone.now()
    done = [
        Assessment(organisation=f.organisation, mode="full", state="submitted", submitted_at=now, **facts)
        for f in firms[::2]
    ]
    drafts = [Assessment(organisation=f.organisation, mode="full", **facts) for f in firms[::3]]
    Assessment.objects.bulk_create(done + drafts, 500)
    text = '{"answered": 58, "applicable": 60, "padding": "' + "x" * 60_000 + '"}'
    ResultSnapshot.objects.bulk_create(
        [
            ResultSnapshot(assessment=a, text=text, engine="2", level=f"L{n % 5 + 1}", overall=n % 100, sha256="0" * 64)
            for n, a in enumerate(done)
        ],
        200,
    )
    Answer.objects.bulk_create(
        [
            Answer(assessment=a, question=q, value="L2", updated_by=user, updated_at=now)
            for n, a in enumerate(drafts)
            for q in questions[: n % 60]
        ],
        500,
    )
    ActionProgress.objects.bulk_create(
        [
            ActionProgress(organisation=f.organisation, action=f"A{n}", state="planned", updated_at=now)
            for f in firms[::3]
            for n in range(f.pk % 6 + 1)
        ],
        500,
    )


if __name__ == "__main__":
    main()

"""manage.py rollup: count a half-year, see what a count would tell, or withdraw a mistaken one."""

import json
import time
from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from readiness.disclosure.least import LEAST
from rollups.models import Run
from rollups.periods import last_over, span
from rollups.rolling import FRAMEWORK, TooEarly, build, roll_up


class Command(BaseCommand):
    help = (
        "Count the results of a half-year over the whole country, once and for good. A second call says what there is. "
        "Example: manage.py rollup --period 2026H1"
    )

    def add_arguments(self, parser):
        parser.add_argument("--period", metavar="2026H1", help="the half-year (the last one that is over)")
        parser.add_argument("--k", type=int, help=f"the fewest firms of a figure, {LEAST} or more (REACH_MINIMUM)")
        parser.add_argument("--simulated", action="store_true", help="count made-up firms only, apart from real ones")
        parser.add_argument("--dry-run", action="store_true", help="count, tell how much would be shown, keep nothing")
        parser.add_argument("--withdraw", metavar="REASON", help="hide the run of the period for good and say why")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options):
        options["period"] = _period(options["period"])
        options["k"] = _least(options["k"])
        verb = self._withdraw if options["withdraw"] is not None else self._dry if options["dry_run"] else self._count
        told = verb(options)
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else _in_words(told))

    def _count(self, options):
        began = time.perf_counter()
        try:
            run, made = roll_up(options["period"], options["k"], FRAMEWORK, timezone.localdate(), options["simulated"])
        except TooEarly as error:
            raise CommandError(str(error)) from error
        return _run(run) | {"made": made, "seconds": round(time.perf_counter() - began, 1)}

    def _dry(self, options):
        began = time.perf_counter()
        built = build(options["period"], options["k"], FRAMEWORK, options["simulated"])
        return {
            "period": options["period"],
            "state": "would be told" if built.enough else "would be kept",
            "firms": built.firms,
            "shown": len(built.told),
            "hidden": dict(Counter(map(str, built.hidden.values()))),
            "digest": built.digest,
            "seconds": round(time.perf_counter() - began, 1),
        }

    def _withdraw(self, options):
        reason = options["withdraw"].strip()
        run = Run.objects.filter(period=options["period"], simulated=options["simulated"]).first()
        if run is None:
            raise CommandError(f"There is no run of {options['period']} to withdraw.")
        if not reason:
            raise CommandError("A run is withdrawn with a reason that its readers will see; found an empty one.")
        if not Run.objects.withdraw(run, reason, timezone.now()):
            raise CommandError(f"The run of {run.period} is withdrawn already: {run.withdrawn_reason}")
        run.refresh_from_db()
        return _run(run)


def _period(wanted):
    try:
        span(wanted or "")
    except ValueError as error:
        if wanted is None:
            return last_over(timezone.localdate())
        raise CommandError(str(error)) from error
    return wanted


def _least(wanted):
    k = settings.REACH_MINIMUM if wanted is None else wanted
    if k < settings.REACH_MINIMUM:
        raise CommandError(
            f"--k is {k}; expected {settings.REACH_MINIMUM} or more: figures over fewer firms would show single ones."
        )
    return k


def _run(run):
    return {
        "period": run.period,
        "state": run.state,
        "firms": run.firms,
        "k": run.k,
        "shown": run.cells.filter(hidden="").count(),
        "hidden": {"protects_others": run.cells.exclude(hidden="").count()},
        "as_of": run.as_of.isoformat(),
        "digest": run.digest,
    } | ({"reason": run.withdrawn_reason} if run.withdrawn_reason else {})


def _in_words(told):
    hidden = sum(told["hidden"].values())
    words = f"{told['period']}: {told['state']}, {told['firms']} firms, {told['shown']} cells shown, {hidden} hidden for others"
    if "made" in told:
        words += f", {'counted now' if told['made'] else 'counted before'} ({told['seconds']} s)"
    return f"{words}. {told.get('reason', '')}".strip()

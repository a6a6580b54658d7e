"""manage.py simulate: a made-up population with results of the real engine, marked as such, and away with it again."""

import os
import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rollups.made_up import MARK
from rollups.periods import last_over, span
from rollups.simulation import Plan, Settled, populate, purge, submit_whole


class Command(BaseCommand):
    help = (
        f"Make up firms（{MARK}）to try out and measure what is counted over many. Their regions, industries, sizes and "
        "answers are drawn by assumed weights; scores and levels are those of the real engine. They are never counted "
        "among real firms. Example: manage.py simulate --firms 10000 --seed 1 && manage.py rollup --simulated"
    )

    def add_arguments(self, parser):
        parser.add_argument("--firms", type=int, metavar="N", help="how many")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same firms (1)")
        parser.add_argument("--period", metavar="2026H1", help="the half-year of their results (the last one over)")
        parser.add_argument("--periods", type=int, default=1, metavar="P", help="half-years up to that one (1)")
        parser.add_argument("--distinct", type=int, metavar="D", help="score only so many; the others copy them")
        parser.add_argument(
            "--whole", type=int, default=0, metavar="M", help="so many also submit today, answers and all"
        )
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="P", help="for the scoring")
        parser.add_argument("--purge", action="store_true", help="remove all made-up firms and their runs")

    def handle(self, **options):
        self.began = time.perf_counter()
        if options["purge"]:
            self._say(f"{purge(self._progress)} made-up firms removed")
        if options["firms"] is not None:
            self._populate(options)
        elif not options["purge"]:
            raise CommandError("Say how many firms to make with --firms, or --purge to remove those there are.")

    def _populate(self, options):
        plan = _plan(options)
        try:
            made = populate(plan, self._progress)
        except Settled as error:
            raise CommandError(str(error)) from error
        self._say(f"{made} firms made up for {', '.join(plan.halves)}, {plan.scored} of them scored")
        if options["whole"]:
            self._say(f"{submit_whole(plan.seed, options['whole'], self._progress)} of them submitted today")

    def _progress(self, done):
        if done % 10_000 == 0:
            self._say(f"  {done}")

    def _say(self, words):
        self.stdout.write(f"{words} ({time.perf_counter() - self.began:.0f} s)")


def _plan(options):
    period = options["period"] or last_over(timezone.localdate())
    for name, least in (("firms", 1), ("periods", 1), ("distinct", 1), ("processes", 1), ("whole", 0), ("seed", 0)):
        if options[name] is not None and options[name] < least:
            raise CommandError(f"--{name} is {options[name]}; expected {least} or more.")
    if options["whole"] > options["firms"]:
        raise CommandError(f"--whole is {options['whole']}; expected at most the {options['firms']} of --firms.")
    try:
        span(period)
    except ValueError as error:
        raise CommandError(str(error)) from error
    names = ("firms", "seed", "periods", "distinct", "processes")
    return Plan(last=period, **{name: options[name] for name in names})

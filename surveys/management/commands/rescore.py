"""manage.py rescore: stored results evaluated again, to prove that they come out the same or to see another version."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from readiness.errors import ContentError
from surveys.content import framework
from surveys.models import ResultSnapshot
from surveys.rescoring import as_lines, as_plain, rescored, snapshots, verdict_on


class Command(BaseCommand):
    help = (
        "rescore --verify recomputes every stored result and compares the hashes. "
        "rescore OLD NEW --all tells how the answers given under one version would score under another; it writes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("old", nargs="?", metavar="OLD", help="the version answered, key@version")
        parser.add_argument("new", nargs="?", metavar="NEW", help="the version to score under, key@version")
        parser.add_argument("--verify", action="store_true", help="recompute every stored result")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--assessment", metavar="UUID", help="only this submitted assessment")
        which.add_argument("--all", action="store_true", help="every submitted assessment of OLD")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, old, new, verify, assessment, all, json, **options):
        if verify:
            if old or assessment or all:
                raise CommandError("--verify looks at every stored result; leave out versions and assessments.")
            return self._verify()
        if not (old and new and (assessment or all)):
            raise CommandError("Say either --verify, or OLD NEW with --all or --assessment UUID.")
        return self._rescore(old, new, assessment, json)

    def _verify(self):
        verified = wrong = other_catalogue = 0
        for snapshot in snapshots():
            verdict = verdict_on(snapshot)
            verified += verdict.reproduced
            other_catalogue += verdict.without_subsidies
            if not verdict.reproduced:
                wrong += 1
                self.stderr.write(f"{snapshot.assessment.uuid}: {verdict.difference}")
        self.stdout.write(f"{verified} verified, {wrong} not reproducible.")
        if other_catalogue:
            self.stdout.write(
                f"{other_catalogue} were made with another subsidy catalogue: their subsidies were left out."
            )
        if wrong:
            raise CommandError(f"{wrong} stored results do not come out the same; the first key that differs is above.")

    def _rescore(self, old, new, assessment, as_json):
        other = self._known(new)
        self._known(old)
        for snapshot in self._one(old, assessment) if assessment else snapshots(old):
            try:
                found = rescored(snapshot, other)
            except (KeyError, ValueError, ContentError) as error:
                raise CommandError(f"{snapshot.assessment.uuid} cannot be evaluated: {error}") from error
            lines = [json.dumps(as_plain(found), ensure_ascii=False)] if as_json else as_lines(found)
            for line in lines:
                self.stdout.write(line)

    def _known(self, reference):
        try:
            return framework(reference)
        except KeyError:
            raise CommandError(f"{reference} is not known here; see manage.py framework list.") from None
        except ContentError as error:
            raise CommandError(str(error)) from error

    def _one(self, old, uuid):
        try:
            found = list(ResultSnapshot.objects.select_related("assessment").filter(assessment__uuid=uuid))
        except (ValidationError, ValueError):
            raise CommandError(f"{uuid!r} is no UUID.") from None
        if not found:
            raise CommandError(f"There is no submitted assessment {uuid}.")
        if found[0].assessment.framework_reference != old:
            raise CommandError(f"{uuid} was answered under {found[0].assessment.framework_reference}, not {old}.")
        return found

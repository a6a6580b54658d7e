"""manage.py subsidies: bring records in, write them out, check them, mark what has expired, found a bureau."""

import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from accounts.reference import reference
from readiness.errors import ContentError
from readiness.loading.catalogue import CATALOGUE
from readiness.regions import NATIONAL
from subsidies.catalogue import current
from subsidies.files import check, exported, opened, take
from subsidies.models import Bureau
from subsidies.workflow import expire


class Command(BaseCommand):
    help = "The catalogue of subsidies: import, export, check, expire, bureau."
    requires_system_checks = []  # it is what mends content that cannot be loaded

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        files = {"nargs": "*", "type": Path, "metavar": "FILE", "help": "YAML files or folders (none: what ships)"}
        bring = verbs.add_parser("import", help="let records and lists of files hold from now on")
        bring.add_argument("files", **files)
        bring.add_argument("--by", metavar="EMAIL", help="who brings them in")
        verbs.add_parser("check", help="all problems of files, or a summary").add_argument("files", **files)
        out = verbs.add_parser("export", help="what holds now, as one YAML file on standard output")
        out.add_argument("--region", default=NATIONAL, metavar="ADCODE", help="only what lies in this region")
        late = verbs.add_parser("expire", help="mark what is no longer valid; meant to run every day")
        late.add_argument("--on", type=datetime.date.fromisoformat, metavar="DATE", help="as of this day (today)")
        found = verbs.add_parser("bureau", help="found a bureau that keeps the records of a region")
        found.add_argument("name")
        found.add_argument("adcode")
        found.add_argument("owner", metavar="EMAIL", help="who owns it: somebody who has an account")

    def handle(self, verb, **options):
        try:
            getattr(self, f"_{verb}")(options)
        except ContentError as error:
            raise CommandError(f"{error}\n{_counted(len(error.problems), 'problem')}.") from error

    def _import(self, options):
        taken = take(opened(options["files"] or [CATALOGUE]), _person(options["by"]) if options["by"] else None)
        self.stdout.write(
            f"{_counted(len(taken.new), 'new record')}, {len(taken.changed)} changed, {len(taken.same)} as they were."
        )

    def _check(self, options):
        documents = opened(options["files"] or [CATALOGUE])
        check(documents)
        records, lists = (sum(len(d.value.get(part) or ()) for d in documents) for part in ("records", "lists"))
        self.stdout.write(f"{_counted(records, 'record')} and {_counted(lists, 'list')}, nothing to mend.")

    def _export(self, options):
        _known_region(options["region"])
        self.stdout.write(exported(options["region"]), ending="")

    def _expire(self, options):
        day = options["on"] or timezone.localdate()
        self.stdout.write(f"{_counted(expire(day), 'record')} expired before {day}.")
        self.stdout.write(f"The catalogue that holds now: {current().digest}")

    @transaction.atomic
    def _bureau(self, options):
        _known_region(options["adcode"])
        if options["adcode"] == NATIONAL:
            raise CommandError("A bureau keeps one region; expected an adcode other than 000000.")
        owner = _person(options["owner"])
        organisation = Organisation.objects.create(kind=Organisation.Kind.BUREAU, name=options["name"])
        Membership.objects.create(user=owner, organisation=organisation, role=Membership.Role.OWNER)
        bureau = Bureau.objects.create(organisation=organisation, adcode=options["adcode"])
        self.stdout.write(f"{bureau} keeps the records of {bureau.region}: /subsidies/{bureau.uuid}/")


def _counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _known_region(adcode):
    if adcode != NATIONAL and adcode not in reference().regions:
        raise CommandError(f"{adcode} is not in the list of regions; expected six digits like 330100.")


def _person(email):
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return person

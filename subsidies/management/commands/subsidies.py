"""manage.py subsidies: bring records in, write them out, check and verify them, mark the expired, found a bureau."""

import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
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
from subsidies.models import Bureau, Verification
from subsidies.verifying import Unusable, is_whole, verify
from subsidies.workflow import adopt, expire


class Command(BaseCommand):
    help = "The catalogue of subsidies: import, export, check, verify, copies, expire, bureau, member."
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
        official = verbs.add_parser("verify", help="a record agrees with the official page, of which this is a copy")
        official.add_argument("code")
        official.add_argument("copy", type=Path, metavar="COPY", help="the page as PDF, PNG or HTML")
        official.add_argument("--url", required=True, help="the address that was opened")
        official.add_argument("--on", type=datetime.date.fromisoformat, metavar="DATE", help="the day (today)")
        official.add_argument("--by", metavar="EMAIL", required=True, help="who compared it")
        verbs.add_parser("copies", help="compare every saved copy with its row")
        late = verbs.add_parser("expire", help="mark what is no longer valid; meant to run every day")
        late.add_argument("--on", type=datetime.date.fromisoformat, metavar="DATE", help="as of this day (today)")
        found = verbs.add_parser("bureau", help="found a bureau that keeps the records of a region")
        found.add_argument("name")
        found.add_argument("adcode")
        found.add_argument("owner", metavar="EMAIL", help="who owns it: somebody who has an account")

        joins = verbs.add_parser("member", help="add somebody to a bureau; two people are needed to publish")
        joins.add_argument("bureau", metavar="UUID", help="as in the address of its page")
        joins.add_argument("person", metavar="EMAIL", help="somebody who has an account")
        joins.add_argument("--role", choices=Membership.Role.values, default=Membership.Role.EDITOR)

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

    def _verify(self, options):
        day, person = options["on"] or timezone.localdate(), _person(options["by"])
        if day > timezone.localdate():
            raise CommandError(f"{day} is still to come; expected the day on which the page was opened.")
        try:
            with options["copy"].open("rb") as file:
                copy = File(file, options["copy"].name)
                made = verify(adopt(options["code"]), copy, options["url"], day, person, said_by=str(person))
        except KeyError as error:
            raise CommandError(f"No record has the code {options['code']}.") from error
        except OSError as error:
            raise CommandError(f"{options['copy']} cannot be read ({error.strerror}).") from error
        except Unusable as error:
            raise CommandError(f"{options['copy']}: {UNUSABLE[error.reason]}") from error
        self.stdout.write(f"{made.revision} is verified as of {day}; the copy is {made.sha256[:12]}….")

    def _copies(self, options):
        rows = list(Verification.objects.select_related("revision__record"))
        faults = [f"{row.copy.name} ({row.revision})" for row in rows if not is_whole(row)]
        if faults:
            raise CommandError(f"{len(faults)} of {len(rows)} copies are not what they were:\n" + "\n".join(faults))
        self.stdout.write(f"{_counted(len(rows), 'file')} checked, all are as they were kept.")

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

    def _member(self, options):
        bureau, person = _bureau_named(options["bureau"]), _person(options["person"])
        Membership.objects.update_or_create(
            user=person, organisation=bureau.organisation, defaults={"role": options["role"]}
        )
        self.stdout.write(f"{person} belongs to {bureau} as {options['role']}.")


UNUSABLE = {
    "type": "neither a PDF nor a PNG nor a web page.",
    "empty": "an empty file.",
    "large": "larger than EVIDENCE_FILE_MB allows.",
    "nothing": "the record holds nothing that could be verified.",
}


def _bureau_named(uuid):
    try:
        return Bureau.objects.select_related("organisation").get(organisation__uuid=uuid)
    except (Bureau.DoesNotExist, ValidationError) as error:
        raise CommandError(f"No bureau has the number {uuid}; see the address of its page.") from error


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

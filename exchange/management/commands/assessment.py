"""Export an assessment to standard output, or import an exported one into an enterprise."""

import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import EnterpriseProfile
from exchange.export import as_text, exported
from exchange.importing import read_export, take_in
from exchange.result_workbook import write_result
from exchange.shape import Refused
from surveys.models import Assessment
from surveys.sheet import Sheet


class Command(BaseCommand):
    help = "Takes an assessment along as a file: assessment export UUID [--xlsx], assessment import FILE --organisation UUID."

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        export = actions.add_parser("export", help="write one assessment to standard output")
        export.add_argument("uuid")
        export.add_argument("--xlsx", action="store_true", help="as a workbook instead of JSON")
        bring = actions.add_parser("import", help="take in an exported assessment (JSON)")
        bring.add_argument("file", type=Path)
        bring.add_argument("--organisation", required=True, help="UUID of the enterprise")

    def handle(self, *args, **options):
        if options["action"] == "export":
            self._export(_found(Assessment, uuid=options["uuid"]), options["xlsx"])
        else:
            self._import(options["file"], _found(EnterpriseProfile, organisation__uuid=options["organisation"]))

    def _export(self, assessment, xlsx):
        if xlsx:
            sys.stdout.buffer.write(write_result(Sheet(assessment), "zh-hans"))
        else:
            self.stdout.write(as_text(exported(assessment)), ending="")

    def _import(self, path, enterprise):
        try:
            arrived = take_in(read_export(path.read_bytes()), enterprise, None)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except Refused as refused:
            raise CommandError(refused.text.en) from refused
        for note in arrived.notes:
            self.stderr.write(note.en)
        self.stdout.write(f"{arrived.assessment.uuid} {'made' if arrived.new else 'is here already'}")


def _found(model, **lookup):
    try:
        return model.objects.get(**lookup)
    except (model.DoesNotExist, ValidationError):
        raise CommandError(f"There is no {model._meta.verbose_name} {', '.join(lookup.values())}.") from None

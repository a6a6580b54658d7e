"""manage.py framework: bring a framework in, correct its texts, withdraw it, see what changed between two versions."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from frameworks.library import framework, references
from frameworks.models import FrameworkVersion
from frameworks.publishing import Refused, checked, publish, reword, withdraw
from frameworks.recording import record
from readiness.differences import difference
from readiness.errors import ContentError
from readiness.inspection import inspect
from readiness.loading.framework import load_framework, published_references
from readiness.loading.publications import publications
from readiness.loading.source import Folder
from readiness.scoring import display
from readiness.vectors import mismatches
from surveys.rescoring import as_lines, as_plain, rescored, snapshots


class Command(BaseCommand):
    help = "Frameworks as data: check, publish, list, withdraw, reword, diff, record."
    requires_system_checks = []  # it is what mends content that cannot be loaded

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        check = verbs.add_parser("check", help="all problems of a folder, or a summary of it")
        check.add_argument("path", type=Path, metavar="PATH")
        install = verbs.add_parser("publish", help="keep a folder here for ever")
        install.add_argument("path", type=Path, metavar="PATH")
        install.add_argument("--by", metavar="EMAIL", help="who publishes it")
        verbs.add_parser("list", help="all versions known here")
        taken = verbs.add_parser("withdraw", help="let no new assessment begin with a version")
        taken.add_argument("reference", metavar="KEY@VERSION")
        correct = verbs.add_parser("reword", help="correct texts of an installed version")
        correct.add_argument("reference", metavar="KEY@VERSION")
        correct.add_argument("file", type=Path, metavar="FILE")
        correct.add_argument("--by", metavar="EMAIL", help="who corrects it")
        diff = verbs.add_parser("diff", help="what changed between two versions, and who would score differently")
        diff.add_argument("one", metavar="A", help="key@version or a folder")
        diff.add_argument("two", metavar="B", help="key@version or a folder")
        diff.add_argument("--json", action="store_true")
        listed = verbs.add_parser("record", help="add a version that ships to the list of published ones")
        listed.add_argument("reference", metavar="KEY@VERSION")
        listed.add_argument("--replace", action="store_true", help="only while nothing was released with the old files")

    def handle(self, verb, **options):
        try:
            getattr(self, f"_{verb}")(options)
        except ContentError as error:
            raise CommandError(f"{error}\n{_counted(len(error.problems), 'problem')}.") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        except KeyError as error:
            raise CommandError(f"{error.args[0]} is not known here; see manage.py framework list.") from error

    def _check(self, options):
        folder = _folder(options["path"])
        loaded = checked(folder)
        problems = mismatches(folder, loaded)
        if problems:
            raise ContentError(problems)
        found = inspect(loaded)
        highest = "no overall score" if found.highest is None else f"highest score {display(found.highest)}"
        self.stdout.write(f"{loaded.reference}  {loaded.name.zh} / {loaded.name.en}")
        self.stdout.write(
            f"{_counted(found.questions, 'question')}, {_counted(found.dimensions, 'dimension')}, "
            f"{_counted(len(found.levels), 'level')} ({', '.join(found.levels) or 'none'}), {highest}"
        )
        for remark in found.remarks:
            self.stdout.write(f"Remark: {remark}")

    def _publish(self, options):
        version, new = publish(_folder(options["path"]), _person(options["by"]))
        self.stdout.write(f"{version.reference} {'is published' if new else 'was already published'}: {version.digest}")

    def _list(self, options):
        rows = {row.reference: row for row in FrameworkVersion.objects.defer("files")}
        for reference in references():
            row = rows.get(reference)
            kind = "ships" if reference in published_references() else "installed"
            state = "withdrawn" if row and row.withdrawn else "offered"
            digest = row.digest if row else publications().get(reference, "")
            self.stdout.write(f"{reference:<40} {kind:<10} {state:<10} {digest[:12]}")

    def _withdraw(self, options):
        version = withdraw(options["reference"])
        self.stdout.write(f"{version} is withdrawn: no new assessment begins with it; those begun go on.")

    def _reword(self, options):
        made = reword(options["reference"], _text(options["file"]), _person(options["by"]))
        self.stdout.write(f"{options['reference']} has correction {made.number}, wording {made.wording[:12]}…")

    def _record(self, options):
        digest = record(options["reference"], options["replace"])
        self.stdout.write(f"{options['reference']} stands in the list: {digest}")

    def _diff(self, options):
        one, two = _named(options["one"]), _named(options["two"])
        changes = difference(one, two)
        results = (rescored(snapshot, two) for snapshot in snapshots(one.reference))
        if options["json"]:
            plain = [vars(change) for change in changes]
            found = {"changes": plain, "results": [as_plain(r) for r in results if r.explanation.differs]}
            return self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        return self._say(one, two, changes, results)

    def _say(self, one, two, changes, results):
        self.stdout.write(f"{one.reference} → {two.reference}: {_counted(len(changes), 'change')}")
        group = ""
        for change in changes:
            if change.group != group:
                group = change.group
                self.stdout.write(f"\n{group}")
            self.stdout.write(f"    {_told(change)}")
        looked = differing = 0
        for result in results:
            looked += 1
            if result.explanation.differs:
                differing += 1
                for line in as_lines(result):
                    self.stdout.write(line)
        self.stdout.write(f"\n{differing} of {_counted(looked, 'stored result')} would score differently.")


def _counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _told(change):
    """One change in a line."""
    if change.kind == "renamed":
        return f"{change.at} is now {change.after}"
    if change.kind in ("added", "removed"):
        return f"{change.kind} {change.at}"
    return f"{change.at}: {_short(change.before)} → {_short(change.after)}"


def _short(value):
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return f"{value['zh']} / {value['en']}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _folder(path):
    if not path.is_dir():
        raise CommandError(f"{path} is no folder; expected one that holds framework.yaml.")
    return Folder(path.resolve())


def _named(name):
    """A version known here, or a folder."""
    return load_framework(_folder(Path(name))) if "@" not in name or Path(name).is_dir() else framework(name)


def _person(email):
    if not email:
        return None
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return person


def _text(path):
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error

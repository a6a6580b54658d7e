"""manage.py assess CASE.yaml: one case from file to result, without web or queue. The file is described in docs/content.md."""

import argparse
import datetime
import json
import os
import secrets
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.reference import reference
from readiness.errors import ContentError
from readiness.loading.case import load_case
from readiness.loading.catalogue import published_catalogue
from readiness.outcome import evaluate
from readiness.record import outcome_to_plain
from reports.documents import LANGUAGES
from reports.paper import paper
from reports.pdf import RenderError, render_to_file
from reports.telling import document_from

BAD_FILE = 2


class Command(BaseCommand):
    help = "Evaluate one case file and write the result as JSON, as PDF or in a few lines."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("case", type=Path, metavar="CASE.yaml")
        parser.add_argument("--json", type=Path, metavar="OUT", help="write the result as JSON (- for the screen)")
        parser.add_argument("--pdf", type=Path, metavar="OUT", help="write the report as PDF")
        parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day it is evaluated for (today)")
        parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])

    def handle(self, case, json, pdf, on, language, **options):
        for target in filter(None, (json, pdf)):
            self._check(target)
        try:
            framework, read = load_case(case, reference(), on or timezone.localdate())
        except ContentError as error:
            self._stop(str(error))
        data = outcome_to_plain(evaluate(framework, published_catalogue(), read))
        document = document_from(data, language)
        try:
            if pdf:
                self._press(document, pdf)
            if json:
                self._write(data, json)
        except (OSError, RenderError) as error:
            self._stop(_sentence(error), code=1)
        if str(json) != "-":
            self._say(document, json, pdf)

    def _check(self, target):
        """Before anything is computed: a place that cannot be written to is said at once."""
        if target.is_dir() or not target.name:
            self._stop(f"{target}: a folder; expected the name of a file to write", code=1)
        if not target.parent.is_dir():
            self._stop(f"{target}: there is no folder {target.parent}", code=1)

    def _press(self, document, target):
        """Beside its place first, so that a failure leaves what was there."""
        written = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            written.touch()
            render_to_file(paper(document), written, document.sha256[:32].encode())
            os.replace(written, target)
        finally:
            written.unlink(missing_ok=True)

    def _write(self, data, target):
        text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        if str(target) == "-":
            self.stdout.write(text, ending="")
        else:
            target.write_text(text, encoding="utf-8")

    def _say(self, document, *written):
        head = document.headline
        self.stdout.write(f"{head.firm}: {head.line or document.title}")
        for line in filter(None, (head.cap, head.cap_help, head.to_next, document.roadmap.total)):
            self.stdout.write(line)
        for path in filter(None, written):
            self.stdout.write(f"→ {path}")

    def _stop(self, message, code=BAD_FILE):
        self.stderr.write(message)
        sys.exit(code)


def _sentence(error):
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)


def _day(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; expected one like 2026-11-23") from None

"""manage.py assess CASE.yaml: one case from file to result, without web or queue. The file is described in docs/content.md."""

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
from readiness.outcome import evaluate
from readiness.record import outcome_to_plain
from reports.documents import LANGUAGES
from reports.paper import paper
from reports.pdf import RenderError, render_to_file
from reports.telling import document_from
from surveys.content import catalogue

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
        try:
            framework, read = load_case(case, reference(), on or timezone.localdate())
        except ContentError as error:
            self._stop(str(error))
        data = outcome_to_plain(evaluate(framework, catalogue(), read))
        document = document_from(data, language)
        try:
            if pdf:
                self._press(document, pdf)
            if json:
                self._write(data, json)
        except (OSError, RenderError) as error:
            self._stop(str(error), code=1)
        if str(json) != "-":
            self._say(document, json, pdf)

    def _press(self, document, target):
        """Beside its place first, so that a failure leaves what was there."""
        written = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        render_to_file(paper(document), written, document.sha256[:32].encode())
        os.replace(written, target)

    def _write(self, data, target):
        text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        if str(target) == "-":
            self.stdout.write(text, ending="")
        else:
            target.write_text(text, encoding="utf-8")

    def _say(self, document, *written):
        head = document.headline
        self.stdout.write(f"{head.firm}: {head.level} {head.level_name}, {head.score}")
        for line in filter(None, (head.cap, head.cap_help, head.to_next, document.roadmap.total)):
            self.stdout.write(line)
        for path in filter(None, written):
            self.stdout.write(f"→ {path}")

    def _stop(self, message, code=BAD_FILE):
        self.stderr.write(message)
        sys.exit(code)


def _day(text):
    return datetime.date.fromisoformat(text)

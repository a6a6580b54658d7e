"""The walk of docs/api.md, command by command, against a running site."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.utils import timezone

from reports import press
from surveys.models import Answer, Assessment
from surveys.saving import canonical
from tests.surveys.filling import middling

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"


def commands():
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.S | re.M))


def _answer_all_but_one(draft):
    """Left open is one that is answered by choosing."""
    left = next(question for question in draft.questions if question.kind == "single")
    Answer.objects.bulk_create(
        Answer(assessment=draft, question=q.code, value=canonical(q, middling(q)), updated_at=timezone.now())
        for q in draft.questions
        if q != left
    )


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="needs curl and jq")
def test_every_command_of_the_document_does_what_it_says(ours, draft, live_server, monkeypatch, one_page, tmp_path):
    monkeypatch.setattr("reports.jobs.ring", press.make)
    _answer_all_but_one(draft)
    script = f"set -euo pipefail\nSITE={live_server.url} TOKEN={ours.token}\n{commands()}"
    run = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120, env={"PATH": "/usr/bin:/bin"}
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    snapshot = Assessment.objects.get().snapshot
    assert run.stdout.count(snapshot.sha256) == 2  # as told, and as computed again


def test_the_document_names_the_limits_there_are():
    from api import pace

    text = DOCUMENT.read_text(encoding="utf-8")
    for kind, words in (("reads", "GET"), ("writes", "POST, PATCH"), ("reports", "reports")):
        seconds, of_a_token, of_all = pace.LIMITS[kind]
        unit = "a minute" if seconds == 60 else "an hour"
        assert f"| {words} | {of_a_token} {unit} | {of_all} {unit} |" in text

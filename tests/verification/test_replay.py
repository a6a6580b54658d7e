"""The nightly command replays findings as it does answers: silent agreement, or a list that names each row."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from verification.models import Finding, FindingEvent
from verification.saving import save_finding
from verification.verified import framework_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged(under_way, find, paula):
    """Two findings, the first changed once and met by a conflict, the second taken back."""
    code, second = _confirmable(under_way)
    find(code)
    find(code, paula, evidence="document")
    _save(under_way, paula, code, {"outcome": "confirmed", "evidence": "oral"}, base=1)  # meets a later one
    find(second)
    _save(under_way, paula, second, None, base=1)
    return under_way, code


def _confirmable(verification):
    answers = verification.result["answers"]
    return [code for code, value in answers.items() if value not in (None, "unknown")][:2]


def _save(verification, user, code, plain, base):
    question = framework_of(verification.result).questions[code]
    return save_finding(verification, user, question, plain, base, uuid.uuid4())


def complaint():
    err = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("verify_answers", stderr=err)
    return err.getvalue(), str(failure.value)


def test_findings_that_agree_with_their_log_are_counted(logged):
    out = StringIO()
    call_command("verify_answers", stdout=out)
    assert "2 findings checked; every one is what its log says." in out.getvalue()
    assert FindingEvent.objects.filter(new_revision=None).count() == 1  # the conflict was replayed too


@pytest.mark.parametrize(
    "tamper",
    [
        lambda rows: rows.update(note="改过"),
        lambda rows: rows.update(evidence="observed"),
        lambda rows: rows.update(revision=7),
        lambda rows: rows.update(outcome="", evidence="", note=""),
        lambda rows: rows.delete(),
    ],
    ids=["note", "class", "revision", "taken back", "lost"],
)
def test_a_row_somebody_tampered_with_is_named_and_the_command_fails(logged, tamper):
    verification, code = logged
    tamper(Finding.objects.filter(question=code))
    lines, failure = complaint()
    assert lines.startswith(f"verification {verification.uuid} {code}: the log says (2, ")
    assert failure == "1 findings differ from their log."


def test_a_finding_smuggled_in_past_the_door_is_named(logged, wang):
    verification, _code = logged
    verification.findings.create(
        question="ZZ-1", outcome="unchecked", note="x", updated_by=wang, updated_at=verification.opened_at
    )
    assert "ZZ-1: the log says None" in complaint()[0]


def test_an_event_that_is_gone_is_noticed_although_the_row_agrees_with_the_last_one(logged):
    _verification, code = logged
    FindingEvent.objects.filter(question=code, new_revision=1).delete()
    lines, failure = complaint()
    assert f"{code}: the log goes on from (1, " in lines
    assert failure == "1 findings differ from their log."

"""What is signed: enough was checked, the same engine scored it, the hash covers all of it."""

import json
import uuid
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from accounts.grants.grants import Grant
from accounts.models import AccessEvent
from readiness.plain import digest
from tests.verification.conftest import SIGNED
from verification.closing import close, findings_of, seen_of
from verification.models import Statement, StatementWithdrawal
from verification.parts import gist
from verification.saving import save_finding
from verification.tally import LEAST_SHARE, tally
from verification.verified import verified_outcome

pytestmark = pytest.mark.django_db


def test_without_findings_the_verified_outcome_is_the_self_assessed_one(snapshot):
    outcome = verified_outcome(snapshot, {})
    for name in ("level", "overall", "dimensions", "questions", "answers_digest", "route"):
        assert outcome[name] == snapshot.data[name]


def test_what_was_found_counts_in_the_place_of_what_was_said(signed, lower):
    outcome, record = json.loads(signed.outcome_text), signed.verification.result
    assert outcome["answers"][lower] != record["answers"][lower]
    assert {**outcome["answers"], lower: record["answers"][lower]} == record["answers"]
    assert Fraction(outcome["overall"]) < Fraction(record["overall"])
    assert (outcome["self_declared"], record["self_declared"]) == (False, True)


def test_the_statement_says_who_what_when_and_how_much(signed, snapshot, lower, asked):
    content = signed.data
    assert content["firm"] == snapshot.data["profile"]["name"]
    assert (content["provider"], content["signed_name"], content["assessors"]) == ("远山咨询", "Wang", ["Wang"])
    assert content["result_sha256"] == snapshot.sha256
    assert content["counts"]["asked"] == len(asked) == sum(content["counts"].values()) - len(asked)
    assert content["counts"]["different"] == 1
    assert content["overall"] == {
        "self": snapshot.data["overall"],
        "verified": json.loads(signed.outcome_text)["overall"],
    }
    assert content["findings"][lower]["note"] == "没有看到系统。"
    assert len(content["days"]) == 1
    assert content["scenes"] == len(snapshot.data["scenes"])


def test_the_hashes_can_be_computed_again(signed):
    assert digest(json.loads(signed.text)) == signed.sha256
    assert digest(json.loads(signed.outcome_text)) == signed.outcome_sha256 == signed.data["outcome_sha256"]


def test_the_self_assessed_result_is_the_same_as_before(signed, snapshot):
    before = snapshot.text
    snapshot.refresh_from_db()
    assert (snapshot.text, digest(snapshot.data)) == (before, snapshot.sha256)


def test_too_little_is_not_signed(under_way, asked, find, wang):
    find(asked[0].code, outcome="unchecked", note="现场停产")
    assert close(under_way, wang, seen_of(under_way), SIGNED).too_little
    assert not Statement.objects.exists()


def test_a_third_is_wanted_and_a_look_into_every_dimension(asked):
    confirmed = {"outcome": "confirmed"}
    first = asked[0].dimension
    counts = tally(asked, {q.code: confirmed for q in asked if q.dimension == first})
    assert counts.wanted == -(-len(asked) // 3)
    assert Fraction(counts.wanted, len(asked)) >= LEAST_SHARE > Fraction(counts.wanted - 1, len(asked))
    assert set(counts.unseen) == {q.dimension for q in asked} - {first}
    assert not counts.enough
    assert tally(asked, {q.code: confirmed for q in asked}).enough


def test_what_could_not_be_checked_is_looked_at_but_not_checked(asked):
    counts = tally(asked, {q.code: {"outcome": "unchecked"} for q in asked})
    assert (counts.checked, counts.unseen, counts.enough) == (0, (), False)


def test_what_changed_since_somebody_looked_is_not_signed(checked, find, paula, wang, asked):
    seen = seen_of(checked)
    find(asked[1].code, paula, outcome="unchecked", note="现场停产")
    assert close(checked, wang, seen, SIGNED).changed


def test_a_second_signature_gets_the_statement_of_the_first(signed, paula):
    assert close(signed.verification, paula, "", SIGNED | {"name": "Paula"}).statement == signed


def test_an_answer_the_provider_filled_in_itself_is_counted(checked, asked, wang, provider):
    from django.utils import timezone

    checked.assessment.answers.create(
        question=asked[0].code, value="L1", updated_by=wang, acting=provider, updated_at=timezone.now()
    )
    assert close(checked, wang, seen_of(checked), SIGNED).statement.data["answered_by_provider"] == 1


def test_the_database_keeps_a_statement_as_it_was_signed(signed):
    for change in ({"text": "{}"}, {"sha256": "0" * 64}, {"outcome_text": "{}"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Statement.objects.update(**change)
    with pytest.raises(TypeError):
        signed.save()


def test_a_statement_stands_when_the_access_ends(signed, may_verify, snapshot, alice):
    Grant.objects.filter(pk=may_verify.pk).update(ended_at=signed.signed_at, ended_by=alice)
    assert [one["sha256"] for one in gist(snapshot)] == [signed.sha256]


def test_a_withdrawn_statement_is_in_no_new_report(signed, snapshot, wang):
    StatementWithdrawal.objects.create(statement=signed, reason="发现样本有误", user=wang)
    assert gist(snapshot) == []


def test_findings_are_replayed_from_their_log(checked, lower):
    replayed = {}
    for event in checked.events.filter(new_revision__isnull=False):
        replayed[event.question] = event.new_value
    assert {code: value for code, value in replayed.items() if value} == findings_of(checked)


def test_no_finding_is_kept_after_the_signature(signed, asked, wang):
    plain = {"outcome": "unchecked", "note": "晚了", "evidence": "", "value": None}
    assert save_finding(signed.verification, wang, asked[1], plain, 0, uuid.uuid4()).result == "locked"


def test_the_enterprise_reads_in_its_log_that_it_was_signed(signed, wang, provider, factory):
    event = AccessEvent.objects.get(kind="signed")
    assert (event.organisation, event.user, event.acting) == (factory.organisation, wang, provider)
    assert event.detail == {"assessment": str(signed.verification.assessment.uuid)}
    close(signed.verification, wang, "", SIGNED)  # a second signature is none
    assert AccessEvent.objects.filter(kind="signed").count() == 1

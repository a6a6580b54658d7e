"""Findings are kept question by question, by compare-and-set, and never touch an answer."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from surveys.models import Answer
from verification.models import Finding, FindingEvent, Verification
from verification.saving import save_finding
from verification.verified import framework_of

pytestmark = pytest.mark.django_db

CONFIRMED = {"outcome": "confirmed", "evidence": "observed", "note": "看了系统", "value": None}


@pytest.fixture
def question(under_way, asked):
    return next(q for q in asked if q.kind == "single" and under_way.result["answers"].get(q.code) == q.options[2].code)


def test_a_finding_is_kept_with_who_found_it_and_for_whom(find, question, under_way, wang, provider):
    assert find(question.code, note="看了系统").result == "saved"
    row, event = Finding.objects.get(), FindingEvent.objects.get()
    assert (row.outcome, row.evidence, row.note, row.updated_by) == ("confirmed", "observed", "看了系统", wang)
    assert (event.user, event.acting, event.new_revision) == (wang, provider, 1)


def test_no_finding_touches_an_answer(find, question, under_way):
    before = under_way.result["answers"]
    find(question.code, outcome="different", value=question.options[0].code)
    under_way.assessment.refresh_from_db()
    assert under_way.assessment.snapshot.data["answers"] == before
    assert not Answer.objects.exists()


def test_two_assessors_who_find_otherwise_both_see_it(question, under_way, wang, paula):
    save_finding(under_way, wang, question, CONFIRMED, 0, uuid.uuid4())
    other = {"outcome": "unchecked", "note": "现场停产", "evidence": "", "value": None}
    reply = save_finding(under_way, paula, question, other, 0, uuid.uuid4())
    assert (reply.result, reply.by, reply.revision) == ("conflict", wang, 1)
    assert (reply.value["outcome"], reply.yours["outcome"]) == ("confirmed", "unchecked")
    assert Finding.objects.get().outcome == "confirmed"
    assert FindingEvent.objects.count() == 2


def test_two_assessors_who_find_the_same_do_not_disagree(question, under_way, wang, paula):
    save_finding(under_way, wang, question, CONFIRMED, 0, uuid.uuid4())
    assert save_finding(under_way, paula, question, CONFIRMED, 0, uuid.uuid4()).result == "saved"


def test_a_change_that_arrives_twice_is_made_once(question, under_way, wang):
    mutation = uuid.uuid4()
    first, second = (save_finding(under_way, wang, question, CONFIRMED, 0, mutation) for _ in range(2))
    assert (first, FindingEvent.objects.count()) == (second, 1)


def test_a_finding_can_be_taken_back(find, question, under_way, wang):
    find(question.code)
    assert save_finding(under_way, wang, question, None, 1, uuid.uuid4()).result == "saved"
    assert Finding.objects.get().plain is None


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "confirmed", "evidence": ""}, "evidence"),
        ({"outcome": "confirmed", "evidence": "plan"}, "evidence"),
        ({"outcome": "confirmed", "evidence": "hearsay"}, "evidence"),
        ({"outcome": "unchecked", "note": " "}, "note"),
        ({"outcome": "different", "evidence": "observed", "value": None}, "value"),
        ({"outcome": "different", "evidence": "observed", "value": "unknown"}, "value"),
        ({"outcome": "different", "evidence": "observed", "value": "L9"}, "value"),
        ({"outcome": "confirmed", "evidence": "oral", "note": "x" * 1001}, "note"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(find, question, plain, field):
    reply = find(question.code, **{"evidence": "", **plain})
    assert (reply.result, reply.field) == ("refused", field)
    assert reply.sentence.zh
    assert not Finding.objects.exists()


def test_the_same_answer_again_is_no_different_finding(find, question, under_way):
    own = under_way.result["answers"][question.code]
    assert find(question.code, outcome="different", value=own).result == "refused"


def test_where_nothing_was_said_nothing_is_confirmed(find, under_way, question):
    data = under_way.result | {"answers": {}}
    under_way.assessment.snapshot.__dict__["data"] = data
    assert find(question.code).field == "outcome"
    assert find(question.code, outcome="different", value=question.options[1].code).result == "saved"


def test_after_the_signature_nothing_changes(signed, under_way, wang, asked):
    question = framework_of(under_way.result).questions[asked[0].code]
    assert save_finding(under_way, wang, question, CONFIRMED, 9, uuid.uuid4()).result == "locked"


def test_the_database_keeps_the_log_as_it_is(find, question):
    find(question.code)
    with pytest.raises(DatabaseError), transaction.atomic():
        FindingEvent.objects.update(new_value=None)
    with pytest.raises(TypeError):
        FindingEvent.objects.get().save()


def test_the_database_keeps_confirmed_apart_from_different(find, question):
    find(question.code)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(value="L1")


def test_a_provider_has_one_open_verification_and_another_may_have_its_own(under_way, assessment, provider, wang, lin):
    assert Verification.objects.begin(assessment, provider, wang) == under_way
    assert Verification.objects.begin(assessment, lin.provider, lin) != under_way
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.create(assessment=assessment, provider=provider)


def test_a_draft_is_not_verified(factory, alice, provider, wang):
    from surveys.starting import start

    with pytest.raises(ValueError, match="submitted"):
        Verification.objects.begin(start(factory.organisation, alice, "full"), provider, wang)

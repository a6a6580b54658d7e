"""A fact is written with its result or not at all, says what the result says, and is never changed."""

import pytest
from django.db import DatabaseError, transaction

from accounts.models import EnterpriseProfile
from rollups.measuring import measures_of
from rollups.models import Fact, Verified
from rollups.noting import catch_up, note
from rollups.periods import period_of
from surveys.models import Assessment, ResultSnapshot
from surveys.sheet import Sheet
from surveys.signals import assessment_moved, result_kept
from surveys.starting import start
from surveys.submission import submit
from tests.surveys.filling import fill
from verification.closing import close, seen_of
from verification.models import StatementWithdrawal

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(factory, alice):
    return fill(start(factory.organisation, alice, Assessment.Mode.FULL), alice)


def submitted(assessment, user):
    return submit(assessment, user, Sheet(assessment).seen).snapshot


def test_a_submission_leaves_one_fact_that_says_what_the_result_says(answered, alice, factory):
    snapshot = submitted(answered, alice)
    fact = Fact.objects.get()
    measures = measures_of(answered.framework, snapshot.data)
    assert (fact.organisation, fact.assessment) == (factory.organisation, answered)
    assert (fact.adcode, fact.division, fact.policy_group, fact.size) == ("330282", "36", "equipment", "small")
    assert (fact.level, fact.overall) == (snapshot.level, measures.overall)
    assert (bytes(fact.dimensions), bytes(fact.answers)) == (measures.dimensions, measures.answers)
    assert (fact.gates.split(), fact.gaps.split()) == (list(measures.gates), list(measures.gaps))
    assert (fact.framework, fact.framework_digest) == (answered.framework.reference, answered.framework.digest)
    assert fact.period == period_of(snapshot.assessment.submitted_at)


def test_it_keeps_the_facts_about_the_firm_as_they_were(answered, alice, factory):
    submitted(answered, alice)
    EnterpriseProfile.objects.filter(pk=factory.pk).update(adcode="440305", industry="6510", employees=5000)
    fact = Fact.objects.get()
    assert (fact.adcode, fact.division, fact.size) == ("330282", "36", "small")


def test_a_size_that_is_not_known_is_not_guessed(answered, alice, factory):
    EnterpriseProfile.objects.filter(pk=factory.pk).update(employees=None, revenue_wan=None)
    submitted(Assessment.objects.get(pk=answered.pk), alice)
    assert Fact.objects.get().size == ""


def test_a_second_click_leaves_no_second_fact(answered, alice):
    seen = Sheet(answered).seen
    assert submit(answered, alice, seen).snapshot == submit(answered, alice, seen).snapshot
    assert Fact.objects.count() == 1


def test_a_fact_that_cannot_be_written_takes_the_submission_back(answered, alice):
    def fails(**_):
        raise DatabaseError("disk full")

    result_kept.connect(fails)
    try:
        with pytest.raises(DatabaseError), transaction.atomic():
            submitted(answered, alice)
    finally:
        result_kept.disconnect(fails)
    assert (Fact.objects.count(), ResultSnapshot.objects.count()) == (0, 0)
    answered.refresh_from_db()
    assert answered.open


def test_a_quick_estimate_leaves_none(factory, alice):
    quick = fill(start(factory.organisation, alice, Assessment.Mode.QUICK), alice)
    assert submitted(quick, alice)
    assert not Fact.objects.exists()


def test_results_from_before_get_their_facts_once(snapshot, alice):
    assert not Fact.objects.exists()
    assert [catch_up(), catch_up()] == [1, 0]
    assert Fact.objects.get().level == snapshot.level


def test_a_result_whose_framework_is_not_at_hand_is_left_out(snapshot):
    Assessment.objects.filter(pk=snapshot.assessment_id).update(framework_reference="gone@1")
    assert catch_up() == 0


def test_a_fact_goes_along_when_a_prepared_file_is_taken_over(snapshot, charlie):
    catch_up()
    before, after = snapshot.organisation, EnterpriseProfile.objects.own(charlie).get().organisation
    assessment_moved.send(sender=Assessment, assessment=snapshot.assessment, before=before, after=after)
    assert Fact.objects.get().organisation == after


def test_a_fact_is_never_changed(snapshot):
    fact = note(snapshot.assessment, snapshot.data)
    fact.overall = 99
    with pytest.raises(TypeError):
        fact.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Fact.objects.update(overall=99)


def test_a_fact_is_deleted_with_its_firm(snapshot, factory):
    note(snapshot.assessment, snapshot.data)
    factory.organisation.delete()
    assert not Fact.objects.exists()


def test_others_do_not_see_it(snapshot, alice, charlie):
    note(snapshot.assessment, snapshot.data)
    assert [Fact.objects.for_user(user).count() for user in (alice, charlie)] == [1, 0]


# --- what somebody from outside found -----------------------------------------------------------------------------------


@pytest.fixture
def signed(snapshot, checked, lower, wang):
    catch_up()
    return close(checked, wang, seen_of(checked), {"method": ["on_site"], "limits": "", "name": "Wang"}).statement


def test_a_signature_leaves_both_scores(signed):
    row, overall = Verified.objects.get(), signed.data["overall"]
    assert (row.stated, row.found) == (round(float(overall["self"])), round(float(overall["verified"])))
    assert row.found < row.stated


def test_a_statement_that_is_withdrawn_counts_no_more(signed, alice):
    assert Verified.objects.standing().count() == 1
    StatementWithdrawal.objects.create(statement=signed, reason="看错了车间。", user=alice)
    assert not Verified.objects.standing().exists()


def test_a_statement_signed_before_the_fact_was_there_is_caught_up_with(signed):
    Fact.objects.all().delete()
    assert not Verified.objects.exists()
    catch_up()
    assert Verified.objects.get().statement == signed

"""A bureau counts: once a month, over who agrees now, from the latest results, and never told more than may be."""

import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import EnterpriseProfile, PlannedSpend
from bureaus import counting
from bureaus.models import Consent, Reach, Run
from bureaus.tasks import count as task
from subsidies.workflow import draft
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.submission import submit
from tests.bureaus.conftest import CODE, OLDER, bureau_of
from tests.bureaus.region import RENT, give_results
from tests.surveys.filling import fill

pytestmark = pytest.mark.django_db


def told(bureau, code=CODE):
    return Reach.objects.of(bureau, code).first().told


def behind(bureau):
    return json.loads(Reach.objects.of(bureau, CODE).first().behind)


def take_back(firms):
    Consent.objects.bulk_create(Consent(organisation=firm, scope="none") for firm in firms)


def test_the_firms_of_the_region_are_counted_by_what_the_rule_says_of_them(bureau, three_groups):
    run = counting.count(bureau)
    assert (run.outcome, run.k, len(run.counted)) == ("told", 5, 46)
    assert told(bureau)["total"] == [45, 49]
    assert told(bureau)["cells"] == {"met": [10, 14], "not_known": [13, 33], "not_met": [6, 18]}


def test_who_did_not_agree_has_no_result_or_lies_elsewhere_is_not_counted(bureau, three_groups, settle, factory):
    settle(9, spend={RENT: 10}, agreed=False)
    settle(9, spend={RENT: 10}, adcode="330282")
    Consent.objects.create(organisation=factory.organisation, scope="aggregate")
    assert len(counting.count(bureau).counted) == 46


def test_who_took_the_consent_back_is_not_counted(bureau, settle):
    firms = settle(30, spend={RENT: 10})
    take_back(firms[:3])
    assert counting.count(bureau).counted == {firm.pk for firm in firms[3:]}


def test_the_latest_result_counts(bureau, settle):
    firms = settle(30, spend={RENT: 0})
    give_results(firms[:14], spend={RENT: 10})
    counting.count(bureau)
    assert behind(bureau)["cells"]["met"] == [firm.pk for firm in firms[:14]]


def test_a_month_is_counted_once(bureau, three_groups, settle):
    first = counting.count(bureau)
    settle(30, spend={RENT: 10})
    assert counting.count(bureau) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(bureau=bureau, month=first.month, as_of=first.as_of, k=5, outcome="told")


def test_the_figures_stay_until_k_firms_have_come_or_gone(bureau, three_groups, settle, later):
    counting.count(bureau)
    before = told(bureau)
    settle(4, spend={RENT: 10})
    later(1)
    assert counting.count(bureau).outcome == "kept"
    assert told(bureau) == before
    settle(1, spend={RENT: 10})
    later(2)
    assert counting.count(bureau).outcome == "told"
    assert told(bureau)["cells"]["met"] == [15, 19]


def test_a_cell_that_hardly_moved_is_told_as_near_to_what_it_was(bureau, three_groups, settle, later):
    counting.count(bureau)
    settle(3, spend={RENT: 10})
    settle(9)
    later(1)
    assert counting.count(bureau).outcome == "told"
    assert told(bureau)["cells"]["met"] == [6, 18]
    assert told(bureau)["own"] == ["not_known"]


def test_a_rule_near_to_another_one_is_told_as_near_to_it(bureau, three_groups):
    counting.count(bureau)
    assert told(bureau, OLDER)["cells"] == {"met": None, "not_known": None, "not_met": [10, 14]}
    assert (told(bureau)["own"], told(bureau)["cells"]["not_met"]) == (["met", "not_known"], [6, 18])


@pytest.mark.parametrize("adcode", ["330000", "330100", "330106"])
def test_two_bureaus_of_the_same_firms_are_not_told_what_one_firm_is(bureau, settle, adcode):
    settle(30, spend={RENT: 10})
    other = bureau_of("另一局", adcode)
    assert counting.count(other).outcome == "told"
    settle(1, spend={RENT: 9000}, adcode="330110" if adcode == "330106" else "330106")
    assert counting.count(bureau).outcome == "kept"


def test_another_bureau_of_the_same_firms_is_told_them_as_near_to_what_was_told_before(bureau, three_groups):
    counting.count(bureau)
    other = bureau_of("杭州市科学技术局", "330100")
    assert counting.count(other).outcome == "told"
    assert told(other)["cells"]["met"] == [6, 18]
    assert "met" not in told(other)["own"]


def test_a_province_is_told_its_own_firms_beside_those_of_a_city(bureau, three_groups, settle):
    counting.count(bureau)
    settle(12, spend={RENT: 10}, adcode="330282")
    assert counting.count(bureau_of("浙江省经济和信息化厅", "330000")).outcome == "told"


def test_bureaus_of_other_regions_do_not_matter_to_each_other(bureau, three_groups, settle):
    counting.count(bureau)
    settle(12, spend={RENT: 10}, adcode="440305")
    assert counting.count(bureau_of("深圳市工业和信息化局", "440300")).outcome == "told"


def test_of_too_few_firms_nothing_is_told_and_nothing_is_kept(bureau, settle):
    settle(4, spend={RENT: 10})
    run = counting.count(bureau)
    assert (run.outcome, run.firms, run.reaches.count()) == ("kept", "[]", 0)


def test_only_what_is_published_is_counted(bureau, three_groups, record, changed, hana):
    changed["rule"] = {"all": [{"field": "region", "op": "within", "value": "330100"}]}
    draft(record, changed, hana, 1)
    counting.count(bureau)
    assert Reach.objects.of(bureau, CODE).first().revision == 1
    assert told(bureau)["cells"]["met"] == [10, 14]


def test_a_reach_names_the_revision_that_held(bureau, three_groups, published):
    counting.count(bureau)
    reach = Reach.objects.of(bureau, CODE).first()
    assert (reach.revision, reach.sha256) == (published.number, published.sha256)


# --- money ------------------------------------------------------------------------------------------------------------


def test_the_claims_are_added_up_roughly_and_each_is_capped(bureau, three_groups):
    counting.count(bureau)
    rate = told(bureau)
    assert rate["claims"] is not None
    assert rate["claims_hidden"] == ""
    each = behind(bureau)["claims"]
    assert len(each) == 12
    assert len(set(each.values())) == 1


def test_a_sum_one_firm_stands_out_of_is_not_told(bureau, settle):
    settle(12, spend=lambda n: {RENT: 1000 if n == 0 else 1})
    settle(20)
    counting.count(bureau)
    assert (told(bureau)["claims"], told(bureau)["claims_hidden"]) == (None, "dominated")


def test_where_the_cell_is_hidden_the_sum_is_too(bureau, settle):
    settle(20, spend={RENT: 10})
    counting.count(bureau)
    assert told(bureau)["cells"]["met"] is None
    assert (told(bureau)["claims"], told(bureau)["claims_hidden"]) == (None, "too_few")


def test_routes_that_buy_it_give_an_estimate_with_both_ends(bureau, three_groups, settle):
    settle(10, buys={"compute": 10})
    settle(10, buys={"model": 10})
    counting.count(bureau)
    planned = told(bureau)["planned"]
    assert float(planned["low"]) < float(planned["likely"]) < float(planned["high"])
    assert len(behind(bureau)["planned"]) == 10


# --- how --------------------------------------------------------------------------------------------------------------


def test_counting_costs_the_same_however_many_firms_there_are(bureau, settle, django_assert_num_queries):
    settle(10, spend={RENT: 10})
    counting.tallied(bureau, counting.current())
    with django_assert_num_queries(2):
        counting.tallied(bureau, counting.current())
    settle(150, spend={RENT: 10})
    with django_assert_num_queries(2):
        _tallies, firms = counting.tallied(bureau, counting.current())
    assert len(firms) == 160


def test_many_firms_are_left_to_a_worker(bureau, settle, hana, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(counting, "CHEAP", 5)
    monkeypatch.setattr(
        "celery.app.base.Celery.send_task", lambda _self, name, given, **_more: sent.append((name, given))
    )
    settle(20, spend={RENT: 10})
    with django_capture_on_commit_callbacks(execute=True):
        assert counting.ask(bureau, hana) is False
    assert (sent, Run.objects.count()) == ([("bureaus.tasks.count", (bureau.pk, hana.pk))], 0)
    task(*sent[0][1])
    task(*sent[0][1])
    assert Run.objects.get().by == hana


def test_a_queue_that_is_down_breaks_nothing(bureau, settle, hana, monkeypatch, django_capture_on_commit_callbacks):
    def down(*_given, **_more):
        raise OSError("no queue")

    monkeypatch.setattr(counting, "CHEAP", 0)
    monkeypatch.setattr("celery.app.base.Celery.send_task", down)
    settle(1)
    with django_capture_on_commit_callbacks(execute=True):
        assert counting.ask(bureau, hana) is False


def test_what_was_told_never_changes(bureau, three_groups):
    run = counting.count(bureau)
    for row, column in ((run, "firms"), (run.reaches.first(), "numbers"), (Consent.objects.first(), "scope")):
        with pytest.raises(TypeError, match="never changed"):
            row.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{column: "none"})


def test_what_stands_behind_is_seen_by_the_bureau_alone(bureau, three_groups, hana, sun):
    counting.count(bureau)
    assert Reach.objects.for_user(hana).count() == 2
    assert Run.objects.for_user(hana).count() == 1
    assert not Reach.objects.for_user(sun).exists()
    assert not Run.objects.for_user(sun).exists()


def test_a_larger_minimum_makes_wider_classes(bureau, three_groups, settings):
    settings.REACH_MINIMUM = 10
    assert counting.count(bureau).k == 10
    assert told(bureau)["total"] == [40, 49]


def test_the_facts_are_those_frozen_in_the_result(bureau, factory, alice, settle):
    """A real submission is read like those the other tests make."""
    assessment = fill(start(factory.organisation, alice, Assessment.Mode.FULL), alice)
    submit(assessment, alice, Sheet(assessment).seen)
    PlannedSpend.objects.create(enterprise=factory, kind=RENT, amount_wan=10)  # told later, so it does not count
    EnterpriseProfile.objects.update(adcode="330106")
    Consent.objects.create(organisation=factory.organisation, scope="aggregate")
    settle(20, spend={RENT: 10})
    counting.count(bureau)
    assert behind(bureau)["cells"]["not_met"] == [factory.organisation.pk]

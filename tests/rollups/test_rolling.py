"""A run tells exactly what one finds by looking at every firm for every cell, once a period, for good."""

import datetime
import json
import os
from collections import Counter
from itertools import product

import pytest
from django.db import DatabaseError, transaction

from bureaus.models import Consent
from readiness.disclosure.cube import Hidden, Table, protect, published
from rollups.figures import answer_shares, figures, scheme_of
from rollups.models import Fact, Run, RunAnswers, RunCell
from rollups.places import places, tellable
from rollups.rolling import TooEarly, build, canonical, roll_up
from surveys.content import framework
from tests.rollups import naive
from tests.rollups.population import settle

pytestmark = pytest.mark.django_db
FIRMS = int(os.environ.get("ROLLUP_FIRMS", 3000))  # 100000 takes minutes
KEY, DAY = "ai-manufacturing", datetime.date(2026, 12, 1)


def rolled(period="2026H1", k=5, **more):
    return roll_up(period, k, KEY, DAY, **more)[0]


def protected(cells, k=5):
    trees = places()
    axes = (trees.regions.axis, trees.industries.axis, trees.sizes.axis)
    atoms = Counter(naive.leaf(fact, trees) for fact in cells["000000", "", ""])
    return protect(Table(axes, {key: len(facts) for key, facts in cells.items()}, atoms), k)


def test_a_run_tells_what_one_finds_by_looking_at_every_firm():
    settle(FIRMS)
    run, told = rolled(), {}
    for cell in RunCell.objects.filter(run=run):
        told[cell.region, cell.industry, cell.size] = cell
    facts, checked = naive.latest("2026H1"), naive.checked()
    assert run.firms == len(facts) < Fact.objects.count()
    cells = naive.cells(facts, places())
    states = protected(cells)
    looked_at = protected(naive.cells([fact for fact in facts if fact.pk in checked], places()))
    scheme, seen = scheme_of([framework()]), Counter()
    for key, inside in cells.items():
        seen[states[key]] += 1
        if states[key] is None:
            may = checked if key in looked_at and looked_at[key] is None else None
            assert told[key].n == len(inside)
            assert told[key].figures == canonical(figures(naive.tally(inside, may), 5, scheme)), key
        elif states[key] == Hidden.PROTECTS_OTHERS:
            assert (told[key].hidden, told[key].n, told[key].figures) == ("protects_others", None, "")
        else:
            assert key not in told
    assert len(told) == seen[None] + seen[Hidden.PROTECTS_OTHERS]
    assert seen[None] > 100
    assert seen[Hidden.TOO_FEW] > 100
    assert any("verified" in cell.figures for cell in told.values())


def test_the_table_holds_the_cells_the_protection_knows_of():
    trees = places()
    for region, industry, size in product(trees.regions.depths, trees.industries.depths, trees.sizes.depths):
        assert tellable(trees, region, industry, size) == published((region, industry, size)), (region, industry, size)


def test_the_answers_of_large_regions_are_told_by_rung():
    settle(min(FIRMS, 3000))
    run = rolled()
    cells = naive.cells(naive.latest("2026H1"), places())
    rows = {(row.region, row.industry, ""): row for row in RunAnswers.objects.filter(run=run)}
    assert {"000000", "330000"} <= {region for region, _, _ in rows}
    assert not {"330200", "330282", "330000-330200"} & {region for region, _, _ in rows}
    for key, row in rows.items():
        assert row.n == len(cells[key])
        assert json.loads(row.shares) == json.loads(canonical(answer_shares(naive.answered(cells[key]), row.n, 5)))


def test_the_same_firms_give_the_same_digest():
    settle(400)
    assert build("2026H1", 5, KEY).digest == build("2026H1", 5, KEY).digest == rolled().digest


def test_a_firm_counts_once_with_its_latest_result():
    firms = settle(60, twice=1, agreed=1)
    assert Fact.objects.count() == 120
    assert rolled().firms == len(firms)


def test_only_firms_that_agree_at_the_time_of_the_run_are_counted(django_assert_num_queries):
    firms = settle(40, agreed=1)
    Consent.objects.create(organisation=firms[0], scope="none")
    assert rolled().firms == 39


def test_results_of_other_periods_and_of_other_frameworks_are_not_counted():
    settle(40, agreed=1, twice=0)
    settle(30, seed=2, agreed=1, twice=0)
    with transaction.atomic():
        others = list(Fact.objects.filter(organisation__name__startswith="演示数据 2-"))
        Fact.objects.filter(pk__in=[fact.pk for fact in others]).delete()
        for number, fact in enumerate(others):
            fact.pk = None
            fact.period, fact.framework = ("2025H2", fact.framework) if number % 2 else ("2026H1", "miit-sme-2024@2024")
            fact._state.adding = True
        Fact.objects.bulk_create(others)
    assert rolled().firms == 40


def test_a_second_call_finds_the_run_there_is():
    settle(40)
    first, made = roll_up("2026H1", 5, KEY, DAY)
    settle(40, seed=2)
    assert made
    assert roll_up("2026H1", 10, KEY, DAY) == (first, False)
    assert Run.objects.count() == 1


def test_a_period_that_is_not_over_is_not_counted():
    settle(40)
    with pytest.raises(TooEarly, match=r"2026H1 is not over before 2026-06-30"):
        roll_up("2026H1", 5, KEY, datetime.date(2026, 6, 30))
    assert not Run.objects.exists()
    assert roll_up("2026H1", 5, KEY, datetime.date(2026, 7, 1))[0].state == "told"


def test_fewer_than_twenty_firms_are_kept_to_oneself():
    settle(19, agreed=1)
    run = rolled()
    assert (run.state, run.firms) == ("kept", 19)
    assert not run.cells.exists()
    assert not Run.objects.told().exists()


def test_twenty_are_told():
    settle(20, agreed=1)
    assert rolled().cells.get(region="000000", industry="", size="").n == 20


def test_made_up_firms_are_never_counted_among_real_ones():
    settle(50, agreed=1)
    settle(30, seed=2, agreed=1, simulated=True)
    assert [rolled().firms, rolled(simulated=True).firms] == [50, 30]
    assert [run.simulated for run in Run.objects.told()] == [False, True]


def test_a_larger_k_tells_of_fewer_cells():
    settle(600)
    assert len(build("2026H1", 20, KEY).told) < len(build("2026H1", 5, KEY).told)


def test_a_run_and_its_cells_are_never_changed():
    settle(40)
    run = rolled()
    for table, change in ((Run, {"firms": 1}), (RunCell, {"n": 1}), (RunAnswers, {"n": 1})):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.update(**change)
    cell = run.cells.first()
    cell.n = 1
    with pytest.raises(TypeError):
        cell.save()


def test_a_withdrawn_run_is_hidden_with_its_reason_and_its_period_is_not_counted_again():
    settle(40)
    run = rolled()
    now = datetime.datetime.now(datetime.UTC)
    assert Run.objects.withdraw(run, "用错了名单。", now)
    assert not Run.objects.withdraw(run, "再来一次", now)
    assert not Run.objects.told().exists()
    again, made = roll_up("2026H1", 5, KEY, DAY)
    assert (again.state, again.withdrawn_reason, made) == ("withdrawn", "用错了名单。", False)

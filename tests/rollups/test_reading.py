"""What pages read: frozen values, one query each, and nothing about what is hidden but why."""

import dataclasses
import datetime

import pytest

from readiness.disclosure.cube import Hidden
from rollups import reading
from rollups.models import Run, RunCell
from rollups.places import places
from rollups.rolling import FRAMEWORK, roll_up
from tests.rollups.population import settle

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 1)


@pytest.fixture
def run():
    settle(900, agreed=1)
    roll_up("2026H1", 5, FRAMEWORK, DAY)
    return reading.latest()


@pytest.fixture
def once(django_assert_num_queries):
    def ask(question, *words, **more):
        with django_assert_num_queries(1):
            return question(*words, **more)

    return ask


def another_run(period, state="told", **fields):
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    said = {"withdrawn_reason": "错", "withdrawn_at": now} if state == "withdrawn" else {}
    return Run.objects.create(
        **{"period": period, "as_of": now, "k": 5, "framework": FRAMEWORK, "firms": 30, "state": state} | said | fields
    )


def test_the_latest_run_says_when_over_whom_and_by_which_framework(run, once):
    found = once(reading.latest)
    assert (found.period, found.k, found.firms, found.framework) == ("2026H1", 5, 900, "ai-manufacturing")
    assert [reference for reference, _ in found.versions] == ["ai-manufacturing@2026.1"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.firms = 1


def test_kept_and_withdrawn_runs_are_not_read():
    another_run("2025H1", "kept")
    another_run("2025H2", "withdrawn")
    assert reading.latest() is reading.latest("2025H1") is reading.latest("2025H2") is None
    assert reading.runs() == ()


def test_made_up_firms_stand_in_only_while_there_is_no_run_of_real_ones():
    another_run("2026H1", simulated=True)
    assert reading.latest().simulated
    another_run("2025H1")
    assert (reading.latest().period, reading.latest().simulated) == ("2025H1", False)
    assert [run.period for run in reading.runs()] == ["2025H1"]
    assert [run.period for run in reading.runs(simulated=True)] == ["2026H1"]


def test_a_cell_that_is_shown_tells_its_figures(run, once):
    cell = once(reading.cell, run, ("000000", "", ""))
    assert (cell.n, cell.shown, cell.hidden) == (900, True, None)
    assert 0 < cell.mean < 100
    assert list(cell.levels) == ["L1", "L2", "L3", "L4", "L5"]
    assert len(cell.quartiles) == 3
    assert cell.verified.difference == cell.verified.found - cell.verified.stated < 0
    assert "L3-SG" in cell.gates


def test_a_cell_without_firms_looks_like_one_with_too_few(run, once):
    few = RunCell.objects.filter(run=run.pk, region="999999")
    assert not few.exists()
    nobody, unheard = (once(reading.cell, run, (code, "", "")) for code in ("650000", "659999"))
    assert (nobody.n, nobody.hidden, nobody.figures) == (unheard.n, unheard.hidden, unheard.figures)
    assert nobody.hidden == Hidden.TOO_FEW


def test_a_cell_hidden_for_the_sake_of_others_says_so_and_no_more(run, once):
    RunCell.objects.create(run_id=run.pk, region="110116", hidden="protects_others")
    cell = once(reading.cell, run, ("110116", "", ""))
    assert (cell.hidden, cell.n, cell.mean, dict(cell.dimensions)) == (Hidden.PROTECTS_OTHERS, None, None, {})


def test_below_a_province_stand_its_prefectures_whatever_node_holds_them(run, once):
    codes = [cell.region for cell in once(reading.below, run, "330000")]
    assert codes == ["330000*", *(f"33{n:02}00" for n in range(1, 12))]


def test_below_the_country_stand_provinces_and_below_a_municipality_districts(run, once):
    provinces = [cell.region for cell in once(reading.below, run, "000000")]
    assert len([code for code in provinces if not code.endswith("*")]) == 34
    assert not [code for code in provinces if "-" in code]
    districts = {cell.region for cell in once(reading.below, run, "110000")}
    assert {"110101", "110108"} <= districts
    assert "110100" not in districts


def test_a_place_without_counties_has_nothing_below(run):
    assert places().below("441900") == ()
    assert reading.below(run, "441900") == ()


def test_industries_of_a_region_are_groups_and_of_a_group_its_divisions(run, once):
    groups = once(reading.by_industry, run, "330000")
    assert [cell.industry for cell in groups] == [
        *("raw_materials", "equipment", "consumer_goods", "electronics", "software", "other")
    ]
    divisions = once(reading.by_industry, run, "330000", group="equipment")
    assert {"35", "36", "38"} <= {cell.industry for cell in divisions}
    assert {cell.industry for cell in divisions if cell.shown} <= {"36", "35", "38"}


def test_sizes_of_a_region_come_large_first(run, once):
    sizes = once(reading.by_size, run, "000000", "equipment")
    assert [cell.size for cell in sizes] == ["large", "medium", "small", "micro", "unknown"]
    assert all(cell.industry == "equipment" for cell in sizes)


def test_the_heat_map_is_industry_groups_by_dimension_beside_all_together(run, once):
    found = once(reading.heat, run, "000000")
    assert found.whole.industry == ""
    assert [row.industry for row in found.rows][:2] == ["raw_materials", "equipment"]
    assert set(found.whole.dimensions) <= {"RD", "PV", "PM", "MS", "OM", "DT", "CM", "OT", "SG"}


def test_a_trend_has_a_cell_for_every_run_that_stands(run, once):
    earlier = another_run("2025H2")
    RunCell.objects.create(run=earlier, region="330000", n=30, figures='{"mean":41}')
    another_run("2025H1")
    another_run("2024H2", "withdrawn")
    found = once(reading.trend, "330000")
    assert [told.period for told, _ in found] == ["2025H1", "2025H2", "2026H1"]
    assert [cell.hidden for _, cell in found] == [Hidden.TOO_FEW, None, None]
    assert found[1][1].mean == 41


def test_answers_are_told_for_large_regions_only(run, once):
    found = once(reading.answers, run)
    assert found.n == 900
    assert {"open", "outside"} < set(found.shares["DT-1"])
    assert once(reading.answers, run, "330282").shares == {}

"""The pages of a bureau's figures: whose they are, what they tell, and what they say where nothing may be told."""

import pytest
from django.urls import reverse

from dashboard.pages import PAGES
from rollups.models import Run
from tests.dashboard.conftest import run_of, told

pytestmark = pytest.mark.django_db
TELLING = [code for code, page in PAGES.items() if page.tells]


def address(bureau, code="overview", **query):
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse("dashboard:page", args=[bureau.uuid, code]) + (f"?{text}" if text else "")


def read(signed_in, user, bureau, code="overview", **query):
    return signed_in(user).get(address(bureau, code, **query)).content.decode()


@pytest.mark.parametrize("code", TELLING)
def test_people_of_the_bureau_see_every_page(signed_in, rui, zhejiang, counted, code):
    assert signed_in(rui).get(address(zhejiang, code)).status_code == 200


@pytest.mark.parametrize("code", [*TELLING, "files"])
def test_a_stranger_finds_nothing(signed_in, gao, charlie, zhejiang, counted, code):
    for stranger in (gao, charlie):
        assert signed_in(stranger).get(address(zhejiang, code)).status_code == 404


def test_nobody_reads_without_signing_in(client, zhejiang, counted):
    assert client.get(address(zhejiang)).status_code == 302


def test_a_page_is_only_read(signed_in, hana, zhejiang, counted):
    assert signed_in(hana).post(address(zhejiang)).status_code == 405


def test_a_page_that_does_not_exist_is_not_found(signed_in, hana, zhejiang, counted):
    assert signed_in(hana).get(address(zhejiang, "scores")).status_code == 404


def test_before_the_first_count_the_page_says_when_there_will_be_figures(signed_in, hana, zhejiang):
    assert "Nothing has been counted yet." in read(signed_in, hana, zhejiang)


def test_the_head_says_how_many_and_how_they_stand_beside_the_country(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang)
    for words in (
        "Zhejiang",
        ">100<",
        '48<span class="figures-of">',
        "30–60",
        "All of China",
        '44<span class="figures-of">',
    ):
        assert words in page


def test_regions_are_ranked_and_what_is_hidden_says_why(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, "regions")
    assert page.index("Hangzhou") < page.index("Jiaxing") < page.index("Sample too small")
    assert "Protects others" in page
    assert 'data-value="0"' not in page.split("Levels by region")[0]


def test_a_region_below_is_one_click_away(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, "regions")
    assert "region=330100" in page
    below = read(signed_in, hana, zhejiang, region="330100")
    assert '55<span class="figures-of">' in below
    assert 'aria-current="location">Hangzhou' in below


@pytest.mark.parametrize("region", ["440000", "000000", "999999", "330000*", "330100'--"])
def test_a_region_that_is_not_the_bureaus_is_not_found(signed_in, hana, zhejiang, counted, region):
    assert signed_in(hana).get(address(zhejiang, region=region)).status_code == 404


@pytest.mark.parametrize("query", [{"industry": "xx"}, {"size": "huge"}])
def test_a_choice_that_does_not_exist_is_not_found(signed_in, hana, zhejiang, counted, query):
    assert signed_in(hana).get(address(zhejiang, **query)).status_code == 404


def test_a_hidden_cell_tells_nothing_but_why(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, region="330200")
    assert "<strong>Protects others</strong>" in page
    assert "Mean score by dimension" not in page


def test_industry_and_size_are_not_told_together_for_a_county(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, region="330106", industry="equipment", size="small")
    assert "not told together for so small a region" in page


def test_industries_stand_beside_each_other_by_dimension(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, "industries")
    assert 'data-chart="heat"' in page
    assert 'data-value="58"' in page


def test_gates_are_named_with_their_level(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, "gates")
    assert "L2: points to the threshold" in page
    assert "62%" in page


def test_stated_and_found_stand_beside_each_other(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, "verified")
    assert ">-5<" in page.replace(" ", "")


def test_answers_are_told_question_by_question(signed_in, hana, zhejiang, counted):
    page = read(signed_in, hana, zhejiang, "answers")
    assert "PM-3" in page
    assert "70%" in page


def test_the_trend_leaves_a_gap_where_a_half_year_tells_nothing(signed_in, hana, zhejiang, counted):
    run_of("2025H2")
    told(run_of("2025H1"), "330000", mean=39)
    page = read(signed_in, hana, zhejiang, "trend")
    row = page.split('<th scope="row">Zhejiang</th>')[1].split("</tr>")[0]
    assert [part.split('"')[0] for part in row.split('data-value="')[1:]] == ["39", "48"]
    assert row.count("data-cell") == 3


def test_a_withdrawn_count_is_told_no_more(signed_in, hana, zhejiang, counted):
    Run.objects.withdraw(counted, "Counted twice", counted.as_of)
    assert "Nothing has been counted yet." in read(signed_in, hana, zhejiang)


def test_made_up_firms_are_called_so(signed_in, hana, zhejiang):
    told(run_of("2026H1", simulated=True), "330000", mean=48)
    assert "Demonstration data" in read(signed_in, hana, zhejiang)


@pytest.mark.parametrize("code", TELLING)
def test_a_page_asks_as_often_for_many_cells_as_for_few(
    signed_in, hana, zhejiang, counted, code, django_assert_max_num_queries
):
    client = signed_in(hana)
    client.get(address(zhejiang, code))
    with django_assert_max_num_queries(20):
        client.get(address(zhejiang, code))


def test_every_chart_has_its_table(signed_in, hana, zhejiang, counted):
    for code in TELLING:
        page = read(signed_in, hana, zhejiang, code)
        for figure in page.split("<figure")[1:]:
            table = figure.split("</figure>")[0]
            assert "<caption" in table
            if "data-chart" in table:
                assert table.count("data-head") >= 1


def test_the_records_of_a_bureau_lead_to_its_figures(signed_in, hana, zhejiang):
    page = signed_in(hana).get(reverse("subsidies:records", args=[zhejiang.uuid])).content.decode()
    assert reverse("dashboard:home", args=[zhejiang.uuid]) in page

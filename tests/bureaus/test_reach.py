"""A bureau looks at how many firms its record reaches: its own people, its own records, never more than may be told."""

import pytest
from django.urls import reverse

from bureaus import counting
from bureaus.models import Run
from readiness.disclosure import LEAST
from subsidies.workflow import adopt, replace_standing
from tests.bureaus.conftest import CODE, OLDER
from tests.bureaus.region import RENT
from tests.subsidies.conftest import bureau_of

pytestmark = pytest.mark.django_db
NATIONAL, SHENZHEN = "cn-ai-mfg-279", "gd-shenzhen-model-voucher"


def address(bureau, name="reach", code=CODE):
    return reverse(f"bureaus:{name}", args=[bureau.uuid, code])


def look(client, bureau, code=CODE):
    response = client.get(address(bureau, code=code))
    assert response.status_code == 200
    return response.content.decode()


# --- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reach", "count"])
def test_both_require_a_login(client, bureau, name):
    response = client.post(address(bureau, name)) if name == "count" else client.get(address(bureau, name))
    assert (response.status_code, "/account/login/" in response.url) == (302, True)


@pytest.mark.parametrize("who", ["sun", "alice"])
def test_other_bureaus_and_strangers_find_nothing(request, as_, bureau, who):
    client = as_(request.getfixturevalue(who))
    assert client.get(address(bureau)).status_code == 404
    assert client.post(address(bureau, "count")).status_code == 404
    assert not Run.objects.exists()


def test_a_reader_looks_and_does_not_count(as_, bureau, rui):
    client = as_(rui)
    assert address(bureau, "count") not in look(client, bureau)
    assert client.post(address(bureau, "count")).status_code == 403
    assert not Run.objects.exists()


def test_counting_is_posted(as_, bureau, hana):
    assert as_(hana).get(address(bureau, "count")).status_code == 405


@pytest.mark.parametrize("code", [NATIONAL, SHENZHEN, "zj-compute-voucher-2025", "zj-nothing"])
def test_records_that_are_not_its_own_are_not_there(as_, bureau, hana, code):
    client = as_(hana)
    assert client.get(address(bureau, code=code)).status_code == 404
    assert client.post(address(bureau, "count", code)).status_code == 404


# --- what it shows ----------------------------------------------------------------------------------------------------


def test_without_figures_it_says_what_has_to_happen(as_, bureau, hana):
    page = look(as_(hana), bureau)
    assert "There are no figures for this record yet." in page
    assert f"At least {LEAST} enterprises" in page
    assert address(bureau, "count") in page


def test_an_editor_counts_once_a_month(as_, bureau, three_groups, wei):
    client = as_(wei)
    page = client.post(address(bureau, "count"), follow=True).content.decode()
    assert "Counted, for all records of the region at once." in page
    assert address(bureau, "count") not in page
    assert "The next count is possible from" in page
    client.post(address(bureau, "count"))
    assert Run.objects.get().by == wei


def test_it_shows_ranges_bars_and_money(as_, bureau, three_groups, hana):
    counting.count(bureau)
    page = look(as_(hana), bureau)
    for words in (
        "45–49 enterprises",
        "<strong>10–14</strong>",
        "<strong>13–33</strong>",
        "Wide ranges",
        "CNY 250,000,000",
        "less than 1%",
    ):
        assert words in page
    assert page.count('<svg class="reach-bar"') == 3


def test_it_says_what_is_hidden_and_why(as_, bureau, three_groups, hana):
    counting.count(bureau)
    page = look(as_(hana), bureau, OLDER)
    assert page.count("not shown") >= 2
    assert "The two cells not shown hold 31–39 enterprises together." in page


def test_no_figure_stands_where_nearly_all_are_alike(as_, bureau, settle, hana):
    settle(30, spend={RENT: 10})
    counting.count(bureau)
    page = look(as_(hana), bureau)
    assert "The sample is too small in at least two cells" in page
    assert "<strong>" not in page.split('class="table')[1].split("</table>")[0]


def test_a_count_without_news_says_so(as_, bureau, three_groups, hana, later):
    counting.count(bureau)
    later(1)
    counting.count(bureau)
    page = look(as_(hana), bureau)
    assert "The last count brought no new figures" in page
    assert "45–49 enterprises" in page


def test_a_record_changed_since_says_so(as_, bureau, three_groups, published, hana):
    counting.count(bureau)
    assert "The record has changed since." not in look(as_(hana), bureau)
    record = published.record
    replace_standing(record, published.data | {"note": {"zh": "新", "en": "new"}}, None)
    assert "The record has changed since." in look(as_(hana), bureau)


def test_a_record_that_only_got_its_row_since_has_not_changed(as_, bureau, three_groups, hana):
    counting.count(bureau)
    adopt(CODE)
    assert "The record has changed since." not in look(as_(hana), bureau)


def test_nothing_of_a_single_firm_is_on_the_page(as_, bureau, settle, hana):
    firms = settle(12, spend={RENT: "10.37"}, name="独此一家")
    settle(20)
    counting.count(bureau)
    page = look(as_(hana), bureau)
    assert "独此一家" not in page
    assert "10.37" not in page
    assert not any(str(firm.uuid) in page for firm in firms)


def test_the_page_costs_the_same_however_many_firms_there_are(
    as_, bureau, settle, hana, later, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_(hana)
    settle(10, spend={RENT: 10})
    counting.count(bureau)
    look(client, bureau)
    with django_assert_max_num_queries(12) as few:
        look(client, bureau)
    settle(40, spend={RENT: 0})
    later(1)
    counting.count(bureau)
    with django_assert_num_queries(len(few.captured_queries)):
        look(client, bureau)


def test_a_province_counts_what_lies_in_its_cities(as_, settle, db):
    province = bureau_of("浙江省经济和信息化厅", "330000")
    settle(20, spend={RENT: 10}, adcode="330106")
    settle(20, spend={RENT: 0}, adcode="330421")
    assert len(counting.count(province).counted) == 40


def test_the_page_of_a_record_leads_there(as_, bureau, hana):
    page = as_(hana).get(reverse("subsidies:record", args=[bureau.uuid, CODE])).content.decode()
    assert address(bureau) in page
    page = as_(hana).get(reverse("subsidies:record", args=[bureau.uuid, NATIONAL])).content.decode()
    assert address(bureau, code=NATIONAL) not in page

"""Where a firm stands among its peers, by published figures alone."""

import pytest
from django.urls import reverse

from rollups.models import Fact
from rollups.noting import catch_up
from rollups.peers import leaf_of, peers_of
from tests.dashboard.conftest import hidden, run_of, told

pytestmark = pytest.mark.django_db
BANDS = [10, 10, 20, 20, 20, 10, 10, 0, 0, 0]


@pytest.fixture
def fact(snapshot):
    catch_up()
    return Fact.objects.get()


def standing(fact):
    found = peers_of(fact)
    return found and (found.group.key, found.ahead)


def test_the_nearest_group_that_is_told_is_the_peer_group(fact):
    run, (region, industry, _size) = run_of("2026H1"), leaf_of(fact)
    told(run, "000000", n=400, bands=BANDS)
    told(run, f"{region[:4]}00", industry, n=20, bands=BANDS)
    assert standing(fact)[0] == (f"{region[:4]}00", industry, "")


def test_a_hidden_group_is_passed_over(fact):
    run, (region, industry, _size) = run_of("2026H1"), leaf_of(fact)
    hidden(run, f"{region[:4]}00", industry)
    told(run, "000000", n=400, bands=BANDS)
    assert standing(fact)[0] == ("000000", "", "")


def test_a_group_without_a_published_distribution_is_passed_over(fact):
    run, (region, industry, _size) = run_of("2026H1"), leaf_of(fact)
    told(run, f"{region[:4]}00", industry, n=6, mean=40)
    told(run, "000000", n=400, bands=BANDS)
    assert standing(fact)[0] == ("000000", "", "")


def test_the_place_is_a_range_of_tenths_around_the_band_of_the_score(fact):
    told(run_of("2026H1"), "000000", n=400, bands=BANDS)
    below, own = sum(BANDS[: fact.overall // 10]), BANDS[fact.overall // 10]
    assert standing(fact)[1] == (below, below + own)


def test_without_a_told_group_the_sample_is_too_small(fact):
    run_of("2026H1")
    assert peers_of(fact) is None


def test_another_framework_has_no_peers(fact):
    told(run_of("2026H1", framework="miit-sme-digital"), "000000", n=400, bands=BANDS)
    assert peers_of(fact) is None


def page_of(signed_in, alice, snapshot):
    return signed_in(alice).get(reverse("reports:result", args=[snapshot.assessment.uuid])).content.decode()


def test_the_result_page_names_the_group(signed_in, alice, snapshot, fact):
    told(run_of("2026H1"), "000000", n=400, bands=BANDS)
    page = page_of(signed_in, alice, snapshot)
    assert "of 400 enterprises counted: All of China." in page


def test_the_result_page_says_that_the_sample_is_too_small(signed_in, alice, snapshot, fact):
    run_of("2026H1")
    assert "too few enterprises like yours" in page_of(signed_in, alice, snapshot)


def test_before_the_first_count_the_result_page_says_nothing_of_peers(signed_in, alice, snapshot, fact):
    assert 'id="peers"' not in page_of(signed_in, alice, snapshot)

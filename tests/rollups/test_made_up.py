"""Made-up firms: the same for the same seed, marked, possible, and scored as the engine scores anybody."""

import random
from collections import Counter

import pytest

from readiness.answers import fault_of
from readiness.loading.catalogue import published_catalogue
from readiness.loading.framework import published
from readiness.notes import Case
from readiness.outcome import evaluate
from readiness.profile import Profile
from readiness.record import outcome_to_plain
from rollups.made_up import MARK, SIZE_SHARES, country
from rollups.made_up_results import answers_of, assessed, measured, scenes_of
from rollups.measuring import measures_of
from rollups.places import places
from tests.reports.conftest import DAY

REFERENCE = "ai-manufacturing@2026.1"


@pytest.fixture(scope="module")
def firms():
    return [country(7).firm(number) for number in range(2000)]


def test_the_same_seed_gives_the_same_firms_wherever_one_begins():
    assert country(7).firm(41) == country(7).firm(41) != country(8).firm(41)
    whole = assessed(REFERENCE, 7, 0, 6, 2)
    assert whole[3:] == assessed(REFERENCE, 7, 3, 3, 2)


def test_every_name_says_that_the_firm_is_made_up(firms):
    assert all(firm.name.startswith(MARK) for firm in firms)
    assert len({firm.name for firm in firms}) == len(firms)


def test_every_firm_sits_in_a_place_and_makes_something_the_lists_know(firms):
    trees = places()
    for firm in firms:
        assert trees.regions.children(firm.adcode) == ()
        assert trees.region_of(firm.adcode) == firm.adcode
        assert trees.industries.parents[firm.industry[:2]] == firm.policy_group


def test_regions_and_industries_are_skewed_and_all_provinces_occur(firms):
    provinces = Counter(firm.adcode[:2] for firm in firms)
    assert provinces["44"] > 10 * provinces["46"]
    assert len(provinces) >= 28
    counties = Counter(firm.adcode for firm in firms if firm.adcode.startswith("33"))
    assert max(counties.values()) > 3 * sorted(counties.values())[len(counties) // 2]


def test_sizes_follow_from_headcount_and_revenue_in_about_the_assumed_shares(firms):
    found = Counter(firm.size or "unknown" for firm in firms)
    for size, share in SIZE_SHARES.items():
        assert abs(found[size] / len(firms) - share / 100) < 0.04, (size, found)


def test_answers_are_ones_a_person_could_give_and_hang_together():
    framework = published(REFERENCE)
    low, high = (answers_of(framework, standing, random.Random(1)) for standing in (-1.5, 1.5))
    for answers in (low, high):
        assert not [code for code, answer in answers.items() if fault_of(framework.questions[code], answer)]
    assert measured(framework, "equipment", low, (), DAY).overall < 20
    assert measured(framework, "equipment", high, (), DAY).overall > 50


@pytest.mark.parametrize("standing", [-1.0, 0.3, 1.0, 2.5])
def test_a_made_up_firm_is_measured_as_its_whole_result_would_be(standing):
    framework, chance = published(REFERENCE), random.Random(standing)
    answers, scenes = answers_of(framework, standing, chance), scenes_of(framework, standing, DAY)
    profile = Profile("某厂", "330282", "3670", "equipment")
    record = outcome_to_plain(evaluate(framework, published_catalogue(), Case(profile, answers, scenes, DAY)))
    assert measured(framework, "equipment", answers, scenes, DAY) == measures_of(framework, record)


def test_all_levels_occur_and_low_ones_more_often():
    found = Counter(one.measures[0].level for one in assessed(REFERENCE, 3, 0, 300, 1))
    assert set(found) >= {"L1", "L2", "L3", "L4"}
    assert found["L1"] > found["L3"] > found["L4"]

"""The three trees a firm hangs in: every firm in one leaf of each, so that nothing shows as what its children lack."""

import pytest

from readiness.loading.reference import published_reference
from readiness.regions import SEPARATELY_BUDGETED
from rollups.places import COUNTY, NATION, PREFECTURE, PROVINCE, places, tellable


@pytest.fixture
def regions():
    return places().regions


@pytest.mark.parametrize(
    ("adcode", "line"),
    [
        ("330282", ["330282", "330200", "330000", "000000"]),
        ("330106", ["330106", "330100", "330000", "000000"]),
        ("330200", ["330200*", "330200", "330000", "000000"]),  # no county told
        ("441900", ["441900", "440000", "000000"]),  # Dongguan has no counties
        ("110108", ["110108", "110100", "110000", "000000"]),
        ("429004", ["429004", "429000", "420000", "000000"]),
        ("810000", ["810000", "000000"]),
        ("330000", ["330000*", "330000", "000000"]),
        ("999999", ["000000*", "000000"]),
        ("", ["000000*", "000000"]),
    ],
)
def test_a_firm_hangs_in_one_leaf(regions, adcode, line):
    assert list(regions.line(places().region_of(adcode))) == line


def test_every_region_a_firm_can_name_ends_in_a_leaf(regions):
    for adcode in published_reference().regions:
        leaf = places().region_of(adcode)
        assert regions.children(leaf) == ()
        assert regions.line(leaf)[-1] == "000000"


def test_nodes_are_as_deep_as_they_are_told(regions):
    for node, above in regions.parents.items():
        if above is not None:
            assert regions.depths[node] == regions.depths[above] + 1, node
    assert [regions.depths[node] for node in ("000000", "330000", "330200", "330282", "330200*")] == [
        *(NATION, PROVINCE, PREFECTURE, COUNTY, COUNTY)
    ]


def test_a_province_without_its_separately_budgeted_city_is_a_difference_told_as_far_as_the_city(regions):
    assert {city for _, city in regions.differences.values()} == set(SEPARATELY_BUDGETED)
    assert regions.differences["440000-440300"] == ("440000", "440300")
    assert "440000-440300" not in regions.parents
    assert regions.depths["440000-440300"] == regions.depths["440300"]


@pytest.mark.parametrize(
    ("leaf", "inside"),
    [("330106", True), ("330000*", True), ("330282", False), ("330200*", False), ("110108", False)],
)
def test_a_firm_is_in_a_difference_if_it_is_in_the_province_and_not_in_the_city(regions, leaf, inside):
    assert ("330000-330200" in regions.told(leaf)) is inside


@pytest.mark.parametrize(("division", "line"), [("36", ["36", "equipment", ""]), ("06", ["00", "other", ""])])
def test_a_division_belongs_to_one_group(division, line):
    trees = places().industries
    assert list(trees.line(places().industry_of(division))) == line


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (("000000", "36", "small"), True),
        (("330000", "36", "small"), True),
        (("330000-330200", "equipment", "small"), True),
        (("330000-330200", "36", "small"), False),
        (("330200", "36", ""), True),
        (("330200", "36", "small"), False),
        (("330200", "equipment", "small"), True),
        (("330282", "equipment", ""), True),
        (("330282", "", "small"), True),
        (("330282", "equipment", "small"), False),
        (("330282", "36", ""), False),
        (("330282", "", ""), True),
        (("nowhere", "", ""), False),
    ],
)
def test_the_smaller_the_region_the_less_is_told_together(key, told):
    assert tellable(places(), *key) is told


def test_below_a_difference_lies_all_but_the_city():
    whole, rest = places().below("440000"), places().below("440000-440300")
    assert set(whole) - set(rest) == {"440300"}


def test_virtual_nodes_are_passed_over_when_looking_below():
    assert "110108" in places().below("110000")
    assert "429004" in places().below("420000")
    assert "429000" not in places().below("420000")
    assert set(places().below("440000")) >= {"440100", "440300", "441900"}

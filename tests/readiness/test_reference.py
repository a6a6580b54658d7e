"""Regions, industries and size classes: found as people type them, explained as they read them."""

from decimal import Decimal

import pytest

from readiness.errors import ContentError
from readiness.industries import within_industry
from readiness.loading.reference import REFERENCE, load_reference
from readiness.regions import SEPARATELY_BUDGETED, within_region
from tests.readiness.conftest import CASES, cases


@pytest.fixture(scope="session")
def reference():
    return load_reference()


def first(candidates):
    return candidates[0].code if candidates else None


def test_the_list_holds_the_published_number_of_units(reference):
    then = [r for r in reference.regions.values() if not r.virtual and not r.valid_from and r.kind != "other"]
    assert sum(r.level == "province" for r in then) == 34
    assert sum(r.level == "prefecture" for r in then) == 333
    assert sum(r.level == "county" for r in then) == 2846


def test_the_list_of_industries_holds_the_published_number_of_units(reference):
    manufacturing = [i for i in reference.industries.values() if i.code[:2].isdigit() and i.code[:2] != "65"]
    assert [sum(i.level == level for i in manufacturing) for level in ("division", "group", "class")] == [31, 179, 609]


@pytest.mark.parametrize(
    "typed",
    [
        "慈溪",
        "慈溪市",
        "cixi",
        "Ci Xi Shi",
        "330282",
        "３３０２８２",
        "浙江省 / 宁波市 / 慈溪市",
        "宁波慈溪",
        "浙江省宁波市慈溪市",
    ],
)
def test_a_region_is_found_however_it_is_typed(reference, typed):
    assert first(reference.search_regions(typed, 5)) == "330282"


def test_initials_find_a_region_among_others(reference):
    assert "330282" in [candidate.code for candidate in reference.search_regions("cx", 30)]


def test_a_result_shows_the_whole_path(reference):
    path = reference.search_regions("慈溪", 1)[0].path
    assert path.zh == "浙江省 / 宁波市 / 慈溪市"
    assert path.en == "Zhejiang / Ningbo / Cixi"


def test_a_city_comes_before_its_districts(reference):
    codes = [candidate.code for candidate in reference.search_regions("宁波", 4)]
    assert codes[0] == "330200"
    assert all(code.startswith("3302") for code in codes[1:])


def test_virtual_nodes_are_neither_offered_nor_part_of_a_path(reference):
    assert reference.search_regions("省直辖县级行政区划", 5) == ()
    assert reference.region_path("429004").zh == "湖北省 / 仙桃市"
    assert reference.region_path("110105").zh == "北京市 / 朝阳区"


def test_a_superseded_region_is_resolved_but_not_offered(reference):
    assert reference.regions["500105"].note.zh == "该区划已于 2025-11-06 撤销"
    assert reference.region_path("500105").zh == "重庆市 / 江北区"
    assert "500105" not in [candidate.code for candidate in reference.search_regions("江北区", 10)]


def test_a_provisional_region_is_marked(reference):
    assert reference.search_regions("草湖", 1)[0].note is not None


def test_a_city_without_counties_is_as_exact_as_it_gets(reference):
    assert not reference.search_regions("东莞", 1)[0].narrower
    assert reference.search_regions("宁波", 1)[0].narrower


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3670", "3670"),
        ("C3670", "3670"),
        ("玩具", "245"),
        ("wanju", "245"),
        ("wjzz", "245"),
        ("Toys", "245"),
        ("65", "65"),
    ],
)
def test_an_industry_is_found_however_it_is_typed(reference, typed, expected):
    assert first(reference.search_industries(typed, 5)) == expected


@pytest.mark.parametrize("typed", ["", "  ", "/", "不存在的行业"])
def test_nothing_is_found_for_nothing(reference, typed):
    assert reference.search_industries(typed, 5) == ()


@pytest.mark.parametrize(
    ("industry", "group", "changeable"),
    [
        ("3670", "equipment", False),
        ("6513", "software", False),
        ("2921", "raw_materials", True),
        ("39", "electronics", False),
    ],
)
def test_the_policy_group_follows_the_division(reference, industry, group, changeable):
    found = reference.policy_group(industry)
    assert (found.code, found.changeable) == (group, changeable)


def test_an_industry_that_is_not_listed_has_no_group(reference):
    assert reference.policy_group("9999") is None


@pytest.mark.parametrize(
    ("adcode", "outer", "expected"),
    [
        ("330282", "330000", True),
        ("330282", "330200", True),
        ("330282", "330100", False),
        ("330200", "330282", False),
        ("330282", "000000", True),
        ("469001", "469000", True),
        ("500157", "500100", True),
    ],
)
def test_a_region_lies_in_another_by_its_code(adcode, outer, expected):
    assert within_region(adcode, outer) is expected


def test_a_separately_budgeted_city_can_be_left_out():
    assert not within_region("330282", "330000", excluding=SEPARATELY_BUDGETED)
    assert within_region("330102", "330000", excluding=SEPARATELY_BUDGETED)


@pytest.mark.parametrize(
    ("industry", "outers", "expected"),
    [
        ("3670", ["C"], True),
        ("0610", ["B"], True),
        ("6513", ["I65"], True),
        ("6513", ["C"], False),
        ("3670", ["36", "37"], True),
        ("4410", ["B", "C", "D"], True),
    ],
)
def test_an_industry_lies_in_a_section_or_division(industry, outers, expected):
    assert within_industry(industry, outers) is expected


@pytest.mark.parametrize("case", cases(CASES / "size_classes.yaml"))
def test_the_size_class_needs_both_floors(reference, case):
    found = reference.size_class(case["industry"], case["employees"], Decimal(case["revenue_wan"]))
    assert found.size == case["expected"]


def test_the_explanation_names_the_floor_that_was_missed(reference):
    found = reference.size_class("3670", 280, Decimal("2500.00"))
    assert "中型须从业人员 300 人及以上" in found.explanation.zh
    assert "人数未达到" in found.explanation.zh
    assert "所以按小型企业计" in found.explanation.zh
    assert "CNY 25 million" in found.explanation.en


def test_one_figure_decides_where_the_other_could_not_change_it(reference):
    assert reference.size_class("3670", 15, None).size == "micro"
    assert reference.size_class("3670", 400, None).size is None


def test_an_industry_without_a_rule_has_no_size_class(reference):
    assert reference.size_class("9999", 10, Decimal(10)).size is None


def test_all_problems_of_all_files_are_reported_at_once(tmp_path):
    for name in ("regions.csv", "industries.csv", "size_rules.yaml"):
        (tmp_path / name).write_text((REFERENCE / name).read_text(encoding="utf-8"), encoding="utf-8")
    regions = tmp_path / "regions.csv"
    regions.write_text(
        regions.read_text(encoding="utf-8")
        .replace("110101,110100,county", "110101,119900,country")
        .replace("110102,110100", "110101,110100"),
        encoding="utf-8",
    )
    sizes = tmp_path / "size_rules.yaml"
    sizes.write_text(
        sizes.read_text(encoding="utf-8").replace("employees: 300,", "employes: 300,", 1), encoding="utf-8"
    )
    with pytest.raises(ContentError) as error:
        load_reference(tmp_path)
    keys = [(problem.file, problem.key) for problem in error.value.problems]
    assert ("regions.csv", "line 4: level") in keys
    assert ("regions.csv", "line 4: parent_adcode") in keys
    assert ("regions.csv", "line 5: adcode") in keys
    assert any(file == "size_rules.yaml" and key.endswith("employes") for file, key in keys)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(ContentError) as error:
        load_reference(tmp_path)
    assert len(error.value.problems) == 3

"""Finding regions and industries: while typing, and without any script."""

import pytest
from django.urls import reverse

from accounts.fields import PickerField
from accounts.models import EnterpriseProfile


@pytest.fixture
def search(client, alice):
    client.force_login(alice)
    return lambda name, text: client.get(reverse(f"accounts:search_{name}"), {"q": text}).json()


def codes(answer):
    return [result["code"] for result in answer["results"]]


@pytest.mark.parametrize("typed", ["慈溪", "cixi", "cx", "330282", "３３０２８２", "Cixi", "宁波慈溪"])
def test_a_county_is_found_by_name_pinyin_initials_and_code(search, typed):
    assert "330282" in codes(search("regions", typed))


def test_a_result_carries_what_the_page_shows_and_stores(search):
    result = search("regions", "慈溪")["results"][0]
    assert result == {
        "code": "330282",
        "label": "浙江省 / 宁波市 / 慈溪市",
        "name": "慈溪市",
        "note": "浙江省 / 宁波市 / 慈溪市",
    }


def test_grouping_nodes_are_never_offered(search):
    assert "110100" not in codes(search("regions", "市辖区"))


@pytest.mark.parametrize("typed", ["汽车零部件", "3670", "C3670"])
def test_an_industry_is_found_by_product_and_code(search, typed):
    assert "3670" in codes(search("industries", typed))


def test_nothing_found_says_what_to_try(search):
    answer = search("regions", "不存在的地方")
    assert answer["results"] == []
    assert "没有找到与“不存在的地方”相符的地区" in answer["sentence"]


def test_an_empty_box_finds_nothing_and_says_nothing(search):
    assert search("regions", " ") == {"results": [], "sentence": ""}


@pytest.mark.parametrize("name", ["search_regions", "search_industries", "size"])
def test_searching_needs_a_sign_in(client, db, name):
    assert client.get(reverse(f"accounts:{name}")).status_code == 302


def test_a_very_long_search_is_cut_and_answered(search):
    assert search("regions", "长" * 5000)["results"] == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"t": "330282"}, "330282"),
        ({"t": "浙江省 / 宁波市 / 慈溪市"}, "330282"),
        ({"t": "慈溪"}, "330282"),
        ({"t": "浙江省 / 宁波市 / 慈溪市", "t_code": "330282"}, "330282"),
        ({"t": "朝阳区", "t_pick": "110105"}, "110105"),
        # The text was changed after choosing: what one reads counts, not what was hidden.
        ({"t": "余姚市", "t_code": "330282"}, "330281"),
        ({"t": "慈溪", "t_code": "nonsense", "t_pick": "nonsense"}, "330282"),
    ],
)
def test_without_scripts_a_code_or_a_name_is_enough(typed, code):
    field = PickerField("region")
    assert field.clean(field.widget.value_from_datadict(typed, {}, "t")) == code


def test_without_scripts_a_name_that_fits_several_offers_them(client, alice):
    client.force_login(alice)
    data = {"name": "甲公司", "region": "朝阳", "industry": "3670", "employees": "85", "revenue_wan": "4200"}
    response = client.post(reverse("accounts:enterprise_create"), data)
    page = response.content.decode()
    assert "请在下面选一个" in response.context["form"].errors["region"][0]
    assert 'name="region_pick" value="110105"' in page
    assert 'value="朝阳"' in page
    client.post(reverse("accounts:enterprise_create"), data | {"region_pick": "110105"})
    assert EnterpriseProfile.objects.get().adcode == "110105"


@pytest.mark.parametrize(
    ("picker", "typed", "part"),
    [
        ("region", "浙江省", "请选到市或区县"),
        ("region", "500105", "已撤并"),
        ("region", "", "请选择所在地区"),
        ("industry", "C", "范围太大"),
        ("industry", "", "请选择所属行业"),
    ],
)
def test_what_cannot_be_the_answer_is_refused_with_the_next_step(picker, typed, part, db):
    field = PickerField(picker)
    with pytest.raises(Exception, match=part):
        field.clean({"text": typed, "code": "", "pick": ""})


def test_a_city_without_counties_is_an_answer():
    assert PickerField("region").clean({"text": "东莞市", "code": "", "pick": ""}) == "441900"


def test_the_size_class_is_told_while_typing(client, alice):
    client.force_login(alice)
    url = reverse("accounts:size")
    answer = client.get(url, {"industry": "3670", "employees": "280", "revenue_wan": "2,500"}).json()
    assert "小型" in answer["sentence"]
    assert "300 人" in answer["sentence"]
    assert client.get(url, {"industry": "3670", "employees": "很多", "revenue_wan": "1"}).json() == {"sentence": ""}

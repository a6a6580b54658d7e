"""Making an enterprise and changing its facts, with what people really type."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from accounts.enterprise_forms import EnterpriseForm
from accounts.models import EnterpriseProfile, Membership, Organisation

GOOD = {
    "name": "慈溪远山汽车零部件有限公司",
    "uscc": "91330200MA0000023W",
    "region": "浙江省 / 宁波市 / 慈溪市",
    "region_code": "330282",
    "industry": "3670 汽车零部件及配件制造",
    "industry_code": "3670",
    "employees": "85",
    "revenue_wan": "4200",
}


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


def create(client, **changes):
    return client.post(reverse("accounts:enterprise_create"), GOOD | changes)


def errors(response):
    assert response.status_code == 200
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_the_person_who_makes_an_enterprise_owns_it(signed_in, alice):
    assert create(signed_in).url == reverse("accounts:home")
    enterprise = EnterpriseProfile.objects.get()
    assert enterprise.name == GOOD["name"]
    assert (enterprise.adcode, enterprise.industry, enterprise.policy_group) == ("330282", "3670", "equipment")
    assert enterprise.organisation.kind == Organisation.Kind.ENTERPRISE
    assert Membership.objects.get(user=alice).role == "owner"


def test_making_an_enterprise_needs_a_sign_in(client, db):
    assert create(client).url.startswith(reverse("account_login"))
    assert not EnterpriseProfile.objects.exists()


def test_full_width_figures_separators_and_units_are_understood(signed_in):
    create(signed_in, employees="８５ 人", revenue_wan="４，２００．５ 万元", uscc="９１３３０２００ｍａ００００023w")
    enterprise = EnterpriseProfile.objects.get()
    assert (enterprise.employees, enterprise.revenue_wan) == (85, Decimal("4200.50"))
    assert enterprise.uscc == "91330200MA0000023W"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "请填写企业名称。"),
        ("name", "***", "企业名称里没有文字，请填写营业执照上的名称。"),
        ("employees", "", "请填写从业人数，划分企业规模要用到。"),
        ("employees", "三百", "您填的是“三百”，这里需要数字，例如 280。"),
        ("employees", "12.5", "您填的是 12.5，这里需要整数，请取整后填写。"),
        ("employees", "0", "您填的是 0，应在 1 到 2,000,000 人之间，请核对数字和单位。"),
        ("employees", "-3", "您填的是 -3，应在 1 到 2,000,000 人之间，请核对数字和单位。"),
        ("employees", "1e9", "您填的是“1e9”，这里需要数字，例如 280。"),
        ("employees", "NaN", "您填的是“NaN”，这里需要数字，例如 280。"),
        ("revenue_wan", "-1", "您填的是 -1，应在 0 到 99,999,999 万元之间，请核对数字和单位。"),
        ("revenue_wan", "很多", "您填的是“很多”，这里需要数字，例如 3500。"),
    ],
)
def test_a_wrong_value_gets_one_sentence_and_nothing_is_cleared(signed_in, field, typed, sentence):
    response = create(signed_in, **{field: typed})
    assert errors(response) == {field: [sentence]}
    page = response.content.decode()
    for name in ("name", "uscc", "employees", "revenue_wan"):
        assert f'value="{typed if name == field else GOOD[name]}"' in page or not typed
    assert 'value="330282"' in page


def test_a_wrong_check_digit_is_explained_with_the_right_one(signed_in):
    sentence = errors(create(signed_in, uscc="91330200MA0000023X"))["uscc"][0]
    assert "“W”" in sentence
    assert "“X”" in sentence


def test_the_code_may_be_left_empty_by_any_number_of_firms(signed_in):
    create(signed_in, uscc="")
    create(signed_in, uscc="", name="另一家公司")
    assert EnterpriseProfile.objects.count() == 2


def test_a_code_that_is_taken_is_refused_with_advice(signed_in, charlie):
    EnterpriseProfile.objects.update(uscc=GOOD["uscc"])
    assert errors(create(signed_in))["uscc"][0].startswith("这个代码已有账号登记")


def test_a_code_taken_at_the_same_moment_is_refused_with_the_same_advice(alice, charlie, monkeypatch):
    form = EnterpriseForm(GOOD)
    assert form.is_valid()
    EnterpriseProfile.objects.update(uscc=GOOD["uscc"])
    assert form.save(alice) is None
    assert "uscc" in form.errors
    assert not Membership.objects.filter(user=alice).exists()


def test_the_database_itself_refuses_the_same_code_twice(factory, charlie):
    EnterpriseProfile.objects.filter(pk=factory.pk).update(uscc=GOOD["uscc"])
    with pytest.raises(IntegrityError):
        EnterpriseProfile.objects.exclude(pk=factory.pk).update(uscc=GOOD["uscc"])


def test_a_name_with_markup_is_shown_as_text(signed_in):
    create(signed_in, name="<script>alert(1)</script>公司")
    enterprise = EnterpriseProfile.objects.get()
    page = signed_in.get(reverse("accounts:enterprise", args=[enterprise.uuid])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;公司" in page


def test_a_name_that_is_too_long_is_counted_for_the_person(signed_in):
    sentence = errors(create(signed_in, name="长" * 3500))["name"][0]
    assert "3500" in sentence
    assert "120" in sentence


def test_changing_facts_changes_them_and_says_so(signed_in, factory):
    url = reverse("accounts:enterprise_edit", args=[factory.uuid])
    response = signed_in.post(url, GOOD | {"name": "新名字有限公司", "employees": "320"}, follow=True)
    factory.refresh_from_db()
    factory.organisation.refresh_from_db()
    assert (factory.name, factory.employees) == ("新名字有限公司", 320)
    assert "企业信息已保存。" in response.content.decode()


def test_an_own_code_is_not_taken(signed_in, factory):
    url = reverse("accounts:enterprise_edit", args=[factory.uuid])
    assert signed_in.post(url, GOOD).status_code == 302
    assert signed_in.post(url, GOOD | {"employees": "90"}).status_code == 302


def test_the_edit_page_shows_what_is_stored_as_a_person_would_write_it(signed_in, factory):
    page = signed_in.get(reverse("accounts:enterprise_edit", args=[factory.uuid])).content.decode()
    assert 'value="浙江省 / 宁波市 / 慈溪市"' in page
    assert 'value="4200"' in page


def test_the_group_may_be_changed_only_where_it_is_a_judgement(signed_in, factory):
    url = reverse("accounts:enterprise_edit", args=[factory.uuid])
    assert "policy_group" not in signed_in.get(url).context["form"].fields
    plastics = GOOD | {"industry": "2929", "industry_code": "", "policy_group": "electronics"}
    signed_in.post(url, plastics)
    factory.refresh_from_db()
    assert (factory.industry, factory.policy_group) == ("2929", "raw_materials")
    assert "policy_group" in signed_in.get(url).context["form"].fields
    signed_in.post(url, plastics)
    factory.refresh_from_db()
    assert factory.policy_group == "electronics"


def test_the_facts_page_explains_the_size_class(signed_in, factory):
    page = signed_in.get(reverse("accounts:enterprise", args=[factory.uuid])).content.decode()
    assert "小型" in page
    assert "300 人" in page


def test_home_leads_on_once_there_is_an_enterprise(signed_in, factory):
    response = signed_in.get(reverse("accounts:home"))
    assert response.status_code == 302
    assert response.url != reverse("accounts:enterprise_create")


@pytest.mark.parametrize("uscc", ["", GOOD["uscc"]])
def test_a_double_click_makes_one_enterprise(signed_in, uscc):
    for _ in range(2):
        assert create(signed_in, uscc=uscc).url == reverse("accounts:home")
    assert EnterpriseProfile.objects.count() == 1


def test_a_code_just_used_for_another_firm_of_ones_own_is_still_taken(signed_in):
    create(signed_in)
    assert "uscc" in errors(create(signed_in, name="另一家有限公司"))
    assert EnterpriseProfile.objects.count() == 1

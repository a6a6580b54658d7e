"""Titles held and planned spending: three states of knowing, and the value the rules get."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import EnterpriseProfile, SubsidyFact
from accounts.open_facts import asked_of


@pytest.fixture
def save(client, alice, factory):
    client.force_login(alice)

    def post(**data):
        response = client.post(reverse("accounts:enterprise_funding", args=[factory.uuid]), data)
        return response, EnterpriseProfile.objects.get(pk=factory.pk)

    return post


def test_what_was_never_asked_is_not_known(factory):
    profile = factory.as_profile()
    assert profile.qualifications is None
    assert profile.spend == {}
    assert profile.zone is None


def test_none_of_these_is_known_and_empty(save):
    response, enterprise = save(qualifications=["none"])
    assert response.status_code == 302
    assert enterprise.as_profile().qualifications == frozenset()


def test_titles_and_amounts_reach_the_rules(save):
    _, enterprise = save(
        qualifications=["hnte_valid", "srdi_sme"],
        spend_compute_rent_wan="１２．５",
        spend_model_api_wan="0",
        zone=" 宁波杭州湾新区 ",
    )
    profile = enterprise.as_profile()
    assert profile.qualifications == {"hnte_valid", "srdi_sme"}
    assert profile.spend == {"compute_rent_wan": Decimal("12.50"), "model_api_wan": Decimal("0.00")}
    assert profile.zone == "宁波杭州湾新区"


def test_saving_again_replaces_what_was_there(save):
    save(qualifications=["hnte_valid"], spend_compute_rent_wan="5", spend_model_api_wan="3")
    _, enterprise = save(qualifications=["srdi_sme"], spend_compute_rent_wan="7")
    profile = enterprise.as_profile()
    assert profile.qualifications == {"srdi_sme"}
    assert profile.spend == {"compute_rent_wan": Decimal("7.00")}


def test_emptying_the_list_makes_it_unknown_again(save):
    save(qualifications=["hnte_valid"])
    _, enterprise = save()
    assert enterprise.as_profile().qualifications is None


def test_a_title_together_with_none_of_these_is_questioned(save):
    response, enterprise = save(qualifications=["none", "hnte_valid"])
    assert response.status_code == 200
    assert "以上都没有" in response.context["form"].errors["qualifications"][0]
    assert not enterprise.qualifications_known


def test_a_negative_amount_is_refused_and_stays_in_its_box(save):
    response, enterprise = save(spend_compute_rent_wan="-5", spend_model_api_wan="3")
    assert response.status_code == 200
    assert 'value="-5"' in response.content.decode()
    assert enterprise.as_profile().spend == {}


def test_the_form_shows_what_is_stored(save, client, factory):
    save(qualifications=["none"], spend_compute_rent_wan="12.5")
    page = client.get(reverse("accounts:enterprise_funding", args=[factory.uuid]))
    assert page.context["form"]["qualifications"].value() == ["none"]
    assert 'value="12.5"' in page.content.decode()


def test_further_facts_keep_their_kind(factory):
    SubsidyFact.objects.create(enterprise=factory, field="credit_ok", flag=False)
    SubsidyFact.objects.create(enterprise=factory, field="taxable_income_wan", number=Decimal("120"))
    SubsidyFact.objects.create(enterprise=factory, field="local_list", text="甲")
    assert factory.as_profile().facts == {"credit_ok": False, "taxable_income_wan": Decimal("120"), "local_list": "甲"}


def test_the_profile_carries_every_fact_of_the_enterprise(factory):
    factory.uscc = "91330200MA0000023W"
    profile = factory.as_profile()
    assert (profile.name, profile.adcode, profile.industry) == ("慈溪远山汽车零部件有限公司", "330282", "3670")
    assert (profile.policy_group, profile.uscc) == ("equipment", "91330200MA0000023W")
    assert (profile.employees, profile.revenue_wan, profile.size) == (85, 4200, "small")


def test_only_what_policies_of_the_region_may_ask_is_asked(factory):
    asked = {field.code for field in asked_of(factory)}
    assert "tax_by_accounts" in asked
    assert not {"region", "industry", "zone", "qualifications", "headcount", "is_sme", "on_yangzhou_613_list"} & asked
    assert not [code for code in asked if code.startswith("spend.")]


def test_answers_to_further_questions_reach_the_rules_and_can_be_taken_back(save):
    _, enterprise = save(fact_tax_by_accounts="yes", fact_taxable_income_wan="１２０")
    facts = enterprise.as_profile().facts
    assert facts["tax_by_accounts"] is True
    assert facts["taxable_income_wan"] == Decimal("120.00")
    _, enterprise = save(fact_tax_by_accounts="no", fact_taxable_income_wan="")
    facts = enterprise.as_profile().facts
    assert facts["tax_by_accounts"] is False
    assert "taxable_income_wan" not in facts


def test_an_answered_question_stays_on_the_page_with_its_answer(save, client, factory):
    save(fact_tax_by_accounts="no")
    form = client.get(reverse("accounts:enterprise_funding", args=[factory.uuid])).context["form"]
    assert form["fact_tax_by_accounts"].value() == "no"


def test_facts_that_are_no_longer_asked_are_kept(save, factory):
    SubsidyFact.objects.create(enterprise=factory, field="on_yangzhou_613_list", flag=True)
    _, enterprise = save()
    assert enterprise.as_profile().facts == {"on_yangzhou_613_list": True}


@pytest.mark.parametrize("typed", ["9" * 40, "9" * 400, "0." + "9" * 400, "-" + "9" * 40])
def test_an_enormous_number_gets_a_sentence_and_stays_in_its_box(save, typed):
    response, _ = save(spend_compute_rent_wan=typed)
    field = response.context["form"]["spend_compute_rent_wan"] if response.context else None
    assert response.status_code == 302 or (field.errors and field.value() == typed and len(str(field.errors)) < 500)


def test_a_zone_that_grows_when_it_is_made_half_width_still_fits(save):
    response, enterprise = save(zone="\ufdfa" * 60)
    assert response.status_code == 200
    assert response.context["form"].errors["zone"]
    assert enterprise.zone == ""


def test_an_answer_says_who_gave_it_and_saving_it_unchanged_does_not_make_it_somebody_elses(
    save, factory, alice, bob, client
):
    save(fact_tax_by_accounts="yes")
    first = SubsidyFact.objects.get(field="tax_by_accounts")
    assert first.by == alice
    client.force_login(bob)
    address = reverse("accounts:enterprise_funding", args=[factory.uuid])
    client.post(address, {"fact_tax_by_accounts": "yes"})
    again = SubsidyFact.objects.get(field="tax_by_accounts")
    assert (again.by, again.at) == (alice, first.at)
    client.post(address, {"fact_tax_by_accounts": "no"})
    assert SubsidyFact.objects.get(field="tax_by_accounts").by == bob

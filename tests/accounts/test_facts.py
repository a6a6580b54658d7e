"""Who changed which facts about an enterprise is told in its log; what they say is not."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.facts import changes_noted, in_words
from accounts.models import AccessEvent, EnterpriseProfile, PlannedSpend, SubsidyFact
from accounts.rights import EDIT

pytestmark = pytest.mark.django_db

FACTS = {
    "name": "慈溪远山汽车零部件有限公司",
    "region": "330282",
    "region_pick": "330282",
    "industry": "3670",
    "industry_pick": "3670",
    "employees": "85",
    "revenue_wan": "4200",
}


def edit(client, factory, **changed):
    return client.post(reverse("accounts:enterprise_edit", args=[factory.uuid]), FACTS | changed)


def test_an_assessor_s_change_names_the_provider_and_what_changed(as_, factory, granted, wang, provider):
    granted({EDIT})
    assert edit(as_(wang), factory, employees="120", revenue_wan="5000").status_code == 302
    event = AccessEvent.objects.get(kind="facts")
    assert (event.user, event.acting) == (wang, provider)
    assert event.detail == {"facts": ["employees", "revenue_wan"]}


def test_what_is_saved_as_it_was_is_no_change(as_, factory, alice):
    assert edit(as_(alice), factory).status_code == 302
    assert not AccessEvent.objects.exists()


def test_titles_spending_and_answers_are_told_by_their_names(as_, factory, alice):
    data = {"qualifications": ["srdi_sme"], "spend_model_api_wan": "12", "fact_tax_by_accounts": "yes"}
    as_(alice).post(reverse("accounts:enterprise_funding", args=[factory.uuid]), data)
    event = AccessEvent.objects.get()
    assert event.acting == factory.organisation
    assert event.detail == {"facts": ["qualifications", "spend.model_api_wan", "fact.tax_by_accounts"]}
    with override("en"):
        assert in_words(event.detail["facts"]) == [
            "Titles and qualifications held",
            "Calling models (API fees, subscriptions)",
            "1 funding question",
        ]


def test_an_answer_to_a_rule_carries_the_organisation(as_, factory, granted, wang, provider):
    granted({EDIT})
    data = {"fact_tax_by_accounts": "yes"}
    as_(wang).post(reverse("accounts:enterprise_funding", args=[factory.uuid]), data)
    fact = SubsidyFact.objects.get()
    assert (fact.by, fact.acting) == (wang, provider)


def test_a_change_that_fails_leaves_neither_a_fact_nor_a_line(factory, alice):
    def fail():
        with changes_noted(factory, alice):
            PlannedSpend.objects.put(factory, {"corpus_wan": 3})
            raise ValueError("stopped half way")

    with pytest.raises(ValueError, match="half way"):
        fail()
    assert not PlannedSpend.objects.exists()
    assert not AccessEvent.objects.exists()


def test_a_new_enterprise_has_changed_nothing(as_, charlie):
    as_(charlie).post(reverse("accounts:enterprise_create"), FACTS | {"name": "宁波第二家有限公司"})
    assert EnterpriseProfile.objects.filter(organisation__name="宁波第二家有限公司").exists()
    assert not AccessEvent.objects.exists()

"""An enterprise decides whether it is counted: its owner alone, seen by its people, by nobody else, and never silently."""

import pytest
from django.urls import reverse

from accounts.models import EnterpriseProfile
from bureaus.models import Consent
from tests.subsidies.conftest import bureau_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(factory):
    return reverse("bureaus:sharing", args=[factory.uuid])


def agree(client, address):
    return client.post(address, {"scope": "aggregate"}, follow=True)


def test_it_requires_a_login(client, address):
    response = client.get(address)
    assert (response.status_code, "/account/login/" in response.url) == (302, True)


def test_strangers_find_nothing(signed_in, address, charlie):
    client = signed_in(charlie)
    assert [client.get(address).status_code, agree(client, address).status_code] == [404, 404]


@pytest.mark.parametrize("who", ["bob", "vera"])
def test_colleagues_see_it_and_only_an_owner_decides(request, signed_in, address, who):
    client = signed_in(request.getfixturevalue(who))
    page = client.get(address)
    assert page.status_code == 200
    assert "Only an owner of the enterprise can decide this." in page.content.decode()
    assert 'name="scope"' not in page.content.decode()
    assert agree(client, address).status_code == 403
    assert not Consent.objects.exists()


def test_nothing_is_shared_by_somebody_who_never_decided(signed_in, alice, factory, address):
    assert "Nothing is shared" in signed_in(alice).get(address).content.decode()
    assert not Consent.objects.agreed().exists()


def test_an_owner_agrees_and_takes_it_back_and_both_stay_on_record(signed_in, alice, factory, address):
    client = signed_in(alice)
    page = agree(client, address).content.decode()
    assert "You agreed to be counted." in page
    assert "You are counted in" in page
    assert Consent.objects.agreed().get() == factory.organisation
    page = client.post(address, {"scope": "none"}, follow=True).content.decode()
    assert "Nothing is shared" in page
    assert not Consent.objects.agreed().exists()
    assert [(row.scope, row.by) for row in Consent.objects.all()] == [("aggregate", alice), ("none", alice)]
    assert page.count("· Alice") == 2


def test_deciding_the_same_again_adds_nothing(signed_in, alice, address):
    client = signed_in(alice)
    agree(client, address)
    agree(client, address)
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("given", [{}, {"scope": "everything"}])
def test_what_is_no_decision_is_refused_with_a_sentence(signed_in, alice, address, given):
    response = signed_in(alice).post(address, given)
    assert response.status_code == 422
    assert "choose one of the two" in response.content.decode()
    assert not Consent.objects.exists()


def test_it_names_the_bureaus_whose_region_holds_the_enterprise(signed_in, alice, address):
    for name, adcode in (("宁波市经信局", "330200"), ("浙江省经信厅", "330000"), ("杭州市经信局", "330100")):
        bureau_of(name, adcode)
    page = signed_in(alice).get(address).content.decode()
    assert "宁波市经信局" in page
    assert "浙江省经信厅" in page
    assert "杭州市经信局" not in page


def test_the_page_of_the_enterprise_leads_there(signed_in, alice, factory, address):
    assert address in signed_in(alice).get(reverse("accounts:enterprise", args=[factory.uuid])).content.decode()


def test_a_decision_belongs_to_the_people_of_the_enterprise(signed_in, alice, charlie, address):
    agree(signed_in(alice), address)
    assert Consent.objects.for_user(alice).count() == 1
    assert not Consent.objects.for_user(charlie).exists()


def test_a_deleted_enterprise_takes_its_decisions_with_it(signed_in, alice, factory, address):
    agree(signed_in(alice), address)
    EnterpriseProfile.objects.get().organisation.delete()
    assert not Consent.objects.exists()


def test_a_firm_is_counted_by_a_consent_given_elsewhere_for_as_long_as_that_holds(factory, monkeypatch):
    from accounts.models import Organisation
    from bureaus import consents

    monkeypatch.setattr(consents, "_further", [])
    elsewhere = []
    consents.counted_with(lambda: Organisation.objects.filter(pk__in=elsewhere).values("pk"))
    assert not Consent.objects.agreed().exists()
    elsewhere.append(factory.organisation.pk)
    assert Consent.objects.agreed().get() == factory.organisation
    elsewhere.clear()
    assert not Consent.objects.agreed().exists()


def test_a_further_consent_is_asked_once_however_often_it_is_named(monkeypatch):
    from accounts.models import Organisation
    from bureaus import consents

    monkeypatch.setattr(consents, "_further", [])
    firms = Organisation.objects.none
    consents.counted_with(firms)
    consents.counted_with(firms)
    assert len(consents._further) == 1

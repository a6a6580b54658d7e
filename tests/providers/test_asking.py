"""A provider asks for access, by link, code or e-mail; the enterprise gives it, or less, or nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import members
from accounts.guards import rights_of
from accounts.models import AccessEvent, Grant, Membership, Offer
from accounts.rights import EDIT, READ, SUBMIT
from providers import pace

pytestmark = pytest.mark.django_db


def terms(until, **more):
    return {"note": "慈溪远山", "purpose": "AI 就绪度测评", "rights": ["edit", "submit"], "until": until, **more}


def give(factory, until, *rights):
    return {"party": str(factory.uuid), "rights": list(rights), "until": until.isoformat()}


def test_an_administrator_asks_and_is_shown_link_and_code_once(as_, paula, provider, soon, settings):
    address = reverse("providers:ask", args=[provider.uuid])
    page = as_(paula).post(address, terms(soon, email="boss@factory.example.com")).content.decode()
    offer = Offer.objects.get()
    assert "/offers/" in page
    assert offer.rights == {READ, EDIT, SUBMIT}
    assert offer.token_hash not in page
    assert mail.outbox[0].to == ["boss@factory.example.com"]
    assert provider.name in mail.outbox[0].subject


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("rita", 403), ("alice", 404), ("charlie", 404)])
def test_only_an_administrator_asks(request, as_, provider, person, status, soon):
    address = reverse("providers:ask", args=[provider.uuid])
    client = as_(request.getfixturevalue(person))
    assert client.get(address).status_code == status
    assert client.post(address, terms(soon)).status_code == status
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"purpose": ""}, "Please write what the access is for."),
        ({"until": ""}, "Please choose the last day of access."),
        ({"until": "2020-01-01"}, "is in the past"),
        ({"until": "2099-01-01"}, "is too late"),
        ({"until": "soon"}, "This is not a date."),
        ({"email": "nobody"}, "This is not a complete e-mail address."),
        ({"rights": ["manage"]}, "manage"),
    ],
)
def test_a_wrong_request_says_what_is_wrong_and_keeps_what_was_typed(signed_in, paula, provider, soon, wrong, sentence):
    address = reverse("providers:ask", args=[provider.uuid])
    page = signed_in(paula).post(address, terms(soon) | wrong).content.decode()
    assert sentence in page
    assert "慈溪远山" in page
    assert not Offer.objects.exists()


def test_what_is_asked_can_be_read_before_signing_in_and_opening_it_gives_nothing(client, asked, link, alice):
    page = client.get(link(asked)).content.decode()
    assert "远山咨询" in page
    assert "AI 就绪度测评" in page
    client.force_login(alice)
    assert client.get(link(asked)).status_code == 200
    assert not Grant.objects.exists()
    assert Offer.objects.open().exists()


def test_accepting_needs_signing_in(client, asked, link):
    response = client.post(link(asked))
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


def test_an_owner_gives_less_and_shorter(as_, asked, link, alice, wang, factory, provider, soon):
    earlier = soon - timedelta(days=60)
    response = as_(alice).post(link(asked), give(factory, earlier, "edit"))
    assert response["Location"] == reverse("providers:access", args=[factory.uuid])
    grant = Grant.objects.get()
    assert (grant.client, grant.provider, grant.until) == (factory.organisation, provider, earlier)
    assert grant.given_by == alice
    assert rights_of(wang, factory.organisation) == {READ, EDIT}
    assert as_(alice).get(link(asked)).status_code == 404


@pytest.mark.parametrize("change", [{"until": "2099-01-01"}, {"rights": ["manage"]}, {"party": "nonsense"}])
def test_more_than_was_asked_is_refused(as_, asked, link, alice, factory, soon, change):
    assert as_(alice).post(link(asked), give(factory, soon, "edit") | change).status_code == 422
    assert not Grant.objects.exists()


def test_what_was_not_asked_cannot_be_given_by_mistake(as_, provider, paula, alice, wang, factory, soon):
    made = Offer.objects.offer("asks", provider, paula, {EDIT}, "填报", soon, provider=provider)
    response = as_(alice).post(reverse("providers:offer", args=[made[1]]), give(factory, soon, "edit", "submit"))
    assert response.status_code == 422
    assert not Grant.objects.exists()


@pytest.mark.parametrize("person", ["bob", "vera"])
def test_who_is_no_owner_learns_to_pass_it_on(request, signed_in, asked, link, factory, person, soon):
    client = signed_in(request.getfixturevalue(person))
    assert "Only an owner of your enterprise can decide this." in client.get(link(asked)).content.decode()
    client.post(link(asked), give(factory, soon))
    assert not Grant.objects.exists()


def test_an_owner_cannot_give_access_to_somebody_elses_enterprise(as_, asked, link, charlie, factory, soon):
    assert as_(charlie).post(link(asked), give(factory, soon)).status_code == 422
    assert not Grant.objects.exists()


def test_who_has_no_enterprise_is_led_there_and_back(signed_in, asked, link, rita):
    page = signed_in(rita).get(link(asked)).content.decode()
    assert reverse("accounts:enterprise_create") + "?next=/offers/" in page


def test_declining_ends_the_request(as_, asked, alice, provider, paula, signed_in):
    as_(alice).post(reverse("providers:decline", args=[asked[1]]))
    assert Offer.objects.get().outcome == "declined"
    assert not Grant.objects.exists()
    page = signed_in(paula).get(reverse("providers:clients", args=[provider.uuid])).content.decode()
    assert "declined" in page


def test_a_request_works_once(as_, asked, link, alice, charlie, factory, soon):
    as_(alice).post(link(asked), give(factory, soon))
    assert as_(charlie).post(link(asked), give(factory, soon)).status_code == 404
    assert Grant.objects.count() == 1


def test_a_request_ends_after_fourteen_days(as_, asked, link, alice):
    Offer.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert as_(alice).get(link(asked)).status_code == 404
    assert not Offer.objects.open().by_code(asked[2]).exists()


def test_the_requests_of_who_leaves_the_provider_end(asked, provider, paula, as_, link, alice):
    Membership.objects.create(user=alice, organisation=provider, role="owner")
    members.remove(Membership.objects.get(user=paula))
    assert Offer.objects.get().outcome == "withdrawn"
    assert as_(alice).get(link(asked)).status_code == 404


def test_a_withdrawn_request_works_no_more(as_, asked, link, paula, alice):
    as_(paula).post(reverse("providers:withdraw", args=[asked[0].uuid]))
    assert as_(alice).get(link(asked)).status_code == 404


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("alice", 404)])
def test_only_an_administrator_withdraws(request, as_, asked, person, status):
    address = reverse("providers:withdraw", args=[asked[0].uuid])
    assert as_(request.getfixturevalue(person)).post(address).status_code == status
    assert Offer.objects.open().exists()


def test_a_code_read_aloud_leads_to_the_same_request(as_, asked, alice, factory, soon):
    client = as_(alice)
    spoken = f" {asked[2][:4].lower()}-{asked[2][4:]} "
    response = client.post(reverse("providers:code"), {"code": spoken})
    assert response.status_code == 302
    assert not Grant.objects.exists()
    client.post(response["Location"], give(factory, soon))
    assert Grant.objects.get().client == factory.organisation


def test_the_address_behind_a_code_is_for_the_one_who_typed_it(as_, asked, alice, charlie):
    address = as_(alice).post(reverse("providers:code"), {"code": asked[2]})["Location"]
    assert as_(charlie).get(address).status_code == 404


def test_codes_are_kept_as_keyed_hashes_alone(asked):
    row = Offer.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    assert asked[1] not in kept
    assert asked[2] not in kept


def test_codes_cannot_be_tried_fast(as_, asked, alice):
    client, address = as_(alice), reverse("providers:code")
    for _ in range(pace.MOST):
        assert client.post(address, {"code": "WRONG234"}).status_code == 200
    assert client.post(address, {"code": asked[2]}).status_code == 429


def test_a_wrong_code_says_the_same_whatever_it_is(signed_in, asked, alice):
    client, address = signed_in(alice), reverse("providers:code")
    Offer.objects.update(expires=timezone.now() - timedelta(days=1))
    pages = [client.post(address, {"code": code}).content.decode() for code in (asked[2], "WRONG234")]
    assert all("This code does not work." in page for page in pages)


def test_a_provider_cannot_write_to_endless_strangers(signed_in, paula, provider, soon, monkeypatch):
    monkeypatch.setattr("providers.forms.MOST_A_DAY", 1)
    client, address = signed_in(paula), reverse("providers:ask", args=[provider.uuid])
    client.post(address, terms(soon))
    assert "as many as can be" in client.post(address, terms(soon)).content.decode()
    assert Offer.objects.count() == 1


def test_the_log_tells_who_gave_what(asked, link, as_, alice, factory, soon):
    as_(alice).post(link(asked), give(factory, soon, "edit"))
    event = AccessEvent.objects.get()
    assert (event.kind, event.user, event.acting) == ("given", alice, factory.organisation)
    assert event.detail["rights"] == ["edit", "read"]

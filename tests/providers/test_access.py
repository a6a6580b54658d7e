"""The page of an enterprise that says who has access, inviting a provider from there, changing and ending."""

import pytest
from django.urls import reverse

from accounts import members
from accounts.guards import rights_of
from accounts.models import Grant, Membership, Offer
from accounts.rights import EDIT, READ, SUBMIT, VERIFY
from providers import pace
from providers.models import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(factory):
    return reverse("providers:access", args=[factory.uuid])


def test_its_people_see_who_has_access_what_for_and_until_when(signed_in, granted, vera, page):
    grant = granted({EDIT})
    told = signed_in(vera).get(page).content.decode()
    for words in ("远山咨询", "AI 就绪度测评", grant.until.isoformat(), "view, fill in"):
        assert words in told
    assert "Invite a provider" not in told


@pytest.mark.parametrize(("person", "status"), [("alice", 200), ("bob", 200), ("wang", 403), ("charlie", 404)])
def test_the_page_is_for_its_own_people(request, as_, granted, person, status, page):
    granted({EDIT, SUBMIT, VERIFY})
    assert as_(request.getfixturevalue(person)).get(page).status_code == status


def test_signing_in_comes_first(client, factory, page):
    assert client.get(page).status_code == 302


def test_an_owner_ends_an_access_and_the_next_request_meets_nothing(as_, client, granted, alice, wang, factory, page):
    grant = granted({EDIT})
    there = reverse("accounts:enterprise", args=[factory.uuid])
    assert as_(wang).get(there).status_code == 200
    end = reverse("providers:end", args=[grant.uuid])
    assert as_(alice).get(end).status_code == 200
    assert Grant.objects.live().exists()  # looking at it ends nothing
    as_(alice).post(end)
    assert as_(wang).get(there).status_code == 404
    assert as_(alice).post(end).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("bob", 403), ("vera", 403), ("wang", 403), ("rita", 403), ("charlie", 404)]
)
def test_only_owners_and_administrators_end_an_access(request, as_, granted, factory, person, status):
    grant = granted()
    for name in ("providers:end", "providers:change"):
        client, address = as_(request.getfixturevalue(person)), reverse(name, args=[grant.uuid])
        assert client.get(address).status_code == status
        assert client.post(address).status_code == status
    assert Grant.objects.live().exists()


def test_the_provider_may_end_its_access_too_but_not_change_it(as_, granted, paula, provider):
    grant = granted()
    assert as_(paula).get(reverse("providers:change", args=[grant.uuid])).status_code == 403
    response = as_(paula).post(reverse("providers:end", args=[grant.uuid]))
    assert response["Location"] == reverse("providers:clients", args=[provider.uuid])
    grant.refresh_from_db()
    assert grant.ended_by == paula


def test_a_change_keeps_the_old_access_in_the_history(signed_in, granted, alice, wang, factory, soon, page):
    old = granted({EDIT})
    client = signed_in(alice)
    data = {"purpose": "只核验", "rights": ["verify"], "until": soon.isoformat()}
    client.post(reverse("providers:change", args=[old.uuid]), data)
    assert rights_of(wang, factory.organisation) == {READ, VERIFY}
    old.refresh_from_db()
    assert old.ended_at
    assert old.rights == {READ, EDIT}
    assert "1 past access" in client.get(page).content.decode()


def test_an_owner_invites_by_the_code_of_a_provider(as_, alice, paula, provider, factory, soon):
    code = Provider.objects.of(provider).code
    data = {"whom": code.lower(), "purpose": "一起填", "rights": ["edit"], "until": soon.isoformat()}
    assert as_(alice).post(reverse("providers:invite", args=[factory.uuid]), data).status_code == 200
    offer = Offer.objects.get()
    assert offer.provider == provider
    assert not Grant.objects.exists()

    client = as_(paula)
    incoming = reverse("providers:incoming", args=[offer.uuid])
    assert incoming in client.get(reverse("providers:clients", args=[provider.uuid])).content.decode()
    client.post(client.get(incoming)["Location"], {"party": str(provider.uuid)})
    grant = Grant.objects.get()
    assert (grant.given_by, grant.rights, grant.until) == (alice, {READ, EDIT}, soon)


def test_an_address_is_not_looked_up_so_nobody_learns_whether_it_is_known(signed_in, alice, factory, paula, soon):
    address = reverse("providers:invite", args=[factory.uuid])
    data = {"purpose": "一起填", "rights": ["edit"], "until": soon.isoformat()}
    pages = []
    for email in (paula.email, "nobody@example.com"):
        page = signed_in(alice).post(address, data | {"whom": email}).content.decode()
        pages.append("The invitation is ready" in page)
    assert pages == [True, True]
    assert set(Offer.objects.values_list("provider", flat=True)) == {None}


def test_codes_of_providers_cannot_be_tried_fast(signed_in, alice, factory, provider, soon):
    client, address = signed_in(alice), reverse("providers:invite", args=[factory.uuid])
    data = {"purpose": "一起填", "until": soon.isoformat()}
    for _ in range(pace.MOST):
        client.post(address, data | {"whom": "NOSUCH22"})
    page = client.post(address, data | {"whom": Provider.objects.of(provider).code}).content.decode()
    assert "You have tried many codes." in page
    assert not Offer.objects.exists()


def test_an_unknown_code_is_said_so(signed_in, alice, factory, soon):
    data = {"whom": "NOSUCH22", "purpose": "一起填", "until": soon.isoformat()}
    page = signed_in(alice).post(reverse("providers:invite", args=[factory.uuid]), data).content.decode()
    assert "No provider has the code" in page


@pytest.mark.parametrize(("person", "status"), [("bob", 403), ("wang", 403), ("charlie", 404)])
def test_only_an_owner_invites(request, as_, granted, factory, person, status):
    granted({EDIT, SUBMIT, VERIFY})
    address = reverse("providers:invite", args=[factory.uuid])
    assert as_(request.getfixturevalue(person)).get(address).status_code == status


def test_an_administrator_accepts_an_invitation_by_its_link(as_, invited, link, paula, provider, wang, factory):
    client = as_(paula)
    assert client.get(link(invited)).status_code == 200
    assert not Grant.objects.exists()
    response = client.post(link(invited), {"party": str(provider.uuid)})
    assert response["Location"] == reverse("providers:client", args=[provider.uuid, factory.uuid])
    assert rights_of(wang, factory.organisation) == {READ, EDIT}


@pytest.mark.parametrize("person", ["wang", "rita", "charlie", "alice"])
def test_nobody_else_accepts_it(request, as_, invited, link, provider, person):
    as_(request.getfixturevalue(person)).post(link(invited), {"party": str(provider.uuid)})
    assert not Grant.objects.exists()


def test_the_invitation_of_an_owner_who_became_a_reader_ends(invited, as_, link, paula, alice, bob, factory, provider):
    members.change_role(Membership.objects.get(user=bob), "owner")
    members.change_role(Membership.objects.get(user=alice), "viewer")
    assert as_(paula).post(link(invited), {"party": str(provider.uuid)}).status_code == 404


def test_the_page_asks_the_same_number_of_queries_however_much_there_is(
    as_, granted, alice, factory, provider, page, django_assert_max_num_queries
):
    client = as_(alice)
    for _ in range(8):
        granted({EDIT})
    with django_assert_max_num_queries(16):
        client.get(page)
    for _ in range(30):
        granted({EDIT})
    with django_assert_max_num_queries(16):
        assert client.get(page + "?page=2").status_code == 200

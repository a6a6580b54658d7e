"""Who may see and change what: Alice owns, Bob edits, Vera reads, Charlie is a stranger."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from accounts.guards import find, rights_of
from accounts.models import (
    EnterpriseProfile,
    Invitation,
    Membership,
    Organisation,
    PlannedSpend,
    Qualification,
    SubsidyFact,
    User,
)
from accounts.rights import EDIT, MANAGE, READ, SUBMIT

PAGES = ["accounts:enterprise", "accounts:enterprise_edit", "accounts:enterprise_funding"]
EDITING = PAGES[1:]


@pytest.fixture
def filled(factory):
    Qualification.objects.create(enterprise=factory, code="hnte_valid")
    PlannedSpend.objects.create(enterprise=factory, kind="compute_rent_wan", amount_wan=10)
    SubsidyFact.objects.create(enterprise=factory, field="credit_ok", flag=True)
    Invitation.objects.invite(factory.organisation, factory.organisation.memberships.get().user, "x@y.cn", "viewer")
    return factory


@pytest.mark.parametrize(
    "model", [Organisation, Membership, Invitation, EnterpriseProfile, Qualification, PlannedSpend, SubsidyFact]
)
def test_for_user_gives_members_their_own_and_strangers_nothing_of_it(model, filled, alice, bob, charlie):
    hers = set(model.objects.for_user(alice))
    assert hers
    assert hers == set(model.objects.for_user(bob))
    assert not hers & set(model.objects.for_user(charlie))
    assert not model.objects.for_user(AnonymousUser())


def test_people_see_their_colleagues_and_nobody_else(alice, bob, charlie):
    assert set(User.objects.for_user(bob)) == {alice, bob}
    assert set(User.objects.for_user(charlie)) == {charlie}
    assert not User.objects.for_user(AnonymousUser())


@pytest.mark.parametrize(
    ("person", "rights"),
    [("alice", {READ, EDIT, SUBMIT, MANAGE}), ("bob", {READ, EDIT}), ("vera", {READ}), ("charlie", set())],
)
def test_a_role_is_a_set_of_rights(request, factory, person, rights):
    assert rights_of(request.getfixturevalue(person), factory.organisation) == rights


def test_the_guard_hides_from_strangers_and_refuses_insiders(factory, alice, bob, charlie):
    lookup = {"organisation__uuid": factory.uuid}
    assert find(EnterpriseProfile, alice, MANAGE, **lookup) == factory
    with pytest.raises(PermissionDenied):
        find(EnterpriseProfile, bob, MANAGE, **lookup)
    with pytest.raises(Http404):
        find(EnterpriseProfile, charlie, READ, **lookup)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_enterprise_asks_a_visitor_to_sign_in(client, factory, page):
    response = client.get(reverse(page, args=[factory.uuid]))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_of_an_enterprise_does_not_exist_for_a_stranger(client, factory, charlie, page, method):
    client.force_login(charlie)
    response = getattr(client, method)(reverse(page, args=[factory.uuid]))
    assert response.status_code == (405 if (page, method) == ("accounts:enterprise", "post") else 404)
    assert factory.name not in response.content.decode()


@pytest.mark.parametrize("page", EDITING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_reader_is_told_that_the_role_does_not_allow_changes(client, factory, vera, page, method):
    client.force_login(vera)
    response = getattr(client, method)(reverse(page, args=[factory.uuid]))
    assert response.status_code == 403
    assert "只可查看" in response.content.decode() or "没有这项权限" in response.content.decode()


def test_a_reader_sees_the_facts_and_no_button_to_change_them(client, factory, vera):
    client.force_login(vera)
    page = client.get(reverse("accounts:enterprise", args=[factory.uuid])).content.decode()
    assert factory.name in page
    assert reverse("accounts:enterprise_edit", args=[factory.uuid]) not in page


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["alice", "bob"])
def test_owner_and_editor_open_every_page(request, client, factory, page, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(reverse(page, args=[factory.uuid])).status_code == 200


def test_a_membership_that_ended_ends_access_at_once(client, factory, bob):
    client.force_login(bob)
    bob.memberships.all().delete()
    assert client.get(reverse("accounts:enterprise", args=[factory.uuid])).status_code == 404


def test_addresses_hold_no_primary_key(factory):
    assert str(factory.pk) not in reverse("accounts:enterprise", args=[factory.uuid]).split("/")

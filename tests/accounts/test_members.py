"""Who belongs to an enterprise: joining, another role, leaving; and that an owner always remains."""

import pytest
from django.urls import reverse

from accounts import members
from accounts.models import Invitation, Membership

Role = Membership.Role


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def membership(user, factory):
    return Membership.objects.get(user=user, organisation=factory.organisation)


def address(kind, member):
    return reverse(f"accounts:{kind}", args=[member.uuid])


def people(factory):
    return reverse("accounts:people", args=[factory.uuid])


KINDS = ["role", "remove"]


def test_the_owner_sees_everybody_with_their_role(signed_in, factory, alice, bob, vera):
    page = signed_in(alice).get(people(factory)).content.decode()
    for text in ("Alice", "Bob", "Vera", "负责人", "可填写", "只可查看"):
        assert text in page


def test_the_page_of_the_people_is_the_owners(signed_in, client, factory, bob, vera, charlie):
    assert reverse("account_login") in client.get(people(factory)).url
    assert signed_in(bob).get(people(factory)).status_code == 403
    assert signed_in(vera).get(people(factory)).status_code == 403
    assert signed_in(charlie).get(people(factory)).status_code == 404
    assert signed_in(charlie).post(people(factory)).status_code == 405


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_owner_changes_people(signed_in, client, factory, bob, vera, charlie, kind, method):
    there = address(kind, membership(vera, factory))
    assert reverse("account_login") in getattr(client, method)(there).url
    assert getattr(signed_in(bob), method)(there, {"role": "owner"}).status_code == 403
    assert getattr(signed_in(vera), method)(there, {"role": "owner"}).status_code == 403
    assert getattr(signed_in(charlie), method)(there, {"role": "owner"}).status_code == 404
    assert membership(vera, factory).role == Role.VIEWER


def test_the_owner_changes_a_role(signed_in, factory, alice, vera):
    response = signed_in(alice).post(address("role", membership(vera, factory)), {"role": "editor"})
    assert response.url == people(factory)
    assert membership(vera, factory).role == Role.EDITOR


@pytest.mark.parametrize("role", ["", "boss"])
def test_a_role_that_is_none_gets_a_sentence(signed_in, factory, alice, vera, role):
    response = signed_in(alice).post(address("role", membership(vera, factory)), {"role": role})
    assert "请选择这位同事可以做什么" in response.content.decode()
    assert membership(vera, factory).role == Role.VIEWER


def test_a_removed_member_loses_access_at_once(signed_in, factory, alice, bob):
    from django.test import Client

    his = Client()
    his.force_login(bob)
    there = reverse("accounts:enterprise", args=[factory.uuid])
    assert his.get(there).status_code == 200
    signed_in(alice).post(address("remove", membership(bob, factory)))
    assert his.get(there).status_code == 404


@pytest.mark.parametrize(("kind", "data"), [("role", {"role": "viewer"}), ("remove", {})])
def test_the_last_owner_stays_and_is_told_what_to_do(signed_in, factory, alice, kind, data):
    response = signed_in(alice).post(address(kind, membership(alice, factory)), data, follow=True)
    assert "至少要有一位负责人" in response.content.decode()
    assert membership(alice, factory).role == Role.OWNER


def test_an_owner_may_leave_when_another_one_stays(signed_in, factory, alice, bob):
    members.change_role(membership(bob, factory), Role.OWNER)
    response = signed_in(alice).post(address("remove", membership(alice, factory)))
    assert response.url == reverse("accounts:home")
    assert not factory.organisation.memberships.filter(user=alice).exists()


def test_two_owners_who_remove_each_other_do_not_both_go(factory, alice, bob):
    members.change_role(membership(bob, factory), Role.OWNER)
    hers, his = membership(alice, factory), membership(bob, factory)  # as both requests have read them
    members.remove(hers)
    with pytest.raises(members.LastOwner):
        members.remove(his)


def test_who_is_removed_cannot_come_back_by_a_link_of_their_own(factory, alice, bob):
    members.change_role(membership(bob, factory), Role.OWNER)
    _made, token = Invitation.objects.invite(factory.organisation, bob, "second@example.com", Role.OWNER)
    _other, old = Invitation.objects.invite(factory.organisation, alice, bob.email, Role.VIEWER)
    members.remove(membership(bob, factory))
    assert members.join(token, bob) is None
    assert members.join(old, bob) is None


def test_who_may_no_longer_invite_leaves_no_open_invitations(factory, alice, bob):
    members.change_role(membership(bob, factory), Role.OWNER)
    _made, token = Invitation.objects.invite(factory.organisation, bob, "second@example.com", Role.OWNER)
    members.change_role(membership(bob, factory), Role.EDITOR)
    assert members.join(token, bob).role == Role.EDITOR
    assert not Invitation.objects.open().exists()


def test_removing_twice_is_as_good_as_once(factory, alice, bob):
    twice = membership(bob, factory), membership(bob, factory)
    for member in twice:
        members.remove(member)
    assert factory.organisation.memberships.count() == 1


def test_the_page_of_the_people_asks_the_database_the_same_however_many_there_are(
    signed_in, factory, alice, bob, django_assert_max_num_queries
):
    from accounts.models import User

    client = signed_in(alice)
    client.get(people(factory))
    with django_assert_max_num_queries(8) as few:
        client.get(people(factory))
    for n in range(5):
        user = User.objects.create_user(f"more{n}@example.com")
        Membership.objects.create(user=user, organisation=factory.organisation, role=Role.VIEWER)
        Invitation.objects.invite(factory.organisation, alice, f"new{n}@example.com", Role.VIEWER)
    with django_assert_max_num_queries(8) as many:
        client.get(people(factory))
    assert len(few) == len(many)

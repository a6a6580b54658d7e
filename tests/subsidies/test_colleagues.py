"""People of a bureau: invited from its desk, with roles of its own; and the way there for who has an enterprise too."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import EnterpriseProfile, Membership, User

pytestmark = pytest.mark.django_db
Role = Membership.Role


def text(response):
    return response.content.decode()


def people(bureau):
    return reverse("accounts:people", args=[bureau.uuid])


def invite(client, bureau, email="new@example.com", role="editor"):
    return client.post(reverse("accounts:invite", args=[bureau.uuid]), {"email": email, "role": role})


def test_the_owner_comes_to_the_colleagues_from_the_desk_and_back(as_, bureau, hana, wei):
    client, desk = as_(hana), reverse("subsidies:records", args=[bureau.uuid])
    assert people(bureau) in text(client.get(desk))
    page = text(client.get(people(bureau)))
    assert "Colleagues at the bureau" in page
    assert "Wei" in page
    assert desk in page
    assert "enterprise" not in page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("who", ["wei", "rui"])
def test_only_an_owner_decides_who_belongs_to_it(request, as_, bureau, who):
    client = as_(request.getfixturevalue(who))
    assert people(bureau) not in text(client.get(reverse("subsidies:records", args=[bureau.uuid])))
    assert client.get(people(bureau)).status_code == 403
    assert invite(client, bureau).status_code == 403


@pytest.mark.parametrize("who", ["sun", "alice"])
def test_people_of_other_organisations_find_nothing(request, as_, bureau, who):
    client = as_(request.getfixturevalue(who))
    assert client.get(people(bureau)).status_code == 404
    assert invite(client, bureau).status_code == 404


def test_colleagues_require_a_login(client, bureau):
    assert "/account/login/" in client.get(people(bureau)).url
    assert "/account/login/" in invite(client, bureau).url


def test_the_roles_are_told_as_a_bureau_knows_them(as_, bureau, hana, wei):
    client = as_(hana)
    member = Membership.objects.get(user=wei)
    for page in (
        client.get(reverse("accounts:invite", args=[bureau.uuid])),
        client.get(reverse("accounts:role", args=[member.uuid])),
    ):
        assert "publishes what colleagues have written" in text(page)
        assert "answers questions" not in text(page)


@pytest.mark.parametrize(("role", "may_write"), [("editor", True), ("viewer", False), ("owner", True)])
def test_whoever_is_invited_comes_to_the_desk_with_their_role(as_, client, bureau, hana, role, may_write):
    page = text(invite(as_(hana), bureau, role=role))
    link = re.search(r'value="http://testserver(/join/[^"]+/)"', page)[1]
    assert "杭州市经济和信息化局" in mail.outbox[0].body
    assert "subsidy records" in mail.outbox[0].body
    assert "assessment" not in mail.outbox[0].subject
    client.logout()
    assert "subsidy records of this bureau" in text(client.get(link))
    new = User.objects.create_user("new@example.com", "correct horse", name="New", language="en")
    response = as_(new).post(link)
    assert response.url == reverse("subsidies:records", args=[bureau.uuid])
    assert Membership.objects.get(user=new).role == role
    offered = reverse("subsidies:create", args=[bureau.uuid]) in text(client.get(response.url))
    assert offered is may_write


def test_who_is_there_already_is_not_invited_again(as_, bureau, hana, wei):
    assert "belongs to 杭州市经济和信息化局 already" in text(invite(as_(hana), bureau, email=wei.email))


def test_the_last_owner_stays(as_, bureau, hana):
    member = Membership.objects.get(user=hana)
    response = as_(hana).post(reverse("accounts:remove", args=[member.uuid]), follow=True)
    assert "At least one owner is needed." in text(response)
    assert Membership.objects.filter(user=hana).exists()


def test_who_is_removed_has_no_desk_any_more(as_, client, bureau, hana, wei):
    member = Membership.objects.get(user=wei)
    page = text(as_(hana).get(reverse("accounts:remove", args=[member.uuid])))
    assert "stays in the history" in page
    client.post(reverse("accounts:remove", args=[member.uuid]))
    assert as_(wei).get(reverse("subsidies:records", args=[bureau.uuid])).status_code == 404


@pytest.mark.parametrize("name", ["people", "invite"])
def test_pages_can_be_read_in_chinese(as_, bureau, hana, name):
    hana.language = "zh-hans"
    hana.save()
    page = text(as_(hana).get(reverse(f"accounts:{name}", args=[bureau.uuid])))
    assert "单位同事" in page
    assert "企业成员" not in page


def test_the_addresses_of_before_lead_on(as_, factory, alice):
    response = as_(alice).get(f"/enterprises/{factory.uuid}/people/")
    assert response.url == reverse("accounts:people", args=[factory.uuid])


# --- the way to the desk ----------------------------------------------------------------------------------------------


def in_menu(client):
    page = text(client.get(reverse("accounts:settings")))
    return f'href="{reverse("subsidies:home")}"' in page


def test_who_has_an_enterprise_and_a_bureau_finds_both_in_the_menu(as_, client, bureau, alice, factory):
    Membership.objects.create(user=alice, organisation=bureau.organisation, role=Role.EDITOR)
    as_(alice)
    assert client.get(reverse("accounts:home")).url == reverse("surveys:home")
    assert in_menu(client)
    assert client.get(reverse("subsidies:home")).url == reverse("subsidies:records", args=[bureau.uuid])


def test_who_belongs_to_no_bureau_has_no_desk_in_the_menu(as_, client, factory, alice):
    as_(alice)
    assert not in_menu(client)


def test_the_menu_follows_when_somebody_joins_or_leaves(as_, client, bureau, alice, factory):
    as_(alice)
    member = Membership.objects.create(user=alice, organisation=bureau.organisation, role=Role.EDITOR)
    client.get(reverse("accounts:home"))
    assert in_menu(client)
    member.delete()
    client.get(reverse("accounts:home"))
    assert not in_menu(client)


def test_the_menu_asks_nothing_of_the_database(as_, client, bureau, hana, factory, django_assert_max_num_queries):
    as_(hana)
    client.get(reverse("accounts:settings"))
    with django_assert_max_num_queries(2):
        client.get(reverse("accounts:settings"))
    assert EnterpriseProfile.objects.count() == 1

"""The desk of a provider: beginning one, its clients, one client, and what the menu and every page say of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, EnterpriseProfile, Membership, Organisation
from accounts.rights import EDIT, SUBMIT, VERIFY
from providers.models import Provider
from surveys.starting import start

pytestmark = pytest.mark.django_db

REGISTERED = "91330282MA2AF12X6P"


def facts(**more):
    return {
        "name": "宁波镇海精工有限公司",
        "uscc": "",
        "region": "330211",
        "industry": "3525",
        "employees": "60",
        "revenue_wan": "3100",
    } | more


def test_anybody_begins_a_provider_and_becomes_its_administrator(as_, charlie):
    response = as_(charlie).post(reverse("providers:create"), {"name": "凌云咨询"})
    made = Provider.objects.get()
    assert response["Location"] == reverse("providers:clients", args=[made.organisation.uuid])
    assert Membership.objects.get(organisation=made.organisation).role == "owner"


def test_the_name_of_a_provider_keeps_its_brackets_and_loses_full_width_letters(as_, charlie):
    as_(charlie).post(reverse("providers:create"), {"name": "甬江ＡＩ咨询（宁波）有限公司"})
    assert Organisation.objects.own(charlie).providers().get().name == "甬江AI咨询（宁波）有限公司"


def test_a_second_click_makes_no_second_provider(as_, charlie):
    client = as_(charlie)
    client.post(reverse("providers:create"), {"name": "凌云咨询"})
    client.post(reverse("providers:create"), {"name": "凌云咨询"})
    assert Organisation.objects.providers().count() == 1


def test_a_provider_needs_a_name(signed_in, charlie):
    page = signed_in(charlie).post(reverse("providers:create"), {"name": " "}).content.decode()
    assert "Please type the name of the service provider." in page


def test_the_start_page_of_a_provider_is_its_clients(as_, wang, provider):
    client = as_(wang)
    first = client.get(reverse("accounts:home"))
    assert first["Location"] == reverse("providers:home")
    assert client.get(first["Location"])["Location"] == reverse("providers:clients", args=[provider.uuid])


def test_who_has_an_enterprise_starts_there_and_finds_the_desk_in_the_menu(signed_in, alice, factory, provider):
    Membership.objects.create(user=alice, organisation=provider, role="owner")
    client = signed_in(alice)
    assert client.get(reverse("accounts:home"))["Location"] == reverse("surveys:home")
    assert "Client desk" in client.get(reverse("surveys:home")).content.decode()


def test_the_desk_of_a_provider_is_nobody_elses(as_, client, provider, alice):
    address = reverse("providers:clients", args=[provider.uuid])
    assert client.get(address).status_code == 302
    assert as_(alice).get(address).status_code == 404


def test_clients_stand_with_scopes_and_last_day(signed_in, granted, prepared, wang, provider):
    grant = granted({EDIT})
    page = signed_in(wang).get(reverse("providers:clients", args=[provider.uuid])).content.decode()
    for words in ("慈溪远山汽车零部件有限公司", "view, fill in", grant.until.isoformat(), "宁波海曙精密模具有限公司"):
        assert words in page
    assert "Invite a client" not in page


def test_an_ended_access_is_gone_from_the_list(as_, granted, wang, alice, factory, provider):
    granted().end(alice, factory.organisation)
    page = as_(wang).get(reverse("providers:clients", args=[provider.uuid])).content.decode()
    assert factory.name not in page


def test_the_list_asks_the_same_number_of_queries_however_long(
    as_, paula, provider, granted, alice, django_assert_max_num_queries
):
    for number in range(6):
        firm = EnterpriseProfile.objects.found(
            alice, f"第{number}厂", adcode="330282", industry="3670", policy_group="equipment"
        )
        granted({EDIT}, firm.organisation)
        EnterpriseProfile.objects.prepare(
            provider, f"第{number}档", adcode="330282", industry="3670", policy_group="equipment"
        )
    client = as_(paula)
    client.get(reverse("providers:clients", args=[provider.uuid]))
    with django_assert_max_num_queries(12):
        client.get(reverse("providers:clients", args=[provider.uuid]))


def test_a_long_list_shows_its_head_and_leads_to_the_table(signed_in, paula, provider):
    for number in range(13):
        EnterpriseProfile.objects.prepare(
            provider, f"第{number}档", adcode="330282", industry="3670", policy_group="equipment"
        )
    page = signed_in(paula).get(reverse("providers:clients", args=[provider.uuid])).content.decode()
    assert page.count("not taken over") == 12
    assert reverse("portfolio:clients", args=[provider.uuid]) + "?files=1" in page


def test_every_room_of_the_desk_is_reached_and_those_of_managers_by_managers_only(signed_in, paula, wang, provider):
    rooms = ("portfolio:clients", "verification:desk", "batches:home", "comparisons:home")
    managed = ("branding:edit", "accounts:people", "api:tokens")
    for person, reached in ((paula, rooms + managed), (wang, rooms)):
        page = signed_in(person).get(reverse("providers:clients", args=[provider.uuid])).content.decode()
        linked = [name for name in rooms + managed if f'href="{reverse(name, args=[provider.uuid])}"' in page]
        assert tuple(linked) == reached


def test_one_client_shows_what_is_allowed_and_who_did_what(signed_in, granted, wang, provider, factory):
    grant = granted({EDIT})
    start(factory.organisation, wang, "full")
    page = signed_in(wang).get(reverse("providers:client", args=[provider.uuid, factory.uuid])).content.decode()
    assert grant.purpose in page
    assert "Alice" in page
    assert "alice@example.com" not in page


@pytest.mark.parametrize("person", ["alice", "charlie"])
def test_the_page_of_a_client_is_for_the_provider_alone(request, as_, granted, provider, factory, person):
    granted()
    address = reverse("providers:client", args=[provider.uuid, factory.uuid])
    assert as_(request.getfixturevalue(person)).get(address).status_code == 404


def test_a_firm_that_is_no_client_has_no_page(as_, paula, provider, factory):
    assert as_(paula).get(reverse("providers:client", args=[provider.uuid, factory.uuid])).status_code == 404


@pytest.mark.parametrize(
    "name", ["accounts:enterprise", "surveys:firm", "history:trend", "history:actions", "estimates:estimate"]
)
def test_every_page_of_a_client_says_for_whom_one_acts(signed_in, granted, wang, factory, name):
    grant = granted({EDIT, VERIFY})
    page = signed_in(wang).get(reverse(name, args=[factory.uuid])).content.decode()
    assert "on behalf of <strong>远山咨询</strong>" in page
    assert "view, fill in, verify" in page
    assert grant.until.isoformat() in page


def test_the_people_of_the_enterprise_see_no_such_line(signed_in, granted, alice, factory):
    granted({EDIT})
    page = signed_in(alice).get(reverse("accounts:enterprise", args=[factory.uuid])).content.decode()
    assert "on behalf of" not in page


def test_clients_do_not_stand_among_ones_own_assessments(as_, granted, charlie, provider, factory):
    Membership.objects.create(user=charlie, organisation=provider, role="editor")
    granted({EDIT})
    page = as_(charlie).get(reverse("surveys:home")).content.decode()
    assert factory.name not in page


def test_an_administrator_prepares_a_file(as_, paula, provider):
    response = as_(paula).post(reverse("providers:prepare", args=[provider.uuid]), facts())
    made = EnterpriseProfile.objects.get()
    assert response["Location"] == reverse("providers:client", args=[provider.uuid, made.uuid])
    assert made.prepared_by == provider
    assert not made.organisation.memberships.exists()
    assert AccessEvent.objects.get().kind == "prepared"


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("rita", 403), ("alice", 404)])
def test_only_an_administrator_prepares_files(request, as_, provider, person, status):
    address = reverse("providers:prepare", args=[provider.uuid])
    assert as_(request.getfixturevalue(person)).post(address, facts()).status_code == status


def test_a_code_prepared_already_is_said_so_and_a_registered_one_stays_a_secret(
    signed_in, paula, provider, prepared, factory
):
    Organisation.objects.filter(pk=prepared.organisation_id).update(created=timezone.now() - timedelta(hours=1))
    EnterpriseProfile.objects.filter(pk=factory.pk).update(uscc=REGISTERED)
    client, address = signed_in(paula), reverse("providers:prepare", args=[provider.uuid])
    page = client.post(address, facts(uscc=prepared.uscc)).content.decode()
    assert "You have a file with this code already." in page
    assert client.post(address, facts(uscc=REGISTERED)).status_code == 302
    assert EnterpriseProfile.objects.filter(uscc=REGISTERED).count() == 2


def test_the_provider_changes_the_facts_of_its_file(as_, paula, prepared):
    address = reverse("accounts:enterprise_edit", args=[prepared.uuid])
    assert as_(paula).post(address, facts(uscc=prepared.uscc)).status_code == 302
    assert EnterpriseProfile.objects.get().name == "宁波镇海精工有限公司"


def test_consents_people_and_calendars_of_a_prepared_file_are_nobodys(as_, paula, prepared):
    client = as_(paula)
    assert client.get(reverse("bureaus:sharing", args=[prepared.uuid])).status_code == 403
    assert client.get(reverse("accounts:people", args=[prepared.uuid])).status_code == 404
    assert client.get(reverse("accounts:invite", args=[prepared.uuid])).status_code == 404
    assert client.get(reverse("providers:access", args=[prepared.uuid])).status_code == 403


def test_colleagues_of_a_provider_have_roles_of_their_own(signed_in, paula, wang, provider):
    page = signed_in(paula).get(reverse("accounts:people", args=[provider.uuid])).content.decode()
    assert "Administrator" in page
    assert "Assessor" in page
    assert "Owner" not in page


def test_the_addresses_of_a_clients_people_are_not_told(signed_in, granted, wang, factory, alice, bob, vera):
    granted({EDIT, SUBMIT, VERIFY})
    draft = start(factory.organisation, alice, "full")
    vera.name = ""
    vera.save()
    client = signed_in(wang)
    part = draft.dimensions[0].code
    for address in (
        reverse("accounts:enterprise", args=[factory.uuid]),
        reverse("teamwork:assign", args=[draft.uuid, part]),
        reverse("teamwork:assignments", args=[draft.uuid]),
        reverse("surveys:assessment", args=[draft.uuid]),
        reverse("surveys:review", args=[draft.uuid]),
    ):
        page = client.get(address).content.decode()
        assert "@example.com" not in page.replace("ve***@example.com", "")

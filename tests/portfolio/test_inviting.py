"""Inviting several at once: only files, only by an administrator, by the offers there are."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import EnterpriseProfile, Membership, Offer
from accounts.rights import EDIT
from portfolio.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(provider):
    facts = {"adcode": "330203", "industry": "3525", "policy_group": "equipment"}
    return [EnterpriseProfile.objects.prepare(provider, f"第{n}档", **facts) for n in range(2)]


@pytest.fixture
def post(signed_in, paula, provider, files):
    def send(what="invite", chosen=None, person=paula, **more):
        until = (timezone.localdate() + timedelta(days=90)).isoformat()
        terms = {"purpose": "测评", "rights": [EDIT], "until": until} if what == "invite" else {}
        chosen = [file.uuid for file in files] if chosen is None else chosen
        address = reverse(f"portfolio:{what}", args=[provider.uuid])
        return signed_in(person).post(address, {"chosen": chosen} | terms | more)

    return send


def test_the_terms_are_asked_once_and_addresses_are_at_hand(post, files):
    Contact.objects.create(organisation=files[0].organisation, email="office@example.com")
    page = post("choose").content.decode()
    assert "office@example.com" in page
    assert page.count('name="purpose"') == 1
    assert not Offer.objects.exists()


def test_each_file_gets_an_offer_of_its_own_and_mail_goes_where_there_is_an_address(post, files):
    page = post(**{f"email_{files[0].uuid.hex}": "office@example.com"}).content.decode()
    offers = Offer.objects.open().filter(kind="hands_over")
    assert {offer.client_id for offer in offers} == {file.organisation_id for file in files}
    assert {offer.purpose for offer in offers} == {"测评"}
    assert [message.to for message in mail.outbox] == [["office@example.com"]]
    assert page.count("/offers/") >= 2


def test_a_wrong_address_loses_nothing_and_makes_nothing(post, files):
    page = post(**{f"email_{files[0].uuid.hex}": "office"})
    assert page.status_code == 422
    assert 'value="office"' in page.content.decode()
    assert not Offer.objects.exists()


def test_what_has_been_taken_over_meanwhile_is_left_out(post, files, alice):
    Membership.objects.create(user=alice, organisation=files[0].organisation, role="owner")
    EnterpriseProfile.objects.filter(pk=files[0].pk).update(prepared_by=None)
    page = post().content.decode()
    assert Offer.objects.get().client == files[1].organisation
    assert "They were left out." in page


def test_clients_and_files_of_others_cannot_be_chosen(post, factory, granted):
    granted()
    assert post("choose", [factory.uuid]).status_code == 302
    assert post("invite", [factory.uuid, "x"]).status_code == 302
    assert not Offer.objects.exists()


def test_no_more_a_day_than_else(post, files, monkeypatch):
    monkeypatch.setattr("portfolio.forms.MOST_A_DAY", 1)
    page = post()
    assert page.status_code == 422
    assert "1 invitations can still be made" in page.content.decode()
    assert not Offer.objects.exists()


@pytest.mark.parametrize("what", ["choose", "invite"])
def test_who_may_invite(post, client, as_, provider, wang, alice, what):
    address = reverse(f"portfolio:{what}", args=[provider.uuid])
    assert client.post(address).status_code == 302
    assert post(what, person=wang).status_code == 403
    assert post(what, person=alice).status_code == 404
    assert as_(wang).get(address).status_code == 405


def test_more_files_than_can_be_invited_within_a_day_are_refused_and_none_is_cut_silently(
    post, signed_in, paula, provider
):
    reply = post("choose", [uuid.uuid4() for _n in range(51)])
    assert reply.status_code == 302
    page = signed_in(paula).get(reply.url).content.decode()
    assert "more files than invitations can be made within a day (50)" in page


def test_files_of_several_pages_are_invited_together(post, provider):
    facts = {"adcode": "330203", "industry": "3525", "policy_group": "equipment"}
    many = [EnterpriseProfile.objects.prepare(provider, f"第{n:02}份", **facts) for n in range(50)]
    assert len(post("choose", [file.uuid for file in many]).context["files"]) == 50

"""A firm opens its letter, reads what it is about, and takes part by a press of a button; opening changes nothing."""

import pytest
from django.urls import reverse

from accounts.models import EnterpriseProfile, Membership, User
from campaigns.campaigns import Campaign
from campaigns.joining import Invitation, Refused, take_part, why_not
from campaigns.models import Participant, Target
from campaigns.open_link import renew
from tests.campaigns.conftest import CIXI, firm_of, invite, joined, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(target):
    return reverse("campaigns:invitation", args=[target.token])


def test_it_can_be_read_before_one_signs_in_and_opening_changes_nothing(client, letter, target):
    page = client.get(letter, headers={"accept-language": "en"}).content.decode()
    assert target.name in page
    assert target.campaign.purpose in page
    assert "Whether and when your enterprise has registered, started and submitted." in page
    assert not Participant.objects.exists()


def test_taking_part_needs_a_login_and_leads_back(client, letter):
    response = client.post(letter)
    assert response.status_code == 302
    assert response.url.endswith(f"?next={letter}")


def test_a_guessed_or_renewed_link_leads_nowhere(signed_in, hana, client, letter, target):
    assert client.get(reverse("campaigns:invitation", args=["guessed"])).status_code == 404
    address = reverse("campaigns:target_link", args=[target.campaign.bureau.uuid, target.campaign.uuid, target.uuid])
    page = signed_in(hana).post(address, {"renew": "1"}).content.decode()
    target.refresh_from_db()
    assert target.link in page
    assert client.get(letter).status_code == 404
    assert client.get(reverse("campaigns:invitation", args=[target.token])).status_code == 200


def test_no_table_knows_the_token(target):
    row = Target.objects.filter(pk=target.pk).values().get()
    assert not [name for name, value in row.items() if target.token in str(value)]
    assert len(target.token) == 43


def test_an_owner_takes_part_with_the_enterprise_of_the_letter(signed_in, letter, target):
    firm, user = firm_of(target)
    page = signed_in(user).get(letter).content.decode()
    assert firm.name in page
    page = signed_in(user).post(letter, {"enterprise": str(firm.uuid)}, follow=True).content.decode()
    assert "takes part. Please submit the assessment by" in page
    found = Participant.objects.get()
    assert (found.organisation, found.target, found.adcode, found.joined_by) == (
        firm.organisation,
        target,
        target.adcode,
        user,
    )
    assert "You take part already." in signed_in(user).get(letter).content.decode()


def test_an_enterprise_of_another_code_is_refused_with_a_sentence(signed_in, alice, factory, letter, target):
    EnterpriseProfile.objects.filter(pk=factory.pk).update(uscc="91330282MA2AF12X6P")
    page = signed_in(alice).get(letter).content.decode()
    assert f"The letter is for {target.name}" in page
    assert "91330282MA2AF12X6P" in page
    assert signed_in(alice).post(letter, {"enterprise": str(factory.uuid)}).status_code == 422
    assert not Participant.objects.exists()


def test_an_enterprise_without_a_code_is_asked_to_enter_it(signed_in, alice, factory, letter):
    page = signed_in(alice).get(letter).content.decode()
    assert "has no unified social credit code here yet" in page
    assert reverse("accounts:enterprise_edit", args=[factory.uuid]) in page


def test_who_may_only_read_cannot_take_part(signed_in, letter, target):
    firm, _user = firm_of(target)
    reader = User.objects.create_user("reader@example.com", "correct horse")
    Membership.objects.create(user=reader, organisation=firm.organisation, role="viewer")
    assert signed_in(reader).post(letter, {"enterprise": str(firm.uuid)}).status_code == 422
    assert not Participant.objects.exists()


def test_what_the_letter_says_is_filled_in_for_a_new_enterprise(signed_in, letter, target):
    user = User.objects.create_user("new@example.com", "correct horse")
    page = signed_in(user).get(letter).content.decode()
    address = page.split('href="/enterprises/new/')[1].split('"')[0].replace("&amp;", "&")
    page = signed_in(user).get(f"/enterprises/new/{address}").content.decode()
    assert f'value="{target.name}"' in page
    assert f'value="{target.uscc}"' in page
    assert f'value="{target.adcode}"' in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"opens": 2, "closes": 9}, "can take part from"),
        ({"opens": -9, "closes": -1}, "is over"),
    ],
)
def test_outside_its_days_nobody_takes_part(signed_in, today, target, letter, facts, sentence):
    from datetime import timedelta

    Campaign.objects.update(**{name: today + timedelta(days=days) for name, days in facts.items()})
    firm, user = firm_of(target)
    assert sentence in signed_in(user).get(letter).content.decode()
    signed_in(user).post(letter, {"enterprise": str(firm.uuid)})
    assert not Participant.objects.exists()


def test_a_draft_cannot_be_seen_by_its_links(client, target, letter):
    open_link = renew(target.campaign)
    Campaign.objects.update(state="draft")
    assert client.get(letter).status_code == 404
    assert client.get(open_link.partition("8000")[2]).status_code == 404


# --- the open link --------------------------------------------------------------------------------------------------


def open_link_of(campaign):
    return "/take-part/" + renew(campaign).split("/take-part/")[1]


def test_any_firm_it_is_addressed_to_comes_by_the_open_link(signed_in, campaign):
    firm, user = firm_of(Target(uscc="", name="杭州自来机械有限公司", adcode="330108"), "self@example.com")
    response = signed_in(user).post(open_link_of(campaign), {"enterprise": str(firm.uuid)}, follow=True)
    assert "takes part" in response.content.decode()
    assert Participant.objects.get().target is None


def test_a_firm_on_the_list_is_recognised_by_the_open_link_too(signed_in, campaign, target):
    firm, user = firm_of(target)
    signed_in(user).post(open_link_of(campaign), {"enterprise": str(firm.uuid)})
    assert Participant.objects.get().target == target


@pytest.mark.parametrize(
    ("more", "facts", "sentence"),
    [
        ({}, {"adcode": CIXI}, "has its seat elsewhere"),
        ({"policy_groups": ["software"]}, {}, "other industries"),
        ({"industries": ["36"]}, {}, "other industries"),
        ({"sizes": ["large"]}, {}, "other size classes"),
        ({"sizes": ["large"]}, {"employees": None}, "employees and revenue"),
        ({"sizes": ["small"], "industries": ["35"], "policy_groups": ["equipment"]}, {}, ""),
    ],
)
def test_the_open_link_asks_for_region_industry_and_size(bureau, today, more, facts, sentence):
    campaign = make(bureau, today, **more)
    firm, user = firm_of(Target(uscc="", name="杭州自来机械有限公司", adcode="330108"), "self@example.com")
    EnterpriseProfile.objects.filter(pk=firm.pk).update(**facts)
    firm = EnterpriseProfile.objects.get(pk=firm.pk)
    said = why_not(Invitation(campaign), firm)
    assert (sentence in said) if sentence else not said
    if sentence:
        with pytest.raises(Refused):
            take_part(Invitation(campaign), firm, user)


def test_the_task_list_says_what_the_assessment_counts_for(signed_in, campaign):
    from surveys.starting import start

    participant, user = joined(invite(campaign))
    draft = start(participant.organisation, user, "full")
    page = signed_in(user).get(reverse("surveys:assessment", args=[draft.uuid])).content.decode()
    assert f"Counts for “{campaign.title}”" in page

"""Who may open which page of a campaign: written down here once more and not taken from the program."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from campaigns.choices import Choice
from campaigns.models import Letters
from tests.campaigns.conftest import XIHU, invite, joined
from tests.campaigns.test_funnel import submit_for
from tests.subsidies.conftest import bureau_of, member

pytestmark = pytest.mark.django_db

# name of the page, how it is asked, what owner, editor, viewer, bureau of a part, other bureau, owner of a firm get
PAGES = [
    ("campaigns", "get", (200, 200, 200, 404, 404, 404)),
    ("create", "get", (200, 200, 403, 404, 404, 404)),
    ("campaign", "get", (200, 200, 200, 404, 404, 404)),
    ("edit", "get", (302, 302, 403, 404, 404, 404)),
    ("open", "post", (302, 302, 403, 404, 404, 404)),
    ("extend", "post", (422, 422, 403, 404, 404, 404)),
    ("close", "get", (200, 200, 403, 404, 404, 404)),
    ("close", "post", (302, 302, 403, 404, 404, 404)),
    ("link", "post", (200, 200, 403, 404, 404, 404)),
    ("targets", "get", (200, 200, 200, 404, 404, 404)),
    ("bring", "get", (200, 200, 403, 404, 404, 404)),
    ("template", "get", (200, 200, 403, 404, 404, 404)),
    ("keep", "post", (302, 302, 403, 404, 404, 404)),
    ("remove", "post", (302, 302, 403, 404, 404, 404)),
    ("target_link", "post", (200, 200, 403, 404, 404, 404)),
    ("letters", "get", (200, 200, 403, 404, 404, 404)),
    ("letters_state", "get", (200, 200, 403, 404, 404, 404)),
    ("letters_retry", "post", (302, 302, 403, 404, 404, 404)),
    ("letters_download", "get", (404, 404, 403, 404, 404, 404)),  # not made yet
    ("waves", "get", (200, 200, 403, 404, 404, 404)),
    ("wave", "get", (404, 404, 403, 404, 404, 404)),  # there is none
    ("results", "get", (200, 200, 200, 404, 404, 404)),
    ("look", "get", (200, 200, 200, 404, 404, 404)),
    ("gateway", "get", (200, 403, 403, 404, 404, 404)),
    ("new_secret", "post", (404, 403, 403, 404, 404, 404)),  # there is none
    ("remove_gateway", "post", (302, 403, 403, 404, 404, 404)),
    ("choose", "post", (404, 404, 404, 404, 404, 302)),
]


@pytest.fixture
def place(campaign):
    """(addresses, owner of a firm) of a campaign with a firm that lets itself be read, another target and letters."""
    participant, owner = joined(invite(campaign, 1))
    submit_for(participant, owner)
    Choice.objects.choose(campaign, participant.organisation, owner, "identifiable")
    letters = Letters.objects.create(campaign=campaign, ticket=uuid.uuid4(), part=1, targets=[], language="zh-hans")
    here = [campaign.bureau.uuid, campaign.uuid]
    more = {"remove": [invite(campaign, 2).uuid], "target_link": [participant.target.uuid], "look": [participant.uuid]}
    more["wave"] = [7]

    def address(name):
        if name.startswith("letters_"):
            return reverse(f"campaigns:{name}", args=[letters.uuid])
        if name in ("campaigns", "create", "gateway", "new_secret", "remove_gateway"):
            return reverse(f"campaigns:{name}", args=here[:1])
        if name == "choose":
            return reverse("campaigns:choose", args=[participant.organisation.uuid, campaign.uuid])
        return reverse(f"campaigns:{name}", args=[*here, *more.get(name, ())])

    return address, owner


@pytest.fixture
def people(hana, wei, rui, sun, place):
    district = member(bureau_of("西湖区经信局", XIHU), "Xu", "owner")
    return hana, wei, rui, district, sun, place[1]


@pytest.mark.parametrize(("name", "method", "expected"), PAGES)
def test_every_page_answers_each_person_as_their_right_says(client, place, people, name, method, expected):
    found = []
    for person in people:
        with transaction.atomic():  # each finds the place as it was
            client.force_login(person)
            found.append(getattr(client, method)(place[0](name)).status_code)
            transaction.set_rollback(True)
    assert tuple(found) == expected


@pytest.mark.parametrize(("name", "method"), [page[:2] for page in PAGES])
def test_every_page_requires_a_login(client, place, name, method):
    response = getattr(client, method)(place[0](name))
    assert (response.status_code, "/account/login/" in response.url) == (302, True)


@pytest.mark.parametrize(
    "name", sorted({name for name, method, _ in PAGES if (name, "get") not in {p[:2] for p in PAGES}})
)
def test_what_changes_something_is_not_done_by_following_a_link(client, place, hana, name):
    client.force_login(hana)
    assert client.get(place[0](name)).status_code == 405


# What a bureau of a part of the region may do with the campaign of one above it, by its own address.
OF_A_PART = {"campaign": 200, "targets": 200, "results": 404, "look": 404}


def test_a_bureau_of_a_part_reads_its_part_and_changes_nothing(client, place, people, campaign):
    xu = people[3]
    client.force_login(xu)
    district = xu.memberships.get().organisation
    for name, method, _expected in PAGES:
        if name.startswith("letters_") or name in (
            "campaigns",
            "create",
            "gateway",
            "new_secret",
            "remove_gateway",
            "choose",
        ):
            continue
        address = place[0](name).replace(str(campaign.bureau.uuid), str(district.uuid))
        assert getattr(client, method)(address).status_code == OF_A_PART.get(name, 403), name
    campaign.refresh_from_db()
    assert campaign.state == "open"


def test_a_bureau_of_a_part_sees_no_addresses(client, campaign, people):
    invite(campaign, 5, email="boss@example.com", phone="0571-88886666")
    invite(campaign, 6, "330108")
    xu = people[3]
    client.force_login(xu)
    district = xu.memberships.get().organisation
    page = client.get(reverse("campaigns:targets", args=[district.uuid, campaign.uuid])).content.decode()
    assert "杭州第5" in page
    assert "杭州第6" not in page
    assert "boss@example.com" not in page
    assert "88886666" not in page


def test_a_bureau_of_a_part_does_not_see_a_draft(client, campaign, people):
    type(campaign).objects.update(state="draft")
    xu = people[3]
    client.force_login(xu)
    district = xu.memberships.get().organisation
    assert client.get(reverse("campaigns:campaign", args=[district.uuid, campaign.uuid])).status_code == 404


def test_rows_are_found_by_their_own_people_only(place, people, campaign):
    hana, _wei, _rui, xu, sun, owner = people
    for model in ("Target", "Letters", "Campaign"):
        rows = getattr(__import__("campaigns.models", fromlist=[model]), model).objects
        assert rows.for_user(hana).exists(), model
        assert not any(rows.for_user(other).exists() for other in (xu, sun, owner)), model
    assert Choice.objects.for_user(owner).exists()
    assert not any(Choice.objects.for_user(other).exists() for other in (hana, xu, sun))

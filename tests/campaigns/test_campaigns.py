"""A bureau prepares a campaign, opens it, gives more time, closes it."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from campaigns.models import Campaign, Extension
from tests.campaigns.conftest import CIXI, XIHU, make
from tests.subsidies.conftest import bureau_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(today):
    return {
        "title": "2026 年 AI 就绪度摸底",
        "purpose": "了解基础，安排政策。",
        "contact": "李工 0571-12345678",
        "region": "330100",
        "region_code": "330100",
        "framework": "ai-manufacturing@2026.1",
        "policy_groups": ["equipment"],
        "industries": "36, 3525",
        "sizes": ["small", "micro"],
        "opens": today.isoformat(),
        "closes": (today + datetime.timedelta(days=30)).isoformat(),
    }


@pytest.fixture
def send(signed_in, hana, bureau, given):
    def do(**changes):
        address = reverse("campaigns:create", args=[bureau.uuid])
        return signed_in(hana).post(address, given | changes, follow=True)

    return do


def test_a_campaign_is_prepared_as_a_draft(send, today):
    page = send().content.decode()
    made = Campaign.objects.get()
    assert (made.state, made.adcode, made.sizes, made.industries) == (
        "draft",
        "330100",
        ["small", "micro"],
        ["36", "3525"],
    )
    assert "Open the campaign" in page
    assert "李工" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"region": "330282", "region_code": "330282"}, "lies outside"),
        ({"title": "——"}, "letters or characters"),
        ({"purpose": ""}, "what the results are for"),
        ({"industries": "36, 9x"}, "no code of GB/T 4754-2017"),
        ({"closes": "2020-01-01"}, "at most a year after"),
        ({"closes": "soon"}, "choose a day"),
        ({"sizes": ["giant"]}, "giant"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(send, changes, sentence):
    response = send(**changes)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Campaign.objects.exists()


def test_a_province_can_leave_out_its_separately_budgeted_city(db, today):
    campaign = make(bureau_of("浙江省经信厅", "330000"), today, without_separate=True)
    assert campaign.covers(XIHU)
    assert not campaign.covers(CIXI)
    assert make(campaign.bureau, today).covers(CIXI)
    assert list(Campaign.objects.seen_by(bureau_of("慈溪市经信局", CIXI))) == [
        Campaign.objects.get(without_separate=False)
    ]


def test_only_a_province_with_such_a_city_is_asked_about_it(signed_in, given, send):
    assert 'name="without_separate"' not in send(title="").content.decode()
    province = bureau_of("浙江省经信厅", "330000")
    address = reverse("campaigns:create", args=[province.uuid])
    client = signed_in(member(province, "Pu", "owner"))
    wrong = client.post(address, given | {"without_separate": "on"})
    assert wrong.status_code == 422
    assert "no separately budgeted city" in wrong.content.decode()
    client.post(address, given | {"without_separate": "on", "region": "330000", "region_code": "330000"})
    assert Campaign.objects.get().without_separate


def test_an_open_campaign_is_not_changed_any_more(signed_in, hana, campaign, given):
    client = signed_in(hana)
    address = reverse("campaigns:edit", args=[campaign.bureau.uuid, campaign.uuid])
    page = client.post(address, given | {"title": "另一个"}, follow=True).content.decode()
    assert "not changed any more" in page
    campaign.refresh_from_db()
    assert campaign.title != "另一个"


def test_a_draft_is_changed_and_then_opened(send, signed_in, hana, bureau, given):
    send()
    made = Campaign.objects.get()
    signed_in(hana).post(reverse("campaigns:edit", args=[bureau.uuid, made.uuid]), given | {"title": "另一个"})
    page = signed_in(hana).post(reverse("campaigns:open", args=[bureau.uuid, made.uuid]), follow=True).content.decode()
    made.refresh_from_db()
    assert (made.title, made.state) == ("另一个", "open")
    assert "The campaign is open." in page


def test_an_extension_is_logged_with_its_reason(signed_in, hana, campaign):
    later = campaign.closes + datetime.timedelta(days=14)
    address = reverse("campaigns:extend", args=[campaign.bureau.uuid, campaign.uuid])
    page = (
        signed_in(hana).post(address, {"closes": later.isoformat(), "reason": "春节假期"}, follow=True).content.decode()
    )
    campaign.refresh_from_db()
    assert campaign.closes == later
    assert "春节假期" in page
    logged = Extension.objects.get()
    assert (logged.after, logged.by) == (later, hana)
    with pytest.raises(DatabaseError), transaction.atomic():
        Extension.objects.update(reason="anders")


def test_an_earlier_last_day_is_no_extension(signed_in, hana, campaign):
    before = campaign.closes
    address = reverse("campaigns:extend", args=[campaign.bureau.uuid, campaign.uuid])
    response = signed_in(hana).post(address, {"closes": before.isoformat(), "reason": "x"})
    assert response.status_code == 422
    assert "choose a later one" in response.content.decode()
    assert not campaign.extend(before, "x", hana)
    assert not Extension.objects.exists()


def test_closing_says_what_it_means_and_is_done_once(signed_in, hana, campaign):
    address = reverse("campaigns:close", args=[campaign.bureau.uuid, campaign.uuid])
    assert "Drafts stay with the enterprises" in signed_in(hana).get(address).content.decode()
    assert "is closed" in signed_in(hana).post(address, follow=True).content.decode()
    campaign.refresh_from_db()
    closed_at = campaign.closed_at
    signed_in(hana).post(address)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.closed_at) == ("closed", closed_at)
    assert not campaign.extend(campaign.closes + datetime.timedelta(days=3), "x", hana)


def test_past_its_last_day_it_says_so(signed_in, hana, campaign, today):
    Campaign.objects.update(closes=today - datetime.timedelta(days=1))
    address = reverse("campaigns:campaign", args=[campaign.bureau.uuid, campaign.uuid])
    page = signed_in(hana).get(address).content.decode()
    assert "Last day is over" in page
    assert "extend the campaign or close it" in page


def test_the_desk_of_subsidies_leads_there(signed_in, hana, bureau):
    page = signed_in(hana).get(reverse("subsidies:records", args=[bureau.uuid])).content.decode()
    assert reverse("campaigns:campaigns", args=[bureau.uuid]) in page


def test_an_open_link_is_shown_once_and_a_new_one_ends_it(signed_in, hana, campaign, client):
    address = reverse("campaigns:link", args=[campaign.bureau.uuid, campaign.uuid])
    links = []
    for _ in range(2):
        page = signed_in(hana).post(address).content.decode()
        links.append(page.split("/take-part/")[1].split("/")[0])
        assert "<svg" in page
    first, second = (reverse("campaigns:open_invitation", args=[token]) for token in links)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    campaign.refresh_from_db()
    assert links[1] not in campaign.link_sha256
    campaign.close()
    assert client.get(second).status_code == 404

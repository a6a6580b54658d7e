"""The calendar: well formed, the same event every day, nothing about the firm, and an address that can end."""

import datetime
from dataclasses import replace

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts import members
from accounts.models import Membership
from funding import standing as standing_room
from funding.calendars import calendar_of
from funding.models import Subscription
from funding.standing import standing_of
from readiness.subsidies.records import Window
from readiness.text import Text
from tests.funding.conftest import ON

GIANT = "cn-srdi-little-giant-round3"
NOW = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def events(body):
    return {str(event["UID"]).partition("@")[0]: event for event in icalendar.Calendar.from_ical(body).walk("VEVENT")}


@pytest.fixture
def with_window(monkeypatch, factory, snapshot):
    """with_window(window, name=...) is a standing in which one national record has this window."""

    def make(*windows, **fields):
        real = standing_room.catalogue()
        changed = [replace(r, windows=windows, **fields) if r.id == GIANT else r for r in real.records]
        monkeypatch.setattr(standing_room, "catalogue", lambda: replace(real, records=tuple(changed)))
        return standing_of(factory, snapshot.data, ON)

    return make


@pytest.mark.parametrize("day", [datetime.date.max, datetime.date(9999, 12, 30), datetime.date(2028, 2, 29)])
def test_any_day_a_record_can_hold_can_be_put_into_a_calendar(with_window, day):
    body = calendar_of(with_window(Window(day, day, None, True), valid_to=day), "zh", NOW)
    found = {name: event for name, event in events(body).items() if name.startswith(GIANT)}
    assert {event.decoded("dtstart") for event in found.values()} == {day}
    assert len(found) == 3


def window(start, end, **more):
    days = (datetime.date.fromisoformat(day) if day else None for day in (start, end))
    return Window(*days, **({"note": None, "certain": True, "only_in": None} | more))


@pytest.fixture
def subscribe(signed_in, address):
    """subscribe(person) is the path of that person's calendar."""

    def do(person):
        response = signed_in(person).post(address("subscribe"))
        full = response.context["addresses"][0][1]
        return full.removeprefix("http://testserver").partition("?")[0]

    return do


# --- the file -----------------------------------------------------------------------------------------------------------


def test_a_window_and_the_end_of_the_validity_are_whole_days(with_window):
    found = events(calendar_of(with_window(window("2026-12-01", "2026-12-20")), "zh", NOW))
    opens, closes, ends = (found[f"{GIANT}-{code}"] for code in ("opens-1", "closes-1", "ends-0"))
    assert [event["DTSTART"].dt for event in (opens, closes, ends)] == [
        datetime.date(2026, 12, 1),
        datetime.date(2026, 12, 20),
        datetime.date(2026, 12, 31),
    ]
    assert closes["DTEND"].dt == datetime.date(2026, 12, 21)  # exclusive
    assert closes["DTSTART"].params["VALUE"] == "DATE"
    assert closes["TRANSP"] == "TRANSPARENT"


def test_the_stamp_is_in_utc(with_window):
    body = calendar_of(with_window(), "zh", NOW)
    assert b"DTSTAMP:20261124T000000Z" in body


def test_only_what_closes_warns_and_does_so_on_the_fourteenth_day_before(with_window):
    found = events(calendar_of(with_window(window("2026-12-01", "2026-12-20")), "zh", NOW))
    assert not found[f"{GIANT}-opens-1"].walk("VALARM")
    for code in ("closes-1", "ends-0"):
        event = found[f"{GIANT}-{code}"]
        (alarm,) = event.walk("VALARM")
        rings = datetime.datetime.combine(event["DTSTART"].dt, datetime.time()) + alarm["TRIGGER"].dt
        assert rings.date() == event["DTSTART"].dt - datetime.timedelta(days=14)


def test_an_event_keeps_its_name_when_its_day_is_corrected(with_window):
    first = events(calendar_of(with_window(window(None, "2026-12-10")), "zh", NOW))
    later = events(calendar_of(with_window(window(None, "2026-12-20")), "en", NOW + datetime.timedelta(days=1)))
    assert set(first) == set(later)
    assert first[f"{GIANT}-closes-1"]["DTSTART"].dt != later[f"{GIANT}-closes-1"]["DTSTART"].dt


def test_what_is_unverified_says_so_in_its_title(with_window):
    standing = with_window()
    assert "（未核验）" in events(calendar_of(standing, "zh", NOW))[f"{GIANT}-ends-0"]["SUMMARY"]
    assert "(not verified)" in events(calendar_of(standing, "en", NOW))[f"{GIANT}-ends-0"]["SUMMARY"]
    verified = with_window(last_verified_on=ON)
    assert events(calendar_of(verified, "zh", NOW))[f"{GIANT}-ends-0"]["SUMMARY"].startswith("政策到期：新一轮")
    assert "未核验" not in events(calendar_of(verified, "zh", NOW))[f"{GIANT}-ends-0"]["SUMMARY"]


def test_a_day_from_a_secondary_source_says_so(with_window):
    found = events(calendar_of(with_window(window(None, "2026-12-10", certain=False)), "zh", NOW))
    assert "日期来自二手来源" in found[f"{GIANT}-closes-1"]["DESCRIPTION"]


def test_a_text_cannot_add_a_line_or_an_event(with_window):
    nasty = Text("甲\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:乙;,\\", "x")
    body = calendar_of(with_window(window(None, "2026-12-10"), name=nasty), "zh", NOW)
    assert sum(line == b"BEGIN:VEVENT" for line in body.split(b"\r\n")) == len(events(body))
    assert "END:VEVENT" in events(body)[f"{GIANT}-closes-1"]["SUMMARY"]
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_what_is_long_past_is_left_out_and_what_has_just_passed_is_not(with_window):
    found = events(calendar_of(with_window(window("2026-06-01", "2026-11-10")), "zh", NOW))
    assert f"{GIANT}-closes-1" in found
    assert f"{GIANT}-opens-1" not in found


def test_records_of_other_regions_are_not_in_it(with_window):
    standing = with_window()
    ids = {date.record.id for date in standing.dates}
    assert ids
    assert {record.region.adcode for record in standing.catalogue.records if record.id in ids} <= {"000000", "330000"}


def test_what_is_refused_is_not_in_it(with_window, factory):
    assert f"{GIANT}-ends-0" in events(calendar_of(with_window(), "zh", NOW))
    factory.qualifications_known = True
    factory.save()
    assert f"{GIANT}-ends-0" not in events(calendar_of(with_window(), "zh", NOW))


def test_it_says_nothing_about_the_firm(with_window, factory, snapshot):
    factory.planned_spend.create(kind="compute_rent_wan", amount_wan="77.77")
    body = calendar_of(with_window(), "zh", NOW).decode()
    unfolded = body.replace("\r\n ", "")
    for private in (factory.name, "慈溪", "77.77", str(factory.uuid), snapshot.level, "上限测算", "符合"):
        assert private not in unfolded


def test_the_download_speaks_the_language_asked_for(signed_in, alice, address):
    client = signed_in(alice, "zh-hans")
    response = client.get(address("download"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="public-money.ics"'
    assert "no-store" in response["Cache-Control"]
    assert "政策到期" in response.content.decode().replace("\r\n ", "")
    assert "The policy ends" in client.get(address("download") + "?lang=en").content.decode().replace("\r\n ", "")
    assert client.get(address("download") + "?lang=xx").status_code == 200


# --- the address to subscribe to ----------------------------------------------------------------------------------------


def test_an_address_works_without_signing_in_and_is_never_kept_on_the_way(subscribe, alice, client):
    path = subscribe(alice)
    client.logout()
    response = client.get(path)
    assert response.status_code == 200
    assert events(response.content)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "The policy ends" in client.get(f"{path}?lang=en").content.decode().replace("\r\n ", "")


def test_only_its_hash_is_kept_and_it_is_shown_once(subscribe, alice, signed_in, address):
    path = subscribe(alice)
    token = path.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) >= 40
    assert token not in str(list(Subscription.objects.values()))
    assertNotContains(signed_in(alice).get(address("money")), token)


def test_an_unknown_address_is_not_there(client, db):
    assert client.get(reverse("funding:feed", args=["guessed"])).status_code == 404
    assert client.post(reverse("funding:feed", args=["guessed"])).status_code == 405


def test_ending_it_ends_it(subscribe, alice, signed_in, address, client):
    path = subscribe(alice)
    assertContains(signed_in(alice).get(address("money")), "End the address")
    assert signed_in(alice).post(address("unsubscribe")).status_code == 302
    assert client.get(path).status_code == 404
    assert signed_in(alice).post(address("unsubscribe")).status_code == 302  # a second click


def test_a_new_address_takes_the_place_of_the_old_one(subscribe, alice, client):
    old, new = subscribe(alice), subscribe(alice)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert Subscription.objects.count() == 1


def test_every_person_has_an_address_of_their_own(subscribe, alice, vera, signed_in, address, client):
    hers, readers = subscribe(alice), subscribe(vera)
    signed_in(alice).post(address("unsubscribe"))
    assert client.get(hers).status_code == 404
    assert client.get(readers).status_code == 200
    assertNotContains(signed_in(alice).get(address("money")), "End the address")


def test_it_dies_when_the_person_leaves_and_does_not_come_back_with_them(subscribe, bob, factory, client):
    path = subscribe(bob)
    members.remove(Membership.objects.get(user=bob))
    assert client.get(path).status_code == 404
    Membership.objects.create(user=bob, organisation=factory.organisation, role="editor")
    assert client.get(path).status_code == 404


def test_it_dies_with_the_account(subscribe, bob, client):
    path = subscribe(bob)
    bob.is_active = False
    bob.save()
    client.logout()
    assert client.get(path).status_code == 404


def test_a_person_sees_only_subscriptions_of_their_own(subscribe, alice, bob, charlie):
    subscribe(bob)
    assert Subscription.objects.for_user(bob).count() == 1
    assert not Subscription.objects.for_user(alice).exists()
    assert not Subscription.objects.for_user(charlie).exists()


def test_it_follows_the_day(subscribe, alice, client, today):
    path = subscribe(alice)
    assert timezone.localdate() == ON
    assert f"{GIANT}-ends-0" in events(client.get(path).content)
    today(datetime.date(2027, 3, 1))
    assert f"{GIANT}-ends-0" not in events(client.get(path).content)

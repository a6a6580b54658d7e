"""Reminders: one message a firm and wave, sent once, to those who still need it, through e-mail or a gateway."""

import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from campaigns import sending
from campaigns.models import Campaign, Gateway, Message, Target, Wave
from campaigns.posting import Refused, Unreached
from campaigns.waves import WAITS, Stale
from tests.campaigns.conftest import invite, joined
from tests.campaigns.test_funnel import submit_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(campaign):
    return [invite(campaign, 1, email="one@example.com"), invite(campaign, 2, email="two@example.com")]


def begin(campaign, channel="email", to="unsubmitted", note="", after=0):
    return Wave.objects.begin(campaign, None, channel, to, note, after)


def states():
    return sorted(Message.objects.values_list("state", flat=True))


def test_each_firm_gets_one_mail_with_its_own_link_in_text_and_html(campaign, two):
    sending.send(begin(campaign, note="本周五截止").pk)
    assert states() == ["sent", "sent"]
    assert [one.to for one in mail.outbox] == [["one@example.com"], ["two@example.com"]]
    for one, target in zip(mail.outbox, two, strict=True):
        html, kind = one.alternatives[0]
        assert kind == "text/html"
        for body in (one.body, html):
            assert target.link in body
            assert "本周五截止" in body
            assert target.name in body
        assert target.name in one.subject
        assert "\n" not in one.subject


def test_sending_twice_sends_once(campaign, two):
    wave = begin(campaign)
    for _ in range(3):
        sending.send(wave.pk)
    sending.sweep()
    assert len(mail.outbox) == 2


def test_the_database_holds_one_message_a_firm_and_wave(campaign, two):
    wave = begin(campaign)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(wave=wave, target=two[0])


def test_a_second_press_of_the_same_page_begins_no_second_wave(campaign, two):
    begin(campaign)
    with pytest.raises(Stale):
        begin(campaign)
    assert Wave.objects.count() == 1


def test_who_has_submitted_is_not_written_to_even_if_it_was_just_now(campaign, two):
    participant, user = joined(two[0])
    wave = begin(campaign)
    submit_for(participant, user)
    sending.send(wave.pk)
    assert states() == ["sent", "skipped"]
    assert [one.to for one in mail.outbox] == [["two@example.com"]]
    assert begin(campaign, after=1).messages.get().target == two[1]


def test_only_silent_firms_are_reached_where_that_was_chosen(campaign, two):
    joined(two[0])
    assert begin(campaign, to="silent").messages.get().target == two[1]


def test_after_closing_nothing_leaves(campaign, two):
    wave = begin(campaign)
    campaign.close()
    sending.send(wave.pk)
    assert states() == ["skipped", "skipped"]
    assert mail.outbox == []


class Unreachable(locmem.EmailBackend):
    def open(self):
        raise ConnectionRefusedError


class Breaking(locmem.EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected


class Refusing(locmem.EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({})


def by(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def test_without_a_mail_server_it_is_tried_again_later_and_then_given_up(campaign, settings):
    invite(campaign, 1, email="one@example.com")
    by(settings, Unreachable)
    wave = begin(campaign)
    for attempt, wait in enumerate(WAITS, start=1):
        sending.send(wave.pk)
        message = Message.objects.get()
        assert (message.state, message.attempts) == ("waiting", attempt)
        assert abs(message.next_try - timezone.now() - wait) < timedelta(seconds=20)
        sending.send(wave.pk)  # not due yet
        Message.objects.update(next_try=timezone.now())
    sending.send(wave.pk)
    assert states() == ["failed"]


def test_a_mail_that_may_have_left_is_not_sent_again(campaign, settings):
    invite(campaign, 1, email="one@example.com")
    by(settings, Breaking)
    wave = begin(campaign)
    sending.send(wave.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sending.send(wave.pk)
    sending.sweep()
    assert states() == ["unclear"]
    assert mail.outbox == []


def test_a_refused_address_has_failed(campaign, settings):
    invite(campaign, 1, email="one@example.com")
    by(settings, Refusing)
    sending.send(begin(campaign).pk)
    assert states() == ["failed"]


@pytest.mark.parametrize(("channel", "state"), [("email", "unclear"), ("gateway", "waiting")])
def test_what_a_worker_has_left_behind_is_repeated_only_where_the_other_side_knows_it(campaign, channel, state):
    invite(campaign, 1, email="one@example.com")
    begin(campaign, channel)
    Message.objects.update(state="sending", held_at=timezone.now() - timedelta(minutes=5))
    Message.objects.let_go()
    assert states() == ["sending"]
    Message.objects.update(held_at=timezone.now() - timedelta(minutes=11))
    Message.objects.let_go()
    assert states() == [state]


def test_a_line_break_in_a_name_becomes_no_header(campaign):
    invite(campaign, 1, email="one@example.com")
    Target.objects.update(name="某厂\nBcc: all@example.com")
    sending.send(begin(campaign).pk)
    assert mail.outbox[0].recipients() == ["one@example.com"]
    assert "\n" not in mail.outbox[0].subject


# --- the gateway ----------------------------------------------------------------------------------------------------


@pytest.fixture
def gateway(bureau):
    return Gateway.objects.create(bureau=bureau, url="https://gateway.example.com/readiness")


@pytest.fixture
def posted(monkeypatch):
    """What was posted; the first of `answers` is raised."""
    found, answers = [], []

    def post(url, secret, identity, message, timestamp):
        found.append((url, secret, identity, message))
        if answers:
            raise answers.pop(0)

    monkeypatch.setattr(sending, "post", post)
    return SimpleNamespace(rows=found, answers=answers)


def test_a_gateway_is_told_whom_and_what_under_the_identity_of_the_message(campaign, gateway, posted):
    target = invite(campaign, 1, phone="0571-88886666")
    sending.send(begin(campaign, "gateway", note="请尽快").pk)
    ((url, secret, identity, message),) = posted.rows
    row = Message.objects.get()
    assert (url, secret, identity) == (gateway.url, gateway.secret, str(row.uuid))
    assert message["id"] == identity
    assert message["recipient"] == {"name": target.name, "uscc": target.uscc, "email": "", "phone": "0571-88886666"}
    assert message["link"] == target.link
    assert "请尽快" in message["text"]
    assert states() == ["sent"]


def test_it_is_tried_again_under_the_same_identity_and_failed_where_that_does_not_help(campaign, gateway, posted):
    invite(campaign, 1, phone="0571-88886666")
    wave = begin(campaign, "gateway")
    posted.answers += [Unreached("answered 503"), Refused("answered 400")]
    sending.send(wave.pk)
    assert states() == ["waiting"]
    Message.objects.update(next_try=timezone.now())
    sending.send(wave.pk)
    assert states() == ["failed"]
    assert Message.objects.get().error == "answered 400"
    assert len({identity for _url, _secret, identity, _message in posted.rows}) == 1


def test_without_a_gateway_any_more_messages_fail(campaign, gateway, posted):
    invite(campaign, 1, phone="0571-88886666")
    wave = begin(campaign, "gateway")
    gateway.delete()
    sending.send(wave.pk)
    assert states() == ["failed"]
    assert posted.rows == []


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(signed_in, hana, campaign):
    address = reverse("campaigns:waves", args=[campaign.bureau.uuid, campaign.uuid])

    def do(**given):
        client = signed_in(hana)
        if not given:
            return client.get(address).content.decode()
        return client.post(
            address, {"after": 0, "channel": "email", "to": "silent"} | given, follow=True
        ).content.decode()

    return do


def test_the_page_says_how_many_would_be_reached_and_sends_with_a_press(page, two, campaign):
    invite(campaign, 3)
    assert page().count('<strong class="figures">2</strong>') == 2
    assert "The reminders are on their way." in page(note="请尽快")
    sending.send(Wave.objects.get().pk)
    assert "2 sent" in page()
    assert "another wave has begun" in page(note="请尽快")
    assert Wave.objects.count() == 1


def test_nobody_to_remind_is_said(page):
    assert "Nobody to remind" in page(note="x")
    Campaign.objects.update(state="draft")
    assert "go out while the campaign is open" in page(note="x")
    assert not Wave.objects.exists()


def test_a_gateway_can_only_be_chosen_where_there_is_one(page, two, signed_in, hana, campaign):
    page(channel="gateway")
    assert not Wave.objects.exists()


def test_a_wave_shows_each_message_with_its_reason(signed_in, hana, campaign, two):
    wave = begin(campaign)
    Message.objects.filter(target=two[0]).update(state="failed", error="SMTPRecipientsRefused")
    address = reverse("campaigns:wave", args=[campaign.bureau.uuid, campaign.uuid, wave.number])
    found = signed_in(hana).get(address).content.decode()
    assert "SMTPRecipientsRefused" in found
    assert two[1].name in found

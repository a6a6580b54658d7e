"""A request that is sent twice is carried out once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import EnterpriseProfile, Grant
from api.models import ApiToken, Reply
from api.tasks import forget
from surveys.models import AnswerEvent, Assessment
from tests.api.test_operations import NEW

KEY = "a-key-of-ours"


def begin(program, factory, **more):
    return program.post(f"/clients/{factory.uuid}/assessments", more.pop("body", {}), key=KEY, **more)


def test_the_same_key_with_the_same_body_gets_the_same_reply(ours, factory):
    first, second = begin(ours, factory), begin(ours, factory)
    assert (first.status_code, first.content, first["Location"]) == (
        second.status_code,
        second.content,
        second["Location"],
    )
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"


def test_a_change_that_is_sent_twice_is_one_change(ours, draft):
    change = {"answers": [{"question": draft.questions[0].code, "value": "unknown", "base": 0}]}
    for _ in range(2):
        reply = ours.patch(f"/assessments/{draft.uuid}/answers", change, key=KEY)
        assert (reply.status_code, reply.json()["answers"][0]["revision"]) == (200, 1)
    assert AnswerEvent.objects.count() == 1


def test_a_change_whose_reply_was_lost_is_not_made_again(ours, draft):
    change = {"answers": [{"question": draft.questions[0].code, "value": "unknown", "base": 0}]}
    ours.patch(f"/assessments/{draft.uuid}/answers", change, key=KEY)
    Reply.objects.update(status=None, at=timezone.now() - timedelta(minutes=5))
    reply = ours.patch(f"/assessments/{draft.uuid}/answers", change, key=KEY)
    assert (reply.status_code, reply.json()["answers"][0]["revision"]) == (200, 1)
    assert AnswerEvent.objects.count() == 1


@pytest.mark.parametrize("other", [{"mode": "quick"}, {"mode": "full"}])
def test_the_same_key_with_another_body_is_refused(ours, factory, other):
    begin(ours, factory)
    refused = begin(ours, factory, body=other)
    assert (refused.status_code, refused.json()["code"]) == (422, "key_reused")


def test_the_same_key_for_another_address_is_refused(ours, factory, draft):
    begin(ours, factory)
    assert ours.post(f"/assessments/{draft.uuid}/submit", {}, key=KEY).json()["code"] == "key_reused"


def test_another_token_may_use_the_same_key(ours, program, paula, provider, factory):
    begin(ours, factory)
    assert "Idempotency-Replayed" not in begin(program(paula, provider), factory)


def test_while_a_request_is_being_carried_out_the_same_one_is_told_to_wait(ours, factory):
    begin(ours, factory)
    Reply.objects.update(status=None)
    refused = begin(ours, factory)
    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (409, "in_progress", "1")


def test_a_kept_reply_is_not_told_after_the_grant_has_ended(ours, factory, alice):
    begin(ours, factory)
    Grant.objects.get().end(alice, factory.organisation)
    assert begin(ours, factory).status_code == 404


def test_a_refusal_for_lack_of_access_is_not_kept(program, paula, provider, granted, factory):
    granted()
    ours = program(paula, provider)
    assert begin(ours, factory).status_code == 403
    granted({"edit"})
    assert begin(ours, factory).status_code == 201


def test_a_fault_of_ours_is_not_kept(ours, factory, monkeypatch):
    def broken(*_):
        raise RuntimeError

    with monkeypatch.context() as broken_site:
        broken_site.setattr("api.assessments.start", broken)
        failed = begin(ours, factory)
    assert (failed.status_code, failed.json()["code"]) == (500, "internal")
    assert begin(ours, factory).status_code == 201


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with a space", "schlüssel"])
def test_a_change_without_a_proper_key_is_refused(ours, factory, key):
    refused = ours.post(f"/clients/{factory.uuid}/assessments", {}, **{"idempotency-key": key})
    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_missing")


def test_replies_older_than_a_day_are_forgotten(ours, factory):
    begin(ours, factory)
    forget()
    assert Reply.objects.count() == 1
    Reply.objects.update(at=timezone.now() - timedelta(hours=25))
    forget()
    assert not Reply.objects.exists()


def test_a_key_may_be_used_again_after_a_day(ours, factory):
    begin(ours, factory)
    Reply.objects.update(at=timezone.now() - timedelta(hours=25))
    assert begin(ours, factory, body={"mode": "full"}).json()["code"] == "key_reused"
    assert "Idempotency-Replayed" not in begin(ours, factory)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_carried_out(program, paula, provider):
    ours, gate, replies = program(paula, provider), threading.Barrier(2), []

    def send():
        gate.wait()
        replies.append(ours.post("/clients", NEW, key=KEY))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert EnterpriseProfile.objects.count() == 1
    carried_out = [reply for reply in replies if reply.status_code == 201 and "Idempotency-Replayed" not in reply]
    assert len(carried_out) == 1
    assert {reply.status_code for reply in replies} <= {201, 409}


def test_kept_replies_belong_to_who_manages_the_organisation(ours, factory, paula, alice):
    begin(ours, factory)
    assert Reply.objects.for_user(paula).count() == 1
    assert not Reply.objects.for_user(alice).exists()
    assert ApiToken.objects.for_user(paula).count() == 1
    assert Assessment.objects.count() == 1

"""What the scripts of a page talk to: statuses, bodies, and one clear sentence whatever is sent."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from surveys.models import Answer, Assessment
from surveys.saving import save_answer
from surveys.sheet import Sheet

pytestmark = pytest.mark.django_db


def post(client, assessment, question, value, base=0, mutation=None, **headers):
    return client.post(
        reverse("surveys:answer", args=[assessment.uuid, question]),
        json.dumps({"value": value, "base": base, "mutation": str(mutation or uuid.uuid4())}),
        content_type="application/json",
        **headers,
    )


@pytest.fixture
def browser(client, alice):
    client.force_login(alice)
    return client


def test_a_saved_answer_is_acknowledged_with_revision_and_time(browser, draft):
    response = post(browser, draft, "PM-1", "L3")
    assert response.status_code == 200
    body = response.json()
    assert (body["result"], body["revision"], body["value"]) == ("saved", 1, "L3")
    assert len(body["time"]) == 5


def test_a_repeated_request_gets_the_same_bytes(browser, draft):
    mutation = uuid.uuid4()
    assert (
        post(browser, draft, "PM-1", "L3", 0, mutation).content
        == post(browser, draft, "PM-1", "L3", 0, mutation).content
    )


def test_a_conflict_is_409_with_both_answers_in_words_and_who(browser, draft, bob):
    save_answer(draft, bob, "PM-1", "L4", 0, uuid.uuid4())
    response = post(browser, draft, "PM-1", "L2")
    body = response.json()
    question = draft.framework.questions["PM-1"]
    assert response.status_code == 409
    assert (body["result"], body["by"], body["revision"]) == ("conflict", "Bob", 1)
    assert body["words"] == [question.option("L4").text.zh]
    assert body["yours"] == [question.option("L2").text.zh]


def test_an_answer_after_submission_is_409_locked(browser, answered):
    Assessment.objects.update(state="submitted", submitted_at=answered.started_at)
    response = post(browser, answered, "PM-1", "L1", 1)
    assert response.status_code == 409
    assert response.json()["result"] == "locked"


def test_nonsense_is_422_with_a_sentence(browser, draft):
    response = post(browser, draft, "DT-1", {"connected": "几台"})
    assert response.status_code == 422
    assert "几台" in response.json()["sentence"]


def test_advice_comes_with_the_acknowledgement(browser, draft):
    body = post(browser, draft, "DT-1", {"connected": "12", "total": "10"}).json()
    assert body["result"] == "saved"
    assert "核对" in body["sentence"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"value": 1}',
        b'{"value": "L1", "base": "0", "mutation": "x"}',
        b'{"value": "L1", "base": -1, "mutation": "00000000-0000-0000-0000-000000000000"}',
        b'{"value": "L1", "base": true, "mutation": "00000000-0000-0000-0000-000000000000"}',
        b'{"value": "L1", "base": 99999999999, "mutation": "00000000-0000-0000-0000-000000000000"}',
        b'{"value": "L1", "base": 0, "mutation": 7}',
        b"[" * 60000,
        b'{"value": "' + b"x" * 70000 + b'"}',
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_no_change_is_400(browser, draft, body):
    address = reverse("surveys:answer", args=[draft.uuid, "PM-1"])
    response = browser.post(address, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["sentence"]


@pytest.mark.parametrize(
    "value",
    [
        "\ud800",
        {"na": "x" * 5000},
        ["L1", ["L2"]],
        {"connected": {"a": 1}},
        10**30,
        1e308,
        {"value": "-0"},
        "0e-999999",
    ],
)
def test_strange_values_get_a_sentence_never_an_error(browser, draft, value):
    for question in ("PM-1", "DT-1", "DT-2", "RD-1"):
        assert post(browser, draft, question, value).status_code in (200, 422)


def test_signed_out_is_401_in_json(draft):
    response = post(Client(), draft, "PM-1", "L1")
    assert response.status_code == 401
    assert response.json()["result"] == "signed_out"


def test_strangers_get_404_and_readers_403(client, draft, charlie, vera):
    client.force_login(charlie)
    assert post(client, draft, "PM-1", "L1").status_code == 404
    client.force_login(vera)
    assert post(client, draft, "PM-1", "L1").status_code == 403
    assert not Answer.objects.exists()


def test_get_is_rejected(browser, draft):
    assert browser.get(reverse("surveys:answer", args=[draft.uuid, "PM-1"])).status_code == 405


def test_a_page_that_outlived_its_session_gets_a_fresh_token(alice, draft):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    assert post(browser, draft, "PM-1", "L1").status_code == 403
    token = browser.get(reverse("surveys:state", args=[draft.uuid])).json()["csrf"]
    assert post(browser, draft, "PM-1", "L1", HTTP_X_CSRFTOKEN=token).status_code == 200


def test_the_state_tells_revisions_and_their_digest(browser, draft, vera):
    address = reverse("surveys:state", args=[draft.uuid])
    before = browser.get(address).json()
    post(browser, draft, "PM-1", "L3")
    after = browser.get(address).json()
    assert after["revisions"] == {"PM-1": 1}
    assert before["digest"] != after["digest"] == Sheet(draft).digest
    assert after["state"] == "draft"


def test_a_scene_is_saved_and_removed(browser, draft):
    address = reverse("surveys:scene", args=[draft.uuid, uuid.uuid4()])

    def send(value, base):
        body = json.dumps({"value": value, "base": base, "mutation": str(uuid.uuid4())})
        return browser.post(address, body, content_type="application/json").json()

    assert send({"name": "质检", "stage": "PM", "status": "pilot"}, 0)["revision"] == 1
    assert send({"name": "别的"}, 0)["yours"] == ["别的"]
    assert send(None, 1)["result"] == "saved"
    assert draft.scenes.get().removed


def test_saving_one_answer_takes_a_fixed_number_of_queries(browser, draft, django_assert_max_num_queries):
    post(browser, draft, "PM-1", "L1")
    with django_assert_max_num_queries(16):
        post(browser, draft, "PM-1", "L2", 1)


@pytest.mark.parametrize("depth", [300, 440, 470, 490, 600])
def test_lists_within_lists_get_a_sentence_however_deep(browser, draft, depth):
    body = f'{{"value": {"[" * depth}{"]" * depth}, "base": 0, "mutation": "{uuid.uuid4()}"}}'
    address = reverse("surveys:answer", args=[draft.uuid, "PM-1"])
    response = browser.post(address, body, content_type="application/json")
    assert response.status_code in (400, 422)
    assert response.json()["sentence"]


def test_a_nought_written_with_a_huge_exponent_is_kept_as_nought(browser, draft):
    reply = post(browser, draft, "DT-1", {"connected": "0e-999999999", "total": "-0"}).json()
    assert reply["value"] == {"connected": "0", "total": "0"}

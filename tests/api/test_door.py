"""What the door refuses, and in which words: never a page, never a 500."""

import json

import pytest
from django.core.cache import cache

from api import pace
from api.bodies import MOST_DEPTH, MOST_KB
from api.problems import PROBLEMS


def refused(reply):
    assert reply["Content-Type"] == "application/problem+json"
    assert reply["Cache-Control"] == "no-store"
    body = reply.json()
    assert body["status"] == reply.status_code
    assert body["type"].endswith(f"/api/#{body['code']}")
    return reply.status_code, body["code"]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b"", (415, "not_a_json_body")),
        (b" ", (400, "not_json")),
        (b"{", (400, "not_json")),
        (b"\xff", (400, "not_json")),
        (b'{"mode": "full", "mode": "quick"}', (422, "json_not_strict")),
        (b'{"mode": NaN}', (422, "json_not_strict")),
        (b'{"mode": -Infinity}', (422, "json_not_strict")),
        (b'{"mode": "\\u0000"}', (422, "json_not_strict")),
        (b'{"mode": "\\ud800"}', (422, "json_not_strict")),
        (b'{"\\ud800": 1, "\\ud800": 2}', (422, "json_not_strict")),
        (b'{"mode": 1' + b"0" * 30 + b"}", (422, "json_not_strict")),
        (b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1), (422, "json_too_deep")),
        (b"[" * 100_000, (422, "json_too_deep")),
        (b'"' + b"x" * MOST_KB * 1024 + b'"', (413, "too_large")),
        (b"[]", (422, "invalid")),
        (b"null", (422, "invalid")),
        (b'{"mode": "long"}', (422, "invalid")),
        (b'{"colour": "red"}', (422, "invalid")),
        (b'{"mode": 1e999999}', (422, "invalid")),
    ],
)
def test_a_body_that_is_not_as_expected_is_refused(ours, factory, raw, wanted):
    assert refused(ours.post(f"/clients/{factory.uuid}/assessments", raw)) == wanted


def test_a_number_nobody_can_mean_is_refused_and_not_computed(ours, draft):
    number = next((q for q in draft.framework.questions.values() if q.kind in ("number", "ratio")), draft.questions[0])
    raw = b'{"answers": [{"question": "%s", "value": 1e999999, "base": 0}]}' % number.code.encode()
    assert refused(ours.patch(f"/assessments/{draft.uuid}/answers", raw)) == (422, "answer_refused")


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_another_kind_of_body_is_refused(ours, factory, kind):
    headers = {"authorization": f"Bearer {ours.token}", "idempotency-key": "a-key-of-ours"}
    reply = ours.client.post(f"/api/v1/clients/{factory.uuid}/assessments", b"{}", content_type=kind, headers=headers)
    assert refused(reply) == (415, "not_a_json_body")


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/nothing", (404, "not_found")),
        ("/clients/", (404, "not_found")),
        ("/clients/not-a-uuid", (404, "not_found")),
        ("/clients?limit=0", (422, "invalid")),
        ("/clients?limit=ten", (422, "invalid")),
        ("/clients?limit=1&limit=2", (400, "parameter_repeated")),
        ("/clients?colour=red", (422, "invalid")),
        ("/clients?language=fr", (422, "invalid")),
        ("/clients?updated_since=yesterday", (422, "invalid")),
        ("/clients?updated_since=5", (422, "invalid")),
        ("/clients?updated_since=2026-11-25T08:00:00", (422, "invalid")),
        ("/clients?uscc=%00", (200, None)),
    ],
)
def test_an_address_that_is_not_as_expected_is_refused(ours, path, wanted):
    reply = ours.get(path)
    assert (reply.status_code == 200) if wanted[0] == 200 else (refused(reply) == wanted)


def test_an_unknown_method_is_told_the_known_ones(ours):
    reply = ours.client.delete("/api/v1/clients", headers={"authorization": f"Bearer {ours.token}"})
    assert refused(reply) == (405, "method_not_allowed")
    assert reply["Allow"] == "GET, POST"


def test_a_fault_of_ours_is_told_as_a_problem(ours, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr("api.clients.page_of", broken)
    assert refused(ours.get("/clients")) == (500, "internal")


def test_a_fault_names_its_place(ours, draft):
    body = {"answers": [{"question": "PM-1", "value": 1, "base": 0}, {"question": "", "value": 1, "base": -1}]}
    faults = ours.patch(f"/assessments/{draft.uuid}/answers", body).json()["errors"]
    assert [fault["pointer"] for fault in faults] == ["/answers/1/question", "/answers/1/base"]
    assert faults[1]["detail"] == "A number of 0 or more is expected here."


@pytest.mark.parametrize(
    ("header", "query", "chinese"), [("en", "", False), ("zh-CN", "", True), ("en", "?language=zh", True)]
)
def test_problems_speak_the_language_asked_for(ours, header, query, chinese):
    path = "/assessments/00000000-0000-4000-8000-000000000000" + query
    reply = ours.get(path, **{"accept-language": header})
    assert ("令牌" in reply.json()["title"]) == chinese
    assert reply["Content-Language"] == ("zh-CN" if chinese else "en")


def test_every_problem_has_a_sentence_in_both_languages():
    from django.utils.translation import override

    for _status, sentence in PROBLEMS.values():
        with override("en"):
            english = str(sentence)
        with override("zh-hans"):
            assert str(sentence) != english


def test_a_reply_says_how_many_requests_are_left(ours):
    first, second = ours.get("/frameworks"), ours.get("/frameworks")
    assert int(first["RateLimit-Limit"]) == 120
    assert int(first["RateLimit-Remaining"]) - int(second["RateLimit-Remaining"]) in (1, -118)  # or a new minute
    assert 0 < int(first["RateLimit-Reset"]) <= 60


@pytest.fixture
def one_minute(monkeypatch):
    monkeypatch.setattr(pace, "time", lambda: 60 * 10**6)


def test_a_token_that_asks_too_often_is_told_when_to_come_back(ours, monkeypatch, one_minute):
    monkeypatch.setitem(pace.LIMITS, pace.READS, (60, 2, 100))
    assert [ours.get("/frameworks").status_code for _ in range(3)] == [200, 200, 429]
    reply = ours.get("/frameworks")
    assert refused(reply) == (429, "too_many")
    assert reply["Retry-After"] == "60"
    assert reply["RateLimit-Remaining"] == "0"


def test_all_tokens_of_an_organisation_share_its_limit(ours, program, paula, provider, monkeypatch, one_minute):
    monkeypatch.setitem(pace.LIMITS, pace.READS, (60, 100, 3))
    other = program(paula, provider)
    replies = [one.get("/frameworks").status_code for one in (ours, other, ours, other)]
    assert replies == [200, 200, 200, 429]


def test_changes_and_reports_are_counted_apart(ours, factory, draft, monkeypatch, one_minute):
    monkeypatch.setitem(pace.LIMITS, pace.REPORTS, (3600, 1, 100))
    monkeypatch.setitem(pace.LIMITS, pace.WRITES, (60, 1, 100))
    report = f"/assessments/{draft.uuid}/reports"
    assert [ours.post(report, {}).status_code for _ in range(2)] == [404, 429]
    begun = f"/clients/{factory.uuid}/assessments"
    assert [ours.post(begun, {}).status_code for _ in range(2)] == [201, 429]
    assert ours.get("/clients").status_code == 200


def test_a_cache_that_forgets_breaks_nothing(ours, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *_: None)
    assert ours.get("/frameworks").status_code == 200


def test_the_description_is_public_and_in_both_languages(client, db):
    english, chinese = (client.get(f"/api/v1/openapi.json?language={language}") for language in ("en", "zh"))
    assert english["Content-Type"] == "application/json"
    summaries = [json.loads(one.content)["paths"]["/api/v1/clients"]["get"]["summary"] for one in (english, chinese)]
    assert summaries == ["List clients", "列出客户"]

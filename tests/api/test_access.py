"""Who reaches what: every operation, by scope of the token and by how the client stands to the provider."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Grant, Membership, Organisation
from api.models import ApiToken
from reports import jobs
from surveys.models import Assessment
from surveys.starting import start
from tests.api.conftest import EVERYTHING
from tests.reports.conftest import evaluated, frozen

SEEN = {"seen": "0" * 64}
CHANGE = {"answers": [{"question": "PM-1", "value": "unknown", "base": 0}]}

SCENE = {"scenes": [{"id": "33333333-3333-4333-8333-333333333333", "value": {"name": "质检"}, "base": 0}]}

# name → (method, address, body, scope it takes)
OPERATIONS = {
    "get_client": ("get", "/clients/{client}", None, "view"),
    "list_assessments": ("get", "/clients/{client}/assessments", None, "view"),
    "start_assessment": ("post", "/clients/{client}/assessments", {}, "edit"),
    "get_assessment": ("get", "/assessments/{draft}", None, "view"),
    "get_questionnaire": ("get", "/assessments/{draft}/questionnaire", None, "view"),
    "get_answers": ("get", "/assessments/{draft}/answers", None, "view"),
    "save_answers": ("patch", "/assessments/{draft}/answers", CHANGE, "edit"),
    "get_scenes": ("get", "/assessments/{draft}/scenes", None, "view"),
    "save_scenes": ("patch", "/assessments/{draft}/scenes", SCENE, "edit"),
    "get_review": ("get", "/assessments/{draft}/review", None, "view"),
    "submit_assessment": ("post", "/assessments/{draft}/submit", SEEN, "submit"),
    "get_result": ("get", "/assessments/{done}/result", None, "view"),
    "request_report": ("post", "/assessments/{done}/reports", {}, "report"),
    "get_report": ("get", "/reports/{report}", None, "report"),
    "get_report_file": ("get", "/reports/{report}/file", None, "report"),
}
ELSEWHERE = {"list_clients", "list_frameworks", "prepare_client"}  # about no client in particular


@pytest.fixture
def places(factory, alice, bells):
    """What Alice's factory has, by the names in the addresses."""
    draft = start(factory.organisation, alice, Assessment.Mode.QUICK)
    snapshot = frozen(factory, alice, evaluated("auto-parts-small"))
    report = jobs.request(snapshot, "en", alice)
    return {"client": factory.uuid, "draft": draft.uuid, "done": snapshot.assessment.uuid, "report": report.uuid}


def ask(program, name, places):
    method, address, body, _scope = OPERATIONS[name]
    return getattr(program, method)(address.format(**places), *([] if body is None else [body]))


def refusals(program, places, names=OPERATIONS):
    return {
        name: (reply.status_code, reply.json().get("code")) for name in names for reply in [ask(program, name, places)]
    }


def test_the_matrix_knows_every_operation():
    from api.description import described
    from api.v1 import api

    paths = described(api)["paths"].values()
    assert {one["operationId"] for path in paths for one in path.values()} == set(OPERATIONS) | ELSEWHERE


def test_with_the_access_of_the_client_and_every_scope_no_operation_is_forbidden(ours, places):
    for name, (status, code) in refusals(ours, places).items():
        assert status in (200, 201, 202, 409) or code == "not_ready", name


@pytest.mark.parametrize("scope", ["edit", "submit", "report"])
def test_without_its_scope_an_operation_is_forbidden(program, paula, provider, granted, places, scope):
    granted({"edit", "submit"})
    lesser = program(paula, provider, EVERYTHING - {scope})
    for name, reply in refusals(lesser, places).items():
        assert (reply == (403, "scope_missing")) == (OPERATIONS[name][3] == scope), name


def test_a_client_of_another_provider_is_not_there(program, paula, provider, granted, places):
    granted({"edit", "submit"}, client=None)
    other = Organisation.objects.create(kind="provider", name="另一家")
    Membership.objects.create(user=paula, organisation=other, role="owner")
    replies = refusals(program(paula, other), places)
    assert set(replies.values()) == {(404, "not_found")}
    assert program(paula, other).get("/clients").json()["clients"] == []


def test_the_own_enterprise_of_a_person_is_not_reached_by_a_token_of_a_provider(program, alice, provider, places):
    Membership.objects.create(user=alice, organisation=provider, role="owner")
    assert set(refusals(program(alice, provider), places).values()) == {(404, "not_found")}


def test_a_grant_that_is_ended_is_gone_with_the_next_request(ours, places, alice, factory):
    Grant.objects.get().end(alice, factory.organisation)
    assert set(refusals(ours, places).values()) == {(404, "not_found")}
    assert ours.get("/clients").json()["clients"] == []


def test_a_grant_that_has_run_out_is_gone(program, paula, provider, granted, places, monkeypatch):
    granted({"edit", "submit"}, days=1)
    ours, later = program(paula, provider), timezone.localdate() + timedelta(days=2)
    assert ours.get("/clients").json()["clients"]
    monkeypatch.setattr(timezone, "localdate", lambda *_: later)
    assert set(refusals(ours, places).values()) == {(404, "not_found")}


def test_what_the_client_does_not_allow_is_forbidden(program, paula, provider, granted, places):
    granted()
    replies = refusals(program(paula, provider), places)
    forbidden = {name for name, reply in replies.items() if reply == (403, "not_allowed")}
    assert forbidden == {"start_assessment", "save_answers", "save_scenes", "submit_assessment"}


def test_who_leaves_the_provider_has_no_token_any_more(ours, places, paula, provider):
    membership = Membership.objects.get(user=paula, organisation=provider)
    membership.delete()
    assert set(refusals(ours, places).values()) == {(401, "token_refused")}
    Membership.objects.create(user=paula, organisation=provider, role="owner")
    assert ours.get("/clients").status_code == 401


def test_a_lesser_role_makes_a_lesser_token(ours, places, paula):
    Membership.objects.filter(user=paula).update(role="viewer")
    replies = refusals(ours, places)
    forbidden = {name for name, reply in replies.items() if reply == (403, "not_allowed")}
    assert forbidden == {"start_assessment", "save_answers", "save_scenes", "submit_assessment"}


@pytest.mark.parametrize(
    "change",
    [
        lambda: ApiToken.objects.get().revoke(),
        lambda: ApiToken.objects.update(expires=timezone.localdate() - timedelta(days=1)),
        lambda: ApiToken.objects.get().user.__class__.objects.filter(name="Paula").update(is_active=False),
    ],
    ids=["revoked", "expired", "person may not sign in"],
)
def test_a_token_that_does_not_count_is_refused(ours, change):
    assert ours.get("/clients").status_code == 200
    change()
    refused = ours.get("/clients")
    assert (refused.status_code, refused.json()["code"]) == (401, "token_refused")
    assert refused["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_nothing(as_, paula, granted):
    granted()
    refused = as_(paula).get("/api/v1/clients")
    assert (refused.status_code, refused.json()["code"]) == (401, "no_token")


def test_a_token_is_no_session(ours):
    assert ours.client.get("/home/", headers={"authorization": f"Bearer {ours.token}"}).status_code in (302, 404)
    assert not ours.client.cookies


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer rdy_nothing", "Bearer \u00ff"])
def test_anything_but_a_token_is_refused(ours, header):
    reply = ours.client.get("/api/v1/clients", headers={"authorization": header})
    assert reply.status_code == 401


def test_only_the_hash_of_a_token_is_kept(ours):
    kept = ApiToken.objects.get()
    assert ours.token not in str(vars(kept))
    assert ours.token.startswith(kept.prefix)


def test_the_day_of_the_last_use_is_noted_once(ours):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ours.get("/frameworks")
    assert ApiToken.objects.get().used_on == timezone.localdate()
    with CaptureQueriesContext(connection) as queries:
        ours.get("/frameworks")
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]


def test_only_an_administrator_of_a_provider_prepares_files(program, wang, paula, provider, alice, factory):
    from tests.api.test_operations import NEW

    for person, organisation in ((wang, provider), (alice, factory.organisation)):
        refused = program(person, organisation).post("/clients", NEW)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    refused = program(paula, provider, {"submit"}).post("/clients", NEW)
    assert refused.json()["code"] == "scope_missing"


def test_an_unknown_id_is_answered_like_that_of_a_stranger(ours, places, charlie, draft_of_charlie):
    unknown = ours.get("/assessments/00000000-0000-4000-8000-000000000000")
    foreign = ours.get(f"/assessments/{draft_of_charlie.uuid}")
    assert (unknown.status_code, unknown.json()) == (foreign.status_code, foreign.json())


@pytest.fixture
def draft_of_charlie(charlie):
    return start(Organisation.objects.own(charlie).get(), charlie, "quick")

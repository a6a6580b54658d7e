"""Who may do what on behalf of an enterprise: role at the provider × what was allowed × state of it, in all rooms.

Every line of the table is a page with the right it asks for; what each person should be answered follows from the rights
alone, which are written down here once more and not taken from the program.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Grant, Membership, User
from accounts.rights import EDIT, MANAGE, READ, SUBMIT, VERIFY
from calibration import preparing
from calibration.urls import urlpatterns as calibration_urls
from evidence.models import Evidence
from readiness.loading.practice import published_practice
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.submission import submit
from tests.surveys.filling import fill

pytestmark = pytest.mark.django_db

OWN = "own"  # asked of the people of the enterprise alone
ROLES = {"paula": {READ, EDIT, SUBMIT, VERIFY}, "wang": {READ, EDIT, SUBMIT, VERIFY}, "rita": {READ}}
STATES = {
    "no grant": set(),
    "view": {READ},
    "edit": {READ, EDIT},
    "submit": {READ, SUBMIT},
    "verify": {READ, VERIFY},
    "everything": {READ, EDIT, SUBMIT, VERIFY},
    "ended": set(),
    "expired": set(),
    "prepared": {READ, EDIT, SUBMIT, VERIFY},
    "taken over": {READ},
}


@dataclass
class Place:
    """Where the people act: an enterprise with a draft, a result and a piece of evidence."""

    firm: object
    draft: Assessment
    done: Assessment
    evidence: Evidence


# name of the page, what its address needs, how it is asked, the right it asks for
PAGES = [
    ("accounts:enterprise", "firm", "get", READ),
    ("accounts:enterprise_edit", "firm", "get", EDIT),
    ("accounts:enterprise_funding", "firm", "get", EDIT),
    ("surveys:firm", "firm", "get", READ),
    ("surveys:assessment", "draft", "get", READ),
    ("surveys:review", "draft", "get", READ),
    ("surveys:answer", "answer", "json", EDIT),
    ("surveys:mode", "draft", "post", EDIT),
    ("surveys:submit", "draft", "post", SUBMIT),
    ("evidence:question", "question", "get", READ),
    ("evidence:remove", "evidence", "post", EDIT),
    ("teamwork:assignments", "draft", "get", READ),
    ("teamwork:assign", "part", "get", EDIT),
    ("teamwork:switch", "draft", "post", MANAGE),
    ("exchange:import", "firm", "get", EDIT),
    ("reports:request", "done", "post", READ),
    ("history:trend", "firm", "get", READ),
    ("estimates:estimate", "firm", "get", READ),
    ("funding:subscribe", "done", "post", OWN),
    ("bureaus:sharing", "firm", "get", OWN),
    ("providers:access", "firm", "get", OWN),
    ("providers:invite", "firm", "get", OWN),
    ("accounts:people", "firm", "get", None),  # never told that there are people
]


@pytest.fixture
def place(factory, prepared, alice, paula, wang, rita, request):
    return lambda state: _furnished(prepared if state in ("prepared", "taken over") else factory, alice)


def _furnished(firm, user):
    done = fill(start(firm.organisation, user, Assessment.Mode.QUICK), user)
    assert submit(done, user, Sheet(done).seen).snapshot
    draft = start(firm.organisation, user, Assessment.Mode.FULL)
    note = {"kind": "note", "note": "看过设备台账", "evidence_class": "oral", "question": draft.questions[1].code}
    return Place(firm, draft, done, Evidence.objects.create(assessment=draft, added_by=user, **note))


def _arrange(state, place, provider, alice):
    """Bring the provider's access into this state."""
    client, until = place.firm.organisation, timezone.localdate() + timedelta(days=30)
    if state == "taken over":
        Membership.objects.create(user=alice, organisation=client, role="owner")
        place.firm.prepared_by = None
        place.firm.save()
        Grant.objects.give(client, provider, alice, set(), "x", until)
    elif state == "expired":
        today = timezone.localdate()
        past = {"begins": today - timedelta(days=9), "until": today - timedelta(days=1)}
        Grant.objects.create(client=client, provider=provider, may_edit=True, purpose="x", **past)
    elif state not in ("no grant", "prepared"):
        rights = {READ, EDIT, SUBMIT, VERIFY} if state == "ended" else STATES[state]
        grant = Grant.objects.give(client, provider, alice, rights, "x", until)
        if state == "ended":
            grant.end(alice, client)


def _rights(state, person):
    rights = STATES[state] & ROLES[person]
    return rights | {MANAGE} if state == "prepared" and person == "paula" else rights


def _expected(right, held):
    """404: as if it did not exist; 403: seen, but not allowed; None: whatever the page answers to who may."""
    if right is None or not held:
        return 404
    return None if right in held else 403


def _ask(client, place, name, needs, how):
    arguments = {
        "firm": [place.firm.uuid],
        "draft": [place.draft.uuid],
        "done": [place.done.uuid],
        "answer": [place.draft.uuid, place.draft.questions[0].code],
        "question": [place.draft.uuid, place.draft.questions[1].code],
        "part": [place.draft.uuid, place.draft.dimensions[0].code],
        "evidence": [place.evidence.uuid],
    }[needs]
    address = reverse(name, args=arguments)
    if how == "json":
        change = json.dumps({"base": 0, "mutation": str(uuid.uuid4()), "value": None})
        return client.post(address, change, content_type="application/json")
    return client.get(address) if how == "get" else client.post(address, {"seen": "", "language": "en"})


@pytest.mark.parametrize("state", STATES)
def test_every_page_answers_by_the_rights_alone(as_, place, provider, alice, request, state):
    here = place(state)
    _arrange(state, here, provider, alice)
    wrong = []
    for person in ROLES:
        client, held = as_(request.getfixturevalue(person)), _rights(state, person)
        for name, needs, how, right in PAGES:
            expected, status = _expected(right, held), _ask(client, here, name, needs, how).status_code
            if status != expected if expected else status in (403, 404) or status >= 500:
                wrong.append((person, name, expected, status))
    assert not wrong


def test_the_table_names_a_page_for_every_right():
    assert {right for *_, right in PAGES} == {READ, EDIT, SUBMIT, MANAGE, OWN, None}
    assert User.objects.count() == 0


# --- Calibration: the provider's own pages, which no grant opens to anybody ------------------------------------------

AT_THE_PROVIDER = {
    "paula": {READ, EDIT, SUBMIT, MANAGE},
    "wang": {READ, EDIT},
    "rita": {READ},
    "alice": set(),
    "charlie": set(),
}
CALIBRATION = [
    ("home", "provider", "get", READ),
    ("choose", "provider", "get", MANAGE),
    ("practice", "case", "get", MANAGE),
    ("practice", "case", "post", MANAGE),
    ("written", "provider", "get", MANAGE),
    ("written", "provider", "post", MANAGE),
    ("clients", "provider", "get", MANAGE),
    ("client", "client", "get", MANAGE),
    ("client", "client", "post", MANAGE),
    ("round", "draft", "get", MANAGE),
    ("observation", "observation", "get", MANAGE),
    ("observation", "observation", "post", MANAGE),
    ("open", "draft", "post", MANAGE),
    ("round", "opened", "get", READ),
    ("question", "question", "get", EDIT),
    ("question", "question", "post", EDIT),
    ("hand_in", "opened", "get", EDIT),
    ("hand_in", "opened", "post", EDIT),
    ("close", "opened", "get", MANAGE),
    ("result", "opened", "get", READ),
    ("workbook", "opened", "get", READ),
    ("result", "closed", "get", READ),
    ("workbook", "closed", "get", READ),
    ("remove", "draft", "post", MANAGE),
    ("close", "opened", "post", MANAGE),
]


@pytest.fixture
def rounds(provider, paula, factory, granted):
    """What the addresses of calibration need: a draft of a client's case, an open and a closed round."""
    granted()
    soon = timezone.localdate() + timedelta(days=9)
    facts = {"industry": "36", "policy_group": "equipment", "size": "small", "province": "330000", "source": "client"}
    facts |= {"framework_reference": "ai-manufacturing@2026.1", "client": factory.organisation, "closes_on": soon}
    draft = preparing.begin(provider, paula, ["PM"], title="一", **facts)
    opened, closed = (
        preparing.begin_practice(provider, paula, published_practice()["stamping"], title, soon) for title in "二三"
    )
    preparing.close(closed, paula)
    return {
        "provider": [provider.uuid],
        "case": [provider.uuid, "stamping"],
        "client": [provider.uuid, factory.uuid],
        "draft": [draft.uuid],
        "observation": [draft.uuid, "PM-1"],
        "opened": [opened.uuid],
        "question": [opened.uuid, "PM-1"],
        "closed": [closed.uuid],
    }


@pytest.mark.parametrize("person", list(AT_THE_PROVIDER)[::-1])
def test_every_page_of_calibration_answers_by_the_role_alone(as_, rounds, request, person):
    client, held, wrong = as_(request.getfixturevalue(person)), AT_THE_PROVIDER[person], []
    for name, needs, how, right in CALIBRATION:
        status = getattr(client, how)(reverse(f"calibration:{name}", args=rounds[needs])).status_code
        expected = _expected(right, held)
        if status != expected if expected else status in (403, 404) or status >= 500:
            wrong.append((name, how, expected, status))
    assert not wrong


def test_the_table_of_calibration_names_every_address():
    assert {name for name, *_ in CALIBRATION} == {one.name for one in calibration_urls}


@pytest.mark.parametrize("state", STATES)
def test_a_case_is_made_only_from_a_client_the_provider_may_view(as_, place, provider, alice, paula, state):
    here = place(state)
    _arrange(state, here, provider, alice)
    status = as_(paula).get(reverse("calibration:client", args=[provider.uuid, here.firm.uuid])).status_code
    assert status == (200 if READ in _rights(state, "paula") else 404)

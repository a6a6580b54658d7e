"""The save protocol against any order of events: two windows, a network that loses, repeats, delays and reorders.

A model beside the server says what every reply must be and what the tables and the log must hold after every step.
`pytest tests/surveys/test_protocol.py --hypothesis-profile=soak` runs for long.
"""

import hashlib
import json
import logging
import sys
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from readiness.answers import AnswerError
from surveys import saving
from surveys.models import AnswerEvent, Assessment, ResultSnapshot
from surveys.register import read_scene
from surveys.replay import breaks, differences, kept
from surveys.review import obstacles
from surveys.saving import canonical
from surveys.sheet import Sheet
from tests.surveys.filling import middling
from tests.surveys.window import REFUSED, Request, Window

pytestmark = pytest.mark.django_db

SCENES = [f"scene:{uuid.UUID(int=number)}" for number in (1, 2)]
MOST = 1  # scene, so that the limit is met
LINE = {"name": "AI 质检", "stage": "PM", "status": "pilot"}
VALUES = {
    "PM-1": ["L1", "L4", "unknown", None, "L9"],
    "PV-1": ["L2", {"na": ""}, {"na": "没有中试"}, None],
    "DT-1": [
        {"connected": "3", "total": "9"},
        {"connected": "3"},
        {"connected": "9", "total": " 3 "},
        "L3",
        None,
        {"total": "多"},
    ],
    "DT-2": [["quality", "sales"], ["sales"], ["none", "hr"], "unknown", None],
}
LINES = [LINE, LINE | {"status": "production", "start_month": "2026年5月"}, {"name": " 排产 "}, None, {"stage": "XX"}]
VALUES |= dict.fromkeys(SCENES, LINES)
CHANGES = st.sampled_from([(subject, value) for subject, values in VALUES.items() for value in values])
WINDOWS = st.integers(0, 1)
PICK = st.integers(0, 15)  # which of those there are


class Protocol(RuleBasedStateMachine):
    """Two windows on one assessment. `place`: what exists before each example, see `place` below."""

    place = None

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()  # taken back by teardown
        self.example.__enter__()
        self.assessment = self.place["assessment"]
        self.rows = kept(self.assessment)  # subject → (revision, value): the model of the tables
        self.log = self._log()  # mutation → (subject, new revision or None, value): the model of the log
        self.replies = {}  # mutation → (subject, status, body): the promise to repeat them
        self.network, self.answered, self.delivered = [], [], []  # requests; replies under way; requests ever processed
        self.submitted, self.submissions = False, 0
        self.asked = True  # the server, since the tables were last looked at

    @initialize(colleague=st.booleans())
    def open_two_windows(self, colleague):
        people = ["alice", "bob" if colleague else "alice"]
        self.windows = [Window(self.place[f"{who}{n}"], self.place[who]) for n, who in enumerate(people)]
        for window in self.windows:
            window.reload(self.rows)
            self._look(window)

    def teardown(self):
        try:
            if sys.exc_info()[0] is None:  # else there is something to report already
                self._come_to_rest()
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    # --- People

    @rule(number=WINDOWS, change=CHANGES)
    def type(self, number, change):
        self.windows[number].type(*change)

    @rule(number=WINDOWS, change=CHANGES)
    def type_and_send(self, number, change):
        self.windows[number].type(*change)
        self.network += self.windows[number].send()

    @rule(number=WINDOWS, change=CHANGES)
    def type_on_a_good_day(self, number, change):
        window = self.windows[number]
        window.type(*change)
        for request in window.send():
            self._process(request)
            window.learn(request)

    @precondition(lambda self: any(window.conflicts for window in self.windows))
    @rule(pick=PICK, mine=st.booleans())
    def settle_a_conflict(self, pick, mine):
        window, subject = _one([(w, subject) for w in self.windows for subject in w.conflicts], pick)
        (window.keep_mine if mine else window.keep_theirs)(subject)

    @rule(number=WINDOWS)
    def reload_the_page(self, number):
        self.windows[number].reload(self.rows)

    @rule(number=WINDOWS)
    def come_back_to_the_window(self, number):
        self._look(self.windows[number])

    @precondition(lambda self: len(self.delivered) > 8 and self.submissions < 3)
    @rule(look=st.booleans())
    def submit_what_was_seen(self, look):
        self.submissions += 1
        if look:
            self._look(self.windows[0])
        self._submit(self.windows[0])

    # --- The network

    @precondition(lambda self: any(window.queue for window in self.windows))
    @rule(number=WINDOWS)
    def send(self, number):
        self.network += self.windows[number].send()

    @precondition(lambda self: self.network)
    @rule(pick=PICK)
    def arrive(self, pick):
        request = _one(self.network, pick)
        self.network.remove(request)
        self._process(request)
        self.answered.append(request)

    @precondition(lambda self: self.network)
    @rule(pick=PICK)
    def lose_a_request(self, pick):
        request = _one(self.network, pick)
        self.network.remove(request)
        request.window.give_up(request)

    @precondition(lambda self: self.network)
    @rule(pick=PICK)
    def delay_a_request(self, pick):
        request = _one(self.network, pick)
        request.window.give_up(request)

    @precondition(lambda self: self.answered)
    @rule(pick=PICK)
    def deliver_a_reply(self, pick):
        request = _one(self.answered, pick)
        self.answered.remove(request)
        request.window.learn(request)

    @precondition(lambda self: self.answered)
    @rule(pick=PICK)
    def lose_a_reply(self, pick):
        request = _one(self.answered, pick)
        self.answered.remove(request)
        request.window.give_up(request)

    @precondition(lambda self: self.delivered)
    @rule(pick=st.integers(0, 200))
    def repeat_a_request(self, pick):
        self._process(_one(self.delivered, pick))

    @precondition(lambda self: self.replies)
    @rule(pick=PICK, change=CHANGES)
    def use_an_id_again_for_something_else(self, pick, change):
        mutation = _one(list(self.replies), pick)
        if self.replies[mutation][0] != change[0]:
            status, body = self._post(self.windows[0], change[0], {"value": change[1], "base": 0, "mutation": mutation})
            assert (status, body["result"]) == (422, "refused")

    # --- What must hold after every step

    @invariant()
    def nothing_acknowledged_is_lost(self):
        if not self.asked:
            return  # the server has not been spoken to since
        self.asked = False
        assert kept(self.assessment) == self.rows  # every row is the last accepted value
        assert self._log() == self.log  # every change is logged once, as it was acknowledged
        made = {}
        for subject, revision, _value in self.log.values():
            if revision:
                made.setdefault(subject, []).append(revision)
        assert made == {subject: list(range(1, last + 1)) for subject, (last, _value) in self.rows.items()}

    @invariant()
    def what_a_window_shows_as_saved_is_in_the_log(self):
        logged = {(subject, revision): value for subject, revision, value in self.log.values()}
        for window in getattr(self, "windows", []):
            for subject, item in window.items.items():
                if not item.records and item.base and not window.stopped:
                    assert logged[subject, item.base] == self._read(subject, item.shown)

    # --- The server, and what it must say

    def _process(self, request: Request):
        """Let a request reach the server and hold its reply against the model."""
        expected = self._expected(request.subject, request.body)
        status, body = self._post(request.window, request.subject, request.body)
        assert (status, body) == (expected[0], body | expected[1])
        assert body["mutation"] == request.change.mutation
        if body["result"] in ("saved", "conflict"):
            self.replies[request.change.mutation] = (request.subject, status, body)
        request.status, request.reply = status, body
        self.delivered.append(request)

    def _expected(self, subject, change):
        """(status, what the body must hold), and the model of tables and log moved on."""
        if change["mutation"] in self.replies:
            return self.replies[change["mutation"]][1:]
        try:
            value = self._read(subject, change["value"])
        except AnswerError:
            return 422, {"result": "refused"}
        revision, old = self.rows.get(subject, (0, None))
        if self.submitted:
            return 409, {"result": "locked", "value": old, "revision": revision}
        if subject in SCENES and old is None and value is not None and self._scenes() >= MOST:
            return 422, {"result": "refused"}
        if change["base"] != revision and value != old:
            self.log[change["mutation"]] = (subject, None, value)
            return 409, {"result": "conflict", "value": old, "revision": revision}
        self.rows[subject] = (revision + 1, value)
        self.log[change["mutation"]] = (subject, revision + 1, value)
        return 200, {"result": "saved", "value": value, "revision": revision + 1}

    def _scenes(self):
        return sum(subject in SCENES and value is not None for subject, (_, value) in self.rows.items())

    def _read(self, subject, value):
        if subject in SCENES:
            return read_scene(self.place["stages"], value)
        return canonical(self.assessment.framework.questions[subject], value)

    def _log(self):
        events = AnswerEvent.objects.filter(assessment=self.assessment).order_by("pk")
        columns = events.values_list("mutation", "subject", "new_revision", "new_value")
        return {str(mutation): (subject, revision, value) for mutation, subject, revision, value in columns}

    def _post(self, window, subject, body):
        self.asked = True
        name, _, scene = subject.partition(":")
        address = reverse("surveys:scene" if scene else "surveys:answer", args=[self.assessment.uuid, scene or name])
        response = window.client.post(address, json.dumps(body), content_type="application/json")
        return response.status_code, response.json()

    def _look(self, window):
        """Ask for the state, as a window does that comes back to the front, and reload where it is behind."""
        state = window.client.get(reverse("surveys:state", args=[self.assessment.uuid])).json()
        assert state["revisions"] == {subject: revision for subject, (revision, _) in self.rows.items()}
        assert state["state"] == ("submitted" if self.submitted else "draft")
        assert state["digest"] == hashlib.sha256(_seen(state["revisions"]).encode()).hexdigest()
        window.seen = _seen(state["revisions"])
        if not window.queue:
            held = _seen({s: item.base for s, item in window.items.items() if item.base})
            if self.submitted or held != window.seen:
                window.reload(self.rows)
            assert {s: (i.base, self._read(s, i.shown)) for s, i in window.items.items() if i.base} == self.rows

    def _submit(self, window):
        """Submit what the window has seen: it must be all there is, and enough."""
        current = _seen({subject: revision for subject, (revision, _) in self.rows.items()})
        accepted = self.submitted or (window.seen == current and not obstacles(Sheet(self.assessment)))
        address = reverse("surveys:submit", args=[self.assessment.uuid])
        self.asked = True
        status = window.client.post(address, {"seen": window.seen}).status_code
        assert status == (302 if accepted else 409)
        if accepted and not self.submitted:
            frozen = ResultSnapshot.objects.get(assessment=self.assessment).data["answers"]
            answers = {s: value for s, (_, value) in self.rows.items() if s not in SCENES and value is not None}
            assert frozen == answers
        self.submitted = accepted
        assert Assessment.objects.get(pk=self.assessment.pk).open != self.submitted

    # --- The end

    def _come_to_rest(self):
        """The network heals, every conflict is settled: both windows hold what the server holds, the log says so too."""
        for request in [*self.network, *self.delivered[-3:]]:  # late ones change nothing that was acknowledged
            self._process(request)
        for mine, window in zip((True, False), getattr(self, "windows", []), strict=False):
            self._drain(window, mine)
        for window in getattr(self, "windows", []):
            window.reload(self.rows)
            self._look(window)
            assert not window.queue
        self.asked = True
        self.nothing_acknowledged_is_lost()
        assert differences(self.assessment) == {}
        assert breaks(self.assessment) == []

    def _drain(self, window, mine):
        for _ in range(60):
            window.reload(self.rows)
            for subject, item in list(window.items.items()):
                if item.record and item.record.state == REFUSED:
                    window.type(subject, None)
            for request in window.send():
                self._process(request)
                window.learn(request)
            for subject in window.conflicts:
                (window.keep_mine if mine else window.keep_theirs)(subject)
            if not window.queue:
                return
        raise AssertionError(f"The queue does not empty: {window.queue}")


def _one(things, pick):
    return things[pick % len(things)]


def _seen(revisions):
    return " ".join(f"{subject}.{revision}" for subject, revision in sorted(revisions.items()))


@pytest.fixture
def place(quick_draft, answer, alice, bob, monkeypatch):
    """A quick assessment, answered but for one question, and a signed-in browser for each window."""
    monkeypatch.setattr(saving, "MOST_SCENES", MOST)
    for question in quick_draft.questions:
        if question.code != "DT-2":
            assert answer(quick_draft, question.code, middling(question)).result == "saved"
    clients = {}
    for name, user in (("alice0", alice), ("alice1", alice), ("bob1", bob)):
        clients[name] = Client()
        clients[name].force_login(user)
    stages = [stage.code for stage in quick_draft.framework.stages(quick_draft.weights)]
    return clients | {"alice": alice, "bob": bob, "assessment": quick_draft, "stages": stages}


def test_whatever_the_network_does_nothing_acknowledged_is_lost_or_overwritten(place, caplog):
    caplog.set_level(logging.ERROR, "django.request")  # thousands of conflicts, all of them meant
    run_state_machine_as_test(type("ProtocolHere", (Protocol,), {"place": place}))

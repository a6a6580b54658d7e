"""Two browsers and an echo on the same few questions at once: every change counts exactly once, on either database."""

import json
import logging
import random
import threading
import uuid
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from surveys.models import AnswerEvent
from surveys.replay import breaks, differences, kept

VALUES = {
    "PM-1": ["L1", "L2", "L3", "L4", "unknown", None],
    "DT-1": [{"connected": "1", "total": "9"}, {"connected": "2"}, {"connected": "3", "total": "9"}, None],
    "DT-2": [["sales"], ["quality", "sales"], ["planning"], None],
    f"scene:{uuid.UUID(int=1)}": [{"name": "AI 质检"}, {"name": "排产", "stage": "PM"}, None],
}
CHANGES = 150  # of each browser


@dataclass
class Browser:
    """Changes answers at random, believes what it is told, and now and then does not hear the reply and asks again."""

    client: Client
    address: str
    dice: random.Random
    bases: dict = field(default_factory=lambda: defaultdict(int))
    replies: dict = field(default_factory=dict)  # mutation → (subject, reply)
    last: tuple = ()  # what the echo repeats

    def run(self):
        for _ in range(CHANGES):
            self.change()

    def change(self):
        subject = self.dice.choice(list(VALUES))
        value = self.dice.choice(VALUES[subject])
        body = {"value": value, "base": self.bases[subject], "mutation": str(uuid.UUID(int=self.dice.getrandbits(128)))}
        self.last = (subject, body)
        for _ in range(1 + (self.dice.random() < 0.2)):  # the reply was lost: the same change again
            reply = self.send(subject, body)
            assert self.replies.setdefault(body["mutation"], (subject, reply)) == (subject, reply)
        if reply["result"] == "saved" or self.dice.random() < 0.8:  # else the next change comes from a stale page
            self.bases[subject] = reply["revision"]

    def send(self, subject, body):
        response = self.client.post(self._url(subject), json.dumps(body), content_type="application/json")
        reply = response.json()
        reply.pop("doubts", None)  # what does not fit together depends on the other answers of the moment
        assert reply["result"] in ("saved", "conflict"), reply
        assert (response.status_code, reply["mutation"]) == (
            200 if reply["result"] == "saved" else 409,
            body["mutation"],
        )
        return reply

    def _url(self, subject):
        name, _, scene = subject.partition(":")
        return reverse("surveys:scene" if scene else "surveys:answer", args=[self.address, scene or name])


@dataclass
class Echo:
    """A proxy that sends again what a browser is just sending; either of the two may come first."""

    browsers: list
    over: threading.Event = field(default_factory=threading.Event)
    replies: list = field(default_factory=list)

    def run(self):
        while not self.over.wait(0.1):
            for browser in self.browsers:
                if browser.last:
                    subject, body = browser.last
                    self.replies.append((body["mutation"], browser.send(subject, body)))


def _in_thread(act):
    try:
        return act()
    finally:
        connections.close_all()


def _browser(user, assessment, seed):
    client = Client()
    client.force_login(user)
    return Browser(client, assessment.uuid, random.Random(seed))


def _play(browsers, echo):
    """Let both browsers make all their changes while the echo repeats some."""
    with ThreadPoolExecutor(3) as pool:
        echoing = pool.submit(_in_thread, echo.run)
        playing = [pool.submit(_in_thread, browser.run) for browser in browsers]
        try:
            for work in playing:
                work.result()
        finally:
            echo.over.set()
        echoing.result()


@pytest.mark.django_db(transaction=True)
def test_every_change_of_two_busy_browsers_counts_exactly_once(draft, alice, bob, caplog):
    caplog.set_level(logging.ERROR, "django.request")  # hundreds of conflicts, all of them meant
    browsers = [_browser(user, draft, seed) for seed, user in enumerate((alice, bob), start=1)]
    echo = Echo(browsers)
    _play(browsers, echo)
    replies = {mutation: reply for browser in browsers for mutation, reply in browser.replies.items()}
    events = {str(event.mutation): event for event in AnswerEvent.objects.filter(assessment=draft)}
    accepted = [event for event in events.values() if event.new_revision]

    assert differences(draft) == {}
    assert breaks(draft) == []
    assert len(replies) == 2 * CHANGES
    assert events.keys() == replies.keys()
    assert len(accepted) == sum(revision for revision, _value in kept(draft).values())
    assert 0 < len(accepted) < len(events)  # there were conflicts, or this shows nothing
    for mutation, (subject, reply) in replies.items():
        event = events[mutation]
        saved = (event.new_revision, event.new_value) if event.new_revision else (event.found_revision, event.old_value)
        assert (event.subject, *saved) == (subject, reply["revision"], reply["value"])
    assert echo.replies
    assert all(reply == replies[mutation][1] for mutation, reply in echo.replies)

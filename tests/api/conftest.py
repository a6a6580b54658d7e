"""A provider's program: tokens of Paula, who runs the provider, and a client that speaks to the interface with one."""

import json
import uuid

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Membership
from api.models import ApiToken
from surveys.models import Assessment
from surveys.starting import start
from tests.surveys.filling import fill

EVERYTHING = {"edit", "submit", "report"}


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    cache.clear()


class Program:
    """What a program sends and gets. A new key for every change unless one is given."""

    def __init__(self, token, language="en"):
        self.token, self.language, self.client = token, language, Client(raise_request_exception=False)

    def get(self, path, **headers):
        return self.client.get(f"/api/v1{path}", headers=self._headers(headers))

    def post(self, path, body=None, key=None, **headers):
        return self._change(self.client.post, path, body, key, headers)

    def patch(self, path, body=None, key=None, **headers):
        return self._change(self.client.patch, path, body, key, headers)

    def _change(self, send, path, body, key, headers):
        headers = {"idempotency-key": key or str(uuid.uuid4())} | headers
        raw = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        return send(f"/api/v1{path}", raw, content_type="application/json", headers=self._headers(headers))

    def _headers(self, headers):
        return {"authorization": f"Bearer {self.token}", "accept-language": self.language} | headers


@pytest.fixture
def program():
    """program(paula, provider) speaks with a token that may do everything; scopes: no more than these."""

    def make(person, organisation, scopes=EVERYTHING, language="en"):
        membership = Membership.objects.get(user=person, organisation=organisation)
        return Program(ApiToken.objects.make(membership, "ERP", scopes)[1], language)

    return make


@pytest.fixture
def ours(program, paula, provider, granted):
    """Paula's program, with everything allowed by Alice's factory."""
    granted({"edit", "submit"})
    return program(paula, provider)


@pytest.fixture
def draft(factory, alice):
    return start(factory.organisation, alice, Assessment.Mode.QUICK)


@pytest.fixture
def answered(draft, alice):
    return fill(draft, alice)


@pytest.fixture
def one_page(monkeypatch):
    """The press sets a single page instead of twenty."""
    monkeypatch.setattr(
        "reports.press.paper", lambda document, number, address, branding=None: f"<html lang=en><title>{number}</title>"
    )


@pytest.fixture
def bells(monkeypatch):
    """The bells that were rung, instead of a queue."""
    rung = []
    monkeypatch.setattr("reports.jobs.ring", rung.append)
    return rung

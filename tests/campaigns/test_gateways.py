"""The gateway of a bureau: where it may lie, how a message is signed, what its answer means."""

import hashlib
import hmac
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse
from django.utils import translation

from campaigns import posting
from campaigns.gateways import trouble_with
from campaigns.models import Gateway
from campaigns.posting import Refused, Unreached, address_of, post

SECRET = "whs_secret"


@pytest.fixture
def server():
    """A gateway on this machine: what it was sent, and what it answers."""
    seen = {"status": 204, "requests": []}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen["requests"].append((self.path, dict(self.headers), body))
            self.send_response(seen["status"])
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_):
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    seen["url"] = f"http://127.0.0.1:{running.server_port}/readiness?bureau=1"
    yield seen
    running.shutdown()
    running.server_close()


@pytest.fixture
def private(settings):
    settings.WEBHOOK_PRIVATE = True


def test_a_message_is_signed_over_timestamp_and_body(server, private):
    post(server["url"], SECRET, "an-identity", {"text": "请尽快提交"}, 1796097600)
    ((path, headers, body),) = server["requests"]
    assert path == "/readiness?bureau=1"
    assert json.loads(body) == {"text": "请尽快提交"}
    expected = hmac.new(SECRET.encode(), b"1796097600." + body, hashlib.sha256).hexdigest()
    assert headers["X-Readiness-Signature"] == f"sha256={expected}"
    assert headers["X-Readiness-Timestamp"] == "1796097600"
    assert headers["Idempotency-Key"] == "an-identity"


def test_a_published_case_of_the_signature_can_be_recomputed():
    assert posting.signature("key", "0", b"{}") == hmac.digest(b"key", b"0.{}", "sha256").hex()


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_what_may_pass_is_tried_again(server, private, status):
    server["status"] = status
    with pytest.raises(Unreached, match=str(status)):
        post(server["url"], SECRET, "x", {}, 0)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 410])
def test_anything_else_has_failed_and_redirects_are_not_followed(server, private, status):
    server["status"] = status
    with pytest.raises(Refused, match=str(status)):
        post(server["url"], SECRET, "x", {}, 0)
    assert len(server["requests"]) == 1


def test_a_server_that_is_not_there_is_tried_again(private):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(Unreached):
        post(f"http://127.0.0.1:{port}/", SECRET, "x", {}, 0)


def test_an_address_of_the_own_network_is_refused_before_anything_is_sent(server):
    with pytest.raises(Refused, match="not public"):
        post(server["url"], SECRET, "x", {}, 0)
    assert server["requests"] == []


PRIVATE = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1"]
PRIVATE += ["fd00::1", "fe80::1", "::ffff:10.0.0.1", "224.0.0.1"]


def resolves_to(monkeypatch, *addresses):
    rows = [(0, 0, 0, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *_, **__: rows)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_with_any_private_address_is_refused(monkeypatch, settings, address):
    resolves_to(monkeypatch, "93.184.216.34", address)
    with pytest.raises(Refused):
        address_of("gateway.example.com", 443)


def test_the_connection_is_made_to_the_address_that_was_looked_at(monkeypatch):
    resolves_to(monkeypatch, "93.184.216.34")
    connected = []

    def connect(place, timeout):
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(posting.socket, "create_connection", connect)
    with pytest.raises(Unreached):
        post("https://gateway.example.com/readiness", SECRET, "x", {}, 0)
    assert connected == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://gateway.example.com/readiness", ""),
        ("http://gateway.example.com/", "https://"),
        ("ftp://gateway.example.com/", "https://"),
        ("gateway.example.com", "https://"),
        ("https://", "https://"),
        ("https://me:secret@gateway.example.com/", "user name or password"),
        ("https://gateway.example.com:99999/", "no address"),
        ("https://gateway.example.com/a b", "character or port"),
        ("https://gateway.example.com/\r\nHost: x", "character or port"),
        ("https://网关.example.com/", "character or port"),
    ],
)
def test_an_address_that_will_not_do_is_told(url, sentence):
    with translation.override("en"):
        found = trouble_with(url)
    assert (sentence in found) if sentence else found == ""


@pytest.mark.django_db
def test_a_gateway_is_set_up_and_its_secret_shown_once_and_kept_in_no_table(signed_in, hana, bureau):
    address = reverse("campaigns:gateway", args=[bureau.uuid])
    page = signed_in(hana).post(address, {"url": "https://gateway.example.com/readiness"}).content.decode()
    gateway = Gateway.objects.get()
    assert gateway.secret in page
    assert gateway.secret not in str(Gateway.objects.values().get())
    assert gateway.secret not in signed_in(hana).get(address).content.decode()
    page = signed_in(hana).post(address, {"url": "https://other.example.com/"}).content.decode()
    assert "Its secret stays the same." in page
    assert gateway.secret not in page
    page = signed_in(hana).post(reverse("campaigns:new_secret", args=[bureau.uuid])).content.decode()
    assert Gateway.objects.get().secret in page
    assert Gateway.objects.get().secret != gateway.secret
    signed_in(hana).post(reverse("campaigns:remove_gateway", args=[bureau.uuid]))
    assert not Gateway.objects.exists()


@pytest.mark.django_db
def test_a_wrong_address_is_refused_with_a_sentence(signed_in, hana, bureau):
    address = reverse("campaigns:gateway", args=[bureau.uuid])
    response = signed_in(hana).post(address, {"url": "http://gateway.example.com/"})
    assert response.status_code == 422
    assert "must begin with https://" in response.content.decode()
    assert not Gateway.objects.exists()

"""One signed POST to a bureau's gateway. It goes to public addresses only, and to the very one that was looked at.

A name is resolved once, every address it has must be public, and the connection is made to that address with the name
checked against the certificate: an answer of the name server that changes in between leads nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10
AGENT = "Manufacturing-AI-Readiness/1"


class Refused(Exception):
    """Trying again will not help; the message says why."""


class Unreached(Exception):
    """Trying again may help."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 of timestamp, a point and the body, as hexadecimal digits."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def post(url: str, secret: str, identity: str, message: dict, timestamp: int) -> None:
    """Raises Refused and Unreached."""
    body = json.dumps(message, ensure_ascii=False, sort_keys=True).encode()
    moment = str(timestamp)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": AGENT,
        "Idempotency-Key": identity,
        "X-Readiness-Timestamp": moment,
        "X-Readiness-Signature": f"sha256={signature(secret, moment, body)}",
    }
    _judge(_answered(url, body, headers))


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status in (408, 425, 429) or status >= 500:
        raise Unreached(f"answered {status}")
    raise Refused(f"answered {status}")


def _answered(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the reply. Redirects are not followed: they would lead past what was looked at."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = _connection(parts.scheme, parts.hostname or "", port, address_of(parts.hostname or "", port))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Unreached(type(error).__name__) from error
    finally:
        connection.close()


def address_of(host: str, port: int) -> str:
    """The first address of a host, all of which are public. Raises Refused and Unreached."""
    try:
        found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Unreached("the name of the server is not known") from error
    if not settings.WEBHOOK_PRIVATE and not all(_public(address) for address in found):
        raise Refused("the server has an address that is not public")
    return str(found[0])


def _public(address) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_global and not found.is_multicast)


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    if scheme == "https":
        return _Looked(host, port, timeout=SECONDS, address=address, context=ssl.create_default_context())
    return http.client.HTTPConnection(address, port, timeout=SECONDS)


class _Looked(http.client.HTTPSConnection):
    """Connects to an address that was looked at; the certificate must be for the name."""

    def __init__(self, host, port, *, address, context, timeout):
        super().__init__(host, port, timeout=timeout, context=context)
        self.address, self.checked = address, context

    def connect(self):
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self.checked.wrap_socket(plain, server_hostname=self.host)

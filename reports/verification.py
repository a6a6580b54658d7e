"""What the public may learn about a report whose number they hold: that it exists, and whether a file is that report."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

KEPT_IN_FRONT, KEPT_AT_END = 2, 4


def address_of(number):
    """Where a report can be checked, for the code on its cover."""
    return settings.SITE_URL + reverse("reports:verify", args=[number])


def masked(name):
    """A firm's name that its owner recognises and a stranger cannot look up: 慈溪××××有限公司."""
    if len(name) <= KEPT_IN_FRONT + KEPT_AT_END:
        return name[:1] + "×" * (len(name) - 1)
    hidden = "×" * (len(name) - KEPT_IN_FRONT - KEPT_AT_END)
    return name[:KEPT_IN_FRONT] + hidden[:12] + name[-KEPT_AT_END:]


@dataclass(frozen=True)
class Known:
    """A finished paper of a room above: what it is, what may be told of it, its fingerprints, and what it does not prove.

    facts: (label, text); prints: (label, SHA-256), besides that of the file.
    """

    number: str
    title: str
    facts: tuple[tuple[str, str], ...]
    file_sha256: str
    prints: tuple[tuple[str, str], ...]
    limits: str


_known: list[Callable[[str], Known | None]] = []


def tell_of(find: Callable[[str], Known | None]) -> None:
    """Called in AppConfig.ready() of the room whose papers carry numbers too. find: by number; None where it has none."""
    if find not in _known:
        _known.append(find)


def known(number: str) -> Known | None:
    return next((found for find in _known if (found := find(number))), None)

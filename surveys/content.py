"""The frameworks and the catalogue as this process has loaded them: read once, then shared by all requests."""

from django.http import Http404

from frameworks import library
from frameworks.library import NotOffered, version_of
from readiness.errors import ContentError
from readiness.framework import Framework
from subsidies.catalogue import current

__all__ = ["CURRENT", "Absent", "NotOffered", "catalogue", "framework", "known", "offered", "offered_as", "version_of"]

CURRENT = "ai-manufacturing@2026.1"  # what a new assessment is asked unless another one is chosen


class Absent(KeyError, Http404):
    """A framework this server does not have. What is made with it cannot be shown: a page that is not there."""


def framework(reference=CURRENT, wording=None) -> Framework:
    """A version that ships or was installed; wording: its texts as of then. Raises Absent for any other."""
    try:
        return library.framework(reference, wording)
    except KeyError:
        raise Absent(reference) from None


def known(reference) -> Framework | None:
    """A framework; None for one this server does not have or cannot read."""
    try:
        return framework(reference)
    except (KeyError, ContentError, OSError):
        return None


def offered() -> tuple[Framework, ...]:
    """What a new assessment can be made with: the current framework, then of every other one its latest version."""
    latest = {one.key: one for one in map(known, library.references(withdrawn=False)) if one}
    return (framework(), *(one for key, one in latest.items() if key != framework().key))


def offered_as(key) -> Framework | None:
    """The version of a framework that a new assessment is made with; None where it is not offered."""
    return next((one for one in offered() if one.key == key), None)


def catalogue(at=None):
    """The subsidies as they stood at a moment, None for now: what ships, overlaid by what bureaus have published."""
    return current(at)

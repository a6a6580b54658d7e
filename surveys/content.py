"""The frameworks and the catalogue as this process has loaded them: read once, then shared by all requests."""

from frameworks import library
from frameworks.library import NotOffered, offered, version_of
from readiness.framework import Framework
from readiness.loading.catalogue import published_catalogue

__all__ = ["CURRENT", "NotOffered", "catalogue", "framework", "offered", "version_of"]

CURRENT = "ai-manufacturing@2026.1"  # what a new assessment is asked unless something else is wanted


def framework(reference=CURRENT, wording=None) -> Framework:
    """A version that ships or was installed; wording: its texts as of then. Raises KeyError for any other."""
    return library.framework(reference, wording)


def catalogue():
    """The subsidies that ship with the product."""
    return published_catalogue()

"""The framework and the catalogue as this process has loaded them: read once, then shared by all requests."""

from readiness.framework import Framework
from readiness.loading.catalogue import published_catalogue
from readiness.loading.framework import published

CURRENT = "ai-manufacturing@2026.1"  # what a new assessment is asked


def framework(reference=CURRENT) -> Framework:
    """Raises KeyError for a version that does not ship with the product."""
    return published(reference)


def catalogue():
    """The subsidies that ship with the product."""
    return published_catalogue()

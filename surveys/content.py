"""The framework and the catalogue as this process has loaded them: read once, then shared by all requests."""

from functools import cache

from readiness.framework import Framework
from readiness.loading.framework import published

CURRENT = "ai-manufacturing@2026.1"  # what a new assessment is asked


def framework(reference=CURRENT) -> Framework:
    """Raises KeyError for a version that does not ship with the product."""
    return published(reference)


@cache
def catalogue():
    from readiness.loading.catalogue import load_catalogue

    return load_catalogue()

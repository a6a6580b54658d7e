"""What must hold before the first visitor: every version known here loads and is what was published."""

from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from frameworks.library import framework
from frameworks.models import FrameworkVersion
from readiness.errors import ContentError
from readiness.loading.framework import published_references
from readiness.loading.publications import publications


@register()
def shipped_versions_load(app_configs, **kwargs):
    found = [_fault(reference, "E001") for reference in published_references()]
    return [error for error in (*found, *_unlisted()) if error]


def _unlisted():
    try:
        listed = publications()
    except ContentError as error:
        return [Error(f"The list of published versions cannot be read: {error}", id="frameworks.E002")]
    return [
        Error(
            f"The framework {reference} ships but does not stand in published.yaml.",
            hint=f"manage.py framework record {reference}",
            id="frameworks.E003",
        )
        for reference in published_references()
        if reference not in listed
    ]


@register(Tags.database)
def kept_versions_load(app_configs, databases, **kwargs):
    """Those installed load; those that ship are still what they were when they were first used here."""
    if not databases:
        return []
    try:
        kept = dict(FrameworkVersion.objects.values_list("reference", "digest"))
    except DatabaseError:
        return []  # before the first migration there is no table
    found = (_fault(reference, "E004") or _changed(reference, digest) for reference, digest in kept.items())
    return [error for error in found if error]


def _fault(reference, number):
    try:
        framework(reference)
    except (ContentError, KeyError, OSError) as error:
        return Error(f"The framework {reference} cannot be loaded: {error}", id=f"frameworks.{number}")
    return None


def _changed(reference, digest):
    if framework(reference).digest == digest:
        return None
    return Error(
        f"The files of {reference} are not those it was published with here ({digest[:12]}…).",
        hint="Put the published files back and give the changed ones a new version.",
        id="frameworks.E005",
    )

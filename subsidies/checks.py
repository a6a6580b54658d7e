"""What must hold before the first visitor: everything published here can be read by this version of the rules."""

from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from subsidies.catalogue import current, read_record
from subsidies.checking import vocabulary
from subsidies.models import Record, Revision


@register(Tags.database)
def published_records_can_be_read(app_configs, databases, **kwargs):
    if not databases:
        return []
    try:
        standing = list(Revision.objects.standing().exclude(origin=Revision.Origin.SEED).select_related("record"))
    except DatabaseError:
        return []  # before the first migration there is no table
    return [error for revision in standing if (error := _fault(revision))]


def _fault(revision):
    record = revision.record
    if record.kind != Record.Kind.SUBSIDY or read_record(revision.data, vocabulary(current().lists)):
        return None
    return Error(
        f"The published subsidy {record} cannot be read and is left out of the catalogue; the log says why.",
        hint="Publish a corrected revision, or withdraw it.",
        id="subsidies.E001",
    )

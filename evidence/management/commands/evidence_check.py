"""Verify that every file of the evidence is there, with the size and content it was kept with."""

import hashlib

from django.core.management.base import BaseCommand, CommandError

from evidence.models import Evidence
from evidence.storage import store

CHUNK = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Reads every file of the evidence and compares it with its row. Ends with status 1 and a list if any differs."
    )

    def handle(self, *args, **options):
        rows = Evidence.objects.files().select_related("assessment")
        checked, faults = 0, []
        for row in rows.iterator():
            checked += 1
            fault = fault_of(row)
            if fault:
                faults.append(f"{row.file.name} (question {row.question} of assessment {row.assessment.uuid}): {fault}")
        if faults:
            raise CommandError(f"{len(faults)} of {checked} files are not what they were:\n" + "\n".join(faults))
        self.stdout.write(f"{checked} files checked, all are as they were kept.")


def fault_of(row):
    """What is wrong with the file of a row; "" if nothing."""
    try:
        with store().open(row.file.name, "rb") as file:
            size, sha256 = _measure(file)
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        return f"cannot be read ({error.strerror or type(error).__name__})"
    if size != row.size:
        return f"has {size} bytes instead of {row.size}"
    return "" if sha256 == row.sha256 else "has other content"


def _measure(file):
    size, digest = 0, hashlib.sha256()
    for chunk in file.chunks(CHUNK):
        size += len(chunk)
        digest.update(chunk)
    return size, digest.hexdigest()

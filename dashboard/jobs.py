"""The job of an export: asked for once, made by one worker, swept up when anything is lost. See `reports.leases`."""

import hashlib
import logging
import os
from functools import partial
from pathlib import Path

from celery import current_app
from django.db import transaction
from django.utils.translation import override

from dashboard import document, lines, paper, workbook
from dashboard.chapters import contents_of
from dashboard.look import Look
from dashboard.models import Export
from readiness.plain import digest
from reports import leases
from reports.jobs import outcome
from reports.pdf import Rendered, render_to_file
from reports.press import EXPECTED, print_to_keep
from rollups import reading

log = logging.getLogger(__name__)

VERSION = "1"  # raised whenever the same count would give another file
Kind = Export.Kind


def ask(look, user, kind, language):
    """The export of a look, or the one there is."""
    key = digest([VERSION, look.bureau.pk, look.run.pk, *look.key, kind, language])
    region, industry, size = look.key
    facts = {"kind": kind, "bureau": look.bureau, "run_id": look.run.pk, "language": language, "requested_by": user}
    about = {"region": region, "industry": industry, "size": size}
    with transaction.atomic():
        export, made = Export.objects.get_or_create(request_key=key, defaults=facts | about)
        if made:
            ring_on_commit(export)
    return export


def ring_on_commit(export):
    transaction.on_commit(partial(ring, export.pk))


def ring(export_pk):
    try:
        current_app.send_task("dashboard.tasks.make", (export_pk,), retry=False, expires=300)
    except Exception as error:
        log.warning("export %s waits for the sweeper: the queue is out of reach (%s)", export_pk, type(error).__name__)


def make(export_pk):
    """True when this call has made the file."""
    token = Export.objects.claim(export_pk)
    if token is None:
        return False
    export = Export.objects.select_related("bureau__organisation", "run").get(pk=export_pk)
    return leases.work(Export.objects, export_pk, token, partial(_made, export), EXPECTED)


def _made(export, heart):
    look = Look(export.bureau, reading.told(export.run), export.region, export.industry, export.size)
    with override(export.language):
        contents = contents_of(look, export.number, answers=export.kind in (Kind.WORKBOOK, Kind.CSV))
        heart(30)
        return _kept(print_to_keep(partial(_write, export, contents, heart)))


def _kept(rendered):
    found = outcome(rendered)
    return {"file_sha256": found["file_sha256"], "length": found["size"], "pages": found["pages"] or None}


def _write(export, contents, heart, written: Path):
    if export.kind == Kind.PAPER:
        identifier = export.request_key[:32].encode()
        return render_to_file(paper.html(contents, export.number), written, identifier, on_progress=heart)
    {Kind.WORKBOOK: workbook, Kind.CSV: lines, Kind.DOCUMENT: document}[export.kind].write(contents, written)
    return _sealed(written)


def _sealed(written: Path) -> Rendered:
    """On the disk for certain, and what it is."""
    with written.open("rb") as file:
        os.fsync(file.fileno())
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Rendered(sha256, written.stat().st_size, 0)


def retry(export):
    if Export.objects.filter(pk=export.pk, state=leases.State.FAILED).start_again():
        ring_on_commit(export)


def make_again(export):
    """The file is gone from the disk."""
    if Export.objects.filter(pk=export.pk, state=leases.State.DONE).start_again():
        ring_on_commit(export)


def sweep():
    Export.objects.end_spent()
    for pk in Export.objects.due().values_list("pk", flat=True)[:50]:
        ring(pk)

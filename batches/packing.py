"""The ZIP of a batch: what it holds is frozen when it is asked for, built by one worker, checked file by file."""

import hashlib
import logging
import os
import zipfile
from datetime import timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from django.utils import timezone

from batches import files
from batches.index import NAME, index_of
from batches.models import DAYS_KEPT, Archive, Batch, Item
from batches.names import LANGUAGES, file_name
from comparisons.rights import allowed
from readiness.plain import digest
from reports import figures, jobs, leases
from reports.files import discard as discard_report
from reports.files import path_of, put

log = logging.getLogger(__name__)

CHUNK = 1024 * 1024
STATUS = {
    Item.State.DONE: "已生成 ready",
    Item.State.FAILED: "生成失败 failed",
    Item.State.REFUSED: "不再授权 no longer allowed",
    Item.State.LEFT: "已取消 cancelled",
    Item.State.WAITING: "未生成 not made",
    Item.State.ASKED: "未生成 not made",
}


class Damaged(Exception):
    """A report's file is gone, or is not what its row says."""

    def __init__(self, line):
        super().__init__(line["report"])
        self.line = line


# --- asking ---------------------------------------------------------------------------------------------------------


def request(batch):
    """The ZIP of what is ready now; an earlier one of other contents is removed. None where nothing is ready."""
    refuse(batch)
    contents = lines_of(batch)
    key = digest([batch.pk, contents])
    batch.archives.exclude(key=key).delete()
    if not any(line["sha256"] for line in contents):
        return None
    archive, _made = Archive.objects.get_or_create(key=key, defaults={"batch": batch, "contents": contents})
    transaction.on_commit(partial(ring, archive.pk))
    return archive


def refuse(batch):
    """Reports of clients whose access has ended since are not handed out. Returns the names of those clients."""
    ready = list(batch.items.filter(state=Item.State.DONE).with_facts())
    clients = allowed(batch.provider, {item.client.pk for item in ready})
    ended = [item for item in ready if item.client.pk not in clients]
    if ended:
        batch.items.filter(pk__in=[item.pk for item in ended]).update(state=Item.State.REFUSED, report=None)
        batch.archives.all().delete()
    return list(dict.fromkeys(item.client.name for item in ended))


@transaction.atomic
def request_again(batch_pk):
    """The ZIP anew, with all attempts, once nothing is being made any more."""
    batch = Batch.objects.select_for_update(no_key=True, of=("self",)).select_related("provider").get(pk=batch_pk)
    if batch.state in (Batch.State.DONE, Batch.State.CANCELLED):
        archive = request(batch)
        if archive and Archive.objects.filter(pk=archive.pk, state=leases.State.FAILED).start_again():
            transaction.on_commit(partial(ring, archive.pk))


@transaction.atomic
def refuse_and_pack(batch):
    """Names of the clients whose reports are not handed out any more; the ZIP is asked for again without them."""
    ended = refuse(batch)
    if ended and batch.state in (Batch.State.DONE, Batch.State.CANCELLED):
        request(batch)
    return ended


def lines_of(batch):
    """One line per item, as plain data: what the index says and where the file is."""
    return [_line(item) for item in batch.items.with_facts()]


def _line(item):
    client, snapshot = item.client, item.snapshot
    ready = item.state == Item.State.DONE
    told = ready or item.state == Item.State.FAILED  # of whom we may not read, nothing is told but the name
    return {
        "number": item.number,
        "firm": client.name,
        "uscc": (client.enterprise.uscc or "") if told else "",
        "level": snapshot.level if told else "",
        "score": figures.score(str(snapshot.overall)) if told and snapshot.overall is not None else "",
        "date": timezone.localtime(snapshot.assessment.submitted_at).date().isoformat() if told else "",
        "language": LANGUAGES[item.language],
        "status": STATUS[item.state],
        "report": item.report.number if ready else "",
        "file": file_name(item.number, client.name, item.language) if ready else "",
        "sha256": item.report.file_sha256 if ready else "",
    }


def ring(archive_pk):
    _send("batches.tasks.pack", archive_pk)


def ring_advance(batch_pk):
    transaction.on_commit(partial(_send, "batches.tasks.advance", batch_pk))


def _send(task, pk):
    try:
        current_app.send_task(task, (pk,), retry=False, expires=300)
    except Exception as error:
        log.warning("%s %s waits for the sweeper: the queue is out of reach (%s)", task, pk, type(error).__name__)


# --- building -------------------------------------------------------------------------------------------------------


def pack(archive_pk):
    """True when this call has built it. May be called twice; only one call does anything."""
    token = Archive.objects.claim(archive_pk)
    if token is None:
        return False
    archive = Archive.objects.select_related("batch").get(pk=archive_pk)
    return leases.work(Archive.objects, archive_pk, token, partial(_built, archive))


def _built(archive, heart):
    written = files.temporary()
    try:
        _write(archive, written, heart)
        sha256, size = _fingerprint(written), written.stat().st_size
        put(written, files.path_of(sha256))
        return {"file_sha256": sha256, "size": size}
    except Damaged as found:
        _make_again(archive.batch, found.line)
        raise leases.LeaseLost from found
    finally:
        written.unlink(missing_ok=True)


def _write(archive, target, heart):
    """Streamed: never more than a piece of a file in memory. PDFs are compressed already."""
    lines = [line for line in archive.contents if line["sha256"]]
    moment = timezone.localtime(archive.batch.created_at).timetuple()[:6]
    with target.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as packed:
            packed.writestr(zipfile.ZipInfo(NAME, moment), index_of(archive.contents))
            for place, line in enumerate(lines):
                _add(packed, zipfile.ZipInfo(line["file"], moment), line)
                heart(5 + 90 * place // len(lines))
        out.flush()
        os.fsync(out.fileno())


def _add(packed, entry, line):
    """Raises Damaged when the file is gone or another than its fingerprint says."""
    read = hashlib.sha256()
    entry.external_attr = 0o644 << 16
    try:
        with path_of(line["sha256"]).open("rb") as source, packed.open(entry, "w", force_zip64=True) as target:
            while piece := source.read(CHUNK):
                read.update(piece)
                target.write(piece)
    except FileNotFoundError as gone:
        raise Damaged(line) from gone
    if read.hexdigest() != line["sha256"]:
        discard_report(line["sha256"])
        raise Damaged(line)


def _fingerprint(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@transaction.atomic
def _make_again(batch, line):
    """The report is made again under its number, and the ZIP after it."""
    item = batch.items.select_related("report").get(number=line["number"])
    log.error("batch %s: the file of report %s is gone or damaged; it is made again", batch.pk, line["report"])
    batch.archives.all().delete()
    if item.report:
        jobs.make_again(item.report)
        batch.items.filter(pk=item.pk).update(state=Item.State.ASKED)
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.RUNNING)


# --- sweeping -------------------------------------------------------------------------------------------------------


def sweep():
    Archive.objects.end_spent()
    for pk in Archive.objects.due().values_list("pk", flat=True)[:50]:
        ring(pk)


def tidy():
    """Remove ZIPs after a week, and those that hold a report of somebody whose access has ended."""
    old = timezone.now() - timedelta(days=DAYS_KEPT)
    for archive in Archive.objects.filter(finished_at__lt=old):
        archive.delete()
    for batch in Batch.objects.filter(archives__isnull=False).select_related("provider").distinct():
        refuse_and_pack(batch)
    files.discard_unfinished()

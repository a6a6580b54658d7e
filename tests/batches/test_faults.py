"""The short form of `python -m tests.faults.batch`: two workers at one batch, one of which dies in the middle of its work."""

import datetime
import hashlib
import threading
import zipfile

import pytest
from django.db import connection
from django.utils import timezone

from batches import feeding, files, packing
from batches.models import Batch
from reports import jobs, press
from reports.models import Report
from reports.pdf import Rendered
from tests.batches.conftest import State, states

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """As SIGKILL: nothing is caught, nothing is put in order."""


@pytest.fixture
def render(monkeypatch):
    """Writes a few bytes instead of twenty pages; the third report kills the worker that has it."""
    begun = []

    def write(report, heart, written):
        begun.append(report.pk)
        if len(begun) == 3:
            raise Killed
        data = f"{report.number}".encode()
        written.write_bytes(data)
        return Rendered(hashlib.sha256(data).hexdigest(), len(data), 1)

    monkeypatch.setattr(press, "_render", write)
    return begun


def work():
    """A worker until nothing is due; every bell is heard twice."""
    try:
        while waiting := list(jobs.due().values_list("pk", flat=True)):
            for pk in (*waiting, *waiting):
                press.make(pk)
    except Killed:
        pass
    finally:
        connection.close()


def two_workers():
    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def test_a_worker_that_dies_loses_and_doubles_nothing(started, render):
    batch = started(6)
    feeding.advance(batch.pk)
    two_workers()
    assert Report.objects.filter(state="running").count() == 1
    Report.objects.filter(state="running").update(lease_until=timezone.now() - datetime.timedelta(minutes=1))
    two_workers()
    feeding.sweep()
    batch = Batch.objects.get(pk=batch.pk)
    assert states(batch) == [State.DONE] * 6
    assert len(render) == 7  # six reports, and the one that was begun again
    assert packing.pack(batch.archive.pk)
    with zipfile.ZipFile(files.path_of(batch.archive.file_sha256)) as packed:
        names = packed.namelist()[1:]
        assert len(set(names)) == 6
        for item in batch.items.all():
            assert [n for n in names if packed.read(n) == item.report.number.encode()] == [
                line["file"] for line in batch.archive.contents if line["number"] == item.number
            ]

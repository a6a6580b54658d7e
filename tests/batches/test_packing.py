"""The ZIP: every file once and right, nothing of anybody whose access has ended, made again when something is lost."""

import hashlib
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from batches import feeding, files, packing
from batches.models import Archive, Batch
from batches.names import file_name
from reports.files import path_of
from tests.batches.conftest import State, end_access, print_all, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(started):
    def make(count, **more):
        batch = started(count, **more)
        feeding.advance(batch.pk)
        print_all()
        return Batch.objects.get(pk=batch.pk)

    return make


def opened(batch):
    return zipfile.ZipFile(files.path_of(batch.archive.file_sha256))


def test_every_file_is_in_it_once_and_is_what_its_row_says(finished):
    batch = finished(6)
    assert packing.pack(batch.archive.pk)
    with opened(batch) as packed:
        names = packed.namelist()
        assert len(names) == len(set(names)) == 7
        for item in batch.items.all():
            data = packed.read(file_name(item.number, item.client.name, item.language))
            assert hashlib.sha256(data).hexdigest() == item.report.file_sha256
        assert all(entry.flag_bits & 0x800 for entry in packed.infolist())  # names are UTF-8


def test_the_index_names_client_file_and_fingerprint(finished):
    batch = finished(2)
    packing.pack(batch.archive.pk)
    with opened(batch) as packed:
        rows = list(load_workbook(BytesIO(packed.read(packed.namelist()[0]))).active.iter_rows(values_only=True))
    item = batch.items.first()
    assert rows[1][1] == item.client.name
    assert rows[1][3:5] == (item.snapshot.level, "23.4")
    assert rows[1][9:] == ("001_宁波第0号零部件有限公司_中文.pdf", item.report.file_sha256)


def test_the_index_prints_as_wide_as_the_paper_with_its_head_on_every_page(finished):
    batch = finished(1)
    packing.pack(batch.archive.pk)
    with opened(batch) as packed:
        page = load_workbook(BytesIO(packed.read(packed.namelist()[0]))).active
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$1"


def test_no_cell_of_the_index_is_a_formula(finished):
    batch = finished(1)
    firm = batch.items.get().client
    type(firm).objects.filter(pk=firm.pk).update(name="=HYPERLINK(1)")
    archive = packing.request(batch)
    packing.pack(archive.pk)
    with opened(batch) as packed:
        sheet = load_workbook(BytesIO(packed.read(packed.namelist()[0]))).active
    assert sheet["B2"].value == "=HYPERLINK(1)"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_two_workers_at_one_zip_build_one(finished):
    batch = finished(2)
    assert packing.pack(batch.archive.pk)
    assert not packing.pack(batch.archive.pk)
    assert packing.request(batch).pk == batch.archive.pk
    assert not list((files.folder() / "unfinished").iterdir())


def test_a_zip_whose_builder_died_is_built_by_another(finished):
    batch = finished(1)
    Archive.objects.claim(batch.archive.pk)
    assert not packing.pack(batch.archive.pk)
    Archive.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert packing.pack(batch.archive.pk)


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_a_file_that_is_gone_or_damaged_is_made_again_before_it_is_packed(finished, harm):
    batch = finished(2)
    path = path_of(batch.items.last().report.file_sha256)
    path.unlink() if harm == "gone" else path.write_bytes(b"%PDF broken")
    assert not packing.pack(batch.archive.pk)
    assert states(batch) == [State.DONE, State.ASKED]
    assert print_all() == 1
    assert packing.pack(batch.archive.pk)
    with opened(batch) as packed:
        assert len(packed.namelist()) == 3


def test_reports_of_an_ended_access_leave_the_zip_and_the_index_tells_no_figures_of_them(finished, alice):
    batch = finished(2)
    packing.pack(batch.archive.pk)
    path = files.path_of(batch.archive.file_sha256)
    end_access(batch.items.first(), alice)
    packing.tidy()
    assert not path.exists()
    line = batch.archive.contents[0]
    assert (line["level"], line["score"], line["sha256"]) == ("", "", "")
    packing.pack(batch.archive.pk)
    with opened(batch) as packed:
        assert len(packed.namelist()) == 2


def test_a_zip_is_removed_after_a_week(finished):
    batch = finished(1)
    packing.pack(batch.archive.pk)
    path = files.path_of(batch.archive.file_sha256)
    packing.tidy()
    assert path.exists()
    Archive.objects.update(finished_at=timezone.now() - timedelta(days=7, minutes=1))
    packing.tidy()
    assert not path.exists()
    assert batch.archive is None


def test_a_deleted_client_is_deleted_from_the_zip(finished):
    batch = finished(2)
    packing.pack(batch.archive.pk)
    path = files.path_of(batch.archive.file_sha256)
    batch.items.first().client.delete()
    assert not path.exists()


@pytest.mark.parametrize(
    "firm", ["../../etc/passwd", "a/b\\c:d", "con", "…\u202efdp.exe", " . ", "长" * 200, "𠮷" * 99]
)
def test_no_name_of_a_firm_makes_a_path(firm):
    name = file_name(7, firm, "zh-hans")
    assert name.startswith("007_")
    assert name.endswith("_中文.pdf")
    assert not set('/\\:*?"<>|\u202e') & set(name)
    assert len(name.encode()) <= 255
